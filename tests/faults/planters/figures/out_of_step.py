"""Faults of figures out of step with their series, and of dates out of step with the law or the phases."""

from __future__ import annotations

from faults.clean import Blame
from faults.planters.figures.figures import path, series
from faults.planters.milestones.milestones import to_come
from faults.planting import plants, set_cell, set_cells
from faults.plot import Plot, holds, in_workbook, lacks, unmentioned

MILESTONES, ACTUALS, LOG, STREAMS = "Milestones", "Actuals", "Issues and decisions", "Workstreams"


@plants("AC29", "KP64", "KP73", "AC08")
def year_at_a_tenth(plot: Plot) -> Blame:
    rows = plot.rows(ACTUALS, holds("KPI", "WFD-K01"))
    last = rows[2].copy()
    last.write("Period end", "26 Jun 2026")
    last.write("Value", "16.2")
    again = last.copy()
    again.write("Period end", "10 Jul 2026")
    return again.write("Value", "1.7")


@plants("AC30", "KP64", "KP73", "AC07", "UN28")
def share_fell(plot: Plot) -> Blame:
    return plot.rows(ACTUALS, holds("KPI", "OUT-K01"))[-1].write("Value", "32.4%")


@plants("AC31")
def another_count(plot: Plot) -> Blame:
    row = plot.pick(ACTUALS, holds("KPI", "SUF-K04"), lacks("Note"))
    row.write("Note", "Twelve children, more than in any quarter before")
    return row.at("Value")


plants("MS48")(
    set_cells(
        MILESTONES,
        "Baseline date",
        {
            "Milestone": "All phase transfer plans issued",
            "Baseline date": "26 Feb 2027",
            "Forecast date": "26 Feb 2027",
        },
        to_come,
        lacks("Agreed date"),
        unmentioned,
    )
)


@plants("MC13", "MQ05", "MQ14", "MC11", "EX02", "EX03", "EX05", "EX06", "KP43", "KP45", "KP46", "MS05", "ID11", "MS34")
def phases_on_one_day(plot: Plot) -> Blame:
    rows = plot.rows(MILESTONES, in_workbook("outreach.xlsx"), to_come)
    rollout = [row for row in rows if row["Phase"] == "Rollout"]
    sustain = [row for row in rows if row["Phase"] == "Sustain"]
    rollout[0].write("Phase", "Trial")
    for row in (rollout[0], rollout[1], sustain[0]):
        row.write("Decision needed", "None")
    for row in (rollout[1], sustain[0]):
        row.write("Baseline date", rollout[0]["Baseline date"])
    return rollout[1].at("Baseline date")


@plants("PR44")
def stopped_by_open_change(plot: Plot) -> Blame:
    row = plot.pick(STREAMS, in_workbook("early_help.xlsx"))
    change = plot.pick(LOG, holds("ID", "EHP-A03"))
    for column, text in (("Status", "Open"), ("Closed on", ""), ("Outcome", ""), ("Needed by", "3 Dec 2026")):
        change.write(column, text)
    row.write("State", "Paused")
    return row.write("Change reference", "EHP-A03")


plants("PR45")(set_cell(MILESTONES, "Reported RAG", "Green", holds("State", "Paused")))


@plants("AC42", "UN23", "UN25", "AC41", "WM02", "KP64", "AC07", "KP73", "WM04", "UN31")
def share_of_another_row(plot: Plot) -> Blame:
    kpi = plot.pick("KPIs", holds("ID", "STA-K01"))
    return series(kpi)[-2].write("Value", "57%")


@plants("MS65")
def law_without_a_fixed_date(plot: Plot) -> Blame:
    row = plot.pick(MILESTONES, to_come, lacks("Agreed date"), unmentioned)
    row.write("Milestone", "All school phase transfer plans finalised")
    for title in ("Baseline date", "Forecast date"):
        row.write(title, "15 Feb 2027")
    return row.write("Fixed date", "No")


@plants("EX15", "EX06", "AC06", "AC27", "KP68")
def year_expected_to_fall(plot: Plot) -> Blame:
    (kpi,) = plot.rows("KPIs", holds("ID", "SUF-K04"))
    kpi.write("Measures", "Year to date")
    first, second, *_ = path(kpi)
    first.write("Measured on", "30 Sep 2026")
    second.write("Measured on", "31 Dec 2026")
    first.write("Expected", "42")
    return second.write("Expected", "34")


@plants("AC43", "AC27", "KP68", "KP64", "UN25", "AC29")
def all_of_the_year_at_once(plot: Plot) -> Blame:
    (kpi,) = plot.rows("KPIs", holds("ID", "SUF-K04"))
    new = {"Measures": "Year to date", "Better when": "Higher", "Baseline": "15", "Target": "50"}
    for title, given in new.items():
        kpi.write(title, given)
    for row, expected in zip(path(kpi), ("8", "30", "48"), strict=False):
        row.write("Expected", expected)
    for row, value in zip(series(kpi), ("15", "25", "32", "40", "55", "57"), strict=True):
        row.write("Value", value)
    return series(kpi)[4].at("Value")


@plants("UN50", "AC43", "AC27", "KP68", "KP64", "UN25", "AC29", "WM02", "AC08", "UN21", "UN34")
def year_to_date_with_a_nought_too_many(plot: Plot) -> Blame:
    (kpi,) = plot.rows("KPIs", holds("ID", "SUF-K04"))
    new = {"Measures": "Year to date", "Better when": "Higher", "Baseline": "15", "Target": "100"}
    for title, given in new.items():
        kpi.write(title, given)
    for row, expected in zip(path(kpi), ("20", "50", "90"), strict=False):
        row.write("Expected", expected)
    for row, value in zip(series(kpi), ("15", "25", "32", "40", "55", "570"), strict=True):
        row.write("Value", value)
    return series(kpi)[5].at("Value")
