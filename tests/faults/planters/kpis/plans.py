"""Faults of what is expected of KPIs: at which milestones, how early, and on what way to the target."""

from __future__ import annotations

from collections import Counter
from datetime import date

from faults.clean import Blame
from faults.planters.kpis.kpis import SHEET, moving, rated
from faults.planting import plants
from faults.plot import Plot, Row, days_from, has, holds, in_workbook, like, number

EXPECTED = "Expectations"
STEADY = ("Snapshot", "Rolling 12 months")


def expected_of(row: Row) -> list[Row]:
    """The expectations of a KPI, as they stand: in order of date."""
    return row.plot.rows(EXPECTED, holds("KPI", row["ID"]))


def _milestone(row: Row) -> Row:
    (found,) = row.plot.rows("Milestones", holds("ID", row["Milestone"]))
    return found


def expected_day(row: Row) -> date:
    """When an expectation is measured."""
    return row.day("Measured on") if row["Measured on"] else _milestone(row).day("Baseline date")


def _keep(kpi: Row, wanted: list[Row]) -> list[Row]:
    """Delete every other expectation of a KPI; where those that stay now lie."""
    places = {item.place for item in expected_of(kpi)} - {item.place for item in wanted}
    sheet = kpi.plot.sheet(kpi.workbook, EXPECTED)
    sheet.rows = [row for place, row in enumerate(sheet.rows) if place not in places]
    kpi.plot.told.append(f"{kpi.workbook} {EXPECTED}: {len(places)} rows of {kpi['ID']} are gone")
    return expected_of(kpi)


def _is_noted(row: Row) -> bool:
    return any(item["Note"] for item in expected_of(row))


def _is_plain(row: Row) -> bool:
    """It is rated, is to rise or fall, and no Note explains what is expected."""
    return rated(row) and moving(row) and bool(expected_of(row)) and not _is_noted(row)


@plants("KP41", "KP02", "KP07")
def all_leading(plot: Plot) -> Blame:
    counts = Counter(row.workbook for row in plot.rows(SHEET, rated))
    workbook = plot.dice.choice([name for name, count in counts.items() if count > 1])
    for row in plot.rows(SHEET, in_workbook(workbook)):
        row.write("Type", "Leading")
        row.write("Leads to", "")
    return plot.pick("Workstreams", in_workbook(workbook)).at("Code")


def _end_of_outcome(row: Row) -> date:
    """The last day on which something is expected of the KPI that a row leads to."""
    (to,) = row.plot.rows(SHEET, holds("ID", row["Leads to"]))
    return max([expected_day(item) for item in expected_of(to)] + [to.day("Target date")])


@plants("KP87")
def judged_at_no_key_milestone(plot: Plot) -> Blame:
    stream = plot.pick("Workstreams", lambda row: _has_a_key_one_to_spare(plot, row["Code"]))
    for row in _judged_at(plot, stream["Code"]):
        row.write("Key", "No")
    return stream.at("Code")


def _has_a_key_one_to_spare(plot: Plot, code: str) -> bool:
    judged = {row["ID"] for row in _judged_at(plot, code)}
    every = plot.rows("Milestones", holds("Workstream", code), holds("Key", "Yes"))
    return any(row["ID"] not in judged for row in every)


def _judged_at(plot: Plot, code: str) -> list[Row]:
    """The milestones at which something is expected of a workstream's KPIs."""
    kpis = {row["ID"] for row in plot.rows(SHEET, holds("Workstream", code))}
    named = {row["Milestone"] for row in plot.rows("Expectations", lambda row: row["KPI"] in kpis)}
    return plot.rows("Milestones", lambda row: row["ID"] in named)


@plants("KP43", "KP46", "EX04")
def expected_together(plot: Plot) -> Blame:
    kpi = plot.pick(SHEET, rated, holds("Type", "Leading"), has("Leads to"))
    (last,) = _keep(kpi, expected_of(kpi)[-1:])
    return last.write("Measured on", days_from(_end_of_outcome(kpi), 0))


@plants("KP44")
def expected_to_stay(plot: Plot) -> Blame:
    kpi = plot.pick(SHEET, _is_plain)
    return [row.write("Expected", kpi["Baseline"]) for row in expected_of(kpi)][-1]


def _halfway(row: Row) -> float:
    """Between the baseline and the last expectation."""
    return (number(row["Baseline"]) + number(expected_of(row)[-1]["Expected"])) / 2


def _is_wide(row: Row) -> bool:
    """Half the way to the last expectation is more than the tolerance, and ends in no rounding."""
    return row["Unit"] in {"Percent", "Pounds"} and abs(_halfway(row) - number(row["Baseline"])) > number(
        row["Tolerance"]
    )


@plants("KP45")
def target_behind(plot: Plot) -> Blame:
    kpi = plot.pick(SHEET, _is_plain, _is_wide, holds("Measures", *STEADY))
    return kpi.write("Target", like(kpi["Target"], _halfway(kpi)))


@plants("KP46", "KP43")
def the_rest_at_the_end(plot: Plot) -> Blame:
    kpi = plot.pick(SHEET, _is_plain, has("Baseline date"), holds("Measures", *STEADY))
    (last,) = _keep(kpi, expected_of(kpi)[-1:])
    start, end = number(kpi["Baseline"]), number(kpi["Target"])
    kpi.write("Target date", days_from(expected_day(last), 5))
    return last.write("Expected", like(kpi["Target"], start + (end - start) * 0.3))
