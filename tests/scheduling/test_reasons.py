from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from scheduling.problems_of_order import problems
from sizes import cases
from xl_send.scheduling.solver import (
    Activity,
    BrokenPrecedence,
    CapacityChange,
    Chain,
    LateActivity,
    Order,
    Overfull,
    Overload,
    Precedence,
    Problem,
    Reason,
    RenewableResource,
    reason_for,
    solve,
)
from xl_send.scheduling.solver.problem import StartWindow

calmly = settings(deadline=None, max_examples=cases(12, whole=30))


def reasons(problem: Problem, order: Order) -> list[Reason | None]:
    return [reason_for(problem, conflict, order.conflicts) for conflict in order.conflicts]


def test_a_chain_that_is_too_long_is_told_in_order() -> None:
    problem = Problem(
        (Activity("A", 4, release=3), Activity("B", 5), Activity("M", due=9), Activity("X", 9)),
        (Precedence("A", "B"), Precedence("B", "M", -1), Precedence("X", "M", -1)),
    )
    order = solve(problem)
    assert order.conflicts == (LateActivity("M", 9, 11),)
    assert reasons(problem, order) == [Chain(("A", "B", "M"), 11, 2)]


def test_a_fixed_date_that_cannot_be_kept_is_explained_by_what_leads_to_it() -> None:
    problem = Problem((Activity("A", 4, release=3), Activity("M", current=5, fixed=True)), (Precedence("A", "M", -1),))
    order = solve(problem)
    assert order.conflicts == (BrokenPrecedence("A", "M", 6),)
    assert reasons(problem, order) == [Chain(("A",), 3, 1)]


def test_four_tasks_that_need_more_people_in_one_week_than_there_are() -> None:
    tasks = tuple(Activity(f"T{number}", 5, release=5, due=5, needs={"EP": 30}) for number in range(4))
    spare = Activity("U", 5, release=5, due=20, needs={"EP": 30})
    problem = Problem((*tasks, spare), (), (RenewableResource("EP", 100),))
    order = solve(problem)
    assert len(order.conflicts) == 1
    assert reasons(problem, order) == [Overload("EP", ("T0", "T1", "T2", "T3"), 5, 10, 600, 500)]


def test_room_that_changes_and_work_that_only_partly_falls_in_are_counted_day_by_day() -> None:
    fixed = Activity("F", 4, current=0, fixed=True, needs={"EP": 1})
    late = Activity("L", 4, due=1, needs={"EP": 1})
    free = Activity("O", 1, needs={"EP": 1})
    problem = Problem((fixed, late, free), (), (RenewableResource("EP", 1, (CapacityChange(9, 2),)),))
    (reason,) = reasons(problem, solve(problem))
    assert isinstance(reason, Overload)
    assert (reason.names, reason.needed > reason.available) == (("F", "L"), True)


def test_what_is_fixed_and_overfull_is_its_own_reason() -> None:
    fixed = tuple(Activity(name, 3, current=0, fixed=True, needs={"EP": 2}) for name in "AB")
    problem = Problem(fixed, (), (RenewableResource("EP", 3),))
    assert reasons(problem, solve(problem)) == [Overload("EP", ("A", "B"), 0, 3, 12, 9)]


def test_no_short_proof_is_none_and_not_a_guess() -> None:
    """There is work for three people on each of four days, but no two of the tasks fit beside each other."""
    tasks = tuple(Activity(name, 2, due=2, needs={"EP": 2}) for name in "ABC")
    problem = Problem(tasks, (), (RenewableResource("EP", 3),))
    order = solve(problem)
    assert order.score.conflicts == 1
    assert reasons(problem, order) == [None]


def test_what_is_fixed_and_overfull_by_itself_is_no_reason_for_another_conflict() -> None:
    fixed, late = Activity("F", 3, current=0, fixed=True, needs={"EP": 2}), Activity("L", 1, due=0, needs={"EP": 2})
    problem = Problem((late, fixed), (), (RenewableResource("EP", 3, (CapacityChange(1, 1), CapacityChange(7, 3))),))
    order = solve(problem)
    (reason,) = (
        reason_for(problem, conflict, order.conflicts)
        for conflict in order.conflicts
        if isinstance(conflict, LateActivity)
    )
    assert reason == Overload("EP", ("F", "L"), 0, 1, 4, 3)


def test_two_links_between_the_same_two_are_each_told_with_a_reason() -> None:
    waits, fixed = Activity("B", windows=(StartWindow(2),)), Activity("F", current=0, fixed=True)
    problem = Problem((waits, fixed), (Precedence("B", "F", 0), Precedence("B", "F", 1)))
    order = solve(problem, solver=False)
    reasons = [reason_for(problem, conflict, order.conflicts) for conflict in order.conflicts]
    assert reasons
    assert all(isinstance(reason, Chain) and reason.names == ("B",) for reason in reasons)


@given(problem=problems())
@calmly
def test_a_reason_is_true(problem: Problem) -> None:
    """With nothing but what the reason names, the conflict is still there."""
    order = solve(problem, solver=False)
    for conflict in order.conflicts:
        reason = reason_for(problem, conflict, order.conflicts)
        if isinstance(conflict, Overfull) or not isinstance(reason, Overload):
            continue
        alone = tuple(
            activity if activity.name in reason.names else replace(activity, needs={})
            for activity in problem.activities
        )
        assert solve(replace(problem, activities=alone), solver=True).score.conflicts >= 1
