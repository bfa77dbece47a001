"""Dates as day numbers, and the arithmetic of working days and terms on them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date
from functools import cached_property

from xl_send.calendar import Terms, WorkingDays

_FIRST, _LAST = date.min.toordinal(), date.max.toordinal()
SCHOOL_DAYS_A_WEEK = 5


def _held(day: int) -> date:
    return date.fromordinal(min(max(day, _FIRST), _LAST))


class Axis:
    """Working days and terms by day number (`date.toordinal`).

    The dates of a programme are few beside its links, so each count is worked out once and kept.
    """

    def __init__(self, days: WorkingDays, terms: Terms) -> None:
        self.days = days
        self.terms = terms
        self._counts: dict[int, int] = {}
        self._moved: dict[tuple[int, int], int] = {}
        self._starts = [term.starts.toordinal() for term in terms.terms]
        self._ends = [term.ends.toordinal() for term in terms.terms]

    def count(self, day: int) -> int:
        """Working days up to and with this day."""
        found = self._counts.get(day)
        if found is None:
            found = self._counts[day] = self.days.count(day)
        return found

    def between(self, start: int, end: int) -> int:
        """Working days from one day to another: the later counts, the earlier does not; negative if `end` is first."""
        return self.count(end) - self.count(start)

    def after(self, day: int, number: int) -> int:
        """The day so many working days after a day; none is the day itself."""
        if number == 0:
            return day
        found = self._moved.get((day, number))
        if found is None:
            found = self._moved[day, number] = self.days.after(_held(day), number).toordinal()
        return found

    def before(self, day: int, number: int) -> int:
        """The last working day after which, one or more working days later, it is still not past a day."""
        found = self._moved.get((day, -number))
        if found is None:
            worked = self.days.is_working(_held(day))
            found = self._moved[day, -number] = self.days.after(_held(day), -number - (not worked)).toordinal()
        return found

    def in_term(self, day: int) -> bool:
        """Whether a day lies in a term; any day does where the Calendar has no terms."""
        place = bisect_right(self._starts, day)
        return not self._starts or any(day <= self._ends[item] for item in range(place))

    def into_term(self, day: int) -> int:
        """The day itself if it lies in a term, else the first day of the next; the day itself if there is none."""
        if self.in_term(day):
            return day
        place = bisect_left(self._starts, day)
        return self._starts[place] if place < len(self._starts) else day

    def back_into_term(self, day: int) -> int:
        """The day itself if it lies in a term, else the last day of the term before; itself if there is none."""
        if self.in_term(day):
            return day
        return max((end for end in self._ends if end < day), default=day)

    def school_weeks(self, start: int, end: int) -> float:
        """The school days between two days in weeks of five, to one decimal; negative if `end` is first."""
        days = bisect_right(self._school_days, end) - bisect_right(self._school_days, start)
        return round(days / SCHOOL_DAYS_A_WEEK, 1)

    @cached_property
    def _school_days(self) -> list[int]:
        """Every day on which schools are open."""
        return self.terms.school_days()
