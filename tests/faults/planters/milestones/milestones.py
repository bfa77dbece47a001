"""Faults of milestones: their dates, their reports, their changes and their decisions."""

from __future__ import annotations

from datetime import timedelta

from faults.clean import Blame
from faults.planting import blank, enter_all, plants, set_cell, set_cells
from faults.plot import AS_AT, Fits, Plot, Row, days_from, has, holds, in_workbook, lacks, working_day

SHEET = "Milestones"
BOARD = "Board, 2 Nov 2026"
DAYS_GONE = ("2 Nov 2026", "5 Nov 2026", "9 Nov 2026", "12 Nov 2026")
DAYS_TO_COME = ("16 Nov 2026", "20 Nov 2026", "26 Nov 2026", "14 Dec 2026")


def reached(row: Row) -> bool:
    """It has an actual date."""
    return bool(row["Actual date"])


def to_come(row: Row) -> bool:
    """It is being worked on and not reached."""
    return not row["Actual date"] and not row["State"]


def off_track(row: Row) -> bool:
    """Its owner reports Amber or Red."""
    return to_come(row) and row["Reported RAG"] in {"Amber", "Red"}


def on_track(row: Row) -> bool:
    """Its owner reports Green."""
    return to_come(row) and row["Reported RAG"] == "Green"


def soon_enough(row: Row) -> bool:
    """It is expected within the half-year."""
    return row.day("Forecast date") - AS_AT <= timedelta(days=183)


def in_schools(row: Row) -> bool:
    """It is a trial or a rollout at which schools must act."""
    return to_come(row) and row["Phase"] in {"Trial", "Rollout"} and row["Schools must act"] == "Yes"


def _done_with_schools(row: Row) -> bool:
    """Its title says what is done, and with whom."""
    title = row["Milestone"].lower()
    with_them = any(word in title for word in ("school", "setting", "teacher", "pupil"))
    return with_them and any(
        word in title for word in ("agree", "train", "visit", "trial of", "pilot", "opens", "starts")
    )


def not_expected_at(row: Row) -> bool:
    """No KPI is expected anywhere at it."""
    return not any(item["Milestone"] == row["ID"] for item in row.plot.rows("Expectations"))


def soon(row: Row) -> str:
    """A working day in term, within a month after the as at date."""
    return row.plot.dice.choice(DAYS_TO_COME)


def lately(row: Row) -> str:
    """A working day in term, within a month before the as at date."""
    return row.plot.dice.choice(DAYS_GONE)


def later(row: Row) -> str:
    """A working day about a month after the baseline date."""
    return working_day(row.day("Baseline date") + timedelta(days=30))


not_moved = (to_come, lacks("Agreed date", "Change reference"), lambda row: row["Fixed date"] != "Yes")


def _decides(row: Row) -> bool:
    return row["Decision needed"] not in {"", "None"}


def _minor(row: Row) -> bool:
    return _decides(row) and row["Decision needed"] != "Key decision"


def _key_decision(row: Row) -> bool:
    return row["Decision needed"] == "Key decision" and bool(row["Decision given"])


@plants("MS12", "MS47", "RF21", "MS39")
def change_still_open(plot: Plot) -> Blame:
    home = "early_help.xlsx"
    row = plot.pick(SHEET, to_come, lacks("Agreed date", "Change reference"), in_workbook(home))
    request = plot.pick("Issues and decisions", holds("Kind", "Change request")).copy()
    texts = {"ID": "EHP-A91", "Status": "Open", "Outcome": "", "Closed on": "", "Needed by": "3 Dec 2026"}
    for column, text in texts.items():
        request.write(column, text)
    row.write("Agreed date", later(row))
    return row.write("Change reference", "EHP-A91")


@plants("MS87", "RF21")
def plan_as_asked_for(plot: Plot) -> Blame:
    home = "early_help.xlsx"
    row = plot.pick(SHEET, to_come, lacks("Agreed date", "Change reference"), in_workbook(home))
    request = plot.pick("Issues and decisions", holds("Kind", "Change request")).copy()
    asked = f"Move {row['ID']} to {row['Baseline date']}"
    texts = {
        "ID": "EHP-A91",
        "What": asked,
        "Status": "Open",
        "Outcome": "",
        "Closed on": "",
        "Needed by": "3 Dec 2026",
    }
    for column, text in texts.items():
        request.write(column, text)
    return row.at("Baseline date")


@plants("MS13")
def change_is_none(plot: Plot) -> Blame:
    row = plot.pick(SHEET, to_come, lacks("Agreed date", "Change reference"), lambda row: row["Fixed date"] != "Yes")
    entries = plot.rows("Issues and decisions", lambda item: item["Kind"] != "Change request")
    row.write("Agreed date", later(row))
    return row.write("Change reference", plot.dice.choice([f"{row.code}-A99", plot.dice.choice(entries)["ID"]]))


@plants("MS09", "RF21", "MC11")
def one_too_many(plot: Plot) -> Blame:
    first = plot.pick(SHEET, on_track)
    for number in range(13 - len(plot.rows(SHEET, in_workbook(first.workbook), lacks("Actual date", "State")))):
        row = first.copy()
        row.write("ID", f"{row.code}-M{91 + number}")
        row.write("Commentary", "")
    return plot.pick("Workstreams", holds("Code", first.code)).at("Code")


def _told_nowhere_else(row: Row) -> bool:
    """No other column of its workbook speaks of parents, of what was made together, or of equality."""
    columns = ("Milestone", "Done when", "Evidence seen", "Commentary")
    said = " ".join(one[column] for one in row.plot.rows(SHEET, in_workbook(row.workbook)) for column in columns)
    return not any(word in said.lower() for word in ("with parent", "parent carer", "co-", "with schools", "equal"))


def _silent(plot: Plot, column: str, asked: Fits) -> Blame:
    """A workbook whose milestones leave a column blank; the first of those that are asked."""
    workbook = plot.pick(
        SHEET, has(column), _told_nowhere_else, lambda row: bool(plot.rows(SHEET, in_workbook(row.workbook), asked))
    ).workbook
    for row in plot.rows(SHEET, in_workbook(workbook), has(column)):
        row.write(column, "")
    return plot.rows(SHEET, in_workbook(workbook), asked)[0].at(column)


@plants("MS61")
def no_equality_impact(plot: Plot) -> Blame:
    return _silent(plot, "Equality impact", lambda row: not row["Actual date"] and _awaits_a_key_decision(row))


def _awaits_a_key_decision(row: Row) -> bool:
    return row["Decision needed"] == "Key decision" and not row["Decision given"]


@plants("MS64", "MS61")
def no_equality_impact_for_one_key_decision(plot: Plot) -> Blame:
    row = plot.pick(SHEET, has("Equality impact"), lacks("Actual date"), _awaits_a_key_decision)
    return row.write("Equality impact", "")


@plants("MS62")
def no_co_production(plot: Plot) -> Blame:
    return _silent(plot, "Co-production", _ends_a_design)


def _ends_a_design(row: Row) -> bool:
    acting = row.plot.rows(SHEET, holds("Workstream", row["Workstream"]), holds("Schools must act", "Yes"))
    return row["Phase"] == "Design" and bool(row["Actual date"]) and bool(acting)


enter_all(
    {
        "MS01": set_cells(SHEET, "Actual date", {"Actual date": soon, "Evidence seen": "Board minutes"}, to_come),
        "MS02": set_cell(SHEET, "Forecast date", lately, to_come),
        "MS03": set_cells(
            SHEET, "Evidence seen", {"Evidence seen": "", "Commentary": ""}, reached, lacks("Decision given")
        ),
        "MS04": set_cells(
            SHEET, "Done when", {"Done when": "", "Milestone": "New way of working embedded"},
            to_come, holds("Key", "Yes"), holds("Decision needed", "None", ""),
        ),
        "MS05": (set_cell(SHEET, "Baseline date", "3 Jan 2024", not_expected_at), ("MQ14",)),
        "MS06": set_cells(
            SHEET, "Commentary",
            {"Reported RAG": "Amber", "Commentary": "", "Help needed": "",
             "Back to green by": lambda row: row["Forecast date"]}, on_track,
        ),
        "MS07": set_cell(SHEET, "Back to green by", lately, off_track),
        "MS08": set_cell(SHEET, "Last updated", days_from(AS_AT, 32)),
        "MS10": set_cells(SHEET, "Change reference", {"Agreed date": later}, *not_moved),
        "MS11": set_cells(SHEET, "Agreed date", {"Change reference": BOARD, "Forecast date": later}, *not_moved),
        "MS14": set_cells(
            SHEET, "Agreed date", {"Fixed date": "Yes", "Agreed date": later, "Change reference": BOARD}, *not_moved
        ),
        "MS15": (
            set_cells(
            SHEET, "Change reference", {"State": "Paused", "Change reference": "", "Commentary": ""}, to_come,
            lacks("Agreed date"),
            ),
            ("PR45",),
        ),
        "MS16": set_cells(SHEET, "State", {"State": "Withdrawn", "Change reference": BOARD}, reached, not_expected_at),
        "MS17": blank(SHEET, "Forum", _decides),
        "MS18": set_cells(
            SHEET, "Forum", {"Decision needed": "Key decision", "Forum": "Programme Board"}, to_come,
        ),
        "MS19": set_cell(SHEET, "Decision given", soon, _minor, to_come),
        "MS20": set_cell(
            SHEET, "Notice published", lambda row: days_from(row.day("Decision given"), -28), _key_decision
        ),
        "MS21": blank(SHEET, "Notice published", _key_decision),
        "MS22": set_cell(SHEET, "Decision given", lately, holds("Decision needed", "None")),
        "MS23": blank(SHEET, "Schools", in_schools, holds("Phase", "Trial"), soon_enough),
        "MS24": set_cell(SHEET, "Schools must act", "No", in_schools, _done_with_schools),
    }
)  # fmt: skip


@plants("MS72", "WM01", "WM04", "CF10", "MS06")
def wait_with_a_nought_too_many(plot: Plot) -> Blame:
    row = plot.pick(SHEET, holds("Depends on", "STA-M08+15"))
    return row.write("Depends on", "STA-M08+150")


plants("MS66")(
    set_cell(
        SHEET, "Equality impact", "To follow", has("Equality impact"), lacks("Actual date"), _awaits_a_key_decision
    )
)


@plants("MQ23", "MQ05", "MQ04", "CF10", "WM01", "RK18", "RK41", "GV32", "MS28", "CF40", "CF19", "ID10", "KP43")
def brought_forward_before_its_trial(plot: Plot) -> Blame:
    row = plot.pick(SHEET, holds("ID", "TRN-M09"))
    row.write("Commentary", "Brought forward")
    return row.write("Forecast date", "3 Dec 2026")
