"""The financial years of English councils, from 1 April to 31 March, as a money line names them: 2026-27."""

from __future__ import annotations

from datetime import date

_APRIL = 4


def year_begun(day: date) -> int:
    """The year in which the financial year of a day began."""
    return day.year - (day.month < _APRIL)


def financial_year(day: date) -> str:
    """The financial year of a day, such as 2026-27."""
    begun = year_begun(day)
    return f"{begun}-{(begun + 1) % 100:02}"


def first_day_of(year: str) -> date:
    """The first day of a financial year such as 2026-27."""
    return date(int(year[:4]), _APRIL, 1)


def last_day_of(year: str) -> date:
    """The last day of a financial year such as 2026-27."""
    return date(int(year[:4]) + 1, _APRIL - 1, 31)


def year_of_month(month: int, year: str) -> int:
    """The year in which a month of a financial year lies, such as 2027 for February of 2026-27."""
    return int(year[:4]) + (month < _APRIL)
