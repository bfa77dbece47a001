"""How much of each resource is free on each day, and where an activity fits."""

from __future__ import annotations

from xl_send.scheduling.solver.frame import Frame, next_start, start_of


class FreeCapacity:
    """The free capacity while a schedule is made. What is fixed is in it from the beginning."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._free = [list(days) for days in frame.capacities]
        for number, activity in enumerate(frame.problem.activities):
            if activity.fixed:
                self.take(number, start_of(activity))

    def take(self, number: int, start: int) -> None:
        """Give an activity its days."""
        duration = self._frame.problem.activities[number].duration
        for resource, need in self._frame.needs[number]:
            free = self._free[resource]
            for day in range(start, start + duration):
                free[day] -= need

    def first_from(self, number: int, day: int) -> int:
        """The first start on or after a day at which an activity fits."""
        one = self._frame.problem.activities[number]
        day = next_start(one, day)
        while (blocked := self._last_blocked(number, day, day + one.duration)) is not None:
            day = next_start(one, blocked + 1)
        return day

    def last_until(self, number: int, day: int, earliest: int) -> int | None:
        """The last start on or before a day, and not before another, at which an activity fits, if there is one."""
        one = self._frame.problem.activities[number]
        while day >= earliest:
            blocked = self._first_blocked(number, day, day + one.duration)
            if blocked is not None:
                day = blocked - one.duration
            elif one.may_start(day):
                return day
            else:
                day -= 1
        return None

    def fits(self, number: int, day: int) -> bool:
        """Whether an activity may start on a day and fits there."""
        one = self._frame.problem.activities[number]
        return one.may_start(day) and self._last_blocked(number, day, day + one.duration) is None

    def _last_blocked(self, number: int, first: int, end: int) -> int | None:
        found = -1
        for resource, need in self._frame.needs[number]:
            free = self._free[resource]
            for day in range(end - 1, max(first, found + 1) - 1, -1):
                if free[day] < need:
                    found = day
                    break
        return None if found < 0 else found

    def _first_blocked(self, number: int, first: int, end: int) -> int | None:
        found = end
        for resource, need in self._frame.needs[number]:
            free = self._free[resource]
            for day in range(first, found):
                if free[day] < need:
                    found = day
                    break
        return None if found == end else found
