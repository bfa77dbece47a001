"""Occasions of the year by which texts say that something is needed: Christmas, Easter, a half-term break."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from xl_send.workbook.sheets.choices import CalendarKind
from xl_send.workbook.sheets.governance import CalendarEntry

# An occasion as a text names it, in one group, for an expression that ignores capitals.
OCCASION = (
    r"(?P<occasion>christmas|easter|(?:the )?(?:new year|year end|end of (?:the )?(?:term|calendar year)"
    r"|summer (?:holidays?|break)|(?:(?:october|february|may|autumn|spring|summer) )?half[- ]?term"
    r"(?: break| holiday)?))"
)
_CHRISTMAS, _SUMMER, _NEW_YEAR = "christmas", "summer", ("new year", "calendar year")
_MONTHS_OF = {"october": 10, "autumn": 10, "february": 2, "spring": 2, "may": 5, "summer": 5}
_DECEMBER = 12
_HOLIDAYS = (CalendarKind.HALF_TERM, CalendarKind.HOLIDAY)
_CHRISTMAS_DAY = 25


def last_day_before(occasion: str, calendar: Iterable[CalendarEntry], after: date) -> date | None:
    """The last day that is still before an occasion, or within it: of the next one after a day.

    A holiday of schools counts to its end, as some still call it before Easter; None where the Calendar has none.
    """
    said = occasion.casefold()
    if any(name in said for name in _NEW_YEAR):
        return date(after.year, _DECEMBER, 31)
    if "term" in said and "half" not in said:
        return _first_end(calendar, CalendarKind.TERM, "", after)
    if "half" in said:
        months = {month for name, month in _MONTHS_OF.items() if name in said}
        return _first_end(calendar, CalendarKind.HALF_TERM, "", after, months)
    if "year end" in said:
        return None
    name = next((name for name in (_CHRISTMAS, "easter", _SUMMER) if name in said), said)
    found = _first_end(calendar, CalendarKind.HOLIDAY, name, after)
    if found is None and name == _CHRISTMAS:
        return date(after.year, _DECEMBER, _CHRISTMAS_DAY) + timedelta(days=9)
    return found


def occasion_span(occasion: str, calendar: Iterable[CalendarEntry], after: date) -> tuple[date, date] | None:
    """The first and the last day of the next occasion that is not over by a day; None where the Calendar has none.

    The new year is its January; the end of a term its last fortnight.
    """
    said = occasion.casefold()
    last = last_day_before(occasion, calendar, after)
    if any(name in said for name in _NEW_YEAR):
        year = after.year + (after.month > 1)
        return date(year, 1, 1), date(year, 1, 31)
    if last is None:
        return None
    if "term" in said and "half" not in said:
        return last - timedelta(days=13), last
    starts = [row.starts for row in calendar if row.ends == last and row.kind in _HOLIDAYS]
    return min(starts, default=last - timedelta(days=14)), last


def _first_end(
    calendar: Iterable[CalendarEntry], kind: CalendarKind, name: str, after: date, months: Iterable[int] = ()
) -> date | None:
    """When the next entry of a kind ends, of those whose label holds a name and that start in some months."""
    wanted = set(months)
    ends = [
        row.ends
        for row in calendar
        if row.kind is kind and name in row.label.casefold() and row.ends > after
        if not wanted or {row.starts.month, row.ends.month} & wanted
    ]
    return min(ends, default=None)
