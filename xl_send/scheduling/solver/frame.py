"""A problem by numbers, and the days between which each activity can lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from xl_send.scheduling.solver.problem import Activity, BadProblemError, Problem


class Neighbour(NamedTuple):
    """A link seen from one end: the activity at the other, and the days between the two starts at least."""

    other: int
    days: int


@dataclass(frozen=True)
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
                days = self.problem.activities[first].duration + link.lag
                found[last if towards else first].append(Neighbour(first if towards else last, days))
        return found

    @cached_property
    def promises(self) -> Sequence[tuple[int, int, int]]:
        """Links to fixed activities: the two numbers and the latest start of the first that keeps it."""
        found = []
        for link in self.problem.links:
            first, last = self.numbers[link.before], self.numbers[link.after]
            fixed = self.problem.activities[last]
            if fixed.fixed:
                days = self.problem.activities[first].duration + link.lag
                found.append((first, last, start_of(fixed) - days))
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

    @cached_property
    def earliest(self) -> Sequence[int]:
        """The first start of each activity by links, releases and windows, whatever resources there are."""
        days = [0] * len(self.order)
        for number in self.order:
            one = self.problem.activities[number]
            allowed = max((days[other] + reach for other, reach in self.before[number]), default=0)
            days[number] = start_of(one) if one.fixed else next_start(one, max(allowed, 0))
        return days

    def tails(self, bounds: Sequence[int | None]) -> list[int | None]:
        """The last start of each activity that keeps it and all that waits for it within bounds."""
        latest = list(bounds)
        for number in reversed(self.order):
            for other, reach in self.after[number]:
                late = latest[other]
                if late is not None:
                    here = latest[number]
                    latest[number] = late - reach if here is None else min(here, late - reach)
        return latest

    @cached_property
    def dues(self) -> Sequence[int | None]:
        """The last start of each activity after which it, or what waits for it, leaves a conflict."""
        bounds = [None if activity.fixed else activity.due for activity in self.problem.activities]
        for first, _, last_start in self.promises:
            known = bounds[first]
            bounds[first] = last_start if known is None else min(known, last_start)
        return self.tails(bounds)

    @cached_property
    def critical_path(self) -> int:
        """The first day on which all could be done if resources were endless."""
        ends = (day + item.duration for day, item in zip(self.earliest, self.problem.activities, strict=True))
        return max(ends, default=0)

    @cached_property
    def horizon(self) -> int:
        """A day by which everything can be done one after the other, wherever it starts."""
        marks = [0]
        for activity in self.problem.activities:
            marks += [activity.release, (activity.current or 0) + activity.duration]
            marks += [day for window in activity.windows for day in window if day is not None]
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


def start_of(fixed: Activity) -> int:
    """The start of a fixed activity, which has one."""
    return fixed.current or 0


def next_start(one: Activity, day: int) -> int:
    """The first day on or after this one on which an activity may start."""
    day = max(day, one.release)
    if one.may_start(day):
        return day
    return min(window.first for window in one.windows if window.first > day)
