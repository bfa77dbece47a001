"""A small set of activities that cannot all be in time, found by leaving out one after another."""

from __future__ import annotations

from dataclasses import replace

from xl_send.scheduling.solver import exact
from xl_send.scheduling.solver.frame import Frame
from xl_send.scheduling.solver.problem import Problem
from xl_send.scheduling.solver.reasons import without
from xl_send.scheduling.solver.results import Conflict, Order

EFFORT = 0.2


def irreducible_conflict(problem: Problem, conflict: Conflict, order: Order) -> tuple[str, ...]:
    """Activities whose needs together keep a conflict in place, none of which can be left out.

    It asks the solver once for each activity that shares something. Empty where there is no solver, or where it
    cannot show it within its effort.
    """
    bare = without(problem, [item for item in order.conflicts if item != conflict])
    if not exact.is_installed() or not _stays(bare, order):
        return ()
    names = [activity.name for activity in problem.activities if activity.needs and activity.duration]
    for name in list(names):
        freed = _freed(bare, name)
        if _stays(freed, order):
            bare = freed
            names.remove(name)
    return tuple(sorted(names))


def _stays(problem: Problem, order: Order) -> bool:
    """Whether every schedule of a problem is shown to leave a conflict."""
    frame = Frame(problem)
    return exact.fewest_conflicts(frame, [order.starts[activity.name] for activity in problem.activities], EFFORT) > 0


def _freed(problem: Problem, name: str) -> Problem:
    """The problem in which one activity takes nothing of what is shared."""
    activities = tuple(
        replace(activity, needs={}) if activity.name == name else activity for activity in problem.activities
    )
    return replace(problem, activities=activities)
