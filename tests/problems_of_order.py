"""Random problems, an oracle that shares no code with the schedulers, and the best order by trying all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import product

from hypothesis import strategies as st

from xl_send.scheduling.solver import Activity, Aim, CapacityChange, Precedence, Problem, RenewableResource, StartWindow

WINDOWS = (
    (), (StartWindow(2),), (StartWindow(0, 3), StartWindow(6)), (StartWindow(1, 1), StartWindow(4, 4), StartWindow(7)),
)  # fmt: skip


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
    for link in problem.links:
        end = starts[link.before] + activities[link.before].duration
        if not activities[link.after].fixed and starts[link.after] < end + link.lag:
            found.append(f"{link.after} does not wait for {link.before}")
    return found + _overloads(problem, starts)


def _overloads(problem: Problem, starts: Mapping[str, int]) -> list[str]:
    found = []
    last = max((starts[activity.name] + activity.duration for activity in problem.activities), default=0)
    for resource, day in product(problem.resources, range(last + 1)):
        on = [
            activity
            for activity in problem.activities
            if starts[activity.name] <= day < starts[activity.name] + activity.duration
            and activity.needs.get(resource.name)
        ]
        movable = any(not activity.fixed for activity in on)
        if movable and sum(activity.needs[resource.name] for activity in on) > resource.on(day):
            found.append(f"{resource.name} is overloaded on {day}")
    return found


def value(problem: Problem, starts: Mapping[str, int]) -> tuple[int, int, int, int]:
    """Conflicts left, weighted days moved, finish, how many moved."""
    activities = {activity.name: activity for activity in problem.activities}
    late = sum(activity.due is not None and starts[activity.name] > activity.due for activity in problem.activities)
    broken = sum(
        activities[link.after].fixed
        and starts[link.after] < starts[link.before] + activities[link.before].duration + link.lag
        for link in problem.links
    )
    stay = problem.aim is Aim.STAY
    moved = [
        activity.weight * abs(starts[activity.name] - activity.current)
        for activity in problem.activities
        if stay and activity.current is not None
    ]
    finish = max((starts[activity.name] + activity.duration for activity in problem.activities), default=0)
    return late + broken, sum(moved), finish, sum(days > 0 for days in moved)


def best_of_all(problem: Problem, until: int) -> tuple[int, int, int, int]:
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
        Precedence(f"A{first}", f"A{last}", lag)
        for first, last, lag in draw(st.lists(pairs, max_size=count))
        if first < last
    )
    return Problem(activities, links, resources, draw(st.sampled_from(Aim)))


@st.composite
def _activities(draw: st.DrawFn, name: str, capacity: int, longest: int) -> Activity:
    one = Activity(
        name,
        draw(st.integers(0, longest)),
        release=draw(st.integers(0, 4)),
        windows=draw(st.sampled_from(WINDOWS)),
        current=draw(st.none() | st.integers(0, 6)),
        due=draw(st.none() | st.integers(0, 6)),
        weight=draw(st.sampled_from((1, 1, 5))),
        needs={"people": draw(st.integers(0, 3)), "school": draw(st.integers(0, capacity))},
    )
    fixed = one.current is not None and draw(st.integers(0, 5)) == 0
    return replace(one, fixed=fixed, due=None if fixed else one.due)
