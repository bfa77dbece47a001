"""School terms and half-terms, as the council's own Calendar gives them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from xl_send.calendar.bank_holidays import BANK_HOLIDAYS
from xl_send.workbook.sheets.choices import CalendarKind
from xl_send.workbook.sheets.governance import CalendarEntry

# By ordinals, whose remainder by seven is 0 on a Sunday.
_WEEKEND = frozenset({0, 6})
_BANK_HOLIDAYS = frozenset(day.toordinal() for day in BANK_HOLIDAYS)
_SEASONS = ("Autumn", "Spring", "Summer")


class Term(NamedTuple):
    """One school term, its half-term breaks within it."""

    name: str
    starts: date
    ends: date

    def holds(self, day: date) -> bool:
        """Whether the day lies in this term, half-term breaks included."""
        return self.starts <= day <= self.ends

    @property
    def season(self) -> str:
        """Autumn, Spring or Summer, by the term's name, else by the month in which it starts."""
        named = next((season for season in _SEASONS if season.casefold() in self.name.casefold()), "")
        return named or _SEASONS[0 if self.starts.month >= 8 else 1 if self.starts.month <= 3 else 2]


class Terms(NamedTuple):
    """The terms of a Calendar in order, and the stretches in which schools are shut."""

    terms: tuple[Term, ...]
    breaks: tuple[tuple[date, date], ...] = ()
    holidays: tuple[tuple[date, date], ...] = ()

    @classmethod
    def of(cls, calendar: Iterable[CalendarEntry]) -> Terms:
        """The terms of a workbook. An entry that ends before it starts is passed over: a rule reports it."""
        sound = sorted(
            (calendar_entry for calendar_entry in calendar if calendar_entry.starts <= calendar_entry.ends),
            key=lambda calendar_entry: (calendar_entry.starts, calendar_entry.ends),
        )
        return cls(
            tuple(
                Term(calendar_entry.label, calendar_entry.starts, calendar_entry.ends)
                for calendar_entry in sound
                if calendar_entry.kind is CalendarKind.TERM
            ),
            tuple(
                (calendar_entry.starts, calendar_entry.ends)
                for calendar_entry in sound
                if calendar_entry.kind is CalendarKind.HALF_TERM
            ),
            tuple(
                (calendar_entry.starts, calendar_entry.ends)
                for calendar_entry in sound
                if calendar_entry.kind is CalendarKind.HOLIDAY
            ),
        )

    def term_of(self, day: date) -> Term | None:
        """The term in which a day lies (its half-term break included), or None in the holidays."""
        return next((term for term in self.terms if term.holds(day)), None)

    def next_term_after(self, day: date) -> Term | None:
        """The first term that starts after a day, or None where the Calendar ends before it."""
        return next((term for term in self.terms if term.starts > day), None)

    def is_school_day(self, day: date) -> bool:
        """Whether schools are open: a weekday in a term, outside breaks, school holidays and bank holidays."""
        shut = any(first <= day <= last for first, last in self.breaks + self.holidays)
        return day.weekday() < 5 and day not in BANK_HOLIDAYS and not shut and self.term_of(day) is not None

    def school_days(self) -> list[int]:
        """Every day on which schools are open, as ordinals in order: those of `is_school_day`, found at once."""
        days = {
            day
            for term in self.terms
            for day in range(term.starts.toordinal(), term.ends.toordinal() + 1)
            if day % 7 not in _WEEKEND
        }
        first, last = min(days, default=1), max(days, default=1)
        for start, end in self.breaks + self.holidays:
            days.difference_update(range(max(start.toordinal(), first), min(end.toordinal(), last) + 1))
        return sorted(days.difference(_BANK_HOLIDAYS))

    def half_term_of(self, day: date) -> str:
        """What people call the half-term in which a day lies: Autumn 1, Autumn 2.

        A day in the break belongs to neither, nor does one outside the terms: both give nothing. A
        term without a break in the Calendar is not divided, and gives its season alone.
        """
        term = self.term_of(day)
        if term is None or any(first <= day <= last for first, last in self.breaks):
            return ""
        within = [first for first, _ in self.breaks if term.holds(first)]
        return f"{term.season} {1 + sum(first < day for first in within)}" if within else term.season
