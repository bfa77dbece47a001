"""Why a conflict cannot be cured: a few activities that cannot all be where they would have to be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate

from xl_send.scheduling.solver.frame import Frame, start_of
from xl_send.scheduling.solver.pauses import NO_PAUSES
from xl_send.scheduling.solver.problem import Problem
from xl_send.scheduling.solver.results import BrokenPrecedence, Conflict, LateActivity, Overfull
from xl_send.value_classes import NamedTuple, replace

# Of more activities that share one thing no crowd is looked for: it would cost more than it tells.
MOST_TAKERS = 40


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


def reason_for(
    problem: Problem, conflict: Conflict, others: Sequence[Conflict], frame: Frame | None = None
) -> Reason | None:
    """What proves that a conflict stays as long as no other may take its place; None if no short proof was found.

    `others` are the conflicts that are left anyhow: what they ask for binds nothing. The `frame` of the problem serves
    for all of its conflicts: what must come first, and how soon, is the same for each.
    """
    if isinstance(conflict, Overfull):
        days = conflict.days
        return Overload(
            conflict.resource, conflict.names, conflict.first, conflict.first + days,
            conflict.needed * days, conflict.available * days,
        )  # fmt: skip
    chain = _chain(frame or Frame(problem), conflict)
    if chain:
        return chain
    return _crowd(
        Frame(without_conflicts(problem, [item for item in others if not _asks_the_same(item, conflict)])), conflict
    )


def _asks_the_same(one: Conflict, other: Conflict) -> bool:
    """Whether two conflicts are of one promise: of two links between the same two, both stay or neither."""
    if isinstance(one, BrokenPrecedence) and isinstance(other, BrokenPrecedence):
        return (one.before, one.after) == (other.before, other.after)
    return one == other


def without_conflicts(problem: Problem, conflicts: Sequence[Conflict]) -> Problem:
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
    return min(promise.latest for promise in frame.promises if (promise.first, promise.after) == ends)


def driving(frame: Frame, number: int) -> Iterator[str]:
    """An activity, what sets its earliest start, and so on back to what waits for nothing."""
    activities = frame.problem.activities
    while True:
        yield activities[number].name
        allowed, before = max(
            ((activities[other].end(frame.earliest[other]) + lag, other) for other, lag in frame.before[number]),
            default=(-1, -1),
        )
        if before < 0 or activities[number].release > allowed:
            return
        number = before


def _crowd(frame: Frame, conflict: LateActivity | BrokenPrecedence) -> Overload | None:
    """The shortest stretch of days into which more work must fall than there is room for.

    Only what the conflict waits for is looked at, and what shares something with that.
    """
    number = frame.numbers[conflict.name if isinstance(conflict, LateActivity) else conflict.before]
    waited = _all_before(frame, number)
    found = [crowd for shared in _shared(frame) if waited & {taker for taker, _ in shared.takers}
             for crowd in _crowds(frame, shared)]  # fmt: skip
    return min(found, key=lambda item: (len(item.names), item.end - item.first), default=None)


def _all_before(frame: Frame, number: int) -> set[int]:
    """An activity and all that it waits for."""
    found, waiting = {number}, [number]
    while waiting:
        for other, _ in frame.before[waiting.pop()]:
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found


class _Shared(NamedTuple):
    """What several activities share, each with how much it takes; of a group of those only one counts at a time."""

    name: str
    takers: Sequence[tuple[int, int]]
    group_of: Mapping[int, str]
    capacity: Callable[[int], int]


def _shared(frame: Frame) -> Iterator[_Shared]:
    for place, resource in enumerate(frame.problem.resources):
        yield _Shared(resource.name, frame.takers[place], {}, resource.on)
    for exclusion in frame.problem.exclusions:
        numbers = {frame.numbers[name]: group for name, group in exclusion.groups.items()}
        takers = [(number, 1) for number in numbers if frame.problem.activities[number].duration]
        yield _Shared(exclusion.name, takers, numbers, lambda _: 1)


def _crowds(frame: Frame, shared: _Shared) -> Iterator[Overload]:
    spans = {number: _span(frame, number) for number, _ in shared.takers}
    bounded = [taker for taker in shared.takers if spans[taker[0]][1] is not None]
    ends = sorted({end for _, end in spans.values() if end is not None})
    if not bounded or len(bounded) > MOST_TAKERS:
        return
    pauses = {frame.problem.activities[number].pauses for number, _ in bounded}
    shut = pauses.pop() if len(pauses) == 1 else NO_PAUSES
    room = [0, *accumulate(0 if shut.holds(day) else free for day, free in enumerate(_room(frame, shared, ends[-1])))]
    for first in sorted({spans[number][0] for number, _ in bounded}):
        for end in (end for end in ends if end > first):
            works = [
                (need * _days_within(frame, number, spans[number], first, end), number) for number, need in bounded
            ]
            available = room[end] - room[min(first, end)]
            crowd = _fewest(_one_a_group([work for work in works if work[0]], shared.group_of), available)
            if crowd:
                names = tuple(sorted(frame.problem.activities[number].name for _, number in crowd))
                yield Overload(shared.name, names, first, end, sum(work for work, _ in crowd), available)


def _one_a_group(works: list[tuple[int, int]], group_of: Mapping[int, str]) -> list[tuple[int, int]]:
    """Those of one group may go on at once, so that only the longest of them counts."""
    if not group_of:
        return works
    found: dict[str, tuple[int, int]] = {}
    for work in works:
        found[group_of[work[1]]] = max(found.get(group_of[work[1]], work), work)
    return list(found.values())


def _room(frame: Frame, shared: _Shared, until: int) -> Iterator[int]:
    """The capacity of each day; where what is fixed overfills it, what that takes: it proves nothing of the rest."""
    taken = [0] * until
    for number, need in shared.takers:
        one = frame.problem.activities[number]
        for day in range(start_of(one), min(one.end(start_of(one)), until)) if one.fixed else ():
            taken[day] += need
    return (max(shared.capacity(day), gone) for day, gone in enumerate(taken))


def _span(frame: Frame, number: int) -> tuple[int, int | None]:
    """The first day and the end of the last day that an activity may use, if anything binds that."""
    one = frame.problem.activities[number]
    if one.fixed:
        return start_of(one), one.end(start_of(one))
    due = frame.dues[number]
    return frame.earliest[number], None if due is None else one.end(due)


def _days_within(frame: Frame, number: int, span: tuple[int, int | None], first: int, end: int) -> int:
    """The days that an activity must spend in a stretch wherever in its span it lies; its pauses are none."""
    one = frame.problem.activities[number]
    if span[1] is None:
        return 0
    first, end, starts, ends = (one.pauses.left_before(day) for day in (first, end, span[0], span[1]))
    return max(0, min(one.duration, end - first, starts + one.duration - first, end - ends + one.duration))


def _fewest(works: list[tuple[int, int]], available: int) -> list[tuple[int, int]] | None:
    """The fewest of the works that are together more than there is room for."""
    total = 0
    for count, work in enumerate(sorted(works, reverse=True), 1):
        total += work[0]
        if total > available:
            return sorted(works, reverse=True)[:count]
    return None
