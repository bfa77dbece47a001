"""How a sheet was found in a workbook: its titles, and the cells and rows that are no data, each with why."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

from xl_send.findings import Cell
from xl_send.value_classes import NamedTuple
from xl_send.workbook.cells import column_letters
from xl_send.workbook.columns import Column, Layout, Record, TableLocation, columns_by_name
from xl_send.workbook.unreadable import Remark, Unreadable


class UnreadCell(NamedTuple):
    """A filled cell that is not data, as it lies and why."""

    cell: Cell
    column: Column
    text: str
    reason: Unreadable


class BlankCell(NamedTuple):
    """A blank cell that must be filled. `filler` is the word that stands there for nothing, if any."""

    cell: Cell
    column: Column
    filler: str = ""


class RemarkedCell(NamedTuple):
    """A cell that was read on an assumption, with the value taken from it."""

    cell: Cell
    column: Column
    text: str
    remark: Remark
    value: object = None


class AsideKind(Enum):
    """What a row of a table is that is no record."""

    NOTE = "a note"
    TOTAL = "a total"
    TITLES = "the titles once more"
    BEGUN = "a row with one filled cell"
    FILLED_DOWN = "rows that hold the same as the one above and no id"


class Aside(NamedTuple):
    """A row that is no record, by its first filled cell of ours, and what stands there; of a total its figures too."""

    kind: AsideKind
    cell: Cell
    text: str
    figures: tuple[tuple[str, Cell, float], ...] = ()


class OwnSheet(NamedTuple):
    """A sheet of the council's own, and the headings on it under which people are listed, each by its address."""

    title: str
    hidden: bool
    listed: tuple[tuple[str, str], ...] = ()


class UnreadRow(NamedTuple):
    """A row that is no record: its id and workstream where they could be read, and where it stands.

    `why` says in a few words what keeps it from being read, `cause` is that cell; `values` are those
    of its cells that could be read.
    """

    record: type[Record]
    table: TableLocation
    row: int
    id: str = ""
    workstream: str = ""
    why: str = ""
    cause: Cell | None = None
    values: Mapping[str, object] = MappingProxyType({})

    def value(self, name: str) -> str:
        """What a cell of it says in words; nothing where that could not be read."""
        found = self.values.get(name)
        return found if isinstance(found, str) else ""


class TypedOver(NamedTuple):
    """A cell of a column that the workbook works out for itself, and the text that was typed there instead."""

    cell: Cell
    text: str


class Likely(NamedTuple):
    """Where a missing column may stand instead: its place, and what its title says there."""

    place: int
    title: str


def column_not_found(title: str) -> str:
    """Why a row is not known: what a column of its sheet may say of it."""
    return f"the column {title} was not found"


class SheetSeen(NamedTuple):
    """How a sheet of ours was found in a workbook.

    `missing` are declared columns without a title there, `doubled` titles that stand twice, `merged`
    the addresses of merged blocks within the table, `hidden_rows` the numbers of hidden filled rows, and `absent`
    those of rows of the table that are not in the file at all. `likely` says of missing columns, by name, under which
    other title they may stand; `typed_over` is what stands where a formula should.
    """

    record: type[Record]
    table: TableLocation
    missing: tuple[Column, ...] = ()
    doubled: tuple[Cell, ...] = ()
    merged: tuple[str, ...] = ()
    hidden: bool = False
    hidden_rows: tuple[int, ...] = ()
    rows: int = 0
    likely: Mapping[str, Likely] = MappingProxyType({})
    absent: tuple[int, ...] = ()
    typed_over: tuple[TypedOver, ...] = ()

    def heading(self, name: str) -> Cell:
        """The cell of a field's title; where it is missing, where it may stand, else the first one of ours."""
        title = columns_by_name(self.record)[name].title
        if name in self.likely and self.record.SHEET.layout is Layout.LABELS:
            at = self.likely[name].place
            column = column_letters(min(self.table.places.values()) - 1)
            return Cell(self.table.workbook, self.table.sheet, f"{column}{at}", "", title)
        if name in self.likely:
            address = f"{column_letters(self.likely[name].place)}{self.table.header}"
            return Cell(self.table.workbook, self.table.sheet, address, "", title)
        return Cell(self.table.workbook, self.table.sheet, self.table.address(name, self.table.header), "", title)
