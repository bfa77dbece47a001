from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from scheduling.problems_of_order import best_of_all, faults, problems, value
from sizes import cases
from xl_send.scheduling.solver import (
    Activity,
    Aim,
    BadProblemError,
    BrokenPrecedence,
    CapacityChange,
    Frame,
    LateActivity,
    Overfull,
    Precedence,
    Problem,
    RenewableResource,
    StartWindow,
    solve,
)

calmly = settings(deadline=None, max_examples=cases(25, whole=60))
rarely = settings(deadline=None, max_examples=cases(8, whole=15))


@given(problem=problems())
@calmly
def test_without_solver_every_order_keeps_links_calendars_rooms_and_what_is_fixed(problem: Problem) -> None:
    order = solve(problem, solver=False)
    assert faults(problem, order.starts) == []
    assert tuple(order.score) == value(problem, order.starts)


@given(problem=problems())
@rarely
def test_with_solver_every_order_keeps_them_too_and_is_never_worse(problem: Problem) -> None:
    order = solve(problem, solver=True)
    assert faults(problem, order.starts) == []
    assert tuple(order.score) == value(problem, order.starts)
    assert order.proved
    assert order.score <= solve(problem, solver=False).score


@given(problem=problems(most=3, longest=2))
@rarely
def test_what_is_called_proved_is_the_best_of_all_that_there_are(problem: Problem) -> None:
    best = best_of_all(problem, 14)
    assert tuple(solve(problem, solver=True).score) == best
    alone = solve(problem, solver=False)
    assert tuple(alone.score) == best or (not alone.proved and tuple(alone.score) > best)


@given(problem=problems())
@rarely
def test_the_same_problem_has_the_same_answer(problem: Problem) -> None:
    assert solve(problem, solver=False) == solve(replace(problem), solver=False)
    assert solve(problem, solver=True) == solve(replace(problem), solver=True)


@given(problem=problems())
@rarely
def test_every_conflict_left_is_named(problem: Problem) -> None:
    order = solve(problem, solver=False)
    named = [conflict for conflict in order.conflicts if isinstance(conflict, LateActivity | BrokenPrecedence)]
    assert len(named) == order.score.conflicts
    for item in named:
        if isinstance(item, LateActivity):
            assert order.starts[item.name] == item.start > item.due
        else:
            assert order.starts[item.after] < item.allowed


@pytest.mark.parametrize("solver", [False, True])
def test_nothing_moves_that_need_not(solver: bool) -> None:
    problem = Problem((Activity("A", 3, current=4), Activity("B", 2, current=9)), (Precedence("A", "B"),))
    assert solve(problem, solver=solver).starts == {"A": 4, "B": 9}


@pytest.mark.parametrize("solver", [False, True])
def test_of_two_in_one_school_the_lighter_moves(solver: bool) -> None:
    school = RenewableResource("school", 1)
    heavy = Activity("heavy", 3, current=2, weight=5, needs={"school": 1})
    light = Activity("light", 3, current=2, needs={"school": 1})
    assert solve(Problem((light, heavy), (), (school,)), solver=solver).starts == {"heavy": 2, "light": 5}


@pytest.mark.parametrize("solver", [False, True])
def test_a_task_comes_forward_where_its_milestone_would_be_late(solver: bool) -> None:
    task, milestone = Activity("task", 5, current=6), Activity("milestone", current=8, due=8)
    order = solve(Problem((task, milestone), (Precedence("task", "milestone", -1),)), solver=solver)
    assert order.starts == {"task": 4, "milestone": 8}
    assert order.conflicts == ()


def test_work_waits_for_the_next_window_and_for_people() -> None:
    visit = Activity("visit", 2, windows=(StartWindow(0, 1), StartWindow(6)))
    talk = Activity("talk", 2, needs={"people": 2})
    people = RenewableResource("people", 1, (CapacityChange(4, 2),))
    order = solve(Problem((talk, visit), (Precedence("talk", "visit"),), (people,), Aim.FINISH), solver=False)
    assert order.starts == {"talk": 4, "visit": 6}
    assert order.score.finish == 8


def test_what_is_fixed_too_close_together_is_said_run_by_run() -> None:
    fixed = [Activity(name, 3, current=day, fixed=True, needs={"school": 1}) for name, day in (("A", 0), ("B", 1))]
    third = Activity("C", 1, current=1, needs={"school": 1})
    order = solve(Problem((*fixed, third), (), (RenewableResource("school", 1),)))
    assert order.conflicts == (Overfull("school", ("A", "B"), 1, 2, 2, 1),)
    assert order.starts["C"] == 4


def test_an_empty_problem_has_an_empty_order() -> None:
    for solver in (False, True):
        assert solve(Problem(()), solver=solver).starts == {}


@pytest.mark.parametrize(
    ("activities", "links", "said"),
    [
        ((Activity("A"), Activity("A")), (), "one name"),
        ((Activity("A"),), (Precedence("A", "B"),), "names B"),
        ((Activity("A", -1),), (), "negative"),
        ((Activity("A", fixed=True),), (), "no day"),
        ((Activity("A", windows=(StartWindow(1, 2),)),), (), "must be open"),
        ((Activity("A", 1, needs={"boat": 1}),), (), "boat, which is not there"),
        ((Activity("A", 1, needs={"people": 3}),), (), "needs 3 of people, which has 2"),
    ],
)
def test_a_problem_that_contradicts_itself_is_refused(
    activities: tuple[Activity, ...], links: tuple[Precedence, ...], said: str
) -> None:
    with pytest.raises(BadProblemError, match=said):
        Problem(activities, links, (RenewableResource("people", 2),))


def test_a_loop_is_refused_by_name() -> None:
    problem = Problem((Activity("A"), Activity("B")), (Precedence("A", "B"), Precedence("B", "A")))
    with pytest.raises(BadProblemError, match="loop on or before A, B"):
        solve(problem)


def test_a_link_to_what_is_fixed_makes_no_loop() -> None:
    fixed = Activity("A", current=3, fixed=True)
    order = solve(
        Problem((fixed, Activity("B", current=1)), (Precedence("A", "B"), Precedence("B", "A"))), solver=False
    )
    assert order.starts == {"A": 3, "B": 3}
    assert Frame(Problem((fixed,))).critical_path == 3
