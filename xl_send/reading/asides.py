"""Rows of a table that are no records: a note under it, a total, the titles once more, a row hardly begun."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from xl_send.workbook.cells import CellError, Value
from xl_send.workbook.columns import Column
from xl_send.workbook.kinds import Text
from xl_send.workbook.sheets_seen import AsideKind
from xl_send.workbook.titles import title_key

_TOTAL = re.compile(r"(?:grand |overall |sub[- ]?)?(?:totals?|sum)(?: \S+){0,3}", re.IGNORECASE)
# What may be meant as an id, however it is mistyped: one word with a figure in it, or letters apart from figures.
_ALMOST_ID = re.compile(r"[^\s\d]*+\d\S*+|[A-Za-z]{1,5}[\W_]*+(?:[A-Za-z][\W_]*+)?[\dOoIl]{1,4}")
MOST_CELLS_OF_A_NOTE = 2


def kind_of_aside(
    cells: Mapping[int, Value], ours: Mapping[int, Column], readable: Collection[str], identity: str
) -> AsideKind | None:
    """What a row that does not read as a record is instead, or None where it is a record gone wrong.

    `cells` is the whole row, `ours` its columns of ours, `readable` the fields that read, `identity` the field by
    which other rows name it.
    """
    filled = {place: value for place, value in cells.items() if place in ours}
    if _repeats_titles(filled, ours):
        return AsideKind.TITLES
    if identity in readable:
        return AsideKind.BEGUN if len(filled) == 1 else None
    if _is_total(cells):
        return AsideKind.TOTAL
    texts = [value for value in filled.values() if isinstance(value, str)]
    if len(texts) < len(filled) or not filled:
        return None
    first = filled.get(next(place for place, column in ours.items() if column.name == identity), "")
    free = all(
        isinstance(column.kind, Text) for place, column in ours.items() if place in filled and column.name in readable
    )
    if len(filled) <= MOST_CELLS_OF_A_NOTE and first and free and not _ALMOST_ID.fullmatch(str(first).strip()):
        return AsideKind.NOTE
    return AsideKind.BEGUN if len(filled) == 1 else None


def _repeats_titles(filled: Mapping[int, Value], ours: Mapping[int, Column]) -> bool:
    same = sum(isinstance(text, str) and title_key(text) == title_key(ours[at].title) for at, text in filled.items())
    return same > 1 and 2 * same >= len(filled)


def _is_total(cells: Mapping[int, Value]) -> bool:
    """Whether a row is a label that says total, and beside it figures only."""
    if not cells:
        return False
    _, (label, *others) = zip(*sorted(cells.items()), strict=True)
    figures = all(isinstance(value, float | CellError) and not isinstance(value, bool) for value in others)
    return isinstance(label, str) and bool(_TOTAL.fullmatch(label.strip(" :"))) and figures
