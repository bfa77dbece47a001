"""Merged cells: Excel shows the first of a block alone, whatever still lies under it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from xl_send.workbook.cells import Area, CellError, CellErrorKind, Row, Value, column_letters


def address_of(area: Area) -> str:
    """A block as it is named: `H11:H12`."""
    return f"{column_letters(area.left)}{area.top}:{column_letters(area.right)}{area.bottom}"


def is_hidden(raw: Value) -> bool:
    """Whether this stands for a cell under merged ones."""
    return isinstance(raw, CellError) and raw.kind is CellErrorKind.UNDER_MERGE


def hidden_under(area: Area, row: int, places: Iterable[int]) -> dict[int, CellError]:
    """Those of a row's places that a block covers, each as a cell that cannot be read."""
    if not area.top <= row <= area.bottom:
        return {}
    error = CellError(CellErrorKind.UNDER_MERGE, address_of(area))
    return {
        place: error for place in places if area.left <= place <= area.right and (row, place) != (area.top, area.left)
    }


def as_shown(rows: Iterator[Row], merged: Iterable[Area], places: Collection[int]) -> Iterator[Row]:
    """The rows of a table as they are shown, its columns being at these places.

    In a row that shows anything, a cell under a block cannot be read, filled or blank: nobody knows for which of the
    rows its first cell is meant. A row that lies under blocks as a whole is left out.
    """
    waiting = sorted(
        (area for area in merged if any(area.left <= place <= area.right for place in places)), reverse=True
    )
    near: list[Area] = []
    for number, cells in rows:
        while waiting and waiting[-1].top <= number:
            near.append(waiting.pop())
        near = [area for area in near if area.bottom >= number]
        hidden = {place: error for area in near for place, error in hidden_under(area, number, places).items()}
        if not hidden:
            yield number, cells
        elif any(place not in hidden for place in cells if place in places):
            yield number, {**cells, **hidden}
