"""Stretches of days in which something does not go on, and the counting of the days that are left."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import accumulate

from xl_send.value_classes import frozen

Span = tuple[int, int]


@frozen(eq=True)
class Pauses:
    """Stretches by their first and last days, in order and apart from one another."""

    spans: tuple[Span, ...] = ()

    @cached_property
    def _firsts(self) -> list[int]:
        return [first for first, _ in self.spans]

    @cached_property
    def _lost(self) -> list[int]:
        """The days in all the spans before each, and in all of them."""
        return [0, *accumulate(last - first + 1 for first, last in self.spans)]

    @cached_property
    def _open_before(self) -> list[int]:
        """The days left before each span."""
        return [first - lost for first, lost in zip(self._firsts, self._lost, strict=False)]

    def holds(self, day: int) -> bool:
        """Whether a day lies in a pause."""
        place = bisect_right(self._firsts, day)
        return bool(place) and day <= self.spans[place - 1][1]

    def left_before(self, day: int) -> int:
        """How many days outside the pauses lie before a day."""
        place = bisect_left(self._firsts, day)
        if not place:
            return day
        return day - self._lost[place - 1] - min(day, self.spans[place - 1][1] + 1) + self._firsts[place - 1]

    def day(self, number: int) -> int:
        """The day outside the pauses before which there are so many of them."""
        return number + self._lost[bisect_right(self._open_before, number)]

    def from_on(self, day: int) -> int:
        """The first day outside the pauses on or after a day."""
        place = bisect_right(self._firsts, day)
        return self.spans[place - 1][1] + 1 if place and day <= self.spans[place - 1][1] else day

    def until(self, day: int) -> int:
        """The last day outside the pauses on or before a day; before the first day where there is none."""
        place = bisect_right(self._firsts, day)
        return self.spans[place - 1][0] - 1 if place and day <= self.spans[place - 1][1] else day

    def end(self, start: int, duration: int) -> int:
        """The day after the last of so many days from a start on; of none the start itself."""
        if not self.spans or not duration:
            return start + duration
        found = self._ends.get((start, duration))
        if found is None:
            found = self._ends[start, duration] = self.day(self.left_before(start) + duration - 1) + 1
        return found

    @cached_property
    def _ends(self) -> dict[tuple[int, int], int]:
        """The ends asked for so far: the days of a programme are few beside the orders that are tried."""
        return {}

    def latest_start(self, end: int, duration: int) -> int:
        """The last day from which so many days are over by a day; of none the last outside the pauses up to it."""
        if not self.spans:
            return end - duration
        if not duration:
            return self.day(self.left_before(end + 1) - 1)
        return self.day(self.left_before(end) - duration)


NO_PAUSES = Pauses()
