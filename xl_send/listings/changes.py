"""What has changed, as a list: a row a change, with the cells of both workbooks."""

from __future__ import annotations

from collections.abc import Sequence

from xl_send.compare import Changes
from xl_send.compare.order import section_of
from xl_send.findings import Cell
from xl_send.table import CellKind, Table, TableColumn

CHANGES = "Changes"
_COLUMNS = (
    TableColumn("As at", 14, CellKind.DAY),
    TableColumn("Since", 14, CellKind.DAY),
    *(
        TableColumn(title, 20)
        for title in (
            "Part", "Workstream", "ID", "Name", "What", "Before", "After", "In words",
            "Workbook then", "Sheet then", "Cells then", "Workbook now", "Sheet now", "Cells now",
        )
    ),
)  # fmt: skip


def changes_table(found: Changes) -> Table:
    """A row a change, in the order of telling."""
    rows = [
        (
            found.now, found.then, section_of(change).value, change.workstream, change.record, change.name,
            change.what.value, change.before, change.after, change.sentence,
            *_where(change.then), *_where(change.now),
        )
        for change in found.changes
    ]  # fmt: skip
    return Table(CHANGES, _COLUMNS, rows)


def _where(cells: Sequence[Cell]) -> tuple[str, str, str]:
    """The workbooks, sheets and addresses of cells, each once."""
    parts = zip(*((cell.workbook, cell.sheet, cell.address) for cell in cells), strict=True)
    found = ["; ".join(dict.fromkeys(filter(None, part))) for part in parts]
    return (found[0], found[1], found[2]) if found else ("", "", "")
