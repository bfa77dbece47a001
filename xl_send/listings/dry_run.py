"""What other thresholds would have given, as a table."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from xl_send.results import Status
from xl_send.table import CellKind, ColumnLook, Table, TableColumn
from xl_send.value_classes import NamedTuple


class TurnedColour(NamedTuple):
    """An item, or an aspect of a workstream or the programme, whose colour would have been another at a board."""

    board: date
    id: str
    kind: str
    workstream: str
    name: str
    before: Status
    after: Status
    reason: str


def dry_run_table(turned: Iterable[TurnedColour]) -> Table:
    """One row for each colour that would have been another, board by board."""
    columns = (
        TableColumn("Board", 14, CellKind.DAY),
        TableColumn("Id", 12),
        TableColumn("Kind", 16),
        TableColumn("Name", 44),
        TableColumn("Was", 12, look=ColumnLook.STATE),
        TableColumn("Would be", 12, look=ColumnLook.STATE),
        TableColumn("Why", 70),
    )
    rows = [
        (item.board, item.id, item.kind, item.name, item.before.value, item.after.value, item.reason) for item in turned
    ]
    return Table("Dry run", columns, rows)
