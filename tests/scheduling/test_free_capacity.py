"""Where an activity fits, held against looking at one day after another."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduling.problems_of_order import end_of, problems
from xl_send.scheduling.solver import Activity, Frame, Problem
from xl_send.scheduling.solver.free_capacity import FreeCapacity

LAST = 40


def _taken(problem: Problem, placed: dict[int, int], one: Activity, day: int) -> bool:
    """Whether there is no room for an activity on a day beside those that are placed."""
    here = [
        problem.activities[number]
        for number, start in placed.items()
        if start <= day < end_of(problem.activities[number], start)
    ]
    for resource in problem.resources:
        need = one.needs.get(resource.name, 0)
        if need and sum(other.needs.get(resource.name, 0) for other in here) + need > resource.on(day):
            return True
    for exclusion in problem.exclusions:
        groups = {exclusion.groups[other.name] for other in here if other.name in exclusion.groups and other.duration}
        if one.name in exclusion.groups and groups - {exclusion.groups[one.name]}:
            return True
    return False


def _fits(problem: Problem, placed: dict[int, int], one: Activity, start: int) -> bool:
    days = range(start, end_of(one, start)) if one.duration else ()
    return one.may_start(start) and not any(_taken(problem, placed, one, day) for day in days)


@settings(max_examples=40, deadline=None)
@given(problems(), st.data())
def test_the_first_and_the_last_start_are_those_that_looking_day_by_day_finds(
    problem: Problem, data: st.DataObject
) -> None:
    frame = Frame(problem)
    room = FreeCapacity(frame)
    placed = {number: one.current or 0 for number, one in enumerate(problem.activities) if one.fixed}
    for number, one in enumerate(problem.activities):
        if one.fixed or one.gates:
            continue
        day = data.draw(st.integers(0, 12))
        first = next((start for start in range(day, LAST) if _fits(problem, placed, one, start)), None)
        if first is None:
            continue
        assert room.first_from(number, day) == first
        assert room.fits(number, day) == (first == day)
        earliest = data.draw(st.integers(0, day))
        backwards = (start for start in range(day, earliest - 1, -1) if _fits(problem, placed, one, start))
        assert room.copy().last_until(number, day, earliest) == next(backwards, None)
        room.take(number, first)
        placed[number] = first
