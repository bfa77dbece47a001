"""Columns filled down too far: rows by the thousand that hold the same and nothing that names them."""

from __future__ import annotations

from collections.abc import Mapping

from xl_send.errors import RefusedError
from xl_send.limits import MOST_ODD_CELLS, MOST_ROWS, MOST_UNREAD_ROWS, SAME_ROWS_TOLD
from xl_send.workbook.cells import Value
from xl_send.workbook.columns import TableLocation

TOO_MANY_ROWS = (
    "Its {} sheet has far more rows than any return should, and many of them hold no data that can be used; delete "
    "what was filled down too far, and save it again."
)


class Repeats:
    """Knows rows that hold the same as the row above and nothing that names them: a column was filled down."""

    def __init__(self, identity: int) -> None:
        self.cells: Mapping[int, Value] = {}
        self.first = self.last = 0
        self._identity = identity
        self._same = 0

    def is_one(self, number: int, cells: Mapping[int, Value]) -> bool:
        """Whether this row is one more of them; the first few are read as any other."""
        if self._identity in cells or cells != self.cells:
            self.cells, self._same = cells, 0
            return False
        self._same += 1
        if self._same < SAME_ROWS_TOLD:
            return False
        self.first, self.last = self.first or number, number
        return True


def refuse_too_many(table: TableLocation, rows: int, unread: int, odd: int) -> None:
    """Refuse a workbook of which so much would have to be told that nobody could read it.

    `rows` are those of a sheet that were read, `unread` the rows and `odd` the cells of the workbook that did not read
    as they should. Raises `RefusedError`.
    """
    if rows > MOST_ROWS or unread > MOST_UNREAD_ROWS or odd > MOST_ODD_CELLS:
        raise RefusedError(table.workbook, TOO_MANY_ROWS.format(table.sheet))
