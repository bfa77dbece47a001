"""What one cause moves: the milestones that cannot keep their forecasts because something else comes late."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from xl_send.model.benefits import Expectation, Kpi
from xl_send.model.delivery import Milestone
from xl_send.model.governance import Meeting
from xl_send.model.network import Diagnostic
from xl_send.network.nodes import Node
from xl_send.network.whole import Network


class Moved(NamedTuple):
    """A milestone that cannot be reached by its own forecast, and by how many working days."""

    milestone: Milestone
    forecast: date
    feasible: date
    by: int


class Missed(NamedTuple):
    """A meeting that was to give a decision and comes before the milestone can, and the next that may."""

    milestone: Milestone
    meeting: Meeting
    following: Meeting | None


class KnockOn(NamedTuple):
    """A cause, by how many working days it is late against its plan, and the milestones that it moves."""

    cause: Node
    late: int
    moved: tuple[Moved, ...]


def knock_ons(network: Network) -> Iterator[KnockOn]:
    """Every cause with what it moves, the causes in the order in which they were read.

    The cause is the first thing on the way to a milestone that is late against its own plan or, if none is,
    the last thing that the milestone waits for.
    """
    by_cause: dict[str, list[Moved]] = {}
    for node in network.nodes:
        by = network.moved(node)
        feasible = network.feasible(node.id)
        if by and feasible and node.own and isinstance(node.record, Milestone) and not node.done:
            chain = network.driving_chain(node.id)
            if len(chain) > 1:
                by_cause.setdefault(_cause(network, chain), []).append(Moved(node.record, node.own, feasible, by))
    for name, moved in by_cause.items():
        cause = network.node(name)
        if cause is not None:
            yield KnockOn(cause, lateness(network, cause), tuple(sorted(moved, key=lambda one: -one.by)))


def _cause(network: Network, chain: Sequence[str]) -> str:
    before = [node for name in chain[:-1] if (node := network.node(name))]
    return next((node.id for node in before if lateness(network, node)), before[-1].id)


def lateness(network: Network, node: Node) -> int:
    """Working days by which something can be had later than it was planned; none where it is not late."""
    planned, feasible = planned_day(network, node), network.feasible(node.id)
    return max(0, network.axis.days.between(planned, feasible)) if planned and feasible else 0


def planned_day(network: Network, node: Node) -> date | None:
    """The plan that something is held to: a milestone's plan date, a task's end, the day a handover is needed by."""
    if isinstance(node.record, Milestone):
        return network.plan_of(node.record).day
    return node.record.ends if isinstance(node.record, Diagnostic) else node.record.needed_by


def missed_meetings(network: Network, moved: Sequence[Moved]) -> Iterator[Missed]:
    """The first meeting that each milestone would have had by its forecast and cannot have any more."""
    for one in moved:
        sittings = network.meetings.of(one.milestone)
        lost = (
            [sitting for sitting in sittings.usable if one.forecast <= sitting.day < one.feasible] if sittings else []
        )
        if sittings and lost:
            following = next((sitting for sitting in sittings.usable if sitting.day >= one.feasible), None)
            yield Missed(one.milestone, lost[0], following)


def passed_terms(network: Network, moved: Sequence[Moved]) -> Iterator[tuple[Milestone, date, date]]:
    """Milestones for which schools must act that pass the end of a term: its last day, and the next one's first."""
    for one in moved:
        ended = [term.ends for term in network.axis.terms.terms if one.forecast <= term.ends < one.feasible]
        following = network.axis.terms.next_term_after(ended[-1]) if ended else None
        if one.milestone.schools_must_act and ended and following:
            yield one.milestone, ended[0], following.starts


def passed_points(network: Network, moved: Sequence[Moved]) -> Iterator[tuple[Expectation, date]]:
    """What was expected of KPIs at a milestone by a day that lies between its forecast and when it can be reached."""
    by_id = {one.milestone.id: one for one in moved}
    context_only = {kpi.id for kpi in network.programme.each(Kpi) if kpi.better and kpi.better.value == "Context only"}
    for expectation in network.programme.each(Expectation):
        found = by_id.get(expectation.milestone or "")
        if found is None or expectation.kpi in context_only:
            continue
        day = expectation.measured_on or found.milestone.baseline
        if found.forecast <= day < found.feasible:
            yield expectation, day
