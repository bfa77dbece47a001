"""A frame as OR-Tools' CP-SAT holds it: when each thing starts and ends, what it waits for, what it shares.

`exact` asks it. It knows nothing of workbooks, and loads the solver only once there is something to solve.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

from xl_send.scheduling.solver.frame import Frame, start_of
from xl_send.scheduling.solver.problem import Activity, Exclusion
from xl_send.scheduling.solver.results import Starts

if TYPE_CHECKING:
    from ortools.sat.python import cp_model


class ScheduleModel:
    """The variables of a frame and what holds between them.

    Nothing need end after the day `top`. Where `most_moved` is known, nothing that moves more days in all is sought.
    """

    def __init__(self, frame: Frame, known: Starts, top: int, most_moved: int | None) -> None:
        from ortools.sat.python import cp_model

        self.library = cp_model
        self.constraints = cp_model.CpModel()
        self._frame = frame
        self._known = known
        self._top = top
        self._most_moved = most_moved
        self._gates: dict[int, list[cp_model.IntVar]] = {}
        self.starts = [self._start(number, activity) for number, activity in enumerate(frame.problem.activities)]
        self._ends = [self._end(number, activity) for number, activity in enumerate(frame.problem.activities)]
        self._spans = [self._span(number, activity) for number, activity in enumerate(frame.problem.activities)]
        self._link()
        self._share()

    def late(self) -> Iterable[cp_model.IntVar]:
        """Whether each thing that is due, or that something fixed waits for, comes too late."""
        for number, activity in enumerate(self._frame.problem.activities):
            if activity.due is not None:
                yield self._after(number, activity.due)
        for promise in self._frame.promises:
            yield self._after(promise.first, promise.latest)

    def tight(self) -> Iterable[cp_model.IntVar]:
        """Whether what leads to something fixed leaves less to spare than is wanted; all of it, if any is."""
        promises = self._frame.promises
        if any(promise.in_comfort < promise.latest for promise in promises):
            yield from (self._after(promise.first, promise.in_comfort) for promise in promises)

    @cached_property
    def moves(self) -> Sequence[tuple[Activity, cp_model.IntVar]]:
        """By how many days each thing moves that may, and of which it counts."""
        found = []
        for start, item in zip(self.starts, self._frame.problem.activities, strict=True):
            if item.current is not None and not item.fixed and item.weight:
                moved = self.constraints.new_int_var(0, self._reach(item), f"{item.name} moved")
                self.constraints.add_abs_equality(moved, start - item.current)
                found.append((item, moved))
        return found

    def touched(self) -> Iterable[cp_model.IntVar]:
        """Whether each of them moves at all."""
        for move, moved in self.moves:
            touched = self.constraints.new_bool_var(f"{move.name} touched")
            self.constraints.add(moved == 0).only_enforce_if(~touched)
            yield touched

    def finish(self, least: int) -> cp_model.IntVar:
        """The day on which all has ended, which is not before `least`."""
        finish = self.constraints.new_int_var(least, max(self._top, least), "finish")
        for number, _ in enumerate(self._frame.problem.activities):
            self.constraints.add(finish >= self._ends[number])
        return finish

    def _start(self, number: int, one: Activity) -> cp_model.IntVar:
        if one.fixed:
            return self.constraints.new_constant(start_of(one))
        first, last = self._between(number, one)
        windows = [(max(first, low), last if high is None else min(last, high)) for low, high in one.windows]
        spans = [list(each) for each in windows if each[0] <= each[1]] or [[first, last]]
        domain = self.library.Domain.from_intervals(spans)
        for pause in one.pauses.spans:
            domain = domain.intersection_with(self.library.Domain(*pause).complement())
        start = self.constraints.new_int_var_from_domain(domain, one.name)
        if one.gates:
            self._gate(number, one, start)
        return start

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
        chosen = [self.constraints.new_bool_var(f"{one.name} {gate.day}") for gate in one.gates]
        after = self.constraints.new_bool_var(f"{one.name} after all")
        self.constraints.add_exactly_one([*chosen, after])
        self.constraints.add(start > one.gates[-1].day).only_enforce_if(after)
        for gate, here in zip(one.gates, chosen, strict=True):
            self.constraints.add(start == gate.day).only_enforce_if(here)
        self._gates[number] = chosen

    def _end(self, number: int, one: Activity) -> cp_model.LinearExprT:
        """The day after its last: so many days after its start, and as many more as it pauses for."""
        start = self.starts[number]
        if one.fixed:
            return one.end(start_of(one))
        if not one.pauses.spans or not one.duration:
            return start + one.duration
        first, last = self._between(number, one)
        days = [day for day in range(first, last + 1) if one.may_start(day)]
        place = self.constraints.new_int_var(0, len(days) - 1, f"{one.name} place")
        end = self.constraints.new_int_var(one.end(days[0]), one.end(days[-1]), f"{one.name} end")
        self.constraints.add_element(place, days, start)
        self.constraints.add_element(place, [one.end(day) for day in days], end)
        return end

    def _span(self, number: int, one: Activity) -> cp_model.IntervalVar | None:
        """The days that it takes, where it takes some and may move."""
        if one.fixed or not one.duration:
            return None
        start, name = self.starts[number], f"{one.name} span"
        if not one.pauses.spans:
            return self.constraints.new_fixed_size_interval_var(start, one.duration, name)
        size = self.constraints.new_int_var(one.duration, self._top, f"{one.name} size")
        return self.constraints.new_interval_var(start, size, self._ends[number], name)

    def _link(self) -> None:
        for number, links in enumerate(self._frame.before):
            gates = self._frame.problem.activities[number].gates
            for other, lag in links:
                self.constraints.add(self.starts[number] >= self._ends[other] + lag)
                for gate, here in zip(gates, self._gates.get(number, ()), strict=True):
                    self.constraints.add(self._ends[other] + lag <= gate.ready_by).only_enforce_if(here)

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
                    spans.append(self.constraints.new_fixed_size_interval_var(first, end - first, name))
                    needs.append(most - free)
            if all(2 * need > most for need in needs):
                self.constraints.add_no_overlap(spans)
            else:
                self.constraints.add_cumulative(spans, needs, most)
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
                span = self.constraints.new_fixed_size_interval_var(first, end - first, f"{name} {exclusion.name}")
            if span is not None:
                spans.append((group, one.fixed, span))
        if len({group for group, _, _ in spans}) == len(spans) and not any(fixed for _, fixed, _ in spans):
            self.constraints.add_no_overlap([span for _, _, span in spans])
            return
        for (group, fixed, span), (other_group, other_fixed, other) in combinations(spans, 2):
            if group != other_group and not (fixed and other_fixed):
                self.constraints.add_no_overlap([span, other])

    def _room(self, resource: int) -> list[int]:
        """What a resource has left on each day beside what is fixed."""
        room = list(self._frame.capacities[resource][: self._top])
        for number, need in self._frame.takers[resource]:
            one = self._frame.problem.activities[number]
            for day in range(start_of(one), min(one.end(start_of(one)), self._top)) if one.fixed else ():
                room[day] = max(0, room[day] - need)
        return room

    def _after(self, number: int, day: int) -> cp_model.IntVar:
        """Whether an activity starts after a day."""
        is_late = self.constraints.new_bool_var(f"{number} after {day}")
        self.constraints.add(self.starts[number] <= day).only_enforce_if(~is_late)
        self.constraints.add(self.starts[number] > day).only_enforce_if(is_late)
        return is_late


def _runs(values: Sequence[int]) -> Iterable[tuple[int, int, int]]:
    """Runs of one value: where it begins, where it has ended, and the value."""
    first = 0
    for place in range(1, len(values) + 1):
        if place == len(values) or values[place] != values[first]:
            yield first, place, values[first]
            first = place
