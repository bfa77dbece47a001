"""Faults of KPIs: what they lead to, their journeys, their dates and what is reported of them."""

from __future__ import annotations

from collections import Counter

from faults.clean import Blame
from faults.planters.milestones.milestones import BOARD, lately, soon, to_come
from faults.planting import blank, enter_all, plants, set_cell, set_cells
from faults.plot import AS_AT, Plot, Row, days_from, has, holds, in_workbook, lacks, like, number

SHEET = "KPIs"


def rated(row: Row) -> bool:
    """It has a colour: it is active and not for context alone."""
    return row["Better when"] != "Context only" and not row["State"]


def moving(row: Row) -> bool:
    """It is to rise or to fall, from a baseline to a target."""
    return row["Better when"] in {"Higher", "Lower"} and bool(row["Baseline"] and row["Target"])


def off_track(row: Row) -> bool:
    """Its owner reports Amber or Red."""
    return rated(row) and row["Reported RAG"] in {"Amber", "Red"}


def mirrored(row: Row) -> float:
    """As far from the baseline as the target, on the other side."""
    return 2 * number(row["Baseline"]) - number(row["Target"])


def _can_be_mirrored(row: Row) -> bool:
    return moving(row) and 0 < mirrored(row) < (1 if row["Target"].endswith("%") else 1e9)


def _tolerance(row: Row) -> str:
    wide = 1.1 * abs(number(row["Target"]) - number(row["Baseline"]))
    return f"{wide * 100:.6g}%" if row["Unit"] == "Percent" else f"{wide:.6g}"


def _figures_come_monthly(row: Row) -> bool:
    found = row.plot.rows("Actuals", holds("KPI", row["ID"]), has("Value"))
    return row["Frequency"] == "Monthly" and len(found) > 3


def _missed(row: Row) -> str:
    """A week before the as at date, and the publication lag before that."""
    return days_from(AS_AT, -7 - int(row["Publication lag (days)"] or 0))


@plants("KP01")
def without_expectations(plot: Plot) -> Blame:
    kpi = plot.pick(SHEET, rated, has("Baseline"))
    sheet = plot.sheet(kpi.workbook, "Expectations")
    sheet.rows = [row for row in sheet.rows if row["KPI"] != kpi["ID"]]
    plot.told.append(f"{kpi.workbook} Expectations: every row of {kpi['ID']} is gone")
    return kpi.at("ID")


@plants("KP07", "KP02", "KP03", "KP04", "KP06", "KP95")
def types_exchanged(plot: Plot) -> Blame:
    leading = plot.pick(SHEET, rated, holds("Type", "Leading"), has("Leads to"), lambda row: bool(_led_to(row)))
    lagging = _led_to(leading)[0]
    leading.write("Type", "Lagging")
    return lagging.write("Type", "Leading")


@plants("KP03", "KP05", "KP95", "KP73", "WM04")
def lagging_for_leading(plot: Plot) -> Blame:
    row = plot.pick(SHEET, rated, holds("Type", "Leading"), has("Leads to"), lambda row: not _led_by(row))
    row.write("Type", "Lagging")
    return row.at("Leads to")


def _led_by(row: Row) -> list[Row]:
    return row.plot.rows(SHEET, holds("Leads to", row["ID"]))


def _led_to(row: Row) -> list[Row]:
    return row.plot.rows(SHEET, holds("ID", row["Leads to"]), holds("Type", "Lagging"), lacks("Leads to"))


def _another(row: Row, kind: str) -> str:
    found = row.plot.rows(SHEET, holds("Type", kind), lambda item: item["ID"] != row["ID"])
    return row.plot.dice.choice(found)["ID"]


@plants("KP02")
def leading_one_another(plot: Plot) -> list[Blame]:
    one = plot.pick(SHEET, rated, holds("Type", "Leading"), has("Leads to"))
    other = plot.pick(SHEET, rated, holds("Type", "Leading"), has("Leads to"), lambda row: row["ID"] != one["ID"])
    return [one.write("Leads to", other["ID"]), other.write("Leads to", one["ID"])]


@plants("KP05")
def all_lagging(plot: Plot) -> Blame:
    counts = Counter(row.workbook for row in plot.rows(SHEET, rated))
    workbook = plot.dice.choice([name for name, count in counts.items() if count > 1])
    for row in plot.rows(SHEET, in_workbook(workbook)):
        row.write("Type", "Lagging")
        row.write("Leads to", "")
    return plot.pick("Workstreams", in_workbook(workbook)).at("Code")


@plants("KP81")
def parts_of_each_other(plot: Plot) -> list[Blame]:
    units = Counter(row["Unit"] for row in plot.rows(SHEET, rated))
    one = plot.pick(SHEET, rated, lambda row: units[row["Unit"]] > 1)
    other = plot.pick(SHEET, rated, lambda row: row["Unit"] == one["Unit"] and row["ID"] != one["ID"])
    return [one.write("Part of", other["ID"]), other.write("Part of", one["ID"])]


def _of_another_unit(row: Row) -> str:
    others = row.plot.rows(SHEET, rated, lambda other: other["Unit"] != row["Unit"])
    return row.plot.dice.choice(others)["ID"]


def _after_baseline(row: Row) -> str:
    return days_from(row.day("Baseline date"), 1)


enter_all(
    {
        "KP04": blank(SHEET, "Leads to", rated, holds("Type", "Leading")),
        "KP06": (set_cells(SHEET, "Change reference", {"State": "Withdrawn"}, rated), ("KP41", "PR45")),
        "KP82": set_cell(SHEET, "Part of", _of_another_unit, rated),
        "KP11": set_cell(SHEET, "Target", lambda row: like(row["Target"], mirrored(row)), _can_be_mirrored),
        "KP12": set_cell(SHEET, "Target", lambda row: row["Baseline"], moving),
        "KP13": set_cell(SHEET, "Tolerance", lambda row: f"-{row['Tolerance']}", has("Tolerance")),
        "KP14": set_cell(SHEET, "Tolerance", lambda row: "0%" if row["Unit"] == "Percent" else "0", rated),
        "KP15": set_cell(SHEET, "Tolerance", _tolerance, moving),
        "KP16": set_cell(SHEET, "Reported RAG", "Green", holds("Better when", "Context only")),
        "KP21": (
            set_cell(SHEET, "Target date", lambda row: row["Baseline date"], moving, has("Baseline date")), ("EX04",)
        ),
        "KP22": (set_cell(SHEET, "Baseline date", soon, has("Baseline"), rated), ("EX03", "KP21")),
        "KP23": set_cell(SHEET, "Baseline due", lately, has("Baseline due")),
        "KP24": set_cell(SHEET, "Baseline due", soon, has("Baseline"), rated),
        "KP25": set_cells(
            SHEET, "Baseline date", {"Baseline date": "", "Baseline due": days_from(AS_AT, 0)}, has("Baseline")
        ),
        "KP26": set_cell(SHEET, "Series break", soon, rated),
        "KP27": (
            set_cells(SHEET, "Baseline date", {"Series break": _after_baseline}, rated, has("Baseline date")),
            ("WB33",),
        ),
        "KP28": set_cell(SHEET, "Publication lag (days)", "370"),
        "KP31": blank(SHEET, "Commentary", off_track),
        "KP32": blank(SHEET, "Back to green by", off_track),
        "KP33": set_cell(SHEET, "Back to green by", _missed, off_track),
        "KP88": set_cell(SHEET, "Back to green by", lambda row: days_from(row.day("Target date"), 400), off_track),
        "KP34": set_cell(SHEET, "Frequency", "Annual", _figures_come_monthly),
    }
)  # fmt: skip


@plants("EX07", "PR45", "MQ12")
def expected_at_withdrawn(plot: Plot) -> list[Blame]:
    expected = {row["Milestone"] for row in plot.rows("Expectations")}
    row = plot.pick("Milestones", to_come, lambda row: row["ID"] in expected)
    row.write("State", "Withdrawn")
    row.write("Change reference", BOARD)
    return [item.at("Milestone") for item in plot.rows("Expectations", holds("Milestone", row["ID"]))]
