"""Days and school terms that a text names, and the days that its words allow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from xl_send.calendar import Term, Terms
from xl_send.patterns import Pattern
from xl_send.value_classes import NamedTuple
from xl_send.workbook.days import FULL_MONTHS, MONTHS, day_if_real

MONTH_NAMES = "|".join((*FULL_MONTHS, "sept", *MONTHS))
# The day, the month and, where it is given, the year; or all three as figures, with strokes between them. Day and month
# alone are a day where they can be no share of a whole: 29/01 or 16/10, but not 7/10 or 24/7.
DAY = (
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<month>{MONTH_NAMES})\b(?: (?P<year>\d{{4}}))?"
    r"|(?P<d>\d{1,2})/(?P<m>\d{1,2})(?:/(?P<y>(?:20)?\d\d))?(?![\d/]))"
)


def day_matched(found: re.Match[str], near: date) -> date | None:
    """The day of a match of `DAY`: of the year that it names, else the one nearest to a day; None of 7/10."""
    if found["y"]:
        return day_if_real(int(found["y"]) % 2000 + 2000, int(found["m"]), int(found["d"]))
    if found["d"]:
        number, month = int(found["d"]), int(found["m"])
        if (number <= month and "0" not in {found["d"][0], found["m"][0]}) or found[0].endswith("24/7"):
            return None
    else:
        number, month = int(found["day"]), MONTHS.index(found["month"][:3].casefold()) + 1
    years = [int(found["year"])] if found["year"] else [near.year - 1, near.year, near.year + 1]
    days = [day for year in years if (day := day_if_real(year, month, number)) is not None]
    return min(days, key=lambda day: abs(day - near), default=None)


_ANY_DAY = Pattern(rf"(?<![\d/]){DAY}", re.IGNORECASE)


def may_name_a_day(text: str) -> bool:
    """Whether a text holds what every day in words or figures has; it may yet name none."""
    return _ANY_DAY.may_be_in(text)


def days_named(text: str | None, near: date) -> list[date]:
    """The days that a text names, in its order; each without a year is the one nearest to a day."""
    found = (day_matched(match, near) for match in _ANY_DAY.finditer(text or ""))
    return [day for day in found if day is not None]


_NAMED = Pattern(
    r"\b(?P<how>by|by (?:the )?end of|before (?:the )?end of|(?:at )?(?:the )?end of|in|during) "
    r"(?:the )?(?P<season>autumn|spring|summer)(?: (?P<half>[12])\b)?(?P<term> term)?(?: (?P<year>20\d\d)\b)?"
    r"(?!\s*[-/\u2013]\s*\d)",
    re.IGNORECASE,
)
_WITHIN = frozenset({"in", "during"})


class Named(NamedTuple):
    """A term, or a half of one, as a title names it. `first` is None where any day up to `last` will do."""

    words: str
    first: date | None
    last: date

    def allows(self, day: date) -> bool:
        """Whether a day agrees with the words."""
        return (self.first is None or self.first <= day) and day <= self.last


def named_in(title: str, terms: Terms, planned: date) -> Named | None:
    """The term that a title names, or None where it names none or the Calendar does not have it.

    A title without a year means the first such term that ends on the planned day or later. A season alone,
    such as summer 2027, is not taken for a term.
    """
    match = _NAMED.search(title)
    if match is None or not (match["term"] or match["half"]):
        return None
    term = next(_meant(terms, match["season"], match["year"], planned), None)
    if term is None:
        return None
    first, last = _half(terms, term, int(match["half"] or 0))
    return Named(match[0], first if match["how"].casefold() in _WITHIN else None, last)


def _meant(terms: Terms, season: str, year: str | None, planned: date) -> Iterator[Term]:
    for term in terms.terms:
        in_time = (term.starts.year == int(year)) if year else term.ends >= planned
        if in_time and term.season.casefold() == season.casefold():
            yield term


def _half(terms: Terms, term: Term, half: int) -> tuple[date, date]:
    """The days of a half-term, its break included; of the whole term where it is not divided."""
    within = next((item for item in terms.breaks if term.holds(item[0])), None)
    if not half or within is None:
        return term.starts, term.ends
    first, last = within
    return (term.starts, last) if half == 1 else (first, term.ends)


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
