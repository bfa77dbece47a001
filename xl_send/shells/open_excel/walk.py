"""Next problem: which cell comes after which, of those that Checks lists. It knows of no Excel.

The macros walk in the same order with the same words (macros/SendMarks.bas). Nothing is remembered from one press to
the next: where the last one led is told by the cursor, or by the note that it left.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from xl_send.value_classes import NamedTuple
from xl_send.xlsx.write.result_rows import CHECKS, CHECKS_TITLES

NOTHING_LISTED = "Nothing is listed to put right. Press Validate to check this workbook."
NOTHING_LEFT = "Nothing is left open to put right: what Checks lists is explained, or follows from something else."
ALL_HIDDEN = (
    "What is left to put right stands on hidden sheets ({}). Right-click any tab, choose Unhide, and press Next "
    "problem again."
)
_AT = {title: place for place, title in enumerate(CHECKS_TITLES)}


class ListedCell(NamedTuple):
    """A row of Checks that is open: its number, and what it says."""

    number: int
    place: str
    record: str
    heading: str
    words: str
    key: str

    @property
    def sheet(self) -> str:
        """The sheet of its place."""
        return self.place.rpartition("!")[0]

    @property
    def address(self) -> str:
        """The cell of its place, at which it was found."""
        return self.place.rpartition("!")[2]


def listed_cells(rows: Sequence[Sequence[Any]], first: int) -> list[ListedCell]:
    """The rows of Checks, the first of them in this row of the sheet."""
    cells = []
    for number, row in enumerate(rows, first):
        told = {title: str(row[place] or "") for title, place in _AT.items()}
        words = f"{told['Severity'].capitalize()}: {told['What is wrong']} {told['What to do']}"
        cells.append(ListedCell(number, told["Place"], told["Record"], told["Heading"], words, told["Finding"]))
    return cells


class Walk:
    """The cells to go to, each once. `now` gives the address of a row's cell now, nothing where it is gone."""

    def __init__(
        self, cells: Sequence[ListedCell], is_hidden: Callable[[str], bool], now: Callable[[ListedCell], str]
    ) -> None:
        self._cells = cells
        self._now = now
        open_cells = [cell for cell in cells if cell.place]
        hidden = {sheet: is_hidden(sheet) for sheet in dict.fromkeys(cell.sheet for cell in open_cells)}
        self._hidden = list(dict.fromkeys(cell.place for cell in open_cells if hidden[cell.sheet]))
        self.places = list(dict.fromkeys(cell.place for cell in open_cells if not hidden[cell.sheet]))

    def nowhere(self) -> str:
        """Why there is no cell to go to."""
        return ALL_HIDDEN.format(self._hidden_sheets) if self._hidden else NOTHING_LEFT

    @property
    def _hidden_sheets(self) -> str:
        return ", ".join(dict.fromkeys(place.rpartition("!")[0] for place in self._hidden))

    def about(self, sheet: str, address: str) -> ListedCell | None:
        """The first row that is about a cell, wherever its record stands now; on Checks the row itself."""
        if sheet.casefold() == CHECKS.casefold():
            row = "".join(filter(str.isdigit, address))
            return next((cell for cell in self._cells if str(cell.number) == row), None)
        here = [cell for cell in self._cells if cell.place and cell.sheet.casefold() == sheet.casefold()]
        return next((cell for cell in here if self._now(cell) == address), None)

    def after(self, sheet: str, address: str, noted: tuple[str, str] | None) -> ListedCell:
        """The row to go to from a cell: that of Checks under the cursor if it can be shown, else the next."""
        here = self.about(sheet, address)
        if here and sheet.casefold() == CHECKS.casefold() and here.place in self.places and self._now(here):
            return here
        if here is None and noted:
            here = self.about(*noted)
        at = self.places.index(here.place) if here and here.place in self.places else -1
        place = self.places[(at + 1) % len(self.places)]
        return next(cell for cell in self._cells if cell.place == place)

    def words(self, cell: ListedCell, *, there_is_a_sheet: bool, shown_again: str) -> str:
        """Where it is, how many there are, and what every row about this place says."""
        address = self._now(cell)
        where = f"{cell.sheet} {address}"
        if not there_is_a_sheet:
            where = f"There is no sheet {cell.sheet}"
        elif not address:
            where = f"{cell.record} is gone from {cell.sheet}"
        told = "\n\n".join(each.words for each in self._cells if each.place == cell.place)
        aside = f" {len(self._hidden)} more on hidden sheets ({self._hidden_sheets})." if self._hidden else ""
        counted = f"({self.places.index(cell.place) + 1} of {len(self.places)})"
        return f"{where} {counted}. {shown_again}{told}{aside}"
