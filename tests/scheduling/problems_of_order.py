"""Random problems, an oracle that shares no code with the schedulers, and the best order by trying all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import product

from hypothesis import strategies as st

from xl_send.scheduling.solver import (
    Activity,
    Aim,
    CapacityChange,
    Exclusion,
    Gate,
    Pauses,
    Precedence,
    Problem,
    RenewableResource,
    StartWindow,
)

WINDOWS = (
    (), (StartWindow(2),), (StartWindow(0, 3), StartWindow(6)), (StartWindow(1, 1), StartWindow(4, 4), StartWindow(7)),
)  # fmt: skip

PAUSES = ((), ((2, 2),), ((1, 1), (4, 5)), ((0, 1), (3, 3), (6, 8)))
GATES = ((), (Gate(1, 3),), (Gate(0, 1), Gate(2, 4), Gate(3, 7)))


def end_of(one: Activity, start: int) -> int:
    """The day after the last of an activity, counted day by day."""
    closed = {day for first, last in one.pauses.spans for day in range(first, last + 1)}
    left, day = one.duration, start
    while left:
        left -= day not in closed
        day += 1
    return day


def faults(problem: Problem, starts: Mapping[str, int]) -> list[str]:
    """Everything that a schedule breaks of what it must keep."""
    activities = {activity.name: activity for activity in problem.activities}
    found = [f"{name} is missing" for name in activities if name not in starts]
    for name, item in activities.items():
        day = starts[name]
        if item.fixed:
            found += [f"{name} was moved"] * (day != item.current)
            continue
        found += [f"{name} starts too soon"] * (day < item.release)
        opened = [low <= day and (high is None or day <= high) for low, high in item.windows]
        found += [f"{name} starts on a closed day"] * (bool(opened) and not any(opened))
        found += [f"{name} starts in a pause"] * any(first <= day <= last for first, last in item.pauses.spans)
        gates = [gate for gate in item.gates if gate.day == day]
        found += [f"{name} is not on a gate"] * (bool(item.gates) and not gates and day <= item.gates[-1].day)
    for link in problem.links:
        ready = end_of(activities[link.before], starts[link.before]) + link.lag
        if not activities[link.after].fixed and starts[link.after] < ready:
            found.append(f"{link.after} does not wait for {link.before}")
        gates = [gate for gate in activities[link.after].gates if gate.day == starts[link.after]]
        if not activities[link.after].fixed and gates and max(gate.ready_by for gate in gates) < ready:
            found.append(f"{link.before} is not ready in time for {link.after}")
    return found + _overloads(problem, starts) + _encounters(problem, starts)


def _on(problem: Problem, starts: Mapping[str, int], day: int) -> list[Activity]:
    return [one for one in problem.activities if starts[one.name] <= day < end_of(one, starts[one.name])]


def _encounters(problem: Problem, starts: Mapping[str, int]) -> list[str]:
    found = []
    last = max((end_of(one, starts[one.name]) for one in problem.activities), default=0)
    for exclusion, day in product(problem.exclusions, range(last + 1)):
        on = [activity for activity in _on(problem, starts, day) if activity.name in exclusion.groups]
        movable = [activity for activity in on if not activity.fixed]
        groups = {exclusion.groups[activity.name] for activity in on}
        if len(groups) > 1 and movable:
            found.append(f"several groups are at {exclusion.name} on {day}")
    return found


def _overloads(problem: Problem, starts: Mapping[str, int]) -> list[str]:
    found = []
    last = max((end_of(one, starts[one.name]) for one in problem.activities), default=0)
    for resource, day in product(problem.resources, range(last + 1)):
        on = [activity for activity in _on(problem, starts, day) if activity.needs.get(resource.name)]
        movable = any(not activity.fixed for activity in on)
        if movable and sum(activity.needs[resource.name] for activity in on) > resource.on(day):
            found.append(f"{resource.name} is overloaded on {day}")
    return found


def value(problem: Problem, starts: Mapping[str, int]) -> tuple[int, int, int, int, int]:
    """Conflicts left, links without days to spare, weighted days moved, finish, how many moved."""
    activities = {activity.name: activity for activity in problem.activities}
    late = sum(activity.due is not None and starts[activity.name] > activity.due for activity in problem.activities)
    broken = sum(
        activities[link.after].fixed
        and starts[link.after] < end_of(activities[link.before], starts[link.before]) + link.lag
        for link in problem.links
    )
    tight = sum(
        activities[link.after].fixed
        and starts[link.after] < end_of(activities[link.before], starts[link.before]) + link.lag + link.buffer
        for link in problem.links
    )
    stay = problem.aim is Aim.STAY
    moved = [
        activity.weight * abs(starts[activity.name] - activity.current)
        for activity in problem.activities
        if stay and activity.current is not None
    ]
    finish = max((end_of(activity, starts[activity.name]) for activity in problem.activities), default=0)
    return late + broken, tight, sum(moved), finish, sum(days > 0 for days in moved)


def best_of_all(problem: Problem, until: int) -> tuple[int, int, int, int, int]:
    """The least value of all schedules whose starts lie before a day."""
    names = [activity.name for activity in problem.activities]
    days = [[activity.current or 0] if activity.fixed else range(until) for activity in problem.activities]
    tried = (dict(zip(names, each, strict=True)) for each in product(*days))
    return min(value(problem, starts) for starts in tried if not faults(problem, starts))


@st.composite
def problems(draw: st.DrawFn, most: int = 9, longest: int = 4) -> Problem:
    """Problems with everything that one may have."""
    capacity = draw(st.integers(1, 3))
    changes = tuple(
        CapacityChange(day, draw(st.integers(1, 4))) for day in draw(st.lists(st.integers(1, 6), max_size=2))
    )
    resources = (
        RenewableResource("people", 3, tuple(replaced for replaced in (*changes, CapacityChange(7, 3)) if changes)),
        RenewableResource("school", capacity),
    )
    count = draw(st.integers(1, most))
    activities = tuple(draw(_activities(f"A{number}", capacity, longest)) for number in range(count))
    pairs = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1), st.integers(-1, 2))
    links = tuple(
        Precedence(f"A{first}", f"A{last}", lag, draw(st.sampled_from((0, 0, 2))))
        for first, last, lag in draw(st.lists(pairs, max_size=count))
        if first < last
    )
    groups = {f"A{number}": draw(st.sampled_from("XYZ")) for number in range(count) if draw(st.booleans())}
    return Problem(activities, links, resources, draw(st.sampled_from(Aim)), (Exclusion("hall", groups),))


@st.composite
def _activities(draw: st.DrawFn, name: str, capacity: int, longest: int) -> Activity:
    one = Activity(
        name,
        draw(st.integers(0, longest)),
        release=draw(st.integers(0, 4)),
        windows=draw(st.sampled_from(WINDOWS)),
        pauses=Pauses(draw(st.sampled_from(PAUSES))),
        current=draw(st.none() | st.integers(0, 6)),
        due=draw(st.none() | st.integers(0, 6)),
        weight=draw(st.sampled_from((1, 1, 5))),
        needs={"people": draw(st.integers(0, 3)), "school": draw(st.integers(0, capacity))},
    )
    if not one.duration and not one.pauses.spans and not one.windows:
        one = replace(one, gates=draw(st.sampled_from(GATES)))
    fixed = one.current is not None and draw(st.integers(0, 5)) == 0
    return replace(one, fixed=fixed, due=None if fixed else one.due)
