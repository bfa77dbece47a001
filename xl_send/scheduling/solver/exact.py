"""The best order there is, by OR-Tools' CP-SAT. The only file that knows the solver, and only once it is asked.

One fixed seed, and time counted in the solver's own steps: the same problem gives the same answer on any
computer, however busy.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple

from xl_send.scheduling.solver.bounds import least_finish
from xl_send.scheduling.solver.frame import Frame, start_of
from xl_send.scheduling.solver.problem import Activity, Aim
from xl_send.scheduling.solver.results import Starts

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

# In the solver's own units, for each thing that counts: one takes some seconds where people and schools are tight.
EFFORT = 2.0
SEED = 20261113


class SolverResult(NamedTuple):
    """A schedule, whether nothing is better, and the least finish shown to be needed."""

    starts: Starts
    proved: bool
    bound: int


def is_installed() -> bool:
    """Whether the solver is there."""
    return find_spec("ortools") is not None


def best(frame: Frame, known: Starts, effort: float = EFFORT) -> SolverResult:
    """The best schedule, starting from one that is known; it may take so much effort for each thing that counts."""
    return _Search(frame, known, effort).run()


def fewest_conflicts(frame: Frame, known: Starts, effort: float) -> int:
    """The number of conflicts that every schedule is shown to leave, with so much effort."""
    return _Search(frame, known, effort).fewest_conflicts()


class _Solved(NamedTuple):
    """A schedule for one goal, whether it is the least, the goal's value, and what that cannot be under."""

    starts: Starts
    proved: bool
    value: int
    bound: int


class _Search:
    """One model, solved once for each thing that counts, each result then held while the next is sought."""

    def __init__(self, frame: Frame, known: Starts, effort: float) -> None:
        from ortools.sat.python import cp_model

        self._library = cp_model
        self._frame = frame
        self._known = known
        self._effort = effort
        self._model = cp_model.CpModel()
        self._top = self._horizon()
        self._starts = [self._start(number, activity) for number, activity in enumerate(frame.problem.activities)]
        self._link()
        self._share()

    def run(self) -> SolverResult:
        """Fewest conflicts, then least moved, then soonest finish, then fewest moves."""
        proved, bound = True, least_finish(self._frame)
        for goal, least in self._goals(bound):
            solved = self._solve(goal)
            if solved is None:
                return SolverResult(self._known, proved=False, bound=bound)
            self._known = solved.starts
            proved = proved and solved.proved
            self._model.add(goal <= solved.value)
            bound = max(bound, solved.bound) if least else bound
        return SolverResult(self._known, proved, bound)

    def fewest_conflicts(self) -> int:
        """The conflicts that no schedule can do without."""
        solved = self._solve(sum(self._late()))
        return solved.bound if solved else 0

    def _horizon(self) -> int:
        """Nothing need end after the known schedule if only the finish counts and no conflict could be cured."""
        activities = self._frame.problem.activities
        end = max(day + item.duration for day, item in zip(self._known, activities, strict=True))
        bare = all(activity.due is None for activity in activities) and not self._frame.promises
        return end if bare and self._frame.problem.aim is Aim.FINISH else self._frame.horizon

    def _start(self, number: int, one: Activity) -> cp_model.IntVar:
        if one.fixed:
            return self._model.new_constant(start_of(one))
        first, last = self._frame.earliest[number], max(self._top - one.duration, self._known[number])
        windows = [(max(first, low), last if high is None else min(last, high)) for low, high in one.windows]
        spans = [list(each) for each in windows if each[0] <= each[1]] or [[first, last]]
        return self._model.new_int_var_from_domain(self._library.Domain.from_intervals(spans), one.name)

    def _link(self) -> None:
        for number, links in enumerate(self._frame.before):
            for other, days in links:
                self._model.add(self._starts[number] >= self._starts[other] + days)

    def _share(self) -> None:
        for number, resource in enumerate(self._frame.problem.resources):
            spans, needs = [], []
            for place, activity in enumerate(self._frame.problem.activities):
                need = dict(self._frame.needs[place]).get(number, 0)
                if need and not activity.fixed:
                    name = f"{activity.name} {number}"
                    spans.append(self._model.new_fixed_size_interval_var(self._starts[place], activity.duration, name))
                    needs.append(need)
            room = self._room(number)
            most = max(room, default=0)
            for first, end, free in _runs(room):
                if free < most:
                    name = f"{resource.name} {first}"
                    spans.append(self._model.new_fixed_size_interval_var(first, end - first, name))
                    needs.append(most - free)
            if all(2 * need > most for need in needs):
                self._model.add_no_overlap(spans)
            else:
                self._model.add_cumulative(spans, needs, most)

    def _room(self, resource: int) -> list[int]:
        """What a resource has left on each day beside what is fixed."""
        room = list(self._frame.capacities[resource][: self._top])
        for number, activity in enumerate(self._frame.problem.activities):
            if activity.fixed:
                need = dict(self._frame.needs[number]).get(resource, 0)
                for day in range(start_of(activity), min(start_of(activity) + activity.duration, self._top)):
                    room[day] = max(0, room[day] - need)
        return room

    def _goals(self, least: int) -> Iterable[tuple[cp_model.LinearExprT, int]]:
        """What counts, most important first, each with what it cannot be under."""
        late = list(self._late())
        if late:
            yield sum(late), 0
        stays = self._frame.problem.aim is Aim.STAY
        if stays:
            yield sum(move.weight * moved for move, moved in self._moves), 0
        yield self._finish(least), least
        if stays:
            yield sum(self._touched()), 0

    def _late(self) -> Iterable[cp_model.IntVar]:
        for number, activity in enumerate(self._frame.problem.activities):
            if activity.due is not None:
                yield self._after(number, activity.due)
        for first, _, last in self._frame.promises:
            yield self._after(first, last)

    def _after(self, number: int, day: int) -> cp_model.IntVar:
        """Whether an activity starts after a day."""
        is_late = self._model.new_bool_var(f"{number} after {day}")
        self._model.add(self._starts[number] <= day).only_enforce_if(~is_late)
        self._model.add(self._starts[number] > day).only_enforce_if(is_late)
        return is_late

    @cached_property
    def _moves(self) -> Sequence[tuple[Activity, cp_model.IntVar]]:
        """By how many days each thing moves that may, and of which it counts."""
        found = []
        for start, item in zip(self._starts, self._frame.problem.activities, strict=True):
            if item.current is not None and not item.fixed and item.weight:
                moved = self._model.new_int_var(0, self._frame.horizon, f"{item.name} moved")
                self._model.add_abs_equality(moved, start - item.current)
                found.append((item, moved))
        return found

    def _touched(self) -> Iterable[cp_model.IntVar]:
        """Whether each of them moves at all."""
        for move, moved in self._moves:
            touched = self._model.new_bool_var(f"{move.name} touched")
            self._model.add(moved == 0).only_enforce_if(~touched)
            yield touched

    def _finish(self, least: int) -> cp_model.IntVar:
        finish = self._model.new_int_var(least, max(self._top, least), "finish")
        for number, activity in enumerate(self._frame.problem.activities):
            self._model.add(finish >= self._starts[number] + activity.duration)
        return finish

    def _solve(self, goal: cp_model.LinearExprT) -> _Solved | None:
        """The least of a goal; None if the effort was spent before any schedule was found."""
        self._model.minimize(goal)
        self._model.clear_hints()  # type: ignore[no-untyped-call]
        for activity, start, day in zip(self._frame.problem.activities, self._starts, self._known, strict=True):
            if not activity.fixed:
                self._model.add_hint(start, day)
        solver = self._library.CpSolver()
        _set(solver, self._effort)
        status = solver.solve(self._model)
        if status == self._library.UNKNOWN:
            return None
        starts = [solver.value(start) for start in self._starts]
        value, bound = round(solver.objective_value), round(solver.best_objective_bound)
        return _Solved(starts, status == self._library.OPTIMAL, value, bound)


def _set(solver: cp_model.CpSolver, effort: float) -> None:
    solver.parameters.random_seed = SEED
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 0
    solver.parameters.max_deterministic_time = effort


def _runs(values: Sequence[int]) -> Iterable[tuple[int, int, int]]:
    """Runs of one value: where it begins, where it has ended, and the value."""
    first = 0
    for place in range(1, len(values) + 1):
        if place == len(values) or values[place] != values[first]:
            yield first, place, values[first]
            first = place
