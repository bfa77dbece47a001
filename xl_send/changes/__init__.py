"""What has changed from one board to the next. Nothing is praised, and no cause is invented."""

from __future__ import annotations

from xl_send.changes.aspects import aspect_changes
from xl_send.changes.boards import Board, Since
from xl_send.changes.colours import colour_changes
from xl_send.changes.conflicts import conflict_changes, still_there
from xl_send.changes.handovers import handover_changes
from xl_send.changes.kpis import kpi_changes
from xl_send.changes.listed import listing_changes
from xl_send.changes.log import log_changes
from xl_send.changes.measures import measure_changes
from xl_send.changes.milestones import milestone_changes
from xl_send.changes.order import in_order
from xl_send.changes.resources import money_changes, resource_changes, task_changes
from xl_send.changes.returns import return_changes
from xl_send.changes.risks import risk_changes
from xl_send.changes.streams import cover_changes, stream_changes
from xl_send.changes.values import COMPARISON, Change, Changes, Kind, What

__all__ = ["COMPARISON", "Board", "Change", "Changes", "Kind", "What", "changes"]

_PARTS = (
    measure_changes, return_changes, cover_changes, aspect_changes, stream_changes, listing_changes, milestone_changes,
    kpi_changes, risk_changes, log_changes, handover_changes, task_changes, resource_changes, money_changes,
    colour_changes, conflict_changes,
)  # fmt: skip


def changes(then: Board, now: Board) -> Changes:
    """Everything that differs between an older and a newer board of the same programme, in the order of telling.

    What keeps them from being compared comes first, then the programme's colours, then what a board must
    know, then workstream by workstream. The same two boards give the same changes.
    """
    since = Since(then, now)
    found = (change for part in _PARTS for change in part(since))
    return Changes(then.programme.latest, now.programme.latest, in_order(found), still_there(since))
