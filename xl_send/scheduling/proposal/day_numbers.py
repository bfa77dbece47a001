"""Dates as whole numbers of working days from a first day on, as the scheduler counts them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property

from xl_send.network import Axis
from xl_send.scheduling.solver import Pauses

# What was over longer ago than this, in working days, counts as over then: it holds nothing up any more.
PAST = 500
# What is planned further ahead than this, ten years of working days, is more likely a slip of the keyboard.
FUTURE = 2600


class DayNumbers:
    """Working days counted from some time before the As at date; a day off counts as the working day before it."""

    def __init__(self, axis: Axis, as_at: date) -> None:
        self._axis = axis
        self._first = as_at.toordinal()
        self._base = axis.count(self._first) - PAST

    def of(self, day: date) -> int:
        """The number of a day; never negative."""
        return max(0, self._axis.count(day.toordinal()) - self._base)

    def from_on(self, day: date) -> int:
        """The number of the first working day on or after a day."""
        return max(0, self._axis.count(day.toordinal() - 1) + 1 - self._base)

    def is_too_far(self, day: date) -> bool:
        """Whether a day lies so far ahead that nothing is proposed for it."""
        return self.of(day) > PAST + FUTURE

    def day(self, number: int) -> date:
        """The working day of a number; of the As at date itself, where that is a day off, the As at date."""
        return date.fromordinal(self._axis.after(self._first, number - PAST)) if number >= PAST else self._early(number)

    def _early(self, number: int) -> date:
        return date.fromordinal(self._axis.before(self._first, PAST - number))

    @property
    def now(self) -> int:
        """The number of the As at date, after which everything is that is proposed."""
        return PAST

    def notice(self, days: int) -> int:
        """The first day of which schools have so many school days' notice."""
        return self.from_on(date.fromordinal(self._axis.school.after(self._first, days)))

    @cached_property
    def school_pauses(self) -> Pauses:
        """The days on which schools are shut, as far as the terms of the Calendar are known."""
        return Pauses(tuple(self._shut()))

    def _shut(self) -> Iterator[tuple[int, int]]:
        ends = self._axis.terms.ends
        last = min(self.of(ends), PAST + FUTURE) if ends else -1
        first: int | None = None
        for number in range(last + 2):
            shut = number <= last and not self._axis.school.holds(self.day(number).toordinal())
            if shut and first is None:
                first = number
            elif not shut and first is not None:
                yield first, number - 1
                first = None
