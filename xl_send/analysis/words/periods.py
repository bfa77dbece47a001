"""The stretch of time that a reporting period names in words: `Autumn 1 2026`, `October 2026`, `Q2 2026-27`."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

from xl_send.workbook.days import FULL_MONTHS

_TERM = re.compile(
    r"\b(?P<season>autumn|spring|summer)(?: ?term)?(?: ?(?P<half>[12]))?(?:(?: half)?[ -]?term)?,?"
    r" ?(?P<year>20\d\d)(?: ?[/-] ?(?P<next>20\d\d|\d\d)\b)?",
    re.IGNORECASE,
)
_MONTH = re.compile(
    rf"\b(?P<month>{'|'.join(name[:3] for name in FULL_MONTHS)})[a-z]* ?(?P<year>20\d\d)\b", re.IGNORECASE
)
_QUARTER = re.compile(
    r"\b(?:q|quarter ?)(?P<quarter>[1-4]),? ?(?P<year>20\d\d) ?[/-] ?(?:20\d\d|\d\d)\b", re.IGNORECASE
)
# About when each half of a term begins and ends, as months and days; councils differ by a week or two.
_HALVES = {
    "autumn": (((9, 1), (10, 31)), ((10, 24), (12, 31))),
    "spring": (((1, 1), (2, 22)), ((2, 14), (4, 15))),
    "summer": (((4, 1), (6, 5)), ((5, 24), (7, 31))),
}


class PeriodDates(NamedTuple):
    """From about when to about when a reporting period lasts."""

    first: date
    last: date


def stretch_of(text: str) -> PeriodDates | None:
    """The stretch that a reporting period names, or None where it names none that is known."""
    words = " ".join(text.split())
    if match := _TERM.search(words):
        return _term(match["season"].casefold(), int(match["half"] or 0), int(match["year"]), bool(match["next"]))
    if match := _QUARTER.search(words):
        month = 4 + 3 * (int(match["quarter"]) - 1)
        year = int(match["year"]) + month // 13
        return _months(year, (month - 1) % 12 + 1, 3)
    months = [_months(int(item["year"]), _number(item["month"]), 1) for item in _MONTH.finditer(words)]
    return PeriodDates(min(item.first for item in months), max(item.last for item in months)) if months else None


def _term(season: str, half: int, year: int, school_year: bool) -> PeriodDates:
    """A term or a half of one. In a school year such as 2026-27, only the autumn lies in its first year."""
    year += school_year and season != "autumn"
    halves = _HALVES[season][half - 1 : half] if half else _HALVES[season]
    return PeriodDates(date(year, *halves[0][0]), date(year, *halves[-1][1]))


def _number(month: str) -> int:
    return next(place for place, name in enumerate(FULL_MONTHS, 1) if name.startswith(month.casefold()))


def _months(year: int, month: int, count: int) -> PeriodDates:
    """So many months from one on, within a year."""
    last = month + count - 1
    return PeriodDates(date(year, month, 1), date(year, last, monthrange(year, last)[1]))
