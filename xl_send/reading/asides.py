"""Rows of a table that are no records: notes, totals, titles once more, rows hardly begun or filled down too far."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from xl_send.errors import RefusedError
from xl_send.limits import MOST_ODD_CELLS, MOST_ROWS, MOST_UNREAD_ROWS, SAME_ROWS_TOLD
from xl_send.patterns import Pattern
from xl_send.workbook.cells import CellError, Value
from xl_send.workbook.columns import Column, Need, TableLocation
from xl_send.workbook.kinds import Text
from xl_send.workbook.names import title_key
from xl_send.workbook.sheets_seen import AsideKind

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


_TOTAL = Pattern(r"(?:grand |overall |sub[- ]?)?(?:totals?|sum|averages?|mean|median)(?: \S+){0,3}", re.IGNORECASE)
# What may be meant as an id, however it is mistyped: one word with a figure in it, or letters apart from figures.
_ALMOST_ID = Pattern(r"[^\s\d]*+\d\S*+|[A-Za-z]{1,5}[\W_]*+(?:[A-Za-z][\W_]*+)?[\dOoIl]{1,4}")
# A heading over some of the rows, which is no id.
_HEADING = Pattern(r"(?:phase|stage|wave|group|year|tier|part|section) ?\d{1,2}", re.IGNORECASE)
MOST_CELLS_OF_A_NOTE, FEWEST_WORDS_OF_A_NOTE, FEWEST_WORDS_OF_A_SENTENCE = 2, 3, 5


def kind_of_aside(
    cells: Mapping[int, Value],
    ours: Mapping[int, Column],
    readable: Collection[str],
    identity: str,
    *,
    apart: bool = False,
) -> AsideKind | None:
    """What a row that does not read as a record is instead, or None where it is a record gone wrong.

    `cells` is the whole row, `ours` its columns of ours, `readable` the fields that read, `identity` the field by
    which other rows name it; one that stands `apart` has a blank row above it.
    """
    filled = {place: value for place, value in cells.items() if place in ours}
    if _repeats_titles(filled, ours):
        return AsideKind.TITLES
    if identity in readable:
        return AsideKind.BEGUN if len(filled) == 1 else None
    texts = [value for value in filled.values() if isinstance(value, str)]
    if _is_total(cells) or len(texts) < len(filled) or not filled:
        return AsideKind.TOTAL if _is_total(cells) else None
    first = filled.get(next(place for place, column in ours.items() if column.name == identity), "")
    free = all(
        isinstance(column.kind, Text) for place, column in ours.items() if place in filled and column.name in readable
    )
    named = str(first).strip()
    heads = bool(_HEADING.fullmatch(named)) or not _ALMOST_ID.fullmatch(named)
    if len(filled) <= MOST_CELLS_OF_A_NOTE and first and free and heads:
        return AsideKind.NOTE
    if len(filled) > 1:
        return None
    ((place, value),) = filled.items()
    noted = _is_beside_the_rows(ours[place], value) or (apart and _is_a_sentence(ours[place], value))
    return AsideKind.NOTE if noted else AsideKind.BEGUN


def _is_beside_the_rows(column: Column, value: Value) -> bool:
    """Whether the only text of a row is some words under a title for notes, which no row needs."""
    noted = isinstance(column.kind, Text) and column.kind.long and column.need is Need.OPTIONAL
    return noted and len(str(value).split()) >= FEWEST_WORDS_OF_A_NOTE


def _is_a_sentence(column: Column, value: Value) -> bool:
    """Whether the only text of a row is a whole sentence, as no title of a row is."""
    text = str(value).rstrip()
    ended = text.endswith(".") or ". " in text
    return isinstance(column.kind, Text) and ended and len(text.split()) >= FEWEST_WORDS_OF_A_SENTENCE


def _repeats_titles(filled: Mapping[int, Value], ours: Mapping[int, Column]) -> bool:
    same = sum(isinstance(text, str) and title_key(text) == title_key(ours[at].title) for at, text in filled.items())
    return same > 1 and 2 * same >= len(filled)


def _is_total(cells: Mapping[int, Value]) -> bool:
    """Whether a row is a label that says total or average, and beside it figures only."""
    if not cells:
        return False
    _, (label, *others) = zip(*sorted(cells.items()), strict=True)
    figures = all(isinstance(value, float | CellError) and not isinstance(value, bool) for value in others)
    return isinstance(label, str) and bool(_TOTAL.fullmatch(label.strip(" :"))) and figures
