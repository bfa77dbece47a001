"""Times that texts name: a day, a month or a part of one, Christmas, Easter, a half-term break."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from xl_send.analysis.words.named_dates import DAY, MONTH_NAMES, day_matched, end_of_month, next_month_named
from xl_send.calendar.occasions import OCCASION, occasion_span
from xl_send.value_classes import NamedTuple
from xl_send.workbook.sheets.governance import CalendarEntry

# One time, for an expression that ignores capitals and that names none of its groups.
TIME = (
    r"(?:the )?(?:(?P<part>early(?: in)?|mid|late(?: in)?|(?:start|beginning|middle|end)(?: of)?"
    r"|(?:first|second|last) week(?: of| in)?)[- ])?(?:the )?"
    rf"(?:{OCCASION}|{DAY}|(?P<named>{MONTH_NAMES})\b(?: (?P<of>20\d\d))?)"
)
# The first and last days that a part of a month may mean.
_PARTS = {"early": (1, 12), "start": (1, 12), "begin": (1, 12), "first": (1, 9), "secon": (7, 16), "mid": (8, 22),
          "middl": (8, 22), "late": (18, 31), "end": (18, 31), "last": (20, 31)}  # fmt: skip


_MONTHS = frozenset(MONTH_NAMES.split("|"))
_OCCASIONS = frozenset({"christmas", "easter", "half-term", "half", "term", "year", "summer"})


def may_name_a_time(text: str, as_at: date, after: date) -> bool:
    """Whether a text has a word of an occasion, or of a month that begins after a day: a look before a longer one."""
    words = text.casefold().replace(".", " ").replace(",", " ").split()
    return any(
        word in _OCCASIONS or (word in _MONTHS and next_month_named(word, None, as_at) > after) for word in words
    )


class TimeSaid(NamedTuple):
    """The first and the last day that the words for a time can mean."""

    first: date
    last: date

    def is_near(self, days: Iterable[date | None], slack: int = 7) -> bool:
        """Whether one of some days lies within it, or no more than so many days before or after it."""
        return any(
            self.first.toordinal() - slack <= day.toordinal() <= self.last.toordinal() + slack for day in days if day
        )


def time_matched(found: re.Match[str], as_at: date, calendar: Iterable[CalendarEntry]) -> TimeSaid | None:
    """The time of a match of `TIME`: a month or an occasion is the next that is not over by a day."""
    if found["occasion"]:
        span = occasion_span(found["occasion"], calendar, as_at)
        return TimeSaid(*span) if span else None
    if not found["named"]:
        day = day_matched(found, as_at)
        return TimeSaid(day, day) if day else None
    month = next_month_named(found["named"], found["of"], as_at)
    last = end_of_month(month)
    part = (found["part"] or "").casefold()
    bounds = next((days for word, days in _PARTS.items() if part.startswith(word)), (1, 31))
    return TimeSaid(month.replace(day=bounds[0]), month.replace(day=min(bounds[1], last.day)))
