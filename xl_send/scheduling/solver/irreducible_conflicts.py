"""A small set of activities that cannot all be in time, found by leaving out one after another."""

from __future__ import annotations

from xl_send.scheduling.solver import exact
from xl_send.scheduling.solver.frame import Frame
from xl_send.scheduling.solver.problem import Problem
from xl_send.scheduling.solver.reasons import without_conflicts
from xl_send.scheduling.solver.results import Conflict, Order
from xl_send.value_classes import replace

# How much of the time for an order may go into one conflict.
SHARE = 0.2


def irreducible_conflict(
    problem: Problem, conflict: Conflict, order: Order, seconds: float = exact.SECONDS
) -> tuple[str, ...]:
    """Activities whose needs together keep a conflict in place, none of which can be left out.

    It asks the solver once for each activity that shares something. Empty where there is no solver, or where it
    cannot show it in its share of so many seconds.
    """
    bare = without_conflicts(problem, [item for item in order.conflicts if item != conflict])
    if not exact.is_installed():
        return ()
    left = seconds * SHARE
    stays, took = _stays(bare, order, left)
    if not stays:
        return ()
    shared = {name for exclusion in problem.exclusions for name in exclusion.groups}
    takers = (activity for activity in problem.activities if activity.duration)
    names = [activity.name for activity in takers if activity.needs or activity.name in shared]
    for name in list(names):
        left -= took
        if left <= 0:
            return ()
        freed = _freed(bare, name)
        stays, took = _stays(freed, order, left)
        if stays:
            bare = freed
            names.remove(name)
    return tuple(sorted(names))


def _stays(problem: Problem, order: Order, seconds: float) -> tuple[bool, float]:
    """Whether every schedule of a problem is shown to leave a conflict, and the seconds that it took."""
    known = [order.starts[activity.name] for activity in problem.activities]
    fewest, took = exact.fewest_conflicts(Frame(problem), known, seconds)
    return fewest > 0, took


def _freed(problem: Problem, name: str) -> Problem:
    """The problem in which one activity takes nothing of what is shared."""
    activities = tuple(
        replace(activity, needs={}) if activity.name == name else activity for activity in problem.activities
    )
    exclusions = tuple(
        replace(exclusion, groups={other: group for other, group in exclusion.groups.items() if other != name})
        for exclusion in problem.exclusions
    )
    return replace(problem, activities=activities, exclusions=exclusions)
