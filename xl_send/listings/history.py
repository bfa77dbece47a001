"""What a history keeps, as lists: its boards, a board's workbooks, and what is not as it was kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from xl_send.history import CheckedPeriod, KeptWorkbook
from xl_send.table import CellKind, Table, TableColumn
from xl_send.value_classes import NamedTuple

BOARDS, WORKBOOKS, SOUND = "Boards", "Workbooks", "Checked"
_WHOSE = (TableColumn("Council", 36), TableColumn("Programme", 40), TableColumn("As at", 14, CellKind.DAY))


class KeptBoardLine(NamedTuple):
    """A board in a line: whose, as at when, how many workbooks are kept, and the overall colour that was told."""

    council: str
    programme: str
    as_at: date
    workbooks: int
    overall: str


def boards_table(boards: Sequence[KeptBoardLine]) -> Table:
    """A row for each board."""
    columns = (*_WHOSE, TableColumn("Workbooks", 12, CellKind.NUMBER), TableColumn("Overall", 12))
    return Table(BOARDS, columns, boards)


def workbooks_table(found: Sequence[KeptWorkbook]) -> Table:
    """A row for each workbook of a board."""
    columns = (
        TableColumn("Workbook", 40), TableColumn("Workstreams", 16), TableColumn("As at", 14, CellKind.DAY),
        TableColumn("SHA-256", 66), TableColumn("Cells", 10, CellKind.NUMBER),
    )  # fmt: skip
    rows = [(one.file, " ".join(one.workstreams), one.as_at, one.sha256, one.cells) for one in found]
    return Table(WORKBOOKS, columns, rows)


def checked_table(found: Sequence[CheckedPeriod]) -> Table:
    """A row for each board, with what of it is not as it was kept."""
    columns = (*_WHOSE, TableColumn("Sound", 10), TableColumn("Damaged", 60))
    rows = [
        (one.period.council, one.period.programme, one.period.as_at, "No" if one.damaged else "Yes",
         "; ".join(one.damaged))
        for one in found
    ]  # fmt: skip
    return Table(SOUND, columns, rows)
