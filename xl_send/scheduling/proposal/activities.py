"""Everything that is still to come as the scheduler knows it: what it takes, what holds it, and when it may be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import cast

from xl_send.network import Network, Node
from xl_send.scheduling.proposal.day_numbers import DayNumbers
from xl_send.scheduling.proposal.shared import SharedResource, works_in_term_only
from xl_send.scheduling.solver import Activity, Gate, StartWindow
from xl_send.value_classes import NamedTuple, replace
from xl_send.workbook.sheets.choices import TaskStatus
from xl_send.workbook.sheets.interdependencies import Diagnostic
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.thresholds import Thresholds

# A working day by which a key milestone moves counts as much as so many of anything else.
KEY_WEIGHT = 5


def is_over(node: Node) -> bool:
    """Whether something is done, if only by its status."""
    return node.done or (isinstance(node.record, Diagnostic) and node.record.status is TaskStatus.DONE)


class Holds(NamedTuple):
    """What stays where it is by a person's word (`keep`), and what was learnt of single things.

    `let_be` are those of which any move would leave a new conflict, `floors` day numbers before which they cannot be,
    `banned` those which would leave a new finding in their row.
    """

    keep: frozenset[str] = frozenset()
    let_be: frozenset[str] = frozenset()
    floors: Mapping[str, int] = MappingProxyType({})
    banned: Mapping[str, frozenset[int]] = MappingProxyType({})


class ActivityMaker:
    """Makes an activity of each node. `needs` is what each takes of what is shared."""

    def __init__(
        self,
        network: Network,
        days: DayNumbers,
        shared: Iterable[SharedResource],
        thresholds: Thresholds,
        holds: Holds,
    ) -> None:
        self._network = network
        self._days = days
        self._held = holds.keep | holds.let_be
        self._floors, self._banned = holds.floors, holds.banned
        self._plans = _plans_resting_on_tasks(network)
        self._notice = days.notice(int(thresholds.school_notice))
        self.needs: dict[str, dict[str, int]] = {}
        for item in shared:
            for name, need in item.needs.items() if not item.groups else ():
                self.needs.setdefault(name, {})[item.name] = need

    def standing(self, node: Node) -> Activity:
        """A task that has no place in the order, where it stands."""
        task = cast("Diagnostic", node.record)
        start = self._days.from_on(task.starts)
        length = max(1, self._days.of(node.own or task.ends) - start + 1)
        return Activity(node.id, length, current=start, fixed=True, needs=self.needs.get(node.id, {}))

    def activity(self, node: Node) -> Activity:
        """A milestone or handover as an event on its day, a task with its length."""
        if isinstance(node.record, Diagnostic):
            return self._task(node, node.record)
        current = self._days.of(node.own) if node.own else None
        if is_over(node):
            return Activity(node.id, current=current, fixed=True)
        due = self._bound(node)
        fixed = isinstance(node.record, Milestone) and node.record.fixed
        if isinstance(node.record, Milestone) and fixed:
            due = self._days.of(self._network.plan_of(node.record).day)
        stays = self._may_stay(node, current)
        if current is not None and ((fixed and stays) or node.id in self._held):
            return Activity(node.id, current=current, fixed=True, due=due)
        weight = KEY_WEIGHT if isinstance(node.record, Milestone) and node.record.key else 1
        one = Activity(node.id, current=current, due=due, weight=weight)
        gates = self._gates(node)
        if gates:
            release = max(self._decided_from(gates, current if stays else None), self._floors.get(node.id, 0))
            return replace(one, gates=gates, release=release)
        if self._in_schools(node):
            one = replace(one, pauses=self._days.school_pauses)
        # Nobody has promised it sooner than its own forecast.
        release = max(current or 0, self._floors.get(node.id, 0)) if stays else self._floors.get(node.id, 0)
        return self._from_now_on(replace(one, release=release), stays=stays, schools=self._in_schools(node))

    def _task(self, node: Node, task: Diagnostic) -> Activity:
        schools = self._in_schools(node)
        # A length is counted as the network counts it: what begins on a day off has that day too, but for schools.
        start = self._days.from_on(task.starts) if schools else self._days.of(task.starts)
        end = max(start, self._days.of(node.own) if node.own else start)
        if is_over(node):
            return Activity(node.id, end - start + 1, current=start, fixed=True)
        needs = self.needs.get(node.id, {})
        stays = self._may_stay(node, start)
        if task.status is TaskStatus.UNDER_WAY or node.id in self._held:
            last = max(end, self._days.of(node.as_at)) if node.as_at else end
            return Activity(node.id, last - start + 1, current=start, fixed=True, needs=needs)
        one = Activity(node.id, end - start + 1, release=self._floors.get(node.id, 0), current=start, needs=needs)
        one = replace(one, due=self._due(node, task, one))
        if schools or works_in_term_only(self._network.programme, task):
            pauses = self._days.school_pauses
            one = replace(one, pauses=pauses, duration=max(1, pauses.left_before(end + 1) - pauses.left_before(start)))
        return self._from_now_on(one, stays=stays, schools=schools)

    def _due(self, node: Node, task: Diagnostic, one: Activity) -> int | None:
        """The last start with which it still ends by the plan of the milestones that use it, if it does so now."""
        plan = self._plans.get(node.id)
        return one.latest_start(self._days.of(plan) + 1) if plan and plan >= task.ends else None

    def _may_stay(self, node: Node, current: int | None) -> bool:
        """Whether its own date has not passed at the As at of its workbook."""
        return current is not None and (node.as_at is None or current >= self._days.of(node.as_at))

    def _from_now_on(self, one: Activity, *, stays: bool, schools: bool) -> Activity:
        """Where it stands it may stay; elsewhere it is after the As at date, and schools have their notice of it."""
        first = max(self._days.now + 1, self._notice if schools else 0)
        windows = self._without_banned(one.name, first)
        if stays and one.current is not None and one.current < first:
            windows = (StartWindow(one.current, one.current), *windows)
        return replace(one, windows=windows, release=one.release if stays else max(one.release, first))

    def _without_banned(self, name: str, first: int) -> tuple[StartWindow, ...]:
        """From a first day on, without the days that would leave a new finding."""
        windows, start = [], first
        for day in sorted(day for day in self._banned.get(name, ()) if day >= first):
            if day > start:
                windows.append(StartWindow(start, day - 1))
            start = day + 1
        return (*windows, StartWindow(start))

    def _decided_from(self, gates: tuple[Gate, ...], current: int | None) -> int:
        """The meeting that serves its own forecast, before which nobody has promised it; else the next day."""
        serving = [gate.day for gate in gates if current is not None and gate.day <= current]
        return serving[-1] if serving else self._days.now + 1

    def _gates(self, node: Node) -> tuple[Gate, ...]:
        sittings = self._network.built.graph.sittings[self._network.built.numbers[node.id]] or ()
        if self._in_schools(node):
            school = self._network.axis.school
            sittings = [sitting for sitting in sittings if school.holds(sitting[1])] or sittings
        dates = ((date.fromordinal(papers), date.fromordinal(day)) for papers, day in sittings)
        gates = (Gate(self._days.of(papers), self._days.of(day)) for papers, day in dates)
        return tuple(gate for gate in gates if gate.day not in self._banned.get(node.id, ()))

    def _bound(self, node: Node) -> int | None:
        bound = self._network.built.graph.bound[self._network.built.numbers[node.id]]
        return None if bound is None else self._days.of(date.fromordinal(bound))

    def _in_schools(self, node: Node) -> bool:
        return self._network.built.graph.schools[self._network.built.numbers[node.id]]


def _plans_resting_on_tasks(network: Network) -> Mapping[str, date]:
    """The first planned date of the milestones still to come that use what a task finds out, by the task's id.

    Key milestones and fixed dates are held to their plans by themselves.
    """
    found: dict[str, date] = {}
    for edge in network.edges:
        first, last = network.node(edge.start), network.node(edge.end)
        if first and last and isinstance(first.record, Diagnostic) and isinstance(last.record, Milestone):
            plan = network.plan_of(last.record).day
            if not (last.done or last.record.key or last.record.fixed):
                found[first.id] = min(plan, found.get(first.id, plan))
    return found
