"""A workbook of another kind as it lies: what is in its cells, and what a person sees of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cached_property

from xl_send.value_classes import field, frozen, replace
from xl_send.workbook.cells import Area, Book, CellError, Value, column_letters
from xl_send.workbook.characters import clean
from xl_send.workbook.days import say

At = tuple[int, int]


class Hue(StrEnum):
    """What a person calls the colour of a cell, as far as it may be a rating."""

    RED = "Red"
    AMBER = "Amber"
    GREEN = "Green"
    BLUE = "Blue"


@frozen(eq=True, slots=True)
class SheetLooks:
    """What a sheet shows besides its values: fills, comments, pull-downs, hidden columns and tables.

    `lit` are cells that a conditional format colours where its result can be known; `offered` gives what a pull-down
    in a column offers.
    """

    fills: Mapping[At, Hue] = field(default_factory=dict)
    lit: Mapping[At, Hue] = field(default_factory=dict)
    comments: Mapping[At, str] = field(default_factory=dict)
    offered: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    hidden_columns: frozenset[int] = frozenset()
    tables: tuple[Area, ...] = ()


@frozen(eq=True)
class TrackerSheet:
    """One sheet: its cells by row and column, both counted from 1. Values under a merge are kept apart."""

    title: str
    rows: Mapping[int, Mapping[int, Value]]
    under_merges: Mapping[At, Value] = field(default_factory=dict)
    merged: tuple[Area, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    looks: SheetLooks = SheetLooks()

    def at(self, row: int, column: int) -> Value | None:
        """What stands in a cell, or None."""
        return self.rows.get(row, {}).get(column)

    def text(self, row: int, column: int) -> str:
        """What stands in a cell as a text, tidied; nothing where it is blank."""
        found = self.at(row, column)
        return "" if found is None else shown_text(found)

    def merge_at(self, row: int, column: int) -> Area | None:
        """The merged block that a cell belongs to."""
        found = self._merged_by_row.get(row, ())
        return next((area for area in found if area.left <= column <= area.right), None)

    @cached_property
    def _merged_by_row(self) -> Mapping[int, list[Area]]:
        by_row: dict[int, list[Area]] = defaultdict(list)
        for area in self.merged:
            for number in range(area.top, min(area.bottom, area.top + 5000) + 1):
                by_row[number].append(area)
        return by_row


@frozen(eq=True)
class Tracker:
    """A workbook of another kind. `unseen` says why its fills and comments are not known, where they are not."""

    name: str
    sheets: tuple[TrackerSheet, ...]
    unseen: str = ""


def tracker_of(book: Book, looks: Mapping[str, SheetLooks], unseen: str = "") -> Tracker:
    """The workbook with each sheet's looks."""
    sheets = []
    for grid in book.grids:
        rows = {number: {place: raw for place, raw in cells.items() if _filled(raw)} for number, cells in grid.rows}
        rows = {number: cells for number, cells in rows.items() if cells}
        bare = TrackerSheet(grid.title, rows, {}, grid.merged, grid.hidden, grid.hidden_rows)
        sheets.append(replace(_without_covered(bare), looks=looks.get(grid.title, SheetLooks())))
    return Tracker(book.name, tuple(sheets), unseen)


def _filled(raw: Value) -> bool:
    return not isinstance(raw, str) or bool(clean(raw))


def _without_covered(sheet: TrackerSheet) -> TrackerSheet:
    """The sheet without what lies unseen under its merged blocks, which is kept apart."""
    covered: dict[At, Value] = {}
    rows = {number: dict(cells) for number, cells in sheet.rows.items()}
    for number, areas in sheet._merged_by_row.items():  # noqa: SLF001 - of this module
        for place in list(rows.get(number, ())):
            if any(a.left <= place <= a.right and (number, place) != (a.top, a.left) for a in areas):
                covered[number, place] = rows[number].pop(place)
    return replace(sheet, rows={number: cells for number, cells in rows.items() if cells}, under_merges=covered)


def shown_text(raw: Value) -> str:
    """A value as a person reads it in one cell."""
    if isinstance(raw, CellError):
        return raw.text
    if isinstance(raw, str):
        return clean(raw)
    if isinstance(raw, bool):
        return "Yes" if raw else "No"
    if isinstance(raw, float | int):
        return f"{raw:.15g}"
    return say(raw)


def address(row: int, column: int) -> str:
    """A cell's address: (4, 2) is B4."""
    return f"{column_letters(column)}{row}"


def addresses(column: int, rows: Iterable[int]) -> str:
    """The cells of a column, runs drawn together: `B4:B9, B12`."""
    letters, runs = column_letters(column), _runs(sorted(set(rows)))
    return ", ".join(
        f"{letters}{first}" if first == last else f"{letters}{first}:{letters}{last}" for first, last in runs
    )


def row_numbers(rows: Iterable[int]) -> str:
    """Row numbers, runs drawn together: `4-9, 12`."""
    runs = _runs(sorted(set(rows)))
    return ", ".join(f"{first}" if first == last else f"{first}-{last}" for first, last in runs)


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs
