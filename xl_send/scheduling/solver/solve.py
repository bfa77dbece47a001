"""One door to both engines."""

from __future__ import annotations

from xl_send.scheduling.solver import exact, heuristic
from xl_send.scheduling.solver.bounds import least
from xl_send.scheduling.solver.frame import Frame
from xl_send.scheduling.solver.problem import Problem
from xl_send.scheduling.solver.results import Order, order_of, score


def solve(problem: Problem, *, solver: bool | None = None, seconds: float = exact.SECONDS) -> Order:
    """The best order of a problem: proved by the solver where it is installed, else the best that was found.

    Where that is as good as the simplest bound shows possible, it needs no solver to be proved.
    `solver` says yes or no to it; it may take so many `seconds`. Raises BadProblemError where links form a loop.
    """
    frame = Frame(problem)
    starts = heuristic.schedule(frame)
    bound = least(frame)
    if score(frame, starts) <= bound or not (exact.is_installed() if solver is None else solver):
        return order_of(frame, starts, proved=score(frame, starts) <= bound, bound=bound.finish)
    found = exact.best(frame, starts, seconds)
    return order_of(
        frame, found.starts, proved=found.proved, bound=found.bound, unproved=found.unproved, took=found.took
    )
