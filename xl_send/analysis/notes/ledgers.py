"""To which day the ledger goes of which a money line has its Actual to date, by its Note."""

from __future__ import annotations

import re
from datetime import date

from xl_send.analysis.words.named_dates import DAY, MONTH_NAMES, day_matched, end_of_month, first_of_month
from xl_send.calendar.financial_years import first_day_of, year_of_month
from xl_send.patterns import Pattern
from xl_send.words import NUMBER
from xl_send.workbook.sheets.resources import MoneyLine

# What has been spent, or so many months of it; or the sentence begins with the day.
_OF_WHAT = (
    r"\b(?:ledger|actuals?|spend|spent|spending|costs?|charged|charges|posted|paid|payroll|booked|books|figures?"
    rf"|accounts|(?:{NUMBER}) (?:months?|quarters?)(?:' \w+)?)(?: \w+){{0,4}}?"
)
_DAY = (
    rf"(?:the )?(?:month[- ]end |end of )?(?:the )?(?:{DAY}"
    rf"|(?P<named>{MONTH_NAMES})\b(?: (?P<of>20\d\d)\b)?|(?:period|month) (?P<period>1[0-2]|0?[1-9])\b)"
)
_TO_THEN = Pattern(
    rf"(?i)(?:{_OF_WHAT},? (?:as at|as of|at|to|until|till|through|up to|for|by)"
    rf"|(?:^|[.;] )(?:£[\d,]+ )?(?:as at|at|to|up to)"
    rf"|\bledger (?:was )?closed(?: on| at)?) {_DAY}"
)
# By the month or period before the word: `October ledger`.
_OF_THEN = Pattern(rf"(?i)\b{_DAY}(?:'s)? (?:ledger|actuals?|close|figures)\b")
_TO_COME = Pattern(r"(?i)\b(?:will|forecast|from|starts?|planned|due|budget(?:ed)?|committed)\b")
_LAST_MONTH, _MONTHS = 3, 12


def ledger_day(line: MoneyLine, as_at: date) -> date | None:
    """The day to which a Note dates what has been spent, where it is before a day and in the line's year."""
    for pattern in (_TO_THEN, _OF_THEN) if line.note and line.year else ():
        for found in pattern.finditer(line.note or ""):
            day = None if _TO_COME.search(found[0]) else _day_of(found, line.year or "", as_at)
            if day and first_day_of(line.year or "") <= day <= as_at:
                return day
    return None


def _day_of(found: re.Match[str], year: str, as_at: date) -> date | None:
    if found["period"]:
        month = (int(found["period"]) + _LAST_MONTH - 1) % _MONTHS + 1
        return end_of_month(date(year_of_month(month, year), month, 1))
    if found["named"]:
        return end_of_month(first_of_month(found["named"], found["of"], as_at))
    return day_matched(found, as_at)
