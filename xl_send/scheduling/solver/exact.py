"""The best order there is, by OR-Tools' CP-SAT. The only file that knows the solver, and only once it is asked.

One fixed seed, and effort counted in the solver's own steps: the same problem gives the same answer on any
computer, unless its clock stops the search first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from importlib.util import find_spec
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from xl_send.scheduling.solver.bounds import least, least_finish
from xl_send.scheduling.solver.frame import Frame, start_of
from xl_send.scheduling.solver.problem import Activity, Aim, Exclusion
from xl_send.scheduling.solver.results import Score, Starts, score

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
        from ortools.sat.python import cp_model

        self._library = cp_model
        self._frame = frame
        self._known = known
        self._seconds = self.left = seconds
        self._model = cp_model.CpModel()
        self._top = self._horizon()
        self._least = least(frame)
        self._most_moved = None if anywhere else self._farthest()
        self._gates: dict[int, list[cp_model.IntVar]] = {}
        self._starts = [self._start(number, activity) for number, activity in enumerate(frame.problem.activities)]
        self._ends = [self._end(number, activity) for number, activity in enumerate(frame.problem.activities)]
        self._spans = [self._span(number, activity) for number, activity in enumerate(frame.problem.activities)]
        self._link()
        self._share()

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
            self._model.add(goal.value <= self._worth(goal))
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
        solved = self._solve(sum(self._late()))
        return solved.bound if solved else 0

    def _horizon(self) -> int:
        """Nothing need end after the known schedule if only the finish counts and no conflict could be cured."""
        activities = self._frame.problem.activities
        bare = all(activity.due is None for activity in activities) and not self._frame.promises
        finish = self._frame.problem.aim is Aim.FINISH
        return self._frame.finish(self._known) if bare and finish else self._frame.horizon

    def _start(self, number: int, one: Activity) -> cp_model.IntVar:
        if one.fixed:
            return self._model.new_constant(start_of(one))
        first, last = self._between(number, one)
        windows = [(max(first, low), last if high is None else min(last, high)) for low, high in one.windows]
        spans = [list(each) for each in windows if each[0] <= each[1]] or [[first, last]]
        domain = self._library.Domain.from_intervals(spans)
        for pause in one.pauses.spans:
            domain = domain.intersection_with(self._library.Domain(*pause).complement())
        start = self._model.new_int_var_from_domain(domain, one.name)
        if one.gates:
            self._gate(number, one, start)
        return start

    def _farthest(self) -> int | None:
        """How many days may be moved in all by anything better than what is known; None where nothing bounds that."""
        worth = score(self._frame, self._known)
        stays = self._frame.problem.aim is Aim.STAY
        nothing_better = (worth.conflicts, worth.tight) == (self._least.conflicts, self._least.tight)
        return worth.moved if stays and nothing_better else None

    def _between(self, number: int, one: Activity) -> tuple[int, int]:
        """The first and the last start that anything better than what is known may have."""
        first, last = self._frame.earliest[number], max(one.latest_start(self._top), self._known[number])
        if self._most_moved is None or one.current is None or not one.weight:
            return first, last
        return max(first, one.current - self._reach(one)), min(last, one.current + self._reach(one))

    def _reach(self, one: Activity) -> int:
        """The most days by which anything better than what is known may move one activity that counts."""
        return self._frame.horizon if self._most_moved is None else self._most_moved // one.weight

    def _gate(self, number: int, one: Activity, start: cp_model.IntVar) -> None:
        """It happens on the day of one gate, for which all that it waits for is ready in time, or after them all."""
        chosen = [self._model.new_bool_var(f"{one.name} {gate.day}") for gate in one.gates]
        after = self._model.new_bool_var(f"{one.name} after all")
        self._model.add_exactly_one([*chosen, after])
        self._model.add(start > one.gates[-1].day).only_enforce_if(after)
        for gate, here in zip(one.gates, chosen, strict=True):
            self._model.add(start == gate.day).only_enforce_if(here)
        self._gates[number] = chosen

    def _end(self, number: int, one: Activity) -> cp_model.LinearExprT:
        """The day after its last: so many days after its start, and as many more as it pauses for."""
        start = self._starts[number]
        if one.fixed:
            return one.end(start_of(one))
        if not one.pauses.spans or not one.duration:
            return start + one.duration
        first, last = self._between(number, one)
        days = [day for day in range(first, last + 1) if one.may_start(day)]
        place = self._model.new_int_var(0, len(days) - 1, f"{one.name} place")
        end = self._model.new_int_var(one.end(days[0]), one.end(days[-1]), f"{one.name} end")
        self._model.add_element(place, days, start)
        self._model.add_element(place, [one.end(day) for day in days], end)
        return end

    def _span(self, number: int, one: Activity) -> cp_model.IntervalVar | None:
        """The days that it takes, where it takes some and may move."""
        if one.fixed or not one.duration:
            return None
        start, name = self._starts[number], f"{one.name} span"
        if not one.pauses.spans:
            return self._model.new_fixed_size_interval_var(start, one.duration, name)
        size = self._model.new_int_var(one.duration, self._top, f"{one.name} size")
        return self._model.new_interval_var(start, size, self._ends[number], name)

    def _link(self) -> None:
        for number, links in enumerate(self._frame.before):
            gates = self._frame.problem.activities[number].gates
            for other, lag in links:
                self._model.add(self._starts[number] >= self._ends[other] + lag)
                for gate, here in zip(gates, self._gates.get(number, ()), strict=True):
                    self._model.add(self._ends[other] + lag <= gate.ready_by).only_enforce_if(here)

    def _share(self) -> None:
        for number, resource in enumerate(self._frame.problem.resources):
            taken = [(self._spans[place], need) for place, need in self._frame.takers[number]]
            spans = [span for span, _ in taken if span is not None]
            needs = [need for span, need in taken if span is not None]
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
        for exclusion in self._frame.problem.exclusions:
            self._keep_apart(exclusion)

    def _keep_apart(self, exclusion: Exclusion) -> None:
        """Activities of two groups never meet; two that are fixed are left as they are."""
        spans: list[tuple[str, bool, cp_model.IntervalVar]] = []
        for name, group in exclusion.groups.items():
            number = self._frame.numbers[name]
            one, span = self._frame.problem.activities[number], self._spans[number]
            if one.fixed and one.duration:
                first, end = start_of(one), one.end(start_of(one))
                span = self._model.new_fixed_size_interval_var(first, end - first, f"{name} {exclusion.name}")
            if span is not None:
                spans.append((group, one.fixed, span))
        if len({group for group, _, _ in spans}) == len(spans) and not any(fixed for _, fixed, _ in spans):
            self._model.add_no_overlap([span for _, _, span in spans])
            return
        for (group, fixed, span), (other_group, other_fixed, other) in combinations(spans, 2):
            if group != other_group and not (fixed and other_fixed):
                self._model.add_no_overlap([span, other])

    def _room(self, resource: int) -> list[int]:
        """What a resource has left on each day beside what is fixed."""
        room = list(self._frame.capacities[resource][: self._top])
        for number, need in self._frame.takers[resource]:
            one = self._frame.problem.activities[number]
            for day in range(start_of(one), min(one.end(start_of(one)), self._top)) if one.fixed else ():
                room[day] = max(0, room[day] - need)
        return room

    def _goals(self, least: Score) -> Iterable[Goal]:
        """What counts, most important first."""
        late, tight = list(self._late()), list(self._tight())
        stays = self._frame.problem.aim is Aim.STAY
        if late:
            yield Goal("conflicts", sum(late), least.conflicts, "that no order leaves less too late")
        if tight:
            yield Goal("tight", sum(tight), least.tight, "that no other leaves more to spare before what is fixed")
        if stays:
            moved = sum(move.weight * moved for move, moved in self._moves)
            yield Goal("moved", moved, least.moved, "that no other moves less")
        yield Goal("finish", self._finish(least.finish), least.finish, "that no other is finished sooner")
        if stays:
            yield Goal("touched", sum(self._touched()), least.touched, "that no other moves fewer dates")

    def _tight(self) -> Iterable[cp_model.IntVar]:
        """Whether what leads to something fixed leaves less to spare than is wanted; all of it, if any is."""
        promises = self._frame.promises
        if any(promise.in_comfort < promise.latest for promise in promises):
            yield from (self._after(promise.first, promise.in_comfort) for promise in promises)

    def _late(self) -> Iterable[cp_model.IntVar]:
        for number, activity in enumerate(self._frame.problem.activities):
            if activity.due is not None:
                yield self._after(number, activity.due)
        for promise in self._frame.promises:
            yield self._after(promise.first, promise.latest)

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
                moved = self._model.new_int_var(0, self._reach(item), f"{item.name} moved")
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
        for number, _ in enumerate(self._frame.problem.activities):
            self._model.add(finish >= self._ends[number])
        return finish

    def _solve(self, goal: cp_model.LinearExprT) -> _Solved | None:
        """The least of a goal; None if the time was spent before any schedule was found."""
        self._model.minimize(goal)
        self._model.clear_hints()  # type: ignore[no-untyped-call]
        for activity, start, day in zip(self._frame.problem.activities, self._starts, self._known, strict=True):
            if not activity.fixed:
                self._model.add_hint(start, day)
        solver = self._library.CpSolver()
        _set(solver, self._seconds, self.left)
        status = solver.solve(self._model)
        self.left -= solver.wall_time
        if status == self._library.UNKNOWN:
            return None
        starts = [solver.value(start) for start in self._starts]
        value, bound = round(solver.objective_value), round(solver.best_objective_bound)
        return _Solved(starts, status == self._library.OPTIMAL, value, bound)


def _set(solver: cp_model.CpSolver, effort: float, seconds: float) -> None:
    solver.parameters.random_seed = SEED
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 0
    solver.parameters.max_deterministic_time = effort
    solver.parameters.max_time_in_seconds = seconds


def _runs(values: Sequence[int]) -> Iterable[tuple[int, int, int]]:
    """Runs of one value: where it begins, where it has ended, and the value."""
    first = 0
    for place in range(1, len(values) + 1):
        if place == len(values) or values[place] != values[first]:
            yield first, place, values[first]
            first = place
