"""Months that a text names without a day."""

from __future__ import annotations

from datetime import date, timedelta

from xl_send.workbook.days import MONTHS

_LETTERS = 3


def first_of_month(name: str, year: str | None, near: date) -> date:
    """The first day of a month that is named: of the year that is named, else of the nearest to a day."""
    month = MONTHS.index(name[:_LETTERS].casefold()) + 1
    years = [int(year)] if year else [near.year - 1, near.year, near.year + 1]
    return min((date(one, month, 1) for one in years), key=lambda day: abs(day - near))


def next_month_named(name: str, year: str | None, after: date) -> date:
    """The first day of a month that is named: where no year is, the next that is not over by a day."""
    month = MONTHS.index(name[:_LETTERS].casefold()) + 1
    if year:
        return date(int(year), month, 1)
    return date(after.year + (month < after.month), month, 1)


def end_of_month(first: date) -> date:
    """The last day of the month of which this is the first."""
    return date(first.year + first.month // 12, first.month % 12 + 1, 1) - timedelta(days=1)
