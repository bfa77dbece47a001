"""Days and months that a money line's Note names, within the financial year of the line."""

from __future__ import annotations

import re
from datetime import date

from xl_send.analysis.words.named_dates import MONTH_NAMES
from xl_send.calendar.financial_years import year_of_month
from xl_send.patterns import Pattern
from xl_send.workbook.days import day_if_real, month_named, year_named

# When something is: a day, a month, a part of one, or a season that begins on a known day.
WHEN = (
    rf"(?:(?:the )?(?:end|start|beginning|middle)(?: of)? |early |mid[- ]|late )?"
    rf"(?:(?:\d{{1,2}}(?:st|nd|rd|th)? )?(?:{MONTH_NAMES})\b(?: (?:20)?\d\d\b(?![:,/]))?"
    r"|(?:the )?(?:new year|spring term|summer term)\b)"
)
_PARTS = Pattern(
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)? )?\b(?P<month>{MONTH_NAMES})\b(?: (?P<year>(?:20)?\d\d)\b)?",
    re.IGNORECASE,
)
_SEASONS = {"new year": 1, "spring term": 1, "summer term": 4}


def day_meant(words: str, year: str) -> date | None:
    """The first day that words such as "20 November" or "from January" allow, in a financial year; None of no month."""
    found = _PARTS.search(words)
    season = next((month for name, month in _SEASONS.items() if name in words.casefold()), 0)
    month = (month_named(found["month"].casefold()) or 0) if found else season
    if not month:
        return None
    named = year_named(found["year"]) if found and found["year"] else year_of_month(month, year)
    day = int(found["day"]) if found and found["day"] else 1
    return day_if_real(named, month, day)
