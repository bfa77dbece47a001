"""What has changed from one board to the next. Nothing is praised, and no cause is invented."""

from __future__ import annotations

from xl_send.changes.aspects import aspect_changes
from xl_send.changes.boards import Board, Since
from xl_send.changes.colours import colour_changes
from xl_send.changes.listed import listing_changes
from xl_send.changes.milestones import milestone_changes
from xl_send.changes.order import in_order
from xl_send.changes.returns import return_changes
from xl_send.changes.values import COMPARISON, Change, Changes, Kind, What

__all__ = ["COMPARISON", "Board", "Change", "Changes", "Kind", "What", "changes"]

_PARTS = (return_changes, aspect_changes, listing_changes, milestone_changes, colour_changes)


def changes(then: Board, now: Board) -> Changes:
    """Everything that differs between an older and a newer board of the same programme, in the order of telling.

    What keeps them from being compared comes first, then the programme's colours, then what a board must
    know, then workstream by workstream. The same two boards give the same changes.
    """
    since = Since(then, now)
    found = (change for part in _PARTS for change in part(since))
    return Changes(then.programme.latest, now.programme.latest, in_order(found))
