"""From a programme's network to a scheduling problem."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import pairwise

from xl_send.network import Edge, Network, Node, network_of
from xl_send.scheduling.proposal.day_numbers import DayNumbers
from xl_send.scheduling.proposal.shared import SharedResource, shared_by, works_in_term_only
from xl_send.scheduling.solver import Activity, Precedence, Problem, StartWindow
from xl_send.workbook.sheets.choices import TaskStatus
from xl_send.workbook.sheets.interdependencies import Diagnostic
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.thresholds import Thresholds
from xl_send.workbook.submissions import Programme

# A working day by which a key milestone moves counts as much as so many of anything else.
KEY_WEIGHT = 5


@dataclass(frozen=True)
class ProgrammeProblem:
    """A programme as a problem, and what of it stands where.

    `nodes` are those with a place in the problem; `left_out` are those without, each with the reason.
    """

    network: Network
    days: DayNumbers
    problem: Problem
    nodes: Mapping[str, Node]
    edges: Sequence[Edge]
    shared: Mapping[str, SharedResource]
    left_out: Mapping[str, str]

    def activity(self, name: str) -> Activity:
        """A node as the scheduler knows it."""
        return self._activities[name]

    @cached_property
    def _activities(self) -> Mapping[str, Activity]:
        return {activity.name: activity for activity in self.problem.activities}


def build(programme: Programme) -> ProgrammeProblem:
    """The problem of a programme. Loops, and what comes after them, are left out: nothing can order them."""
    network = network_of(programme)
    days = DayNumbers(network.axis, programme.latest or date.min)
    left_out = {node.id: why for node in network.nodes if (why := _why_left_out(network, days, node))}
    nodes = {node.id: node for node in network.nodes if node.id not in left_out}
    thresholds = programme.policy.thresholds if programme.policy else Thresholds()
    tasks = [node.record for node in nodes.values() if isinstance(node.record, Diagnostic) and not is_over(node)]
    shared = {item.resource.name: item for item in shared_by(programme, tasks, thresholds)}
    maker = _Maker(network, days, shared.values())
    # What is over waits for nothing any more.
    ahead = {name for name, node in nodes.items() if not is_over(node)}
    edges = [edge for edge in network.edges if edge.start in nodes and edge.end in ahead]
    problem = Problem(
        tuple(maker.activity(node) for node in nodes.values()),
        tuple(Precedence(edge.start, edge.end, _lag(nodes[edge.start], edge)) for edge in edges),
        tuple(item.resource for item in shared.values()),
    )
    return ProgrammeProblem(network, days, problem, nodes, edges, shared, left_out)


def is_over(node: Node) -> bool:
    """Whether something is done, if only by its status."""
    return node.done or (isinstance(node.record, Diagnostic) and node.record.status is TaskStatus.DONE)


def _why_left_out(network: Network, days: DayNumbers, node: Node) -> str:
    if network.feasible(node.id) is None:
        return "it waits for itself, or for something that does; break the loop first"
    if node.own and days.is_too_far(node.own):
        return "its date is more than ten years away"
    return ""


def _lag(before: Node, edge: Edge) -> int:
    """A milestone may be on the last day of the task it waits for; a task ends a day sooner than it gives free."""
    return edge.lag - isinstance(before.record, Diagnostic)


class _Maker:
    """Makes an activity of each node."""

    def __init__(self, network: Network, days: DayNumbers, shared: Iterable[SharedResource]) -> None:
        self._network = network
        self._days = days
        self._needs: dict[str, dict[str, int]] = {}
        for shared_resource in shared:
            for name, need in shared_resource.needs.items():
                self._needs.setdefault(name, {})[shared_resource.resource.name] = need
        self._windows: dict[int, tuple[StartWindow, ...]] = {}

    def activity(self, node: Node) -> Activity:
        """A milestone or handover as an event on its day, a task with its length."""
        if isinstance(node.record, Diagnostic):
            return self._task(node, node.record)
        current = self._days.of(node.own) if node.own else None
        floor = self._days.of(node.as_at) if node.as_at else 0
        if is_over(node):
            return Activity(node.id, current=current, fixed=True)
        due = self._bound(node)
        if isinstance(node.record, Milestone) and node.record.fixed:
            due = self._days.of(self._network.plan_of(node.record).day)
            if current is not None and current >= floor:
                return Activity(node.id, current=current, fixed=True, due=due)
        # Nobody has promised it sooner than its own forecast.
        release = max(floor, current or 0)
        weight = KEY_WEIGHT if isinstance(node.record, Milestone) and node.record.key else 1
        one = Activity(node.id, release=release, current=current, due=due, weight=weight)
        return replace(one, windows=self._in_term(one)) if self._is_term_only(node) else one

    def _task(self, node: Node, task: Diagnostic) -> Activity:
        start, floor = self._days.of(task.starts), self._days.of(node.as_at) if node.as_at else 0
        end = max(start, self._days.of(node.own) if node.own else start)
        if is_over(node):
            return Activity(node.id, end - start + 1, current=start, fixed=True)
        needs = self._needs.get(node.id, {})
        if task.status is TaskStatus.UNDER_WAY:
            return Activity(node.id, max(end, floor) - start + 1, current=start, fixed=True, needs=needs)
        one = Activity(node.id, end - start + 1, release=floor, current=start, needs=needs)
        term_only = self._is_term_only(node) or works_in_term_only(self._network.programme, task)
        return replace(one, windows=self._in_term(one)) if term_only else one

    def _bound(self, node: Node) -> int | None:
        bound = self._network.built.graph.bound[self._network.built.numbers[node.id]]
        return None if bound is None else self._days.of(date.fromordinal(bound))

    def _is_term_only(self, node: Node) -> bool:
        return self._network.built.graph.term_only[self._network.built.numbers[node.id]]

    def _in_term(self, one: Activity) -> tuple[StartWindow, ...]:
        """The stretches in which something starts and ends in term time; where it stands now it may stay."""
        last = max(one.duration - 1, 0)
        if last not in self._windows:
            self._windows[last] = self._stretches(last)
        stay = () if one.current is None else (StartWindow(one.current, one.current),)
        return (*stay, *self._windows[last])

    def _stretches(self, last: int) -> tuple[StartWindow, ...]:
        end = self._days.last_school_day()
        opened = [day for day in range(end + 1) if self._days.in_term(day) and self._days.in_term(day + last)]
        breaks = [place for place, (day, after) in enumerate(pairwise(opened), 1) if after > day + 1]
        runs = [opened[first:until] for first, until in pairwise([0, *breaks, len(opened)])]
        return (*(StartWindow(run[0], run[-1]) for run in runs if run), StartWindow(end + 1))
