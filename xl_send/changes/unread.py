"""Rows that could not be read on one side or on both: nothing is said of them, and that is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from xl_send.changes.boards import Board, Since
from xl_send.changes.values import Change, Kind, What
from xl_send.changes.wording import sentence
from xl_send.findings import Cell
from xl_send.model.submissions import UnreadRow
from xl_send.rating.wording import file_name, listed
from xl_send.schema.columns import Record

Named = tuple[type[Record], str]


def unread_changes(since: Since) -> Iterator[Change]:
    """The rows that cannot be read now, those that could not be read then, and those of which both are true."""
    then, now = _rows(since.then), _rows(since.now)
    before = {_name(row): row for row in then if row.id}
    known = before.keys() & {_name(row) for row in now}
    for rows in _by_sheet(row for row in now if _name(row) in known):
        cells = _cells(before[_name(row)] for row in rows)
        yield _change(What.ROW_UNREAD, rows, "could be read neither then nor now", now=_cells(rows), then=cells)
    for rows in _by_sheet(row for row in now if _name(row) not in known):
        yield _change(What.ROW_UNREAD, rows, "cannot be read now", now=_cells(rows))
    for rows in _by_sheet(row for row in then if _name(row) not in known):
        yield _change(What.ROW_WAS_UNREAD, rows, "could not be read then", then=_cells(rows))


def _rows(board: Board) -> list[UnreadRow]:
    return [row for book in board.books for row in book.unread_rows]


def _name(row: UnreadRow) -> Named:
    return row.record, row.id


def _by_sheet(rows: Iterable[UnreadRow]) -> Iterator[list[UnreadRow]]:
    for _, found in groupby(rows, key=lambda row: (row.table.workbook, row.table.sheet)):
        yield list(found)


def _change(
    what: What, rows: list[UnreadRow], verb: str, *, then: tuple[Cell, ...] = (), now: tuple[Cell, ...] = ()
) -> Change:
    table = rows[0].table
    named = listed([row.id or f"row {row.row}" for row in rows])
    text = f"{named} on {table.sheet} of {file_name(table.workbook)} {verb}, so nothing is said of what stands there"
    return Change(what, Kind.RETURN, sentence(text), then=then, now=now)


def _cells(rows: Iterable[UnreadRow]) -> tuple[Cell, ...]:
    return tuple(Cell(row.table.workbook, row.table.sheet, row.table.address("id", row.row), row.id) for row in rows)
