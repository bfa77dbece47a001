"""Columns that stand for a month, quarter or date: the figures of KPIs as scorecards lay them out."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache

from xl_send.adoption.carrying.dates import DateReading
from xl_send.adoption.finding.titles import JOINED
from xl_send.calendar import Terms
from xl_send.value_classes import NamedTuple
from xl_send.workbook.days import month_named

_EXPECTED = re.compile(
    r"\b(?:target|expected|expectation|plan|planned|trajectory|milestone(?: \d+)?|forecast|fcst|profiled?|proj)\b",
    re.IGNORECASE,
)
_ACTUAL = re.compile(r"\b(?:actuals?|result|performance|value|outturn|figure)\b", re.IGNORECASE)
_NOT_FIGURES = re.compile(r"\b(?:rag|comments?|commentary|variance|notes?|base|status)\b", re.IGNORECASE)
_YEAR = re.compile(
    r"\b(?:fy\s*)?20(\d\d)\s*(?:[/\-\u2013]|to)\s*(?:20)?(\d\d)\b|\b(?:fy\s*)(\d\d)\s*[/\-\u2013]\s*(\d\d)\b|\b(2\d)[/\u2013](2\d)\b",
    re.IGNORECASE,
)
_SPAN = re.compile(r"\(?([a-z]{3,9})\.?\s*(?:to|-|\u2013)\s*([a-z]{3,9})\.?\)?", re.IGNORECASE)
_HALF_YEAR = re.compile(r"^h[12]\b(?=.*[(a-z])", re.IGNORECASE)
_MONTHS_ALONE = re.compile(r"([a-z]{3,9})\.?", re.IGNORECASE)
_QUARTER_ALONE = re.compile(r"(?:q(?:uarter|tr)? ?([1-4])|([1-4])(?:st|nd|rd|th) quarter)", re.IGNORECASE)
_PUNCTUATION = re.compile(r"^[\s\-\u2013:,/]+|[\s\-\u2013:,/]+$")


@lru_cache(maxsize=8192)
def names_period(title: str) -> bool:
    """Whether a title names a month, quarter or date, the year being known or not."""
    return period_of(title, Terms(()), 2026) is not None


class ColumnPeriod(NamedTuple):
    """What stretch of time a column's figures are of, by its last day, and whether they are what was expected."""

    last: date
    expected: bool
    assumed: str


def period_of(title: str, terms: Terms, year: int | None) -> ColumnPeriod | None:
    """The period that a title names, or None.

    `year` is the first of a financial year that stands over the table, for titles that name only a month.
    """
    if _NOT_FIGURES.search(title):
        return None
    expected = bool(_EXPECTED.search(title)) and not _ACTUAL.search(title)
    own = first_year_in(title)
    bare = _YEAR.sub(" ", title) if own is not None else title
    words = _ACTUAL.sub(" ", _EXPECTED.sub(" ", bare)).replace(JOINED, " ")
    words = " ".join(
        _PUNCTUATION.sub("", re.sub(r"\bfinancial year\b|\bfy\b", " ", words, flags=re.IGNORECASE)).split()
    ).strip("() ")
    words = _HALF_YEAR.sub("", words).strip("() ")
    if not words and own is not None and JOINED not in title:
        return ColumnPeriod(date(own + 1, 3, 31), expected, "a whole financial year")
    if not words or len(words) > 30:
        return None
    found = (
        DateReading(terms, ends=True).read(words)
        if own is None
        else DateReading(terms, ends=True).read(f"{words} 20{own % 100:02}/{(own + 1) % 100:02}")
    )
    if found:
        return _whole_month(found.day, expected, found.assumed)
    last = _in_year(words, own if own is not None else year)
    return ColumnPeriod(last, expected, "a month of the financial year that stands above") if last else None


def _whole_month(day: date, expected: bool, assumed: str) -> ColumnPeriod:
    """The first of a month heads the figures of that month."""
    if day.day == 1:
        last = day.replace(day=calendar.monthrange(day.year, day.month)[1])
        return ColumnPeriod(last, expected, "the month in which the date falls")
    return ColumnPeriod(day, expected, assumed)


def _in_year(words: str, year: int | None) -> date | None:
    """The last day of a month, quarter or span of months in a financial year that begins in April."""
    if year is None:
        return None
    quarter = _QUARTER_ALONE.fullmatch(words)
    span, alone = _SPAN.fullmatch(words), _MONTHS_ALONE.fullmatch(words)
    if quarter:
        month: int | None = {1: 6, 2: 9, 3: 12, 4: 3}[int(quarter[1] or quarter[2])]
    else:
        name = span[2] if span else alone[1] if alone else ""
        month = month_named(name.casefold())
    if month is None:
        return None
    in_year = year if month >= 4 else year + 1
    return date(in_year, month, calendar.monthrange(in_year, month)[1])


def first_year_in(text: str) -> int | None:
    """The year in which the financial year that a text names begins: 2026 for 2026-27; None where it names none."""
    for match in _YEAR.finditer(text):
        first, second = next((int(match[n]), int(match[n + 1])) for n in (1, 3, 5) if match[n])
        if second == (first + 1) % 100:
            return 2000 + first
    return None
