"""What a proposed order is worth, and what it leaves unsolved."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from xl_send.scheduling.solver.frame import Frame, start_of
from xl_send.scheduling.solver.problem import Activity, Aim, Exclusion
from xl_send.value_classes import NamedTuple, field, frozen

Starts = Sequence[int]


class Score(NamedTuple):
    """What is compared, in this order; less is better.

    `tight` counts the links to what is fixed that leave fewer days to spare than wanted, `moved` is in weighted days,
    `touched` counts what moves.
    """

    conflicts: int
    tight: int
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


@frozen(eq=True)
class Order:
    """A start for every activity by name, what it is worth, and what stays in conflict.

    `proved` says that nothing is better; otherwise it is the best that was found, `bound` is the least finish that
    could be shown to be needed, `unproved` what the solver could not show in its time, in words, and `took` the
    seconds that it searched, by which no two orders differ.
    """

    starts: Mapping[str, int]
    score: Score
    conflicts: tuple[Conflict, ...]
    proved: bool
    bound: int
    unproved: tuple[str, ...] = ()
    took: float = field(default=0.0, compare=False)


def score(frame: Frame, starts: Starts) -> Score:
    """What a schedule is worth."""
    activities = frame.problem.activities
    late = sum(
        activity.due is not None and day > activity.due for activity, day in zip(activities, starts, strict=True)
    )
    broken = sum(starts[promise.first] > promise.latest for promise in frame.promises)
    tight = sum(starts[promise.first] > promise.in_comfort for promise in frame.promises)
    finish = frame.finish(starts)
    stays = frame.problem.aim is Aim.STAY
    moves = [
        activity.weight * abs(day - activity.current)
        for activity, day in zip(activities, starts, strict=True)
        if stays and activity.current is not None
    ]
    return Score(late + broken, tight, sum(moves), finish, sum(move > 0 for move in moves))


def order_of(  # noqa: PLR0913 - what an order is, all by name
    frame: Frame, starts: Starts, *, proved: bool, bound: int, unproved: tuple[str, ...] = (), took: float = 0.0
) -> Order:
    """A schedule as its reader wants it."""
    names = [activity.name for activity in frame.problem.activities]
    left: tuple[Conflict, ...] = (*_late(frame, starts), *_broken(frame, starts), *overfull(frame))
    return Order(dict(zip(names, starts, strict=True)), score(frame, starts), left, proved, bound, unproved, took)


def _late(frame: Frame, starts: Starts) -> list[LateActivity]:
    pairs = zip(frame.problem.activities, starts, strict=True)
    return [LateActivity(pair.name, pair.due, day) for pair, day in pairs if pair.due is not None and day > pair.due]


def _broken(frame: Frame, starts: Starts) -> list[BrokenPrecedence]:
    found = []
    for promise in frame.promises:
        before, fixed = frame.problem.activities[promise.first], frame.problem.activities[promise.after]
        if starts[promise.first] > promise.latest:
            found.append(BrokenPrecedence(before.name, fixed.name, before.end(starts[promise.first]) + promise.lag))
    return found


def overfull(frame: Frame) -> list[Overfull]:
    """Where fixed activities by themselves need more than there is, or meet where they must not, run by run of days."""
    found: list[Overfull] = []
    activities = frame.problem.activities
    for number, resource in enumerate(frame.problem.resources):
        fixed = [(activities[place], need) for place, need in frame.takers[number] if activities[place].fixed]
        found += _runs(resource.name, fixed, lambda day, resource=resource: resource.on(day))  # type: ignore[misc]
    for exclusion in frame.problem.exclusions:
        found += _meetings(frame, exclusion)
    return found


def _runs(name: str, fixed: Sequence[tuple[Activity, int]], room: Callable[[int], int]) -> list[Overfull]:
    """The stretches in which fixed activities together need more than there is room for."""
    runs: list[Overfull] = []
    for day in sorted({day for item, _ in fixed for day in range(start_of(item), item.end(start_of(item)))}):
        on = [(item.name, need) for item, need in fixed if start_of(item) <= day < item.end(start_of(item))]
        needed = sum(need for _, need in on)
        if needed > room(day):
            _lengthen(runs, Overfull(name, tuple(item for item, _ in on), day, 1, needed, room(day)))
    return runs


def _meetings(frame: Frame, exclusion: Exclusion) -> list[Overfull]:
    """The stretches in which fixed activities of several groups meet."""
    activities = [frame.problem.activities[frame.numbers[name]] for name in exclusion.groups]
    fixed = [activity for activity in activities if activity.fixed and activity.duration]
    runs: list[Overfull] = []
    for day in sorted({day for item in fixed for day in range(start_of(item), item.end(start_of(item)))}):
        on = tuple(item.name for item in fixed if start_of(item) <= day < item.end(start_of(item)))
        groups = len({exclusion.groups[name] for name in on})
        if groups > 1:
            _lengthen(runs, Overfull(exclusion.name, on, day, 1, groups, 1))
    return runs


def _lengthen(runs: list[Overfull], here: Overfull) -> None:
    """One more day of a run, or the first of another."""
    last = runs[-1] if runs else None
    if last and last[:2] == here[:2] and last.first + last.days == here.first:
        runs[-1] = last._replace(days=last.days + 1)
    else:
        runs.append(here)
