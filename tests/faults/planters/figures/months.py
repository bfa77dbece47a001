"""Months typed without a day, which Excel makes the first of the month, and figures of the wrong month or year."""

from __future__ import annotations

from faults.clean import Blame
from faults.planters.figures.figures import expected_on, kpi_of, series
from faults.planters.kpis.kpis import rated
from faults.planters.milestones.milestones import SHEET, on_track
from faults.planting import enter_all, plants, set_cell
from faults.plot import Plot, Row, after, days_from, has, holds
from xl_send.reading.markdown import parse_value

ACTUALS, PERIOD_END = "Actuals", "Period end"


def _first_of(text: str) -> str:
    """The first day of the month of a date, as Markdown has it."""
    return f"1 {text.partition(' ')[2]}"


def _is_latest_of_months(row: Row) -> bool:
    """It is the last of several figures, all of months' ends."""
    figures = series(kpi_of(row))
    last = figures[-1].place == row.place
    return last and len(figures) > 1 and all(figure.day(PERIOD_END).day >= 30 for figure in figures)


@plants("AC12", "AC35")
def given_twice(plot: Plot) -> Blame:
    row = plot.pick(ACTUALS, _is_latest_of_months)
    again = row.copy()
    return again.write(PERIOD_END, days_from(row.day(PERIOD_END), 5))


def _later_in_its_month(row: Row) -> bool:
    return parse_value(expected_on(row)) == parse_value(_planned(row)) and not _planned(row).startswith("1 ")


def _planned(row: Row) -> str:
    (milestone,) = row.plot.rows(SHEET, holds("ID", row["Milestone"]))
    return milestone["Baseline date"]


enter_all(
    {
        "AC11": (
            set_cell(ACTUALS, PERIOD_END, lambda row: _first_of(row[PERIOD_END]), _is_latest_of_months), ("KP51",)
        ),
        "AC13": (
            set_cell(
                ACTUALS, PERIOD_END, lambda row: days_from(row.day(PERIOD_END), -1461), _is_latest_of_months,
                lambda row: rated(kpi_of(row)) and bool(kpi_of(row)["Baseline date"]),
            ),
            ("KP51", "KP52"),
        ),
        "EX11": set_cell("Expectations", "Measured on", lambda row: _first_of(_planned(row)), _later_in_its_month),
        "MS31": (
            set_cell(
                SHEET, "Forecast date", lambda row: _first_of(row["Baseline date"]), on_track, has("Baseline date"),
                lambda row: not row["Agreed date"] and not row["Baseline date"].startswith("1 "),
                after("Baseline date"),
            ),
            ("MS02",),
        ),
    }
)  # fmt: skip
