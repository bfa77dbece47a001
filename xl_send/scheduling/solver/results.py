"""What a proposed order is worth, and what it leaves unsolved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from xl_send.scheduling.solver.frame import Frame, start_of
from xl_send.scheduling.solver.problem import Aim

Starts = Sequence[int]


class Score(NamedTuple):
    """What is compared, in this order; less is better. `moved` is in weighted days, `touched` counts what moves."""

    conflicts: int
    moved: int
    finish: int
    touched: int


class LateActivity(NamedTuple):
    """Something that starts after the day on which it was due."""

    name: str
    due: int
    start: int


class BrokenPrecedence(NamedTuple):
    """Something fixed that would have to wait: the first day on which what it waits for allows it."""

    before: str
    after: str
    allowed: int


class Overfull(NamedTuple):
    """What is fixed needs more of a resource than there is, on a first day and for so many days."""

    resource: str
    names: tuple[str, ...]
    first: int
    days: int
    needed: int
    available: int


Conflict = LateActivity | BrokenPrecedence | Overfull


@dataclass(frozen=True)
class Order:
    """A start for every activity by name, what it is worth, and what stays in conflict.

    `proved` says that nothing is better; otherwise it is the best that was found, and `bound` is the least
    finish that could be shown to be needed.
    """

    starts: Mapping[str, int]
    score: Score
    conflicts: tuple[Conflict, ...]
    proved: bool
    bound: int


def score(frame: Frame, starts: Starts) -> Score:
    """What a schedule is worth."""
    activities = frame.problem.activities
    late = sum(
        activity.due is not None and day > activity.due for activity, day in zip(activities, starts, strict=True)
    )
    broken = sum(starts[first] > last for first, _, last in frame.promises)
    finish = max((day + activity.duration for activity, day in zip(activities, starts, strict=True)), default=0)
    stays = frame.problem.aim is Aim.STAY
    moves = [
        activity.weight * abs(day - activity.current)
        for activity, day in zip(activities, starts, strict=True)
        if stays and activity.current is not None
    ]
    return Score(late + broken, sum(moves), finish, sum(move > 0 for move in moves))


def order_of(frame: Frame, starts: Starts, *, proved: bool, bound: int) -> Order:
    """A schedule as its reader wants it."""
    names = [activity.name for activity in frame.problem.activities]
    left: tuple[Conflict, ...] = (*_late(frame, starts), *_broken(frame, starts), *overfull(frame))
    return Order(dict(zip(names, starts, strict=True)), score(frame, starts), left, proved, bound)


def _late(frame: Frame, starts: Starts) -> list[LateActivity]:
    pairs = zip(frame.problem.activities, starts, strict=True)
    return [LateActivity(pair.name, pair.due, day) for pair, day in pairs if pair.due is not None and day > pair.due]


def _broken(frame: Frame, starts: Starts) -> list[BrokenPrecedence]:
    activities = frame.problem.activities
    return [
        BrokenPrecedence(
            activities[first].name, activities[after].name, start_of(activities[after]) + starts[first] - last
        )
        for first, after, last in frame.promises
        if starts[first] > last
    ]


def overfull(frame: Frame) -> list[Overfull]:
    """Where fixed activities by themselves need more of a resource than there is, run by run of days."""
    found: list[Overfull] = []
    for number, resource in enumerate(frame.problem.resources):
        found += _overfull_days(frame, number, resource.name)
    return found


def _overfull_days(frame: Frame, number: int, name: str) -> list[Overfull]:
    fixed = [
        (activity, dict(frame.needs[place])[number])
        for place, activity in enumerate(frame.problem.activities)
        if activity.fixed and number in dict(frame.needs[place])
    ]
    runs: list[Overfull] = []
    for day in range(frame.horizon):
        on = [(item.name, need) for item, need in fixed if start_of(item) <= day < start_of(item) + item.duration]
        needed, room = sum(need for _, need in on), frame.capacities[number][day]
        if needed <= room:
            continue
        here = Overfull(name, tuple(item for item, _ in on), day, 1, needed, room)
        if runs and runs[-1][:2] == here[:2] and runs[-1].first + runs[-1].days == day:
            runs[-1] = runs[-1]._replace(days=runs[-1].days + 1)
        else:
            runs.append(here)
    return runs
