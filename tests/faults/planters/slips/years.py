"""Dates and figures a year from where they belong."""

from __future__ import annotations

from faults.clean import Blame
from faults.planters.figures.figures import series
from faults.planting import plants
from faults.plot import Plot, Row, day_text, days_from, has, holds, lacks, number


@plants("ID18", "ID14", "ID16", "ID10", "ID12", "ID09", "WB23")
def promise_a_year_early(plot: Plot) -> Blame:
    row = plot.pick("Interdependencies", has("Needed by", "Promised for"), lacks("Delivered"), _near)
    day = row.day("Needed by")
    return row.write("Promised for", day_text(day.replace(year=day.year - 1, day=min(day.day, 28))))


def _near(row: Row) -> bool:
    ids = {row["Giver milestone"], row["Receiver milestone"]} - {""}
    days = [one.day("Baseline date") for one in row.plot.rows("Milestones", holds("ID", *ids))] if ids else []
    return any(abs((day - row.day("Needed by")).days) <= 60 for day in days)


@plants("KP85", "KP46", "KP21", "KP34")
def baseline_a_year_early(plot: Plot) -> Blame:
    row = plot.pick("KPIs", holds("ID", "OUT-K04", "OUT-K05", "SUF-K01"))
    day = row.day("Baseline date")
    return row.write("Baseline date", day_text(day.replace(year=day.year - 1)))


@plants("UN31", "AC08", "KP64", "KP68", "AC27", "WM02", "KP73", "AC29", "UN25")
def year_at_a_tenth(plot: Plot) -> Blame:
    (kpi,) = plot.rows("KPIs", holds("ID", "WFD-K01"))
    row = next(one for one in series(kpi) if one.day("Period end").year == 2026 and one.day("Period end").month == 7)
    return row.write("Value", f"{number(row['Value']) / 10:g}")


@plants("RS26", "RS31", "RS14", "WB23", "RS24")
def line_a_year_early(plot: Plot) -> Blame:
    row = plot.pick("Resources", lambda row: row["ID"] in {"TRN-P06", "TRN-P05", "EHP-P05", "WFD-P02"})
    return row.write("From", days_from(row.day("From"), -365))


@plants("AC35", "AC12", "KP34", "KP51")
def quarter_in_august(plot: Plot) -> Blame:
    row = plot.rows("Actuals", holds("KPI", "SUF-K03"))[-1]
    return row.write("Period end", "28 Aug 2026")


@plants("RK36", "RK41")
def raised_a_year_early(plot: Plot) -> Blame:
    row = plot.pick("Risks", holds("Status", "Open"), lacks("Learned from"), has("Raised"))
    return row.write("Raised", "13 Jan 2025")
