"""How much of each resource is taken on each day, who is where, and where an activity fits."""

from __future__ import annotations

from xl_send.scheduling.solver.frame import Frame, next_start, start_of

# Where activities of several groups are fixed at once, nobody else may come.
SEVERAL = ""


class FreeCapacity:
    """What is taken while a schedule is made. What is fixed is in it from the beginning.

    Only days on which something is taken are kept, so that what it costs rests on what there is, not on the calendar.
    """

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._taken: list[dict[int, int]] = [{} for _ in frame.problem.resources]
        self._present: list[dict[int, str]] = [{} for _ in frame.problem.exclusions]
        for number, activity in enumerate(frame.problem.activities):
            if activity.fixed:
                self.take(number, start_of(activity))

    def take(self, number: int, start: int) -> None:
        """Give an activity its days."""
        end = self._frame.problem.activities[number].end(start)
        for resource, need in self._frame.needs[number]:
            taken = self._taken[resource]
            for day in range(start, end):
                taken[day] = taken.get(day, 0) + need
        for place, group in self._frame.groups[number]:
            present = self._present[place]
            for day in range(start, end):
                present[day] = group if present.get(day, group) == group else SEVERAL

    def first_from(self, number: int, day: int) -> int:
        """The first start on or after a day at which an activity fits."""
        one = self._frame.problem.activities[number]
        day = next_start(one, day)
        while (blocked := self._last_blocked(number, day, one.end(day))) is not None:
            day = next_start(one, blocked + 1)
        return day

    def last_until(self, number: int, day: int, earliest: int) -> int | None:
        """The last start on or before a day, and not before another, at which an activity fits, if there is one."""
        one = self._frame.problem.activities[number]
        while day >= earliest:
            blocked = self._first_blocked(number, day, one.end(day))
            if blocked is not None:
                day = min(day - 1, one.latest_start(blocked))
            elif one.may_start(day):
                return day
            else:
                day -= 1
        return None

    def fits(self, number: int, day: int) -> bool:
        """Whether an activity may start on a day and fits there."""
        one = self._frame.problem.activities[number]
        return one.may_start(day) and self._last_blocked(number, day, one.end(day)) is None

    def _last_blocked(self, number: int, first: int, end: int) -> int | None:
        found = first - 1
        for resource, need in self._frame.needs[number]:
            found = self._full(resource, need, range(end - 1, found, -1), found)
        for place, group in self._frame.groups[number]:
            present = self._present[place]
            days = range(end - 1, found, -1) if present else ()
            found = next((day for day in days if present.get(day, group) != group), found)
        return None if found < first else found

    def _first_blocked(self, number: int, first: int, end: int) -> int | None:
        found = end
        for resource, need in self._frame.needs[number]:
            found = self._full(resource, need, range(first, found), found)
        for place, group in self._frame.groups[number]:
            present = self._present[place]
            days = range(first, found) if present else ()
            found = next((day for day in days if present.get(day, group) != group), found)
        return None if found == end else found

    def _full(self, resource: int, need: int, days: range, otherwise: int) -> int:
        """The first of these days on which there is not so much of a resource left; if there is none, what is given."""
        taken, shared = self._taken[resource], self._frame.problem.resources[resource]
        if shared.changes:
            room = self._frame.capacities[resource]
            return next((day for day in days if taken.get(day, 0) + need > room[day]), otherwise)
        if taken:
            limit = shared.capacity - need
            for day in days:
                if day in taken and taken[day] > limit:
                    return day
        return otherwise
