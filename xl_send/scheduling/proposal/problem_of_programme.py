"""From a programme's network to a scheduling problem."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import cast

from xl_send.network import Edge, Network, Node, is_beyond_meetings, network_of
from xl_send.scheduling.proposal.activities import ActivityMaker, Holds, is_over
from xl_send.scheduling.proposal.day_numbers import DayNumbers
from xl_send.scheduling.proposal.school_calls import SchoolCall, fixed_calls, school_calls
from xl_send.scheduling.proposal.shared import SharedResource, shared_by
from xl_send.scheduling.solver import Activity, Exclusion, Precedence, Problem, RenewableResource
from xl_send.value_classes import frozen
from xl_send.workbook.sheets.interdependencies import Diagnostic
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.thresholds import Thresholds
from xl_send.workbook.submissions import Programme


@frozen(eq=True)
class ProgrammeProblem:
    """A programme as a problem, and what of it stands where.

    `nodes` are those with a place in the problem; `left_out` are those without, each with the reason. `buffer` is how
    many working days are to be free before a fixed date.
    """

    network: Network
    days: DayNumbers
    problem: Problem
    nodes: Mapping[str, Node]
    edges: Sequence[Edge]
    shared: Mapping[str, SharedResource]
    left_out: Mapping[str, str]
    calls: Mapping[str, SchoolCall]
    buffer: int

    def activity(self, name: str) -> Activity:
        """A node as the scheduler knows it."""
        return self._activities[name]

    def sharing(self, name: str) -> Sequence[SharedResource]:
        """All that a task shares with others."""
        return self._sharing.get(name, ())

    def edges_to(self, name: str) -> Sequence[Edge]:
        """What something waits for."""
        return self._edges[1].get(name, ())

    def edges_from(self, name: str) -> Sequence[Edge]:
        """What waits for something."""
        return self._edges[0].get(name, ())

    @cached_property
    def _edges(self) -> tuple[Mapping[str, Sequence[Edge]], Mapping[str, Sequence[Edge]]]:
        """The links by their starts, and by their ends."""
        starts: dict[str, list[Edge]] = {}
        ends: dict[str, list[Edge]] = {}
        for edge in self.edges:
            starts.setdefault(edge.start, []).append(edge)
            ends.setdefault(edge.end, []).append(edge)
        return starts, ends

    def last(self, name: str, start: int) -> int:
        """The last day of something that starts on a day; of an event that day itself."""
        one = self.activity(name)
        return max(one.end(start) - 1, start)

    def span(self, name: str, start: int) -> tuple[date, date]:
        """The first and the last date of something that starts on a day; its own, where it stays."""
        one, node = self.activity(name), self.nodes.get(name)
        last = self.last(name, start)
        if node is None or node.own is None or start != one.current:
            return self.days.day(start), self.days.day(last)
        begins = node.record.starts if isinstance(node.record, Diagnostic) else node.own
        ends = max(node.own, begins)
        return begins, ends if self.days.of(ends) == last else self.days.day(last)

    def said(self, name: str) -> str:
        """What something is called in words: an id, or a trial."""
        return self.calls[name].words if name in self.calls else name

    @cached_property
    def _activities(self) -> Mapping[str, Activity]:
        return {activity.name: activity for activity in self.problem.activities}

    @cached_property
    def _sharing(self) -> Mapping[str, Sequence[SharedResource]]:
        found: dict[str, list[SharedResource]] = {}
        for item in self.shared.values():
            for name in item.needs:
                found.setdefault(name, []).append(item)
        return found


def build(programme: Programme, holds: Holds | None = None) -> ProgrammeProblem:
    """The problem of a programme. What stands on a loop, or has no date that is known, is left out."""
    network = network_of(programme)
    days = DayNumbers(network.axis, programme.latest or date.min)
    left_out = _left_out(network, days)
    nodes = {node.id: node for node in network.nodes if node.id not in left_out}
    thresholds = programme.policy.thresholds if programme.policy else Thresholds()
    # What has no place in the order is in its schools all the same.
    standing = [node for node in network.nodes if node.id in left_out and _is_open_task(days, node)]
    tasks = [*(node for node in nodes.values() if _is_open_task(days, node)), *standing]
    calls = school_calls(network, days)
    shared = shared_by(programme, [cast("Diagnostic", node.record) for node in tasks], thresholds, calls)
    maker = ActivityMaker(network, days, shared, thresholds, holds or Holds())
    # What is over waits for nothing any more.
    ahead = {name for name, node in nodes.items() if not is_over(node)}
    edges = [edge for edge in network.edges if edge.start in nodes and edge.end in ahead]
    buffer = int(thresholds.statutory_buffer)
    by_name = {call.name: call for found in calls.values() for call in found}
    activities = [maker.activity(node) for node in nodes.values()]
    activities += [maker.standing(node) for node in standing]
    activities += fixed_calls(by_name.values(), maker.needs)
    problem = Problem(
        tuple(activities),
        tuple(Precedence(edge.start, edge.end, _lag(nodes, edge), _spare(nodes, edge, buffer)) for edge in edges),
        tuple(RenewableResource(item.name, item.capacity) for item in shared if not item.groups),
        exclusions=tuple(Exclusion(item.name, item.groups) for item in shared if item.groups),
    )
    by_resource = {item.name: item for item in shared}
    return ProgrammeProblem(network, days, problem, nodes, edges, by_resource, left_out, by_name, buffer)


def _is_open_task(days: DayNumbers, node: Node) -> bool:
    task = isinstance(node.record, Diagnostic) and not is_over(node)
    return task and node.own is not None and not days.is_too_far(node.own)


def _left_out(network: Network, days: DayNumbers) -> dict[str, str]:
    """What has no place in an order, each with the reason: on a loop, without a date that is known, or after such."""
    found = {node.id: why for node in network.nodes if (why := _why_left_out(network, days, node))}
    waits: dict[str, str] = {}
    for edge in network.edges:
        if network.feasible(edge.start) is None:
            waits.setdefault(edge.end, edge.start)
    for node in network.nodes:
        if node.id not in found and network.feasible(node.id) is None:
            found[node.id] = f"it waits for {waits.get(node.id, 'something')}, whose date is not known"
    return found


def _why_left_out(network: Network, days: DayNumbers, node: Node) -> str:
    if network.not_before(node.id) is None:
        return "it waits for itself, or for something that does; break the loop first"
    if node.own and days.is_too_far(node.own):
        return "its date is more than ten years away"
    if network.feasible(node.id) is None and node.own is None and not network.ready(node.id):
        return "nobody gives it a date"
    one = node.record
    if isinstance(one, Milestone) and is_beyond_meetings(network, one):
        return f"no meeting of {one.forum} is listed that could still decide it; list its later meetings"
    return ""


def _lag(nodes: Mapping[str, Node], edge: Edge) -> int:
    """A milestone may be on the last day of the task it waits for; a task ends a day sooner than it gives free."""
    return edge.lag - isinstance(nodes[edge.start].record, Diagnostic)


def _spare(nodes: Mapping[str, Node], edge: Edge, buffer: int) -> int:
    """Before a fixed date a few working days are to be kept free."""
    last = nodes[edge.end].record
    return buffer if isinstance(last, Milestone) and last.fixed else 0
