"""Slips of paste and sort that move a column against its rows, and what a new holder of a post leaves behind."""

from __future__ import annotations

from datetime import timedelta

from faults.clean import Blame
from faults.planters.figures.figures import path, series
from faults.planters.kpis.plans import expected_day
from faults.planting import plants
from faults.plot import Plot, Row, days_from, has, holds, in_hand, in_workbook, lacks, number

ACTUALS, MILESTONES = "Actuals", "Milestones"


@plants("RF57")
def values_one_row_down(plot: Plot) -> Blame:
    rows = plot.rows(ACTUALS, in_workbook("sufficiency.xlsx"), has("Value"))
    texts = [row["Value"] for row in rows]
    for row, text in zip(rows[1:], texts, strict=False):
        row.write("Value", text)
    return next(row for row in rows if row["KPI"] != rows[0]["KPI"]).at("Value")


@plants("RF55")
def days_sorted_alone(plot: Plot) -> Blame:
    rows = plot.rows(ACTUALS, in_workbook("sufficiency.xlsx"))
    days = sorted(row.day("Period end") for row in rows)
    for row, day in zip(rows, days, strict=True):
        row.write("Period end", days_from(day, 0))
    return rows[0].heading("Period end")


def _has_a_later_one(row: Row) -> bool:
    fellows = row.plot.rows("Expectations", holds("KPI", row["KPI"]), lacks("Measured on"))
    return any(timedelta(0) < expected_day(other) - expected_day(row) < timedelta(days=250) for other in fellows)


@plants("EX14")
def measured_a_year_late(plot: Plot) -> Blame:
    row = plot.pick("Expectations", lacks("Measured on"), _has_a_later_one)
    return row.write("Measured on", days_from(expected_day(row), 365))


@plants("OW06")
def post_handed_over(plot: Plot) -> Blame:
    first, second, *_ = plot.rows(MILESTONES, in_hand, in_workbook(plot.workbook()))
    first.write("Owner", "Head of Inclusion, Priya Shah")
    return second.write("Owner", "Daniel Cole, Head of Inclusion")


@plants("KP95")
def outcome_of_others(plot: Plot) -> list[Blame]:
    workbook = plot.workbook()
    leading = plot.rows("KPIs", in_workbook(workbook), holds("Type", "Leading"), has("Leads to"))
    others = plot.rows("KPIs", holds("Type", "Lagging"), lambda row: row.workbook != workbook)
    return [row.write("Leads to", others[0]["ID"]) for row in leading]


@plants("RF56", "OW05", "WM04")
def owners_sorted_alone(plot: Plot) -> Blame:
    rows = plot.rows("Risks", in_workbook(plot.workbook("sufficiency.xlsx")))
    owners = ["Adviser", "Analyst", "Broker", "Cook", "Driver", "Editor", "Friend", "Gardener"]
    for place, row in enumerate(rows):
        row.write("Owner", owners[min(place, len(owners) - 1)])
    return rows[0].heading("Owner")


def _grows(kpi: Row) -> bool:
    return kpi["Better when"] == "Higher" and number(kpi["Baseline"] or "0") >= 20 and bool(series(kpi))


@plants("UN34", "KP68", "AC23", "KP53", "AC07", "KP64", "AC26", "UN26", "KP73")
def first_digit_lost(plot: Plot) -> Blame:
    kpi = plot.pick("KPIs", holds("Measures", "Snapshot"), holds("Unit", "Count"), lacks("Part of"), _grows)
    *before, last = series(kpi)
    for row in before:
        row.write("Value", "")
    return last.write("Value", f"{number(kpi['Baseline']) // 10:.0f}")


def _of_one_size(kpi: Row) -> bool:
    others = [number(row["Value"]) for row in series(kpi) if row["Value"]]
    every = [number(kpi["Target"] or "0"), *others, *(number(row["Expected"]) for row in path(kpi))]
    return len(others) > 1 and min(every) > 0 and max(every) <= 2 * min(every)


@plants("UN35", "UN39", "KP68", "KP11", "KP44", "KP45", "KP46", "KP84", "KP86")
def baseline_with_a_nought_more(plot: Plot) -> Blame:
    kpi = plot.pick("KPIs", holds("Measures", "Snapshot"), holds("Unit", "Count", "Days", "Pounds"), _of_one_size)
    return kpi.write("Baseline", f"{10 * number(kpi['Baseline']):.0f}")


@plants("RK71", "RK23", "RK24")
def threatens_others(plot: Plot) -> Blame:
    row = plot.pick("Risks", holds("Status", "Open"), lambda row: bool(_of_strangers(row)))
    return row.write("Threatens", _of_strangers(row)[-1]["ID"])


def _of_strangers(row: Row) -> list[Row]:
    """The milestones still to come of workstreams with which its own has no handover."""
    linked = {row.code}
    for one in row.plot.rows("Interdependencies"):
        linked |= {one["Giver"], one["Receiver"]} if row.code in {one["Giver"], one["Receiver"]} else set()
    return row.plot.rows(MILESTONES, lambda item: item.code not in linked, lacks("Actual date"))
