"""What became of a row that one board has and the other has not: it may only be unreadable, not gone."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto

from xl_send.compare.snapshots import BoardSnapshot
from xl_send.value_classes import NamedTuple
from xl_send.workbook.columns import Record
from xl_send.workbook.lost_sheets import lost_rows
from xl_send.workbook.sheets_seen import UnreadRow
from xl_send.workbook.submissions import Submission, identity


class MissingReason(Enum):
    """Why a row of one board is not to be found at the other."""

    NOT_RETURNED = auto()
    SHEET_UNREAD = auto()
    ROW_UNREAD = auto()
    PERHAPS_UNREAD = auto()
    NOT_LISTED = auto()


class Missing(NamedTuple):
    """A row that the other board has not, why, and the rows there that could not be read and may be it."""

    row: Record
    fate: MissingReason
    unread: tuple[UnreadRow, ...] = ()


def missing_rows(of: BoardSnapshot, other: BoardSnapshot, kind: type[Record]) -> Iterator[Missing]:
    """The rows of a sheet that one board has and the other has not."""
    there = other.by_id(kind)
    for name, row in of.by_id(kind).items():
        if name not in there:
            yield _missing(row, of, other)


def _is_lost(home: Submission, kind: type[Record], codes: frozenset[str]) -> bool:
    return any(item.touches(*codes) for item in lost_rows(home, kind))


def _missing(row: Record, of: BoardSnapshot, other: BoardSnapshot) -> Missing:
    kind = type(row)
    known = other.unread(kind).get(identity(row))
    if known:
        return Missing(row, MissingReason.ROW_UNREAD, (known,))
    codes = of.codes_behind(row)
    homes = other.returns_of(codes)
    if not homes:
        return Missing(row, MissingReason.NOT_RETURNED)
    if not any(kind in home.seen and not _is_lost(home, kind, codes) for home in homes):
        return Missing(row, MissingReason.SHEET_UNREAD)
    nameless = tuple(
        unread_row
        for home in homes
        for unread_row in home.unread_rows
        if unread_row.record is kind and not unread_row.id
    )
    return Missing(row, MissingReason.PERHAPS_UNREAD if nameless else MissingReason.NOT_LISTED, nameless)
