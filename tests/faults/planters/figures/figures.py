"""Faults of actuals and expectations: their dates, and figures that cannot be."""

from __future__ import annotations

from itertools import pairwise

from faults.clean import Blame
from faults.planters.milestones.milestones import soon
from faults.planting import copy_row, enter_all, plants, set_cell
from faults.plot import Plot, Row, days_from, has, holds, like, number

STEADY = {"Snapshot", "Rolling 12 months"}


def kpi_of(row: Row) -> Row:
    """The KPI that an actual or an expectation is of."""
    (kpi,) = row.plot.rows("KPIs", holds("ID", row["KPI"]))
    return kpi


def expected_on(row: Row) -> str:
    """When an expectation is measured, as written."""
    (milestone,) = row.plot.rows("Milestones", holds("ID", row["Milestone"]))
    return row["Measured on"] or milestone["Baseline date"]


def expected_day(row: Row) -> int:
    """When an expectation is measured."""
    (milestone,) = row.plot.rows("Milestones", holds("ID", row["Milestone"]))
    return (row.day("Measured on") if row["Measured on"] else milestone.day("Baseline date")).toordinal()


def path(kpi: Row) -> list[Row]:
    """The expectations of a KPI in order of date."""
    return sorted(kpi.plot.rows("Expectations", holds("KPI", kpi["ID"])), key=expected_day)


def series(kpi: Row) -> list[Row]:
    """The figures of a KPI in order of date."""
    return sorted(
        kpi.plot.rows("Actuals", holds("KPI", kpi["ID"]), has("Value")), key=lambda row: row.day("Period end")
    )


def _counts_children(row: Row) -> bool:
    kpi = kpi_of(row)
    return kpi["Unit"] == "Count" and kpi["Counts children"] == "Yes"


def _never_negative(row: Row) -> bool:
    return bool(row["Value"]) and kpi_of(row)["Unit"] in {"Count", "Percent", "Days", "Rate"}


@plants("AC05")
def restart_without_a_note(plot: Plot) -> Blame:
    row = plot.pick("Actuals", lambda row: row["Note"].startswith("First figure") and kpi_of(row)["Unit"] == "Rate")
    row.write("Note", "")
    path(kpi_of(row))[-1].write("Measured on", row["Period end"])
    return row.at("Value")


@plants("AC06", "AC27", "KP68", "EX15")
def year_to_date_falls(plot: Plot) -> Blame:
    (kpi,) = plot.rows("KPIs", holds("ID", "SUF-K04"))
    kpi.write("Measures", "Year to date")
    figures = series(kpi)
    for value, row in enumerate(figures, 20):
        row.write("Value", str(value))
    # 30 June begins a financial year, so that the figure before it is of another year.
    row = plot.dice.choice([figure for figure in figures[1:] if not figure["Period end"].startswith("30 Jun")])
    return row.write("Value", "19")


@plants("EX01")
def expected_of_context(plot: Plot) -> Blame:
    kpi = plot.pick("KPIs", holds("Better when", "Context only"))
    row = plot.pick("Expectations", lambda row: row.workbook == kpi.workbook).copy()
    row.write("Expected", kpi["Baseline"])
    return row.write("KPI", kpi["ID"])


def _neighbours(plot: Plot) -> tuple[Row, Row]:
    """Two expectations of a KPI that follow one another and differ."""
    found = [
        (first, second)
        for kpi in plot.rows("KPIs")
        for first, second in pairwise(path(kpi))
        if first["Expected"] != second["Expected"] and first.place < second.place
    ]
    return plot.dice.choice(found)


@plants("EX02")
def two_on_one_day(plot: Plot) -> Blame:
    first, second = _neighbours(plot)
    second.write("Measured on", expected_on(first))
    return second.at("Expected")


@plants("EX03")
def before_the_baseline(plot: Plot) -> Blame:
    kpi = plot.pick("KPIs", has("Baseline date"), lambda row: bool(path(row)))
    return path(kpi)[0].write("Measured on", days_from(kpi.day("Baseline date"), -10))


@plants("EX04")
def after_the_target(plot: Plot) -> Blame:
    kpi = plot.pick("KPIs", has("Target date"), lambda row: bool(path(row)))
    return path(kpi)[-1].write("Measured on", days_from(kpi.day("Target date"), 10))


def _steady(kpi: Row) -> bool:
    return kpi["Better when"] in {"Higher", "Lower"} and kpi["Measures"] in STEADY and bool(kpi["Baseline"])


@plants("EX05")
def against_the_direction(plot: Plot) -> Blame:
    kpi = plot.pick("KPIs", _steady, lambda kpi: len(path(kpi)) > 1)
    start, (first, *_, last) = number(kpi["Baseline"]), path(kpi)
    last.write("Note", "")
    if len(path(kpi)) > 2:
        first = path(kpi)[-2]
    return last.write("Expected", like(last["Expected"], start + 0.5 * (number(first["Expected"]) - start)))


@plants("EX06")
def worse_than_the_baseline(plot: Plot) -> Blame:
    kpi = plot.pick("KPIs", _steady, lambda kpi: bool(path(kpi)) and number(kpi["Baseline"]) > 0)
    first, worse = path(kpi)[0], 0.9 if kpi["Better when"] == "Higher" else 1.1
    first.write("Note", "")
    return first.write("Expected", like(first["Expected"], worse * number(kpi["Baseline"])))


def _of_pounds_and_not_the_first(row: Row) -> bool:
    figures = series(kpi_of(row))
    later = any(figure.place == row.place for figure in figures[1:])
    return kpi_of(row)["Unit"] == "Pounds" and later and number(row["Value"]) >= 1000 and not row["Note"]


@plants("UN37", "UN25", "UN29", "WM01", "WM02", "WM04", "AC07", "KP68", "CM21", "KP45")
def turned_about(plot: Plot) -> Blame:
    row = plot.pick("Actuals", _of_pounds_and_not_the_first)
    kpi_of(row).write("KPI", "Variance of the placements budget")
    return row.write("Value", f"-{row['Value']}")


enter_all(
    {
        "AC01": copy_row("Actuals", "Period end", {"Period end": soon}, has("Value")),
        "AC02": set_cell("Actuals", "Base", "0", has("Value"), lambda row: kpi_of(row)["Unit"] != "Count"),
        "AC03": set_cell("Actuals", "Base", "212.5", lambda row: not _counts_children(row)),
        "AC04": set_cell("Actuals", "Base", "1", _counts_children, lambda row: number(row["Value"]) > 1),
        "UN11": set_cell("Actuals", "Value", lambda row: f"-{row['Value']}", _never_negative),
        "UN12": set_cell(
            "Actuals", "Value", lambda row: f"{row['Value']}.4", has("Value"),
            lambda row: kpi_of(row)["Unit"] == "Count",
        ),
    }
)  # fmt: skip
