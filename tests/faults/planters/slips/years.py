"""Dates and figures a year from where they belong."""

from __future__ import annotations

from datetime import date, timedelta

from faults.clean import Blame
from faults.planters.figures.figures import series
from faults.planting import plants
from faults.plot import AS_AT, Plot, Row, after, day_text, days_from, has, holds, in_workbook, lacks, number


@plants("ID18", "MC53", "ID14", "ID16", "ID10", "ID12", "ID09", "WB23")
def promise_a_year_early(plot: Plot) -> Blame:
    row = plot.pick("Interdependencies", has("Needed by", "Promised for"), lacks("Delivered"), _near, _within_a_year)
    day = row.day("Needed by")
    return row.write("Promised for", day_text(day.replace(year=day.year - 1, day=min(day.day, 28))))


def _within_a_year(row: Row) -> bool:
    return row.day("Needed by") < AS_AT + timedelta(days=365)


def _near(row: Row) -> bool:
    ids = {row["Giver milestone"], row["Receiver milestone"]} - {""}
    days = [one.day("Baseline date") for one in row.plot.rows("Milestones", holds("ID", *ids))] if ids else []
    return any(abs((day - row.day("Needed by")).days) <= 60 for day in days)


@plants("KP85", "KP46", "KP21", "KP34")
def baseline_a_year_early(plot: Plot) -> Blame:
    row = plot.pick("KPIs", holds("ID", "OUT-K04", "OUT-K05", "SUF-K01"))
    day = row.day("Baseline date")
    return row.write("Baseline date", day_text(day.replace(year=day.year - 1)))


@plants("UN31", "AC06", "AC08", "KP64", "KP68", "AC27", "WM02", "KP73", "AC29", "UN25")
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


@plants("WB31", "RK36", "RK41")
def raised_month_first(plot: Plot) -> Blame:
    row = plot.pick("Risks", lambda row: row["Raised"] == "4 May 2026", lacks("Learned from"))
    return row.write("Raised", "5 Apr 2026")


@plants("WB31", "AC12", "AC35", "KP51")
def figure_month_first(plot: Plot) -> Blame:
    row = plot.pick("Actuals", has("Value"), lambda row: row["Period end"] == "10 Jul 2026")
    return row.write("Period end", "7 Oct 2026")


@plants("WB31", "RS31", "RS84", "MN67")
def line_month_first(plot: Plot) -> Blame:
    row = plot.pick("Resources", _starts_with_two_others)
    return row.write("From", "9 Jan 2026")


def _starts_with_two_others(row: Row) -> bool:
    lines = row.plot.rows("Resources", in_workbook(row.workbook))
    return row["From"] == "1 Sep 2026" and sum(line["From"] == row["From"] for line in lines) > 2


@plants("RK36", "RK41")
def raised_a_year_early(plot: Plot) -> Blame:
    row = plot.pick("Risks", holds("Status", "Open"), lacks("Learned from"), has("Raised"))
    return row.write("Raised", "13 Jan 2025")


@plants("GV09", "GV01", "GV02", "GV03", "GV05", "GV06", "GV11", "GV12", "WB23")
def meeting_in_the_old_year(plot: Plot) -> Blame:
    row = plot.pick("Meetings", after("Meeting date", AS_AT), _in_order)
    for column in ("Papers due", "Meeting date"):
        if row[column]:
            row.write(column, day_text(row.day(column).replace(year=row.day(column).year - 1)))
    return row.at("Meeting date")


def _in_order(row: Row) -> bool:
    rows = row.plot.rows("Meetings", in_workbook(row.workbook))
    place = next(place for place, one in enumerate(rows) if one.place == row.place)
    beside = rows[place - 1 : place + 2]
    days = [one.day("Meeting date") for one in beside]
    return place > 0 and len(beside) == 3 and days == sorted(days) and len({one["Forum"] for one in beside}) == 1


@plants("MS56", "MS41", "MS42", "MS28", "CF08", "WB23")
def reached_in_the_old_year(plot: Plot) -> Blame:
    row = plot.pick("Milestones", has("Actual date"), lacks("Commentary"), _about_its_plan)
    day = row.day("Actual date")
    return row.write("Actual date", day_text(day.replace(year=day.year - 1, day=min(day.day, 28))))


def _about_its_plan(row: Row) -> bool:
    return abs((row.day("Actual date") - row.day("Baseline date")).days) < 60


@plants("KP91", "EX05", "EX06", "EX11", "KP29", "KP43", "KP52", "UN26")
def target_date_a_year_late(plot: Plot) -> Blame:
    row = plot.pick("KPIs", holds("ID", "TRN-K05", "WFD-K01", "OUT-K02", "STA-K02"))
    last = max(row.plot.rows("Expectations", holds("KPI", row["ID"])), key=_measured)
    last.write("Expected", row["Target"])
    return row.write("Target date", day_text(_measured(last) + timedelta(days=370)))


def _measured(row: Row) -> date:
    (milestone,) = row.plot.rows("Milestones", holds("ID", row["Milestone"]))
    return row.day("Measured on") if row["Measured on"] else milestone.day("Baseline date")


@plants("RF58", "RS07", "MC02")
def task_that_takes_a_year(plot: Plot) -> Blame:
    row = plot.pick("Diagnostics", has("Starts", "Ends"), lacks("Actual end", "Forecast end"), _is_short)
    day = row.day("Ends")
    return row.write("Ends", day_text(day.replace(year=day.year + 1)))


def _is_short(row: Row) -> bool:
    return 1 <= (row.day("Ends") - row.day("Starts")).days <= 60


@plants("WB33", "RK18", "WB31", "RK41")
def action_at_a_weekend(plot: Plot) -> Blame:
    risk = plot.pick("Risks", holds("Status", "Open"), lambda row: row.day("Action due") > AS_AT)
    day = risk.day("Action due")
    return risk.write("Action due", days_from(day, 5 - day.weekday()))
