"""How much of each resource is taken on each day, who is where, and where an activity fits."""

from __future__ import annotations

from xl_send.scheduling.solver.frame import Frame, last_start, next_start, start_of
from xl_send.value_classes import mutable

# A set of days: one bit for each, so that a span is held against all that lies in it at once, however long it is.
Days = int


@mutable()
class _Use:
    """What is taken so far, each list with one entry for each resource or exclusion.

    `taken` is how much of a resource on each day, `full` the days that are too full for each need that there is;
    `present` are the days of each group, `anybody` those of any, and `several` those of more than one.
    """

    taken: list[dict[int, int]]
    full: list[dict[int, Days]]
    present: list[dict[str, Days]]
    anybody: list[Days]
    several: list[Days]

    @classmethod
    def nothing(cls, frame: Frame) -> _Use:
        """Nothing is taken yet."""
        takers, exclusions = enumerate(frame.takers), frame.problem.exclusions
        return cls(
            [{} for _ in frame.problem.resources],
            [
                {need: _without_room(frame, number, need) for need in {need for _, need in all_}}
                for number, all_ in takers
            ],
            [dict.fromkeys(exclusion.groups.values(), 0) for exclusion in exclusions],
            [0] * len(exclusions),
            [0] * len(exclusions),
        )

    def copy(self) -> _Use:
        """The same, to be taken from on."""
        taken, full = [dict(each) for each in self.taken], [dict(each) for each in self.full]
        present = [dict(each) for each in self.present]
        return _Use(taken, full, present, list(self.anybody), list(self.several))


class FreeCapacity:
    """What is free while a schedule is made. What is fixed is taken from the beginning."""

    def __init__(self, frame: Frame, use: _Use | None = None) -> None:
        self._frame = frame
        self._use = use or _Use.nothing(frame)
        if use is None:
            for number, activity in enumerate(frame.problem.activities):
                if activity.fixed:
                    self.take(number, start_of(activity))

    def copy(self) -> FreeCapacity:
        """The same, to be filled by another schedule."""
        return FreeCapacity(self._frame, self._use.copy())

    def take(self, number: int, start: int) -> None:
        """Give an activity its days."""
        needs, groups = self._frame.needs[number], self._frame.groups[number]
        if not needs and not groups:
            return
        end = self._frame.problem.activities[number].end(start)
        for resource, need in needs:
            self._take(resource, need, start, end)
        span, use = _days(start, end), self._use
        for place, group in groups:
            present = use.present[place]
            # Where activities of several groups are fixed at once, nobody else may come.
            use.several[place] |= span & use.anybody[place] & ~present[group]
            use.anybody[place] |= span
            present[group] |= span

    def first_from(self, number: int, day: int) -> int:
        """The first start on or after a day at which an activity fits."""
        one, blocked = self._frame.problem.activities[number], self._blocked(number)
        day = next_start(one, day)
        while met := blocked and blocked & _days(day, one.end(day)):
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
        found, use = 0, self._use
        for resource, need in self._frame.needs[number]:
            found |= use.full[resource][need]
        for place, group in self._frame.groups[number]:
            found |= use.several[place] | (use.anybody[place] & ~use.present[place][group])
        return found

    def _take(self, resource: int, need: int, start: int, end: int) -> None:
        """Take so much of a resource on each day of a span."""
        taken, full = self._use.taken[resource], self._use.full[resource]
        shared, largest = self._frame.problem.resources[resource], max(full)
        for day in range(start, end):
            gone = taken[day] = taken.get(day, 0) + need
            left = (shared.on(day) if shared.changes else shared.capacity) - gone
            if left < largest:
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
