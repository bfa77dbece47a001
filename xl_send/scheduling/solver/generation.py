"""Schedules made one activity at a time, by a priority for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import heapify, heappop, heappush
from types import MappingProxyType

from xl_send.scheduling.solver.frame import Frame, start_of
from xl_send.scheduling.solver.free_capacity import FreeCapacity
from xl_send.scheduling.solver.problem import Aim
from xl_send.scheduling.solver.results import Starts

Priorities = Sequence[float]
# For some activities by number the day near which each is to be placed, in place of where it stands.
Wishes = Mapping[int, int]
NO_WISHES: Wishes = MappingProxyType({})


def serial_starts(frame: Frame, fixed: FreeCapacity, priorities: Priorities, wishes: Wishes = NO_WISHES) -> Starts:
    """Each activity in turn, the lowest priority number first among those that wait for nothing unplaced.

    `fixed` is what is taken by what is fixed alone.
    """
    room, activities = fixed.copy(), frame.problem.activities
    starts = [start_of(activity) if activity.fixed else -1 for activity in activities]
    ends = [activity.end(start) for activity, start in zip(activities, starts, strict=True)]
    for number in ranked(frame, priorities):
        one = activities[number]
        if not one.fixed:
            ready = max([ends[other] + lag for other, lag in frame.before[number]], default=0)
            start = starts[number] = _place(frame, room, number, ready, wishes)
            ends[number] = one.end(start)
            room.take(number, start)
    return starts


def ranked(frame: Frame, priorities: Priorities) -> Sequence[int]:
    """All activities in an order of priority in which what comes first stands first."""
    waiting = [len(each) for each in frame.before]
    ready = [(priorities[number], number) for number, links in enumerate(waiting) if not links]
    heapify(ready)
    order: list[int] = []
    while ready:
        _, number = heappop(ready)
        order.append(number)
        for other, _ in frame.after[number]:
            waiting[other] -= 1
            if not waiting[other]:
                heappush(ready, (priorities[other], other))
    return order


def _place(frame: Frame, room: FreeCapacity, number: int, allowed: int, wishes: Wishes) -> int:
    """The day nearest to where the activity stands now, sooner where it would otherwise be late for something."""
    one = frame.problem.activities[number]
    if one.gates:
        return _gate(frame, number, allowed, wishes)
    allowed = max(allowed, one.release)
    if frame.problem.aim is Aim.FINISH or one.current is None:
        return room.first_from(number, allowed)
    due, wish = frame.wanted[number], wishes.get(number, one.current)
    wanted = max(allowed, wish if due is None else min(wish, due))
    later = room.first_from(number, wanted)
    if later == wanted:
        return later
    sooner = room.last_until(number, wanted - 1, allowed)
    if sooner is None:
        return later
    is_late = due is not None and later > due
    return sooner if is_late or wish - sooner < later - wish else later


def _gate(frame: Frame, number: int, ready: int, wishes: Wishes) -> int:
    """The gate nearest to where the event stands now, sooner where it would otherwise be late for something."""
    one, due = frame.problem.activities[number], frame.wanted[number]
    days = one.days_when_ready(ready)
    wish = wishes.get(number, one.current or days[0])
    return min(days, key=lambda day: (due is not None and day > due, abs(day - wish)))


def parallel(frame: Frame, fixed: FreeCapacity, priorities: Priorities) -> Starts:
    """Day by day, every activity that can start, the lowest priority number first. It knows no wish to stay."""
    room = fixed.copy()
    activities = frame.problem.activities
    starts = [start_of(activity) if activity.fixed else -1 for activity in activities]
    left = [number for number in ranked(frame, priorities) if not activities[number].fixed]
    day = 0
    while left:
        for number in list(left):
            placed = all(starts[other] >= 0 for other, _ in frame.before[number])
            if placed and _is_open(frame, number, frame.ready(starts, number), day) and room.fits(number, day):
                starts[number] = day
                room.take(number, day)
                left.remove(number)
        day += 1
    return starts


def _is_open(frame: Frame, number: int, ready: int, day: int) -> bool:
    one = frame.problem.activities[number]
    return day in one.days_when_ready(ready) if one.gates else ready <= day


def pushed_right(frame: Frame, fixed: FreeCapacity, starts: Starts) -> Starts:
    """The same schedule with each activity as late as the finish allows, the last to end first."""
    activities = frame.problem.activities
    finish = frame.finish(starts)
    room, pushed = fixed.copy(), list(starts)
    by_end = sorted(range(len(starts)), key=lambda item: (-activities[item].end(starts[item]), -starts[item], -item))
    for number in _after_what_waits(frame, by_end):
        if activities[number].fixed:
            continue
        if activities[number].gates:
            continue
        end = min(
            (activities[other].ready_by(pushed[other]) - lag for other, lag in frame.after[number]), default=finish
        )
        found = room.last_until(number, activities[number].latest_start(min(end, finish)), starts[number])
        pushed[number] = max(starts[number], found or 0)
        room.take(number, pushed[number])
    return pushed


def _after_what_waits(frame: Frame, wished: Sequence[int]) -> Sequence[int]:
    """The activities in the wished order, each after all that waits for it."""
    rank = {number: place for place, number in enumerate(wished)}
    waiting = [len(each) for each in frame.after]
    ready = [(rank[number], number) for number, links in enumerate(waiting) if not links]
    heapify(ready)
    order: list[int] = []
    while ready:
        _, number = heappop(ready)
        order.append(number)
        for other, _ in frame.before[number]:
            waiting[other] -= 1
            if not waiting[other]:
                heappush(ready, (rank[other], other))
    return order
