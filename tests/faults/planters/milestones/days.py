"""Milestones on days on which nothing can happen, or on which too much would."""

from __future__ import annotations

from datetime import date, timedelta

from faults.clean import Blame
from faults.planters.milestones.milestones import SHEET, to_come
from faults.planting import Plant, enter_all, plants, set_cell, set_cells
from faults.plot import Plot, Row, after, days_from, has, holds, in_workbook, lacks

FORECAST = "Forecast date"
MUST_ACT = holds("Schools must act", "Yes")
IN_THE_HOLIDAYS = ("21 Dec 2026", "17 Feb 2027", "1 Apr 2027", "10 Aug 2027")
AFTER_THE_CALENDAR = "6 Nov 2028"
END_OF_AUTUMN = date(2026, 12, 18)


def _saturday(row: Row) -> str:
    day = row.day(FORECAST)
    return days_from(day, 5 - day.weekday())


def _moved_to(days: tuple[str, ...]) -> Plant:
    return lambda plot: plot.pick(SHEET, to_come, MUST_ACT).write(FORECAST, plot.dice.choice(days))


@plants("MC11", "ID10")
def all_on_one_day(plot: Plot) -> Blame:
    rows = plot.rows(SHEET, to_come, in_workbook(plot.workbook()))
    last = max(rows, key=lambda row: row.day(FORECAST))[FORECAST]
    for row in rows:
        row.write(FORECAST, last)
    return rows[0].at(FORECAST)


def _inside_a_month(row: Row) -> bool:
    saturday = row.day(FORECAST) + timedelta(days=5 - row.day(FORECAST).weekday())
    return 1 < saturday.day < 28


enter_all(
    {
        "MC01": (
            set_cell(
                SHEET, FORECAST, _saturday, to_come, holds("Schools must act", "No"), holds("Fixed date", "No", ""),
                _inside_a_month,
            ),
            ("MQ05",),
        ),
        "MC02": (_moved_to(IN_THE_HOLIDAYS), ("MQ05", "MQ04", "ID10")),
        "MC03": (_moved_to((AFTER_THE_CALENDAR,)), ("MQ05",)),
        "MC04": set_cells(
            SHEET, FORECAST, {"Milestone": lambda row: f"{row['Milestone']} by the end of autumn term 2026"},
            to_come, after(FORECAST, END_OF_AUTUMN), after("Baseline date", END_OF_AUTUMN), lacks("Agreed date"),
        ),
    }
)  # fmt: skip


@plants("MC33", "WM01", "WM11", "MS44")
def green_after_it_was_reached(plot: Plot) -> Blame:
    row = plot.pick(SHEET, has("Actual date"), has("Evidence seen"))
    row.write("Reported RAG", "Amber")
    return row.write("Back to green by", "18 Dec 2026")


@plants("MC45", "CF10", "MC53")
def plan_typed_over_with_the_forecast(plot: Plot) -> Blame:
    row = plot.pick(SHEET, has("Back to green by"), lacks("Actual date", "Agreed date"), _is_red_and_late)
    row.write("Back to green by", row["Forecast date"])
    return row.write("Baseline date", row["Forecast date"])


def _is_red_and_late(row: Row) -> bool:
    late = row.day("Forecast date") > row.day("Baseline date")
    return row["Reported RAG"] == "Red" and row["Fixed date"] != "Yes" and late


@plants("MC34")
def reached_with_the_last_to_come(plot: Plot) -> Blame:
    row = plot.pick(SHEET, has("Actual date"), has("Evidence seen"))
    row.write("Done when", "34 certificates")
    return row.write("Commentary", "27 of 34 are done, the last seven are booked for May.")
