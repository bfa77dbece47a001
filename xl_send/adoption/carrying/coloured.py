"""Ratings that are only the colour of a cell: in a column of ratings, or over a column that its title does not tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xl_send.adoption.carrying.place import TablePlace
from xl_send.adoption.carrying.rows import MadeRow
from xl_send.adoption.carrying.words import RAG, Word, of_hue
from xl_send.adoption.finding.columns import ColumnRead
from xl_send.adoption.finding.synonyms import NO_PLACE, columns_by_title
from xl_send.adoption.finding.titles import Certainty
from xl_send.adoption.mapping import What
from xl_send.adoption.tracker.sheets import Hue


def put_hue(made: MadeRow, hue: Hue) -> Word:
    """Give a row the rating that a colour means; the word."""
    word = of_hue(hue)
    if word.ours:
        made.values[RAG] = word.ours
    else:
        made.complete = True
    return word


def hue_text(hue: Hue) -> str:
    """A coloured cell in words."""
    return f"{'an' if hue is Hue.AMBER else 'a'} {hue.value.lower()} cell"


def rating_fills(place: TablePlace, ours: str, reads: Sequence[ColumnRead], rows: Sequence[int]) -> int | None:
    """The column whose fills are ratings, though its title does not say so; asked about. None where there is none."""
    if RAG not in columns_by_title(ours) or any(read.ours == RAG for read in reads):
        return None
    found = next(_coloured(place, reads, rows), None)
    if found is None:
        return None
    read, hues = found
    said = place.answer(What.COLOURS, read.column.title, "fills")
    taken = said != NO_PLACE
    named = ", ".join(sorted(hue.lower() for hue in hues))
    why = f"its cells are filled {named}: taken for ratings. Say {NO_PLACE} if they are not"
    certainty = Certainty.GIVEN if said else Certainty.ASK
    cells = place.cells(read.column.place, rows)
    place.say(What.COLOURS, read.column.title, "fills", RAG if taken else NO_PLACE, certainty, cells, why)
    return read.column.place if taken else None


def _coloured(
    place: TablePlace, reads: Sequence[ColumnRead], rows: Sequence[int]
) -> Iterator[tuple[ColumnRead, set[Hue]]]:
    """Columns in which at least two colours of ratings stand, not as bands on every second row."""
    fills = place.sheet.looks.fills
    for read in reads:
        hues = {row: fills[row, read.column.place] for row in rows if (row, read.column.place) in fills}
        banded = len(rows) > 3 and set(hues) in ({*rows[::2]}, {*rows[1::2]})
        if len(set(hues.values()) - {Hue.BLUE}) >= 2 and not banded:
            yield read, set(hues.values())
