"""A programme with the proposed dates typed in, to see what would then be found in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from xl_send.scheduling.proposal.moves import Move
from xl_send.value_classes import replace
from xl_send.workbook.columns import Record
from xl_send.workbook.submissions import Programme


def applied(programme: Programme, moved: Iterable[Move]) -> Programme:
    """The programme as it would be. Nothing is written anywhere."""
    edits: dict[int, Record] = {}
    for move in moved:
        changes = move.changes
        if changes:
            row = changes[0].record
            dates: dict[str, Any] = {change.field: change.after for change in changes}
            edits[id(row)] = replace(row, **dates)
    return programme.with_rows(edits)
