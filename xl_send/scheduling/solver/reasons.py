"""Why a conflict cannot be cured: a few activities that cannot all be where they would have to be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import NamedTuple

from xl_send.scheduling.solver.frame import Frame, start_of
from xl_send.scheduling.solver.problem import Problem
from xl_send.scheduling.solver.results import BrokenPrecedence, Conflict, LateActivity, Overfull


class Chain(NamedTuple):
    """One after the other they take until `first_start` of the last, `late` days after the day it was to start."""

    names: tuple[str, ...]
    first_start: int
    late: int


class Overload(NamedTuple):
    """Together they need more of a resource between two days (the second is out of it) than it has.

    `needed` and `available` are amounts times days.
    """

    resource: str
    names: tuple[str, ...]
    first: int
    end: int
    needed: int
    available: int


Reason = Chain | Overload


def reason_for(problem: Problem, conflict: Conflict, others: Sequence[Conflict]) -> Reason | None:
    """What proves that a conflict stays as long as no other may take its place; None if no short proof was found.

    `others` are the conflicts that are left anyhow: what they ask for binds nothing.
    """
    if isinstance(conflict, Overfull):
        days = conflict.days
        return Overload(
            conflict.resource, conflict.names, conflict.first, conflict.first + days,
            conflict.needed * days, conflict.available * days,
        )  # fmt: skip
    frame = Frame(without(problem, [item for item in others if not _asks_the_same(item, conflict)]))
    return _chain(frame, conflict) or _crowd(frame)


def _asks_the_same(one: Conflict, other: Conflict) -> bool:
    """Whether two conflicts are of one promise: of two links between the same two, both stay or neither."""
    if isinstance(one, BrokenPrecedence) and isinstance(other, BrokenPrecedence):
        return (one.before, one.after) == (other.before, other.after)
    return one == other


def without(problem: Problem, conflicts: Sequence[Conflict]) -> Problem:
    """The problem without what the conflicts ask for."""
    late = {conflict.name for conflict in conflicts if isinstance(conflict, LateActivity)}
    broken = {(conflict.before, conflict.after) for conflict in conflicts if isinstance(conflict, BrokenPrecedence)}
    activities = tuple(
        replace(activity, due=None) if activity.name in late else activity for activity in problem.activities
    )
    links = tuple(link for link in problem.links if (link.before, link.after) not in broken)
    return replace(problem, activities=activities, links=links)


def _chain(frame: Frame, conflict: LateActivity | BrokenPrecedence) -> Chain | None:
    """The chain of links that makes something late whatever else is done."""
    if isinstance(conflict, LateActivity):
        number, due = frame.numbers[conflict.name], conflict.due
    else:
        number, due = frame.numbers[conflict.before], _latest_for(frame, conflict)
    first = frame.earliest[number]
    if first <= due:
        return None
    return Chain(tuple(reversed(list(driving(frame, number)))), first, first - due)


def _latest_for(frame: Frame, broken: BrokenPrecedence) -> int:
    ends = (frame.numbers[broken.before], frame.numbers[broken.after])
    return min(last for first, after, last in frame.promises if (first, after) == ends)


def driving(frame: Frame, number: int) -> Iterator[str]:
    """An activity, what sets its earliest start, and so on back to what waits for nothing."""
    activities = frame.problem.activities
    while True:
        yield activities[number].name
        allowed, before = max(
            ((frame.earliest[other] + days, other) for other, days in frame.before[number]), default=(-1, -1)
        )
        if before < 0 or activities[number].release > allowed:
            return
        number = before


def _crowd(frame: Frame) -> Overload | None:
    """The shortest stretch of days into which more work must fall than there is room for."""
    found = [crowd for number in range(len(frame.problem.resources)) for crowd in _crowds(frame, number)]
    return min(found, key=lambda item: (len(item.names), item.end - item.first), default=None)


def _crowds(frame: Frame, resource: int) -> Iterator[Overload]:
    takers = [(number, dict(frame.needs[number])[resource]) for number in _takers(frame, resource)]
    spans = {number: _span(frame, number) for number, _ in takers}
    room = [0, *accumulate(_room(frame, resource, takers))]
    for first in sorted({span[0] for span in spans.values()}):
        for end in sorted({span[1] for span in spans.values() if span[1] is not None and span[1] > first}):
            works = [(need * _days_within(frame, number, spans[number], first, end), number) for number, need in takers]
            available = room[min(end, len(room) - 1)] - room[first]
            crowd = _fewest([work for work in works if work[0]], available)
            if crowd:
                names = tuple(sorted(frame.problem.activities[number].name for _, number in crowd))
                needed = sum(work for work, _ in crowd)
                yield Overload(frame.problem.resources[resource].name, names, first, end, needed, available)


def _room(frame: Frame, resource: int, takers: Sequence[tuple[int, int]]) -> Iterator[int]:
    """The capacity of each day; where what is fixed overfills it, what that takes: it proves nothing of the rest."""
    taken = [0] * len(frame.capacities[resource])
    for number, need in takers:
        one = frame.problem.activities[number]
        for day in range(start_of(one), start_of(one) + one.duration) if one.fixed else ():
            taken[day] += need
    return map(max, frame.capacities[resource], taken)


def _takers(frame: Frame, resource: int) -> list[int]:
    return [number for number, needs in enumerate(frame.needs) if any(resource == need for need, _ in needs)]


def _span(frame: Frame, number: int) -> tuple[int, int | None]:
    """The first day and the end of the last day that an activity may use, if anything binds that."""
    one = frame.problem.activities[number]
    if one.fixed:
        return start_of(one), start_of(one) + one.duration
    due = frame.dues[number]
    return frame.earliest[number], None if due is None else due + one.duration


def _days_within(frame: Frame, number: int, span: tuple[int, int | None], first: int, end: int) -> int:
    """The days that an activity must spend in a stretch wherever in its span it lies."""
    duration = frame.problem.activities[number].duration
    starts, ends = span
    if ends is None:
        return 0
    return max(0, min(duration, end - first, starts + duration - first, end - ends + duration))


def _fewest(works: list[tuple[int, int]], available: int) -> list[tuple[int, int]] | None:
    """The fewest of the works that are together more than there is room for."""
    total = 0
    for count, work in enumerate(sorted(works, reverse=True), 1):
        total += work[0]
        if total > available:
            return sorted(works, reverse=True)[:count]
    return None
