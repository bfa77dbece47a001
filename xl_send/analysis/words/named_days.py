"""Days that a text names, such as 9 October or 31 March 2027."""

from __future__ import annotations

import re
from datetime import date

from xl_send.workbook.days import FULL_MONTHS, MONTHS

_MONTH = "|".join((*FULL_MONTHS, "sept", *MONTHS))
# The day, the month and, where it is given, the year: three groups.
DAY = rf"(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?({_MONTH})\b(?: (\d{{4}}))?"


def day_named(found: re.Match[str], near: date) -> date | None:
    """The day of a match of `DAY`: of the year that it names, else the one nearest to a day; None of 31 June."""
    month = MONTHS.index(found[2][:3].casefold()) + 1
    years = [int(found[3])] if found[3] else [near.year - 1, near.year, near.year + 1]
    days = [day for year in years if (day := _existing(year, month, int(found[1]))) is not None]
    return min(days, key=lambda day: abs(day - near), default=None)


def _existing(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
