"""What one cause moves: the milestones that cannot keep their forecasts because something else comes late."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from xl_send.findings import Cell
from xl_send.network.network import Network
from xl_send.network.nodes import Node
from xl_send.value_classes import NamedTuple
from xl_send.workbook.sheets.governance import Meeting
from xl_send.workbook.sheets.kpis import Expectation
from xl_send.workbook.sheets.milestones import Milestone


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
    """Every cause with what it moves, the causes in the order in which they were read."""
    by_cause: dict[Node, list[Moved]] = {}
    for node in network.nodes:
        if node.done or not isinstance(node.record, Milestone):
            continue
        feasible, by = network.feasible(node.id), network.moved(node)
        cause = _cause(network, node) if by else None
        if cause and feasible and node.own:
            by_cause.setdefault(cause, []).append(Moved(node.record, node.own, feasible, by))
    for cause, moved in by_cause.items():
        yield KnockOn(cause, network.lateness(cause), tuple(sorted(moved, key=lambda item: -item.by)))


def cell_to_blame(found: KnockOn) -> Cell:
    """What has slipped; where that is on its plan, the first forecast that does not allow for it."""
    return found.cause.cell if found.late > 0 else found.moved[0].milestone.at("forecast")


def _cause(network: Network, node: Node) -> Node | None:
    """What moves a milestone in the end: not one on the way that is moved itself, where its own forecast would do."""
    cause, edge, seen = network.cause_of(node), network.driver_of(node), {node.id}
    while cause and edge and cause.id == edge.start and cause.id not in seen and network.slack(edge) >= 0:
        before = network.cause_of(cause) if network.moved(cause) else None
        if before is None:
            break
        seen.add(cause.id)
        edge, cause = network.driver_of(cause), before
    return cause


def missed_meetings(network: Network, moved: Sequence[Moved]) -> Iterator[Missed]:
    """The meeting that serves each milestone's forecast, where what the milestone waits for comes after it.

    A milestone that is given a later date misses none: an earlier meeting still serves that date.
    """
    for item in moved:
        sittings = network.meetings.of(item.milestone)
        serving = sittings.last_by(item.forecast) if sittings else None
        if sittings and serving and serving.day < item.feasible:
            following = next((sitting for sitting in sittings.usable if sitting.day >= item.feasible), None)
            yield Missed(item.milestone, serving, following)


def passed_terms(network: Network, moved: Sequence[Moved]) -> Iterator[tuple[Milestone, date, date]]:
    """Milestones for which schools must act that pass the end of a term: its last day, and the next one's first."""
    for item in moved:
        ended = [term.ends for term in network.axis.terms.terms if item.forecast <= term.ends < item.feasible]
        following = network.axis.terms.next_term_after(ended[-1]) if ended else None
        if item.milestone.schools_must_act and ended and following:
            yield item.milestone, ended[0], following.starts


def passed_points(network: Network, moved: Sequence[Moved]) -> Iterator[tuple[Expectation, date]]:
    """What was expected of KPIs at a milestone by a day that lies between its forecast and when it can be reached."""
    for found in moved:
        for expectation in network.expected_at.get(found.milestone.id, ()):
            day = expectation.measured_on or found.milestone.baseline
            if found.forecast <= day < found.feasible:
                yield expectation, day
