"""The network as two tables: every dated thing, and what waits for what."""

from __future__ import annotations

from collections.abc import Iterable

from xl_send.datasets.dataset import Dataset, date_field, number_field, text_field, whole, yes_no
from xl_send.network import Network
from xl_send.results import ProgrammeStatus

NODE_FIELDS = (
    text_field("id", "The id of a milestone, diagnostic task or handover."),
    text_field("kind", "milestone, diagnostic or handover."),
    text_field("workstream", "The code of its workstream."),
    text_field("name", "What it is called."),
    text_field("owner", "Who answers for it."),
    text_field("workbook", "The workbook that gives its date."),
    date_field("day", "When it was done, else when its own row expects it."),
    yes_no("done", "Whether it is done."),
    date_field("feasible", "The earliest day on which it can be, by what it waits for; blank on or after a loop."),
    date_field(
        "latest", "The latest day on which it may be without moving what waits for it; blank where nothing does."
    ),
    whole("float", "From its feasible day to its latest.", "working days"),
    number_field("float_weeks", "The same in school weeks.", "school weeks"),
    text_field("driving_chain", "The ids by which its feasible day is set, the first first."),
    text_field("status", "The colour that was worked out for it."),
)
EDGE_FIELDS = (
    text_field("start", "The id of what comes first."),
    text_field("end", "The id of what waits for it."),
    text_field("kind", "depends on, after, ready at or needed for."),
    whole("lag", "Working days that must lie between.", "working days"),
    whole("float", "How far the end's feasible day lies after the first that this allows.", "working days"),
    yes_no("driving", "Whether this sets the end's feasible day."),
    text_field("workbook", "The workbook that says so."),
)


def network_datasets(network: Network, picture: ProgrammeStatus) -> Iterable[Dataset]:
    """Nodes and edges, in the order in which they were read."""
    statuses = {item.id: item.status.value for item in picture.items}
    nodes = [
        {
            "id": node.id,
            "kind": node.kind.value,
            "workstream": node.workstream,
            "name": network.name_of(node),
            "owner": getattr(node.record, "owner", None) or getattr(node.record, "lead", None),
            "workbook": node.cell.workbook,
            "day": node.own,
            "done": node.done,
            "feasible": network.feasible(node.id),
            "latest": network.latest(node.id),
            "float": network.float_days(node.id),
            "float_weeks": network.float_weeks(node.id),
            "driving_chain": ", ".join(network.driving_chain(node.id)) or None,
            "status": statuses.get(node.id),
        }
        for node in network.nodes
    ]
    edges = [
        {
            "start": edge.start,
            "end": edge.end,
            "kind": edge.kind.value,
            "lag": edge.lag,
            "float": network.room(place),
            "driving": network.is_driving(place),
            "workbook": edge.cell.workbook,
        }
        for place, edge in enumerate(network.edges)
    ]
    yield Dataset("nodes", "One row for each dated thing of the network.", NODE_FIELDS, ("id",), nodes)
    description = "One row for each thing that waits for another."
    yield Dataset("edges", description, EDGE_FIELDS, ("start", "end", "kind"), edges)
