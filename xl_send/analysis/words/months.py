"""Months that were typed without a day: Excel makes the first of the month out of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from xl_send.workbook.cells import MonthAlone
from xl_send.workbook.days import FULL_MONTHS
from xl_send.workbook.sheets.choices import Frequency, Measures
from xl_send.workbook.sheets.kpis import Kpi

OF_A_PERIOD = frozenset({Measures.PERIOD, Measures.YEAR_TO_DATE, Measures.ROLLING})

# The last days of a month on which figures are drawn for the whole of it, weekends allowed for.
_LAST_DAYS = timedelta(days=3)

# No figure that comes half-termly or less often is so soon after the one before.
_SOON = timedelta(days=21)

# So many figures show on which days they are drawn; a count on the first of a month may come some days later. The
# school census is on such a day in October, but termly.
_SEVERAL, _FIRST_DAYS = 2, 5


def last_of(day: date) -> date:
    """The last day of a day's month."""
    if day.month == 12:
        return day.replace(day=31)
    return day.replace(month=day.month + 1, day=1) - timedelta(days=1)


def at_a_months_end(day: date) -> bool:
    """Whether a day is one of the last of its month."""
    return day.month != (day + _LAST_DAYS).month


def _past_the_first(day: date) -> bool:
    return day.day > _FIRST_DAYS


def first_before(day: date, planned: date | None) -> bool:
    """Whether a day is the first of the very month in which, later on, another day lies."""
    return planned is not None and day.day == 1 and day < planned <= last_of(day)


def month(day: date) -> str:
    """A day's month in words: `October 2026`."""
    return f"{FULL_MONTHS[day.month - 1].capitalize()} {day.year}"


def why_a_month(kpi: Kpi, day: date, others: Sequence[date], starts: date | None) -> str:
    """Why a KPI's figure that is dated on the first of a month is hardly of that day; nothing where it may be.

    `others` are the days of its other figures, `starts` is when its workstream starts.
    """
    if day.day != 1:
        return ""
    if isinstance(day, MonthAlone) or (others and sum(map(at_a_months_end, others)) * 2 > len(others)):
        alone = isinstance(day, MonthAlone)
        return "its cell shows the month and no day" if alone else "the other figures are of the ends of months"
    unlike = _unlike_the_others(kpi, day, others)
    if unlike:
        return unlike
    if first_before(day, kpi.baseline_date):
        return "the baseline is of a later day in that month"
    return "the workstream starts later in that month" if first_before(day, starts) else ""


def _unlike_the_others(kpi: Kpi, day: date, others: Sequence[date]) -> str:
    """Why a first of a month is no day for a figure of a KPI, by what it measures and when its others are drawn."""
    if kpi.measures in OF_A_PERIOD:
        return "a period does not end on the first of a month"
    since = min((day - other for other in others if other < day), default=_SOON)
    if kpi.frequency not in (None, Frequency.MONTHLY) and since < _SOON:
        return f"the figure before is only {since.days} {'day' if since.days == 1 else 'days'} older"
    if kpi.frequency is Frequency.HALF_TERMLY and len(others) >= _SEVERAL and all(map(_past_the_first, others)):
        return "none of the other figures is of the first days of a month"
    return ""
