"""A problem by numbers, and the days between which each activity can lie."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from xl_send.scheduling.solver.problem import Activity, BadProblemError, Problem
from xl_send.value_classes import NamedTuple, frozen


class Neighbour(NamedTuple):
    """A link seen from one end: the activity at the other, and the days between the end of the first and the start."""

    other: int
    lag: int


class Promise(NamedTuple):
    """A link to what is fixed: the two numbers, and the days between.

    `latest` is the last start of the first that keeps it, `in_comfort` the last that also leaves the days to spare.
    """

    first: int
    after: int
    latest: int
    lag: int
    in_comfort: int


@frozen(eq=True)
class Frame:
    """A problem whose activities, resources and links are numbered. Raises BadProblemError if links form a loop.

    Links that lead to a fixed activity bind nothing else: whoever breaks one leaves a conflict.
    """

    problem: Problem

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Each activity's number."""
        return {activity.name: number for number, activity in enumerate(self.problem.activities)}

    @cached_property
    def before(self) -> Sequence[Sequence[Neighbour]]:
        """For each activity what must come first; nothing for a fixed one."""
        return self._reaches(towards=True)

    @cached_property
    def after(self) -> Sequence[Sequence[Neighbour]]:
        """For each activity what waits for it, except what is fixed."""
        return self._reaches(towards=False)

    def _reaches(self, *, towards: bool) -> list[list[Neighbour]]:
        found: list[list[Neighbour]] = [[] for _ in self.problem.activities]
        for link in self.problem.links:
            first, last = self.numbers[link.before], self.numbers[link.after]
            if not self.problem.activities[last].fixed:
                found[last if towards else first].append(Neighbour(first if towards else last, link.lag))
        return found

    @cached_property
    def promises(self) -> Sequence[Promise]:
        """Links to fixed activities."""
        found = []
        for link in self.problem.links:
            first, last = self.numbers[link.before], self.numbers[link.after]
            fixed, waiting = self.problem.activities[last], self.problem.activities[first]
            if fixed.fixed:
                by = start_of(fixed) - link.lag
                latest, in_comfort = (waiting.latest_start(day) for day in (by, by - link.buffer))
                found.append(Promise(first, last, latest, link.lag, in_comfort))
        return found

    @cached_property
    def order(self) -> Sequence[int]:
        """Every activity after all that it waits for."""
        waiting = [len(each) for each in self.before]
        ready = [number for number, links in enumerate(waiting) if not links]
        for number in ready:
            for other, _ in self.after[number]:
                waiting[other] -= 1
                if not waiting[other]:
                    ready.append(other)
        if len(ready) < len(waiting):
            names = (self.problem.activities[number].name for number, links in enumerate(waiting) if links)
            message = f"Links form a loop on or before {', '.join(sorted(names))}."
            raise BadProblemError(message)
        return ready

    def ready(self, starts: Sequence[int], number: int) -> int:
        """The day on which all that an activity waits for allows it, where the rest starts on these days."""
        activities = self.problem.activities
        return max((activities[other].end(starts[other]) + lag for other, lag in self.before[number]), default=0)

    @cached_property
    def earliest(self) -> Sequence[int]:
        """The first start of each activity by links, releases and windows, whatever resources there are."""
        days = [0] * len(self.order)
        for number in self.order:
            one = self.problem.activities[number]
            days[number] = start_of(one) if one.fixed else next_start(one, max(self.ready(days, number), 0))
        return days

    def tails(self, bounds: Sequence[int | None]) -> list[int | None]:
        """The last start of each activity that keeps it and all that waits for it within bounds."""
        latest, activities = list(bounds), self.problem.activities
        for number in reversed(self.order):
            for other, lag in self.after[number]:
                late = latest[other]
                if late is not None:
                    here = latest[number]
                    start = activities[number].latest_start(activities[other].ready_by(late) - lag)
                    latest[number] = start if here is None else min(here, start)
        return latest

    @cached_property
    def dues(self) -> Sequence[int | None]:
        """The last start of each activity after which it, or what waits for it, leaves a conflict."""
        bounds = [None if activity.fixed else activity.due for activity in self.problem.activities]
        for promise in self.promises:
            known = bounds[promise.first]
            bounds[promise.first] = promise.latest if known is None else min(known, promise.latest)
        return self.tails(bounds)

    @cached_property
    def wanted(self) -> Sequence[int | None]:
        """The last start of each activity that also leaves the days to spare that are wanted before what is fixed."""
        bounds = list(self.dues)
        for promise in self.promises:
            known = bounds[promise.first]
            bounds[promise.first] = promise.in_comfort if known is None else min(known, promise.in_comfort)
        return self.tails(bounds)

    @cached_property
    def critical_path(self) -> int:
        """The first day on which all could be done if resources were endless."""
        return self.finish(self.earliest)

    def finish(self, starts: Sequence[int]) -> int:
        """The first day on which all is done, where each activity starts on its day."""
        pairs = zip(starts, self.problem.activities, strict=True)
        return max((activity.end(day) for day, activity in pairs), default=0)

    @cached_property
    def horizon(self) -> int:
        """A day by which everything can be done one after the other, wherever it starts."""
        marks = [0]
        for activity in self.problem.activities:
            marks += [activity.release, activity.end(activity.current or 0)]
            marks += [day for window in activity.windows for day in window if day is not None]
            marks += [last for _, last in activity.pauses.spans[-1:]]
            marks += [gate.day + 1 for gate in activity.gates[-1:]]
        marks += [change.day for resource in self.problem.resources for change in resource.changes]
        lengths = sum(activity.duration for activity in self.problem.activities)
        return max(marks) + lengths + sum(max(link.lag, 0) for link in self.problem.links) + 1

    @cached_property
    def capacities(self) -> Sequence[Sequence[int]]:
        """The capacity of each resource on each day; what is fixed and overfills it counts as room that is gone."""
        return [[resource.on(day) for day in range(self.horizon + 1)] for resource in self.problem.resources]

    @cached_property
    def needs(self) -> Sequence[Sequence[tuple[int, int]]]:
        """For each activity the resources it takes and how much; nothing for an event."""
        numbers = {resource.name: number for number, resource in enumerate(self.problem.resources)}
        return [
            [(numbers[name], need) for name, need in activity.needs.items() if need and activity.duration]
            for activity in self.problem.activities
        ]

    @cached_property
    def takers(self) -> Sequence[Sequence[tuple[int, int]]]:
        """For each resource the activities that take of it, and how much."""
        found: list[list[tuple[int, int]]] = [[] for _ in self.problem.resources]
        for number, needs in enumerate(self.needs):
            for resource, need in needs:
                found[resource].append((number, need))
        return found

    @cached_property
    def groups(self) -> Sequence[Sequence[tuple[int, str]]]:
        """For each activity its exclusions by number, each with the group to which it belongs there."""
        found: list[list[tuple[int, str]]] = [[] for _ in self.problem.activities]
        for place, exclusion in enumerate(self.problem.exclusions):
            for name, group in exclusion.groups.items():
                if self.problem.activities[self.numbers[name]].duration:
                    found[self.numbers[name]].append((place, group))
        return found


def start_of(fixed: Activity) -> int:
    """The start of a fixed activity, which has one."""
    return fixed.current or 0


def next_start(one: Activity, ready: int) -> int:
    """The first day on which an activity may start, once all that it waits for is ready."""
    if one.gates:
        return one.days_when_ready(ready)[0]
    day = one.pauses.from_on(max(ready, one.release))
    while one.windows:
        opened = min([max(day, first) for first, last in one.windows if last is None or last >= day])
        later = one.pauses.from_on(opened)
        if later == day:
            break
        day = later
    return day


def last_start(one: Activity, day: int, earliest: int) -> int | None:
    """The last day, from one back to an earlier, on which an activity without gates may start, if there is one."""
    earliest = max(earliest, one.release)
    while day >= earliest:
        opened = day
        if one.windows:
            lasts = (day if last is None else min(day, last) for first, last in one.windows if first <= day)
            opened = max(lasts, default=-1)
        back = one.pauses.until(opened)
        if back == day:
            return day
        day = back
    return None
