"""The best order there is, by OR-Tools' CP-SAT, which only this file and `model` know, and only once it is asked.

One fixed seed, and effort counted in the solver's own steps: the same problem gives the same answer on any
computer, unless its clock stops the search first.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.util import find_spec
from typing import TYPE_CHECKING

from xl_send.scheduling.solver.bounds import least, least_finish
from xl_send.scheduling.solver.frame import Frame
from xl_send.scheduling.solver.model import ScheduleModel
from xl_send.scheduling.solver.problem import Aim
from xl_send.scheduling.solver.results import Score, Starts, score
from xl_send.value_classes import NamedTuple

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

# How long the search may take by the clock. In the solver's own steps each thing that counts may take as much.
SECONDS = 10.0
SEED = 20261113


class SolverResult(NamedTuple):
    """A schedule, whether nothing is better, the least finish shown to be needed, what was not shown, and seconds."""

    starts: Starts
    proved: bool
    bound: int
    unproved: tuple[str, ...] = ()
    took: float = 0.0


class Goal(NamedTuple):
    """One thing that counts: which of a score, how it is worked out, what it cannot be under, and in words."""

    counts: str
    value: cp_model.LinearExprT
    least: int
    words: str


def is_installed() -> bool:
    """Whether the solver is there."""
    return find_spec("ortools") is not None


def best(frame: Frame, known: Starts, seconds: float = SECONDS) -> SolverResult:
    """The best schedule that is found in so many seconds, starting from one that is known."""
    return _Search(frame, known, seconds).run()


def fewest_conflicts(frame: Frame, known: Starts, seconds: float) -> tuple[int, float]:
    """The number of conflicts that every schedule is shown to leave, and the seconds of those given that it took."""
    search = _Search(frame, known, seconds, anywhere=True)
    return search.fewest_conflicts(), seconds - search.left


class _Solved(NamedTuple):
    """A schedule for one goal, whether it is the least, the goal's value, and what that cannot be under."""

    starts: Starts
    proved: bool
    value: int
    bound: int


class _Search:
    """One model, solved once for each thing that counts, each result then held while the next is sought."""

    def __init__(self, frame: Frame, known: Starts, seconds: float, *, anywhere: bool = False) -> None:
        self._frame = frame
        self._known = known
        self._seconds = self.left = seconds
        self._least = least(frame)
        self._model = ScheduleModel(frame, known, self._horizon(), None if anywhere else self._farthest())

    def run(self) -> SolverResult:
        """Fewest conflicts, then most to spare, then least moved, then soonest finish, then fewest moves."""
        bound, unproved = least_finish(self._frame), []
        for goal in self._goals(self._least):
            if not self._is_least(goal):
                solved = self._solve(goal.value) if self.left > 0 else None
                if solved is None or not solved.proved:
                    unproved.append(goal.words)
                if solved is not None:
                    self._keep(solved.starts)
                    bound = max(bound, solved.bound) if goal.counts == "finish" else bound
            self._model.constraints.add(goal.value <= self._worth(goal))
        return SolverResult(self._known, not unproved, bound, tuple(unproved), self._seconds - self.left)

    def _worth(self, goal: Goal) -> int:
        """What the best schedule so far comes to for a goal."""
        return int(getattr(score(self._frame, self._known), goal.counts))

    def _is_least(self, goal: Goal) -> bool:
        """Whether it cannot be less, which needs no search."""
        return self._worth(goal) <= goal.least

    def _keep(self, starts: Starts) -> None:
        """The better of two schedules: what one goal leaves to chance another is to mend."""
        self._known = min(self._known, starts, key=lambda each: score(self._frame, each))

    def fewest_conflicts(self) -> int:
        """The conflicts that no schedule can do without."""
        solved = self._solve(sum(self._model.late()))
        return solved.bound if solved else 0

    def _horizon(self) -> int:
        """Nothing need end after the known schedule if only the finish counts and no conflict could be cured."""
        activities = self._frame.problem.activities
        bare = all(activity.due is None for activity in activities) and not self._frame.promises
        finish = self._frame.problem.aim is Aim.FINISH
        return self._frame.finish(self._known) if bare and finish else self._frame.horizon

    def _farthest(self) -> int | None:
        """How many days may be moved in all by anything better than what is known; None where nothing bounds that."""
        worth = score(self._frame, self._known)
        stays = self._frame.problem.aim is Aim.STAY
        nothing_better = (worth.conflicts, worth.tight) == (self._least.conflicts, self._least.tight)
        return worth.moved if stays and nothing_better else None

    def _goals(self, least: Score) -> Iterable[Goal]:
        """What counts, most important first."""
        late, tight = list(self._model.late()), list(self._model.tight())
        stays = self._frame.problem.aim is Aim.STAY
        if late:
            yield Goal("conflicts", sum(late), least.conflicts, "that no order leaves less too late")
        if tight:
            yield Goal("tight", sum(tight), least.tight, "that no other leaves more to spare before what is fixed")
        if stays:
            moved = sum(move.weight * moved for move, moved in self._model.moves)
            yield Goal("moved", moved, least.moved, "that no other moves less")
        yield Goal("finish", self._model.finish(least.finish), least.finish, "that no other is finished sooner")
        if stays:
            yield Goal("touched", sum(self._model.touched()), least.touched, "that no other moves fewer dates")

    def _solve(self, goal: cp_model.LinearExprT) -> _Solved | None:
        """The least of a goal; None if the time was spent before any schedule was found."""
        constraints, library = self._model.constraints, self._model.library
        constraints.minimize(goal)
        constraints.clear_hints()  # type: ignore[no-untyped-call]
        for activity, start, day in zip(self._frame.problem.activities, self._model.starts, self._known, strict=True):
            if not activity.fixed:
                constraints.add_hint(start, day)
        solver = library.CpSolver()
        _set(solver, self._seconds, self.left)
        status = solver.solve(constraints)
        self.left -= solver.wall_time
        if status == library.UNKNOWN:
            return None
        starts = [solver.value(start) for start in self._model.starts]
        value, bound = round(solver.objective_value), round(solver.best_objective_bound)
        return _Solved(starts, status == library.OPTIMAL, value, bound)


def _set(solver: cp_model.CpSolver, effort: float, seconds: float) -> None:
    solver.parameters.random_seed = SEED
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 0
    solver.parameters.max_deterministic_time = effort
    solver.parameters.max_time_in_seconds = seconds
