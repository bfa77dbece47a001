"""What has changed from one board to the next. Nothing is praised, and no cause is invented."""

from __future__ import annotations

from xl_send.compare.changes import COMPARISON, Change, ChangeKind, Changes, ChangeSubject
from xl_send.compare.consequence import weighed
from xl_send.compare.order import changes_in_order
from xl_send.compare.programme.aspects import aspect_changes
from xl_send.compare.programme.colours import colour_changes
from xl_send.compare.programme.conflicts import conflict_changes, still_there
from xl_send.compare.programme.measures import measure_changes
from xl_send.compare.programme.returns import return_changes
from xl_send.compare.programme.workstreams import cover_changes, stream_changes
from xl_send.compare.records.cells import cell_changes
from xl_send.compare.records.handovers import handover_changes
from xl_send.compare.records.kpis import kpi_changes
from xl_send.compare.records.listed import listing_changes
from xl_send.compare.records.log import log_changes
from xl_send.compare.records.milestones import milestone_changes
from xl_send.compare.records.resources import money_changes, resource_changes, task_changes
from xl_send.compare.records.risks import risk_changes, unmoved_scores
from xl_send.compare.snapshots import BoardComparison, BoardSnapshot
from xl_send.workbook.submissions import Programme

__all__ = ["COMPARISON", "BoardSnapshot", "Change", "Changes", "ChangeSubject", "ChangeKind", "changes_between"]

_PARTS = (
    measure_changes, return_changes, cover_changes, aspect_changes, stream_changes, listing_changes, milestone_changes,
    kpi_changes, risk_changes, log_changes, handover_changes, task_changes, resource_changes, money_changes,
    colour_changes, conflict_changes,
)  # fmt: skip


def changes_between(then: BoardSnapshot, now: BoardSnapshot, before: Programme | None = None) -> Changes:
    """Everything that differs between an older and a newer board of the same programme, in the order of telling.

    What keeps them from being compared comes first, then the programme's colours, then what a board must
    know by its consequence, then workstream by workstream. No cell changes unsaid. The same two boards give
    the same changes. `before` is the programme as still an earlier board saw it, for what must not stand still so long.
    """
    since = BoardComparison(then, now)
    found = [change for part in _PARTS for change in part(since)]
    found += cell_changes(since, found)
    if before:
        found += unmoved_scores(since, before)
    return Changes(
        then.programme.latest, now.programme.latest, changes_in_order(weighed(since, found)), still_there(since)
    )
