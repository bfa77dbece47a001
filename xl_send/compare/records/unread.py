"""Rows that could not be read on one side or on both: nothing is said of them, and that is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import groupby

from xl_send.compare.changes import Change, ChangeKind, ChangeSubject
from xl_send.compare.snapshots import BoardComparison, BoardSnapshot
from xl_send.findings import Cell
from xl_send.words import every_name, file_name, sentence
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets_seen import UnreadRow

Name = tuple[object, ...]


def unread_changes(since: BoardComparison) -> Iterator[Change]:
    """The rows that cannot be read now, those that could not be read then, and those of which both are true."""
    then, now = _rows(since.then), _rows(since.now)
    both = then.keys() & now.keys()
    for names in _by_sheet(now, both):
        rows = [now[name] for name in names]
        cells = _cells(then[name] for name in names)
        yield _change(ChangeKind.ROW_UNREAD, rows, "could be read neither then nor now", now=_cells(rows), then=cells)
    for names in _by_sheet(now, now.keys() - both):
        rows = [now[name] for name in names]
        yield _change(ChangeKind.ROW_UNREAD, rows, "cannot be read now", now=_cells(rows))
    for names in _by_sheet(then, then.keys() - both):
        rows = [then[name] for name in names]
        yield _change(ChangeKind.ROW_WAS_UNREAD, rows, "could not be read then", then=_cells(rows))


def _rows(board: BoardSnapshot) -> Mapping[Name, UnreadRow]:
    """Rows by what they are known by from board to board: their ids, else their place in a workstream's return."""
    return {
        (row.record, row.id or (book.codes, row.row), number if row.id else 0): row
        for book in board.books
        for number, row in _numbered(book.unread_rows)
    }


def _numbered(rows: Iterable[UnreadRow]) -> Iterator[tuple[int, UnreadRow]]:
    """Rows with how many of the same id and sheet stood before them, so that none hides another."""
    met: Counter[tuple[type[Record], str]] = Counter()
    for row in rows:
        yield met[row.record, row.id], row
        met[row.record, row.id] += 1


def _by_sheet(rows: Mapping[Name, UnreadRow], names: AbstractSet[Name]) -> Iterator[list[Name]]:
    chosen = [name for name in rows if name in names]
    for _, found in groupby(chosen, key=lambda name: (rows[name].table.workbook, rows[name].table.sheet)):
        yield list(found)


def _change(
    what: ChangeKind, rows: list[UnreadRow], verb: str, *, then: tuple[Cell, ...] = (), now: tuple[Cell, ...] = ()
) -> Change:
    table = rows[0].table
    named = every_name([row.id or f"row {row.row}" for row in rows])
    text = f"{named} on {table.sheet} of {file_name(table.workbook)} {verb}, so nothing is said of what stands there"
    return Change(what, ChangeSubject.RETURN, sentence(text), then=then, now=now)


def _cells(rows: Iterable[UnreadRow]) -> tuple[Cell, ...]:
    return tuple(Cell(row.table.workbook, row.table.sheet, row.table.address("id", row.row), row.id) for row in rows)
