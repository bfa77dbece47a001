"""What became of a row that one board has and the other has not: it may only be unreadable, not gone."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from xl_send.changes.boards import Board
from xl_send.model.submissions import UnreadRow, identity
from xl_send.schema.columns import Record


class Fate(Enum):
    """Why a row of one board is not to be found at the other."""

    NOT_RETURNED = auto()
    SHEET_UNREAD = auto()
    ROW_UNREAD = auto()
    PERHAPS_UNREAD = auto()
    NOT_LISTED = auto()


class Missing(NamedTuple):
    """A row that the other board has not, why, and the rows there that could not be read and may be it."""

    row: Record
    fate: Fate
    unread: tuple[UnreadRow, ...] = ()


def missing(of: Board, other: Board, kind: type[Record]) -> Iterator[Missing]:
    """The rows of a sheet that one board has and the other has not."""
    there = other.by_id(kind)
    for name, row in of.by_id(kind).items():
        if name not in there:
            yield _missing(row, of, other)


def _missing(row: Record, of: Board, other: Board) -> Missing:
    kind = type(row)
    known = other.unread(kind).get(identity(row))
    if known:
        return Missing(row, Fate.ROW_UNREAD, (known,))
    homes = other.returns_of(of.codes_behind(row))
    if not homes:
        return Missing(row, Fate.NOT_RETURNED)
    if not any(kind in home.seen for home in homes):
        return Missing(row, Fate.SHEET_UNREAD)
    nameless = tuple(one for home in homes for one in home.unread_rows if one.record is kind and not one.id)
    return Missing(row, Fate.PERHAPS_UNREAD if nameless else Fate.NOT_LISTED, nameless)
