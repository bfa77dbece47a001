"""Plans that contradict the order in which things must come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import cast

from xl_send.analysis.account_ages import aside
from xl_send.findings import Cell, Related, Severity
from xl_send.network import Edge, Network, Node, NodeKind, network_of
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.columns import Record
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import TaskStatus
from xl_send.workbook.sheets.interdependencies import Diagnostic
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme


def _planned(network: Network, first: NodeKind) -> Iterator[tuple[Edge, Node, Node]]:
    """Every edge from a kind of row to one still to come, with what comes first and what after.

    In a loop no order is right: its edges are told as a loop.
    """
    looped = {number for loop in network.loops for number in loop.links}
    nodes, edges, graph = network.nodes, network.edges, network.built.graph
    for number, (start, end) in enumerate(zip(graph.starts, graph.ends, strict=True)):
        if nodes[start].kind is first and not nodes[end].done and number not in looped:
            yield edges[number], nodes[start], nodes[end]


@rule(
    "CF08",
    Severity.ERROR,
    "{id} is planned for {day}, but it depends on {before}, planned for {later}.{aside}",
    "Agree which comes first, and correct one of the dates or Depends on.",
)
def planned_before_what_it_depends_on(programme: Programme) -> Iterator[Hit]:
    """A milestone is planned no earlier than those it depends on.

    The plan itself cannot be kept, whatever the forecasts say. The agreed date counts once its change is approved,
    else the baseline date.

    **Fails**

    Milestones:
    | ID | Baseline date | Depends on |
    | --- | --- | --- |
    | TRN-M01 | 10 Dec 2026 | <SOU-M01> |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Milestones:
    | ID | Workstream | Baseline date |
    | --- | --- | --- |
    | SOU-M01 | SOU | 11 Dec 2026 |

    **Passes**

    Milestones:
    | ID | Baseline date | Depends on | Actual date |
    | --- | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | | |
    | TRN-M02 | 11 Dec 2026 | TRN-M01 | |
    | TRN-M03 | 10 Dec 2026 | TRN-M01 | 2 Nov 2026 |
    """
    network = network_of(programme)
    for edge, first, last in _planned(network, NodeKind.MILESTONE):
        if not isinstance(first.record, Milestone) or not isinstance(last.record, Milestone):
            continue
        before, after = network.plan_of(first.record), network.plan_of(last.record)
        if before.day > after.day:
            cells = Related(after.cell, "its planned date"), Related(before.cell, f"the planned date of {first.id}")
            yield hit(
                edge.cell,
                *cells,
                id=last.id,
                day=after.day,
                before=first.id,
                later=before.day,
                aside=aside(programme, first.record, last.record),
            ).known_by(first.id, last.id)


@rule(
    "CF14",
    Severity.ERROR,
    "{id} {does}, but it uses what {task} {finds} by {later}.{aside}",
    "Agree which comes first, and correct the dates or the reference.",
)
def diagnostic_out_of_order(programme: Programme) -> Iterator[Hit]:
    """A task starts, and a milestone is planned, no earlier than the end of the tasks whose output it uses.

    What is designed before its diagnosis is in is designed on guesswork. Where the plan is in order, but a task is now
    forecast to end after one that uses it is to start, which has not begun, it is a query.

    **Fails**

    Milestones:
    | ID | Baseline date | Depends on |
    | --- | --- | --- |
    | TRN-M01 | 3 Dec 2026 | <TRN-T01> |

    Diagnostics:
    | ID | Starts | Ends | After |
    | --- | --- | --- | --- |
    | TRN-T01 | 23 Nov 2026 | 4 Dec 2026 | |
    | TRN-T02 | 3 Dec 2026 | 11 Dec 2026 | <TRN-T01> |

    **Fails**

    Diagnostics:
    | ID | Starts | Ends | Forecast end | After | Status |
    | --- | --- | --- | --- | --- | --- |
    | TRN-T01 | 2 Nov 2026 | 27 Nov 2026 | 15 Jan 2027 | | Under way |
    | TRN-T02 | 7 Dec 2026 | 18 Dec 2026 | | <TRN-T01> | Planned |

    **Passes**

    Milestones:
    | ID | Baseline date | Depends on |
    | --- | --- | --- |
    | TRN-M01 | 4 Dec 2026 | TRN-T01 |

    Diagnostics:
    | ID | Starts | Ends | After | Status |
    | --- | --- | --- | --- | --- |
    | TRN-T01 | 23 Nov 2026 | 4 Dec 2026 | | |
    | TRN-T02 | 4 Dec 2026 | 11 Dec 2026 | TRN-T01 | |
    | TRN-T03 | 3 Dec 2026 | 11 Dec 2026 | TRN-T04 | |
    | TRN-T04 | 3 Dec 2026 | 11 Dec 2026 | | Dropped |
    """
    network = network_of(programme)
    for edge, first, last in _planned(network, NodeKind.DIAGNOSTIC):
        if not isinstance(first.record, Diagnostic):
            continue
        day, cell, does = _use(network, last)
        slipped = _forecast_end(network, first.record, last.record)
        if day < max(first.record.ends, slipped or date.min):
            by_plan = day < first.record.ends
            end = first.record.at("ends" if by_plan else "forecast_end")
            cells = Related(cell, f"it {does} then"), Related(end, f"the end of {first.id}")
            yield hit(
                edge.cell,
                *cells,
                severity=None if by_plan else Severity.QUERY,
                id=last.id,
                does=f"{does} on {say(day)}" if by_plan else "is to start earlier",
                task=first.id,
                finds="finds out" if by_plan else "is now to find out",
                later=first.record.ends if by_plan else slipped,
                aside=aside(programme, first.record, last.record),
            ).known_by(first.id, last.id)


def _forecast_end(network: Network, first: Diagnostic, last: Record) -> date | None:
    """When a task that is not done is now to end, where a task that uses it is still to start."""
    as_at = network.programme.as_at(last)
    if not isinstance(last, Diagnostic) or first.actual_end or as_at is None:
        return None
    return first.forecast_end if last.status is TaskStatus.PLANNED and last.starts >= as_at else None


def _use(network: Network, node: Node) -> tuple[date, Cell, str]:
    """When what a task finds out is used by plan, where that stands, and what happens then."""
    if isinstance(node.record, Diagnostic):
        return node.record.starts, node.record.at("starts"), "starts"
    plan = network.plan_of(cast("Milestone", node.record))
    return plan.day, plan.cell, "is planned"
