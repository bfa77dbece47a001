"""School terms, half-terms and school days, as the council's own Calendar gives them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property

from xl_send.calendar.working_days import Span, WorkingDays
from xl_send.value_classes import NamedTuple, frozen
from xl_send.workbook.sheets.choices import CalendarKind
from xl_send.workbook.sheets.governance import CalendarEntry

_SATURDAY = 5
_SEASONS = ("Autumn", "Spring", "Summer")

Stretch = tuple[date, date]


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


@frozen(eq=True)
class Terms:
    """The terms of a Calendar in order, and the stretches in which schools are shut (`closures`: the council too)."""

    terms: tuple[Term, ...]
    breaks: tuple[Stretch, ...] = ()
    holidays: tuple[Stretch, ...] = ()
    closures: tuple[Stretch, ...] = ()

    @classmethod
    def of(cls, calendar: Iterable[CalendarEntry]) -> Terms:
        """The terms of a workbook. An entry that ends before it starts is passed over: a rule reports it."""
        sound = sorted((row for row in calendar if row.starts <= row.ends), key=lambda row: (row.starts, row.ends))

        def stretches(kind: CalendarKind) -> tuple[Stretch, ...]:
            return tuple((row.starts, row.ends) for row in sound if row.kind is kind)

        return cls(
            tuple(Term(row.label, row.starts, row.ends) for row in sound if row.kind is CalendarKind.TERM),
            stretches(CalendarKind.HALF_TERM),
            stretches(CalendarKind.HOLIDAY),
            stretches(CalendarKind.CLOSURE),
        )

    @cached_property
    def ends(self) -> date | None:
        """The last day of the last term, after which nothing is known of schools."""
        return max((term.ends for term in self.terms), default=None)

    def term_of(self, day: date) -> Term | None:
        """The term in which a day lies (its half-term break included), or None in the holidays."""
        return next((term for term in self.terms if term.holds(day)), None)

    def next_term_after(self, day: date) -> Term | None:
        """The first term that starts after a day, or None where the Calendar ends before it."""
        return next((term for term in self.terms if term.starts > day), None)

    @cached_property
    def school_time(self) -> WorkingDays:
        """The days on which schools are open, to be counted as working days are.

        Monday to Friday within a term, less bank holidays, closure days, half-term breaks and school holidays. After
        the last term that is listed nobody knows the terms: there, and where none is listed, only what is listed as
        shut is left out.
        """
        shut = [(first.toordinal(), last.toordinal()) for first, last in self.breaks + self.holidays + self.closures]
        return WorkingDays(tuple(sorted([*shut, *self._outside_terms()])))

    def _outside_terms(self) -> Iterable[Span]:
        """The days before the first term, and those between two."""
        reached = 0
        for term in self.terms:
            if term.starts.toordinal() > reached + 1:
                yield reached + 1, term.starts.toordinal() - 1
            reached = max(reached, term.ends.toordinal())

    def is_school_day(self, day: date) -> bool:
        """Whether schools are known to be open: a school day of a term that is listed."""
        return self.term_of(day) is not None and self.school_time.is_working(day)

    def school_days(self) -> list[int]:
        """Every day on which schools are known to be open, as ordinals in order: those of `is_school_day`."""
        if self.ends is None:
            return []
        first, count = min(term.starts for term in self.terms).toordinal(), self.school_time.count
        days = range(first, self.ends.toordinal() + 1)
        return [day for day in days if count(day) > count(day - 1)]

    def why_shut(self, day: date) -> str:
        """Why a day is no school day: it is "in a half-term break"; nothing where it is one."""
        if self.school_time.is_working(day):
            return ""
        shut = {
            "in a half-term break": self.breaks,
            "in the school holidays": self.holidays,
            "on a closure day": self.closures,
        }
        for words, stretches in shut.items():
            if any(first <= day <= last for first, last in stretches):
                return words
        if self.terms and self.term_of(day) is None and day <= (self.ends or day):
            return "outside term"
        return "at a weekend" if day.weekday() >= _SATURDAY else "on a bank holiday"

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
