"""A small set of activities that cannot all be in time, found by leaving out one after another."""

from __future__ import annotations

from dataclasses import replace

from xl_send.sequence import exact
from xl_send.sequence.frame import Frame
from xl_send.sequence.problem import Problem
from xl_send.sequence.results import Conflict, Order
from xl_send.sequence.why import without

EFFORT = 0.2


def knot(problem: Problem, conflict: Conflict, order: Order) -> tuple[str, ...]:
    """Activities whose needs together keep a conflict in place, none of which can be left out.

    It asks the solver once for each activity that shares something. Empty where there is no solver, or where it
    cannot show it within its effort.
    """
    bare = without(problem, [one for one in order.conflicts if one != conflict])
    if not exact.is_installed() or not _stays(bare, order):
        return ()
    names = [one.name for one in problem.activities if one.needs and one.duration]
    for name in list(names):
        freed = _freed(bare, name)
        if _stays(freed, order):
            bare = freed
            names.remove(name)
    return tuple(sorted(names))


def _stays(problem: Problem, order: Order) -> bool:
    """Whether every schedule of a problem is shown to leave a conflict."""
    frame = Frame(problem)
    return exact.fewest_conflicts(frame, [order.starts[one.name] for one in problem.activities], EFFORT) > 0


def _freed(problem: Problem, name: str) -> Problem:
    """The problem in which one activity takes nothing of what is shared."""
    activities = tuple(replace(one, needs={}) if one.name == name else one for one in problem.activities)
    return replace(problem, activities=activities)
