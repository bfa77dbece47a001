"""How much of each resource is taken on each day, who is where, and where an activity fits."""

from __future__ import annotations

from xl_send.scheduling.solver.frame import Frame, last_start, next_start, start_of

# A set of days: one bit for each, so that a span is held against all that lies in it at once, however long it is.
Days = int


class FreeCapacity:
    """What is taken while a schedule is made. What is fixed is in it from the beginning.

    For each resource it keeps how much is taken on each day and, for each need that there is, the days that are too
    full for it; for each exclusion the days of each group, of any, and of several.
    """

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._taken: list[dict[int, int]] = [{} for _ in frame.problem.resources]
        self._full: list[dict[int, Days]] = [
            {need: _without_room(frame, resource, need) for need in {need for _, need in takers}}
            for resource, takers in enumerate(frame.takers)
        ]
        self._present: list[dict[str, Days]] = [
            dict.fromkeys(exclusion.groups.values(), 0) for exclusion in frame.problem.exclusions
        ]
        self._anybody: list[Days] = [0] * len(frame.problem.exclusions)
        # Where activities of several groups are fixed at once, nobody else may come.
        self._several: list[Days] = [0] * len(frame.problem.exclusions)
        for number, activity in enumerate(frame.problem.activities):
            if activity.fixed:
                self.take(number, start_of(activity))

    def take(self, number: int, start: int) -> None:
        """Give an activity its days."""
        end = self._frame.problem.activities[number].end(start)
        for resource, need in self._frame.needs[number]:
            self._use(resource, need, start, end)
        span = _days(start, end)
        for place, group in self._frame.groups[number]:
            present = self._present[place]
            self._several[place] |= span & self._anybody[place] & ~present[group]
            self._anybody[place] |= span
            present[group] |= span

    def first_from(self, number: int, day: int) -> int:
        """The first start on or after a day at which an activity fits."""
        one, blocked = self._frame.problem.activities[number], self._blocked(number)
        day = next_start(one, day)
        while met := blocked & _days(day, one.end(day)):
            day = next_start(one, met.bit_length())
        return day

    def last_until(self, number: int, day: int, earliest: int) -> int | None:
        """The last start on or before a day, and not before another, at which an activity fits, if there is one."""
        one, blocked = self._frame.problem.activities[number], self._blocked(number)
        start = last_start(one, day, earliest)
        while start is not None and (met := blocked & _days(start, one.end(start))):
            first = (met & -met).bit_length() - 1
            start = last_start(one, min(start - 1, one.latest_start(first)), earliest)
        return start

    def fits(self, number: int, day: int) -> bool:
        """Whether an activity may start on a day and fits there."""
        one = self._frame.problem.activities[number]
        return one.may_start(day) and not self._blocked(number) & _days(day, one.end(day))

    def _blocked(self, number: int) -> Days:
        """The days on none of which an activity may be."""
        found = 0
        for resource, need in self._frame.needs[number]:
            found |= self._full[resource][need]
        for place, group in self._frame.groups[number]:
            found |= self._several[place] | (self._anybody[place] & ~self._present[place][group])
        return found

    def _use(self, resource: int, need: int, start: int, end: int) -> None:
        """Take so much of a resource on each day of a span."""
        taken, full = self._taken[resource], self._full[resource]
        capacity = self._frame.problem.resources[resource].on
        for day in range(start, end):
            gone = taken[day] = taken.get(day, 0) + need
            left = capacity(day) - gone
            for other in full:
                if other > left:
                    full[other] |= 1 << day


def _days(first: int, end: int) -> Days:
    """The days from a first on; the end is the first that is none of them."""
    return (1 << end) - (1 << first) if end > first else 0


def _without_room(frame: Frame, resource: int, need: int) -> Days:
    """The days on which there is less of a resource than is needed, whoever takes of it."""
    if not frame.problem.resources[resource].changes:
        return 0
    return sum(1 << day for day, room in enumerate(frame.capacities[resource]) if room < need)
