"""Ids that stand twice or in the wrong place, and references that lead nowhere."""

from __future__ import annotations

from collections.abc import Callable

from faults.clean import Blame
from faults.planting import Plant, enter_all, plants, set_cell, set_cells
from faults.plot import Fits, Plot, Row, has, holds, in_workbook, unmentioned
from xl_send.workbook.submissions import SHEETS

WITH_ID = [record.SHEET for record in SHEETS if record.SHEET.letter]
LETTERS = {sheet.title: sheet.letter for sheet in WITH_ID}
HOMES = {
    "TRN": "transition.xlsx", "OUT": "outreach.xlsx", "EHP": "early_help.xlsx",
    "SUF": "sufficiency.xlsx", "STA": "statutory.xlsx", "WFD": "workforce.xlsx",
}  # fmt: skip
CODES = tuple(HOMES)
# Columns that name rows, and the letter of the rows that they name.
LINKS = {
    ("Milestones", "Depends on"): "M",
    ("Risks", "Threatens"): "M",
    ("Risks", "Resource line"): "P",
    ("Diagnostics", "After"): "T",
    ("Interdependencies", "Giver milestone"): "M",
    ("Interdependencies", "Receiver milestone"): "M",
}
FORUMS = {
    "Milestones": "Forum",
    "Risks": "Monitored at",
    "Interdependencies": "Escalate to",
    "Issues and decisions": "Forum",
    "Meetings": "Forum",
}


def _pick(plot: Plot, *fits: Fits) -> Row:
    """A row of any sheet with ids, the sheet chosen first."""
    found = [rows for sheet in WITH_ID if (rows := plot.rows(sheet.title, *fits))]
    return plot.dice.choice(plot.dice.choice(found))


def _elsewhere(row: Row) -> str:
    return row.plot.dice.choice([code for code in CODES if code != row.code])


@plants("RF01", "MS09", "RF21", "RF15", "RF22")
def same_id(plot: Plot) -> Blame:
    row = _pick(plot, unmentioned, lambda row: row.place > 0)
    named = f"{row['After']} {row['Depends on']}"
    found = plot.rows(row.sheet, in_workbook(row.workbook), lambda item: item.code == row.code)
    earlier = [item["ID"] for item in found if item.place < row.place and item["ID"] not in named]
    return row.write("ID", plot.dice.choice(earlier)) if earlier else same_id(plot)


@plants("RF02", "EX02")
def same_row(plot: Plot) -> Blame:
    row = plot.pick(plot.dice.choice(["Expectations", "Actuals", "Meetings", "Calendar"])).copy()
    last = {"Expectations": "Milestone", "Actuals": "Period end", "Meetings": "Meeting date", "Calendar": "From"}
    return row.at(last[row.sheet])


# A row in a workbook that is not its workstream's is also not of a workstream that the workbook reports on.
@plants("RF03", "RF05", "MS09", "RP01", "CM01")
def other_workbook(plot: Plot) -> Blame:
    row = _pick(plot, lambda row: row.sheet not in {"KPIs", "Interdependencies"})
    return row.copy(plot.workbook(row.workbook)).at("ID")


@plants("RF04")
def other_letter(plot: Plot) -> Blame:
    row = _pick(plot, unmentioned)
    letter = plot.dice.choice([letter for letter in "MKRTPFA" if letter != LETTERS[row.sheet]])
    return row.write("ID", f"{row.code}-{letter}91")


@plants("RF05", "MQ11", "MQ12", "RK71")
def other_stream(plot: Plot) -> Blame:
    return _pick(plot, has("Workstream"), unmentioned).write("Workstream", "XYZ")


@plants("RF06")
def other_code(plot: Plot) -> Blame:
    row = _pick(plot, has("Workstream"), unmentioned)
    return row.write("ID", f"{_elsewhere(row)}-{LETTERS[row.sheet]}91")


def _naming(rest: Callable[[str], str]) -> Plant:
    """Write a reference that has the same code as before, and another rest for the letter of its column."""

    def plant(plot: Plot) -> Blame:
        (sheet, column), letter = plot.dice.choice(list(LINKS.items()))
        row = plot.pick(sheet, has(column))
        return row.write(column, f"{row[column].partition('-')[0]}-{rest(letter)}")

    return plant


# Ids that nothing else has, one sign from what each of them stands for.
SLIPS = {"TRN-K02": "TRN-K12", "TRN-M08": "TRN-M80", "TRN-T01": "TRN-T11", "SUF-K01": "SUF-K91", "STA-M04": "SAT-M04"}


@plants("RF32")
def misnamed(plot: Plot) -> Blame:
    known, typed = plot.dice.choice(list(SLIPS.items()))
    (title,) = (title for title, letter in LETTERS.items() if letter == known[4])
    return plot.pick(title, holds("ID", known)).write("ID", typed)


def _turned(code: str) -> str:
    return f"{code[0]}{code[2]}{code[1]}"


@plants("RF33")
def misnamed_stream(plot: Plot) -> Blame:
    row = plot.pick("Workstreams", lambda row: row["Code"] in CODES)
    return row.write("Code", _turned(row["Code"]))


@plants("RF34", "MC02", "EP02")
def misnamed_column(plot: Plot) -> Blame:
    rows = plot.rows("Milestones", in_workbook(plot.workbook()))
    return next(iter([row.write("ID", row["ID"].replace(row.code, _turned(row.code), 1)) for row in rows]))


@plants("RF35")
def rows_of_another_code(plot: Plot) -> Blame:
    rows = plot.rows("Milestones", in_workbook(plot.workbook()))
    return next(iter([row.write("Workstream", _turned(row["Workstream"])) for row in rows]))


@plants("RF36")
def misnamed_forum(plot: Plot) -> Blame:
    row = plot.pick("Forums", holds("Forum", "Programme Board", "Cabinet"))
    return row.write("Forum", f"{row['Forum'][:-2]}{row['Forum'][:-3:-1]}")


def _named_often(row: Row) -> bool:
    named = [item for title in FORUMS for item in row.plot.rows(title, in_workbook(row.workbook))]
    return sum(item[FORUMS[item.sheet]] == row["Forum"] for item in named) > 1


@plants("RF37", "RF09")
def forum_deleted(plot: Plot) -> Blame:
    row = plot.pick("Forums", _named_often)
    sheet = plot.sheet(row.workbook, "Forums")
    plot.told.append(f"{row.workbook} Forums: {row['Forum']} deleted")
    del sheet.rows[row.place]
    return row.workbook, "Forums", "A1"


@plants("RF31", "MC02")
def sorted_apart(plot: Plot) -> Blame:
    """The column of ids turned round, as by a sort from the last to the first of that column alone."""
    sheet = plot.sheet("transition.xlsx", "Milestones")
    ids = [row["ID"] for row in sheet.rows]
    for row, other in zip(sheet.rows, reversed(ids), strict=True):
        row["ID"] = other
    plot.told.append("transition.xlsx Milestones: the ids from the last to the first")
    return "transition.xlsx", "Milestones", "A1"


def _misspelt(plot: Plot) -> Blame:
    sheet, column = plot.dice.choice(list(FORUMS.items()))
    return plot.pick(sheet, has(column)).write(column, "Programme Bord")


def _third_party(plot: Plot) -> Blame:
    row = plot.pick("Interdependencies", has("Giver milestone"))
    code = plot.dice.choice([code for code in CODES if code not in {row["Giver"], row["Receiver"]}])
    return row.write("Giver milestone", f"{code}-M01")


@plants("RF12")
def of_others(plot: Plot) -> Blame:
    row = plot.pick("Interdependencies")
    parties = {item.workbook for item in plot.rows("Workstreams") if item["Code"] in {row["Giver"], row["Receiver"]}}
    return row.copy(plot.workbook(*parties)).at("Receiver")


enter_all(
    {
        "RF07": _naming(lambda _: "A01"),
        "RF08": _naming(lambda letter: f"{letter}99"),
        "RF09": (_misspelt, ("RK09",)),
        "RF10": set_cell("Milestones", "Depends on", lambda row: row["ID"], has("Depends on")),
        "RF11": set_cells(
            "Interdependencies", "Giver", {"Giver": lambda row: row["Receiver"], "Giver milestone": ""},
            has("Promised for"), lambda row: row.workbook == HOMES[row["Receiver"]],
        ),
        "RF13": _third_party,
    }
)  # fmt: skip
