"""Dates as day numbers, and the arithmetic of working days and school days on them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date

from xl_send.calendar import Terms, WorkingDays

_FIRST, _LAST = date.min.toordinal(), date.max.toordinal()
SCHOOL_DAYS_A_WEEK = 5


def _held(day: int) -> date:
    return date.fromordinal(min(max(day, _FIRST), _LAST))


class DayCount:
    """The days of one calendar by day number (`date.toordinal`).

    The dates of a programme are few beside its links, so each count is worked out once and kept.
    """

    def __init__(self, days: WorkingDays) -> None:
        self.days = days
        self._counts: dict[int, int] = {}
        self._moved: dict[tuple[int, int], int] = {}

    def count(self, day: int) -> int:
        """The days up to and with this day."""
        found = self._counts.get(day)
        if found is None:
            found = self._counts[day] = self.days.count(day)
        return found

    def between(self, start: int, end: int) -> int:
        """The days from one day to another: the later counts, the earlier does not; negative if `end` is first."""
        return self.count(end) - self.count(start)

    def after(self, day: int, number: int) -> int:
        """The day so many days after a day; none is the day itself."""
        if number == 0:
            return day
        found = self._moved.get((day, number))
        if found is None:
            found = self._moved[day, number] = self.days.after(_held(day), number).toordinal()
        return found

    def before(self, day: int, number: int) -> int:
        """The last day after which, one or more days later, it is still not past a day."""
        found = self._moved.get((day, -number))
        if found is None:
            worked = self.days.is_working(_held(day))
            found = self._moved[day, -number] = self.days.after(_held(day), -number - (not worked)).toordinal()
        return found

    def holds(self, day: int) -> bool:
        """Whether a day is one of these."""
        return self.count(day) > self.count(day - 1)

    def from_on(self, day: int) -> int:
        """The first of these days on or after a day."""
        return day if self.holds(day) else self.after(day, 1)

    def until(self, day: int) -> int:
        """The last of these days on or before a day; the day itself where there is none."""
        return day if self.holds(day) or not self.count(day) else self.after(day, -1)

    def back(self, day: int, number: int) -> int:
        """The day from which it is so many days to another; where there are not so many, as many as there are."""
        return self.after(day, -min(number, max(0, self.count(day) - 1)))


class Axis(DayCount):
    """The working days of a programme, its terms, and the days on which schools are open (`school`)."""

    def __init__(self, days: WorkingDays, terms: Terms) -> None:
        super().__init__(days)
        self.terms = terms
        self.school = DayCount(terms.school_time)
        self._starts = [term.starts.toordinal() for term in terms.terms]
        self._ends = [term.ends.toordinal() for term in terms.terms]

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
        """The school days between two days in weeks of five, to one decimal; negative if `end` is first.

        Only days of the terms that are listed count.
        """
        last = max(self._ends, default=0)
        days = self.school.between(min(start, last), min(end, last)) if last else 0
        return round(days / SCHOOL_DAYS_A_WEEK, 1)
