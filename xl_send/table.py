"""One table, whatever shows it: columns that know what they hold, and rows of typed cells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from xl_send.value_classes import NamedTuple


class CellKind(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    LINK = "link"


class ColumnLook(StrEnum):
    """What lights up in a column besides its words.

    A state's cell has the colour of the state that it names, a severity's that of the severity. A mark stands on every
    cell that is filled. A hidden column is there for formulas to look up.
    """

    PLAIN = "plain"
    STATE = "state"
    SEVERITY = "severity"
    MARKED = "marked"
    HIDDEN = "hidden"


class CellLink(NamedTuple):
    """A cell of the workbook that the table is about: shown as its address, and a way to it where there can be one.

    `formula`, where there is one, shows and leads to where the cell's record stands by then.
    """

    sheet: str
    address: str
    formula: str = ""

    @property
    def place(self) -> str:
        """The cell with its sheet: `Milestones!F7`."""
        return f"{self.sheet}!{self.address}"


class TableColumn(NamedTuple):
    """A column: its title, its width in characters, what it holds, and what is said of it under its title."""

    title: str
    width: int
    kind: CellKind = CellKind.TEXT
    help: str = ""
    look: ColumnLook = ColumnLook.PLAIN


TableCell = str | float | date | CellLink | None
TableRow = Sequence[TableCell]


class Table(NamedTuple):
    """One table: what its sheet is called, its columns and rows, and the notes that stand above it."""

    name: str
    columns: Sequence[TableColumn]
    rows: Sequence[TableRow] = ()
    notes: Sequence[str] = ()

    @property
    def note(self) -> str:
        """The notes in one."""
        return " ".join(self.notes)

    @property
    def titles(self) -> list[str]:
        """The titles of the columns."""
        return [column.title for column in self.columns]


def cell_content(cell: TableCell) -> str | float | date | None:
    """A cell as it stands by itself: of a link its address alone."""
    return cell.address if isinstance(cell, CellLink) else cell
