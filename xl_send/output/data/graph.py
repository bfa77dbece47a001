"""The network as JSON: every dated thing with its dates, float and status, and what waits for what."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from xl_send.commands.conflicts import GraphResult
from xl_send.network import Edge, Network, Node, network_of
from xl_send.output.data import cell_place
from xl_send.output.policy import not_read_data, policy_data
from xl_send.workbook.sheets.milestones import Milestone

GRAPH_SCHEMA = "xl_send/graph/1"


def graph_json(found: GraphResult) -> str:
    """Nodes and edges in the order in which they were read, workbooks by their names.

    `float` is in working days, `float_weeks` in school weeks; null where nothing downstream sets a bound.
    `feasible` is null on or after a loop, and where no date is known. The driving chain is given of key milestones. An
    edge's `float` is how far its end's feasible date lies, in
    working days, after the first that the edge allows; a `driving` edge sets its end's date.
    """
    programme = found.programme
    network = network_of(programme)
    statuses = {item.id: item.status.value for item in found.picture.items}
    written = {
        "schema": GRAPH_SCHEMA,
        "marking": found.loaded.marking or None,
        "as_at": _iso(programme.latest),
        "thresholds_from": policy_data(programme),
        **not_read_data(found.loaded),
        "nodes": [_node(network, node, statuses) for node in network.nodes],
        "edges": [_edge(network, number, edge) for number, edge in enumerate(network.edges)],
        "loops": [[network.edges[link].end for link in loop.links] for loop in network.loops],
        "not_followed": [
            {
                **cell_place(unresolved_reference.record.at(unresolved_reference.field)),
                "record": unresolved_reference.record.id,
                "id": unresolved_reference.id,
                "why": unresolved_reference.why.value,
            }
            for unresolved_reference in network.loose
        ],
    }
    return json.dumps(written, ensure_ascii=False, indent=2)


def _node(network: Network, node: Node, statuses: dict[str, str]) -> dict[str, Any]:
    return {
        "id": node.id,
        "kind": node.kind.value,
        "workstream": node.workstream,
        "name": network.name_of(node),
        **cell_place(node.cell),
        "date": _iso(node.own),
        "done": node.done,
        "feasible": _iso(network.feasible(node.id)),
        "latest": _iso(network.latest(node.id)),
        "float": network.float_days(node.id),
        "float_weeks": network.float_weeks(node.id),
        "driving_chain": list(network.driving_chain(node.id)) if _is_key(node) else None,
        "status": statuses.get(node.id),
    }


def _is_key(node: Node) -> bool:
    """Whether its chain is shown: of every node the chains of a long plan would fill a disk."""
    return isinstance(node.record, Milestone) and bool(node.record.key)


def _edge(network: Network, number: int, edge: Edge) -> dict[str, Any]:
    return {
        "from": edge.start,
        "to": edge.end,
        "kind": edge.kind.value,
        "lag": edge.lag,
        "float": network.room(number),
        "driving": network.is_driving(number),
        **cell_place(edge.cell),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
