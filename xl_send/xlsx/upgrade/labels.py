"""Labels of the present edition that a Programme or Thresholds sheet has not: where they go, and how they look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xl_send.value_classes import field, mutable
from xl_send.workbook.cells import Value, column_letters
from xl_send.workbook.columns import Column, columns_of
from xl_send.workbook.sheets_seen import SheetSeen
from xl_send.xlsx.update.cell_edits import CellContent, address_parts
from xl_send.xlsx.upgrade.columns import column_looks
from xl_send.xlsx.write.widths import LINE_POINTS, MARGIN_POINTS

# A label, its value and its meaning stand side by side; the risk matrix begins this far to the right of the labels.
_ACROSS = range(3)
_BESIDE = 4
# Labels beside the others stand in a narrower column.
_LINES = 2


@mutable()
class NewLabels:
    """What is written for labels that are put in, and where their values stand, by field.

    `joins` is whether they follow the table's last row.
    """

    edits: dict[str, CellContent] = field(default_factory=dict)
    looks: dict[str, str] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    joins: bool = False


def new_labels(
    seen: SheetSeen, rows: Mapping[int, Mapping[int, Value]], part: bytes, tables: Sequence[str]
) -> NewLabels:
    """The labels that came after the workbook's edition: below the others where there is room, else beside them.

    `part` is the sheet's own, `tables` the areas of the tables on it. Nothing that is filled is written over.
    """
    found = NewLabels()
    lacking = [column for column in columns_of(seen.record) if column.since and column.name not in seen.table.places]
    if not lacking or not seen.table.places:
        return found
    label, bottom = min(seen.table.places.values()) - 1, max(seen.table.rows.values())
    found.joins = not any(rows.get(bottom + more) for more in range(1, len(lacking) + 2))
    if not found.joins:
        label, bottom = _free_corner(rows, label, len(lacking), tables)
    for row, column in enumerate(lacking, bottom + 1):
        default = column.blank if isinstance(column.blank, float | str) else None
        texts = (column.title, default, column.help)
        found.edits |= {_at(label + step, row): text for step, text in zip(_ACROSS, texts, strict=True)}
        found.looks |= _looks(seen, column, part, (label, row))
        if not found.joins:
            found.looks.pop(_at(label + 2, row), None)
            found.heights[row] = _LINES * LINE_POINTS + MARGIN_POINTS
        found.places[column.name] = _at(label + 1, row)
        found.titles[column.title] = _at(label, row)
    return found


def _looks(seen: SheetSeen, column: Column, part: bytes, at: tuple[int, int]) -> dict[str, str]:
    """The looks of the label that is most like it: of its words, its value and its meaning."""
    like = [item for item in columns_of(seen.record) if item.name in seen.table.rows]
    like.sort(key=lambda item: (type(item.kind) is not type(column.kind), item.need is not column.need))
    row, first = seen.table.rows[like[0].name], seen.table.places[like[0].name] - 1
    looks = column_looks(part, {first + step for step in _ACROSS})
    found = ((at[0] + step, looks[first + step].get(row)) for step in _ACROSS)
    return {_at(place, at[1]): look for place, look in found if look}


def _free_corner(
    rows: Mapping[int, Mapping[int, Value]], label: int, needed: int, tables: Sequence[str]
) -> tuple[int, int]:
    """The column and the row above the first of so many labels: right of the others, else below all there is."""
    right = label + _BESIDE
    below = 1 + max((row for row, cells in rows.items() if any(place >= right for place in cells)), default=0)
    wanted = range(below, below + needed + 2)
    if not any(place >= right for row in wanted for place in rows.get(row, ())):
        return right, below
    return label, 1 + max([*rows, *(address_parts(area.split(":")[-1])[0] for area in tables)])


def _at(place: int, row: int) -> str:
    return f"{column_letters(place)}{row}"
