"""Slips of the hand: columns filled down or sorted alone, digits exchanged, links to another row."""

from __future__ import annotations

from faults.clean import Blame
from faults.planters.figures.figures import path, series
from faults.planters.milestones.milestones import to_come
from faults.planting import plants
from faults.plot import AS_AT, Plot, Row, day_text, has, holds, in_workbook, lacks, number

MILESTONES, KPIS, ACTUALS, RISKS, LOG = "Milestones", "KPIs", "Actuals", "Risks", "Issues and decisions"


@plants("WB27", "RK07", "MC01")
def reviews_filled_down(plot: Plot) -> Blame:
    rows = plot.rows(RISKS, in_workbook("transition.xlsx"))
    for place, row in enumerate(rows):
        row.write("Last reviewed", f"{5 + place} Nov 2026")
    return rows[0].at("Last reviewed")


@plants("WB27", "RS31", "MN31", "MN12", "MN02", "MN11")
def budgets_filled_down(plot: Plot) -> list[Blame]:
    rows = plot.rows("Money", in_workbook("outreach.xlsx"))
    for place, row in enumerate(rows):
        row.write("Budget", f"{236000 + place}")
        row.write("Forecast outturn", f"{236000 + place}")
    return [rows[0].at("Budget"), rows[0].at("Forecast outturn")]


@plants("EX12", "KP46", "KP45", "EX05", "EX06", "KP44", "UN22")
def expectations_filled_down(plot: Plot) -> Blame:
    (kpi,) = plot.rows(KPIS, holds("ID", "WFD-K03"))
    rows = plot.rows("Expectations", holds("KPI", kpi["ID"]))
    for place, row in enumerate(rows):
        row.write("Expected", f"{600 + place}")
    return rows[0].at("Expected")


@plants("RF53", "UN04")
def values_sorted_alone(plot: Plot) -> Blame:
    rows = plot.rows(ACTUALS, in_workbook("sufficiency.xlsx"), has("Value"))
    texts = sorted((row["Value"] for row in rows), key=number)
    for row, text in zip(rows, texts, strict=True):
        row.write("Value", text)
    return rows[0].heading("Value")


@plants("RF54", "GV01", "GV05", "WB23")
def papers_sorted_alone(plot: Plot) -> Blame:
    rows = plot.rows("Meetings", in_workbook("outreach.xlsx"), has("Papers due"))
    days = sorted((row.day("Papers due") for row in rows), reverse=True)
    for row, day in zip(rows, days, strict=True):
        row.write("Papers due", day_text(day))
    return rows[0].heading("Papers due")


@plants("UN29", "AC31", "KP68")
def digits_of_a_count(plot: Plot) -> Blame:
    row = plot.rows(ACTUALS, holds("KPI", "EHP-K05"))[-1]
    return row.write("Value", "230")


@plants("UN30", "AC07")
def row_copied(plot: Plot) -> Blame:
    *_, before, last = plot.rows(ACTUALS, holds("KPI", "OUT-K02"))
    last.write("Base", before["Base"])
    return last.write("Value", before["Value"])


@plants("AC32", "AC22")
def counted_for_base(plot: Plot) -> Blame:
    *_, before, last = plot.rows(ACTUALS, holds("KPI", "TRN-K02"))
    return last.write("Base", f"{round(number(before['Base']) * number(last['Value'])):d}")


@plants("AC33", "UN40", "AC13")
def base_of_one_area(plot: Plot) -> Blame:
    (kpi,) = plot.rows(KPIS, holds("ID", "EHP-K03"))
    last = series(kpi)[-1]
    earlier = last.copy()
    earlier.write("Period end", "31 Dec 2025")
    earlier.write("Value", "33%")
    return last.write("Base", "1288")


@plants("EX13", "EX05", "EX03", "EX04", "EX02", "KP29", "KP43", "KP45", "KP46", "EX06", "KP44")
def expected_elsewhere(plot: Plot) -> Blame:
    kpi = plot.pick(KPIS, lambda row: len(path(row)) > 2)
    row = plot.dice.choice(path(kpi)[1:])
    other = plot.pick(MILESTONES, to_come, lambda found: found.code != kpi.code)
    return row.write("Milestone", other["ID"])


@plants("RK33", "RK26", "RK62", "RS65")
def line_of_others(plot: Plot) -> Blame:
    (row,) = plot.rows(RISKS, holds("ID", "STA-R02"))
    return row.write("Resource line", "STA-P06")


@plants("RF14", "MS41", "MS42")
def loop_through_the_reached(plot: Plot) -> Blame:
    (row,) = plot.rows(MILESTONES, holds("ID", "TRN-M06"))
    return row.write("Depends on", "TRN-M05, TRN-M09")


@plants("RF59")
def ring_of_two(plot: Plot) -> Blame:
    row = plot.pick(MILESTONES, to_come, lambda found: _waits_alone(found) is not None)
    first = _waits_alone(row)
    assert first is not None
    return first.write("Depends on", row["ID"])


def _waits_alone(row: Row) -> Row | None:
    """The one milestone still to come of its own workbook for which a row waits."""
    rows = row.plot.rows(MILESTONES, to_come, holds("ID", row["Depends on"])) if row["Depends on"] else []
    return rows[0] if len(rows) == 1 and rows[0].workbook == row.workbook else None


def _with_meetings_to_come(row: Row) -> bool:
    days = [one.day("Meeting date") for one in row.plot.rows("Meetings", holds("Forum", row["Forum"]))]
    return any(day > AS_AT for day in days) and bool(row["Forum"])


@plants("IS10", "RK33")
def needed_too_soon(plot: Plot) -> Blame:
    asked = [holds("Kind", "Decision needed", "Change request"), holds("Status", "Open"), _with_meetings_to_come]
    return plot.pick(LOG, *asked).write("Needed by", "17 Nov 2026")


@plants("CM21")
def figure_of_the_commentary(plot: Plot) -> Blame:
    row = plot.pick(KPIS, holds("Unit", "Percent"), lambda row: bool(series(row)), lacks("State"))
    return row.write("Commentary", "Now 37.3%, and the rest is as it was.")


@plants("CM22")
def weekday_of_another_year(plot: Plot) -> Blame:
    row = plot.pick(MILESTONES, to_come)
    return row.write("Commentary", "Waits for the panel, which sits on Tuesday 9 December.")


@plants("CM23")
def review_on_a_saturday(plot: Plot) -> Blame:
    return plot.pick("Workstreams").write("Next period", "The panel meets on 19 December.")


@plants("CM24")
def review_on_another_day(plot: Plot) -> Blame:
    (row,) = plot.rows("Workstreams", in_workbook("transition.xlsx"))
    return row.write("Next period", "Hold the review of the first term of the trial on 17 December.")


@plants("MS71")
def opened_as_planned(plot: Plot) -> Blame:
    row = plot.pick(MILESTONES, has("Actual date"), lacks("Commentary"), holds("ID", "TRN-M05", "SUF-M03", "STA-M04"))
    return row.write("Commentary", "Opened on 2 June as planned.")


@plants("KP83")
def less_of_what_is_to_rise(plot: Plot) -> Blame:
    row = plot.pick(KPIS, holds("ID", "TRN-K03", "STA-K02", "EHP-K02"))
    row.write("KPI", "Reduce the number that is not in time")
    return row.at("Better when")


@plants("KP83")
def more_of_what_is_to_fall(plot: Plot) -> Blame:
    row = plot.pick(KPIS, holds("ID", "OUT-K04", "WFD-K05"))
    row.write("KPI", "Increase in what schools are given in time")
    return row.at("Better when")


@plants("MN32")
def overspend_of_last_quarter(plot: Plot) -> Blame:
    row = plot.pick("Money", lambda row: abs(number(row["Forecast outturn"]) / number(row["Budget"]) - 1.3) > 0.05)
    return row.write("Note", "Thirty per cent over its budget")
