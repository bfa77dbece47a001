"""The workbook that is open in Excel, by way of xlwings: the only place that knows of it.

It reads the cursor, saves a copy elsewhere, and writes sheets of the product's own. Excel tells what goes wrong in
errors of many kinds, so whatever it refuses becomes one `LiveError` with a sentence.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from xl_send.excel.result_rows import CHECKS, CHECKS_TITLES, STATUS, TITLE_ROW

if TYPE_CHECKING:
    import xlwings

FIRST_ROW = TITLE_ROW + 2
NO_XLWINGS = "This way needs xlwings, which is not installed here: pip install xlwings. The command line needs nothing."
NO_EXCEL = "No Excel is open on this computer. Open your workbook in Excel and try again."
NO_BOOK = "No workbook is open in Excel. Open yours and try again."
BUSY = "Excel did not answer. Finish what you are typing in a cell, close any box that is open, and try again."
NO_COPY = (
    "This Excel saves no copy of an open workbook for another program. Use the buttons of the add-in, or save the "
    "workbook and use the command line."
)
CHANGED = "The workbook was changed while it was worked on, so nothing was written. Press the button again."
Cell = str | float | Any


class LiveError(Exception):
    """Why the open workbook could not be worked on, as a sentence for the officer."""


class Cursor(NamedTuple):
    """Where the cursor is: the sheet, the cell, its row, and on Checks or Status the record that the row is about."""

    sheet: str = ""
    address: str = ""
    row: int = 0
    record: str = ""


def active() -> LiveBook:
    """The workbook in front. Raises `LiveError` where there is none."""
    try:
        import xlwings  # noqa: PLC0415 - loading it takes longer than most commands run
    except ImportError as error:
        raise LiveError(NO_XLWINGS) from error
    _ready_this_thread()
    engine = xlwings.engines.active
    with _as_sentences(NO_EXCEL):
        app = engine.apps.active if engine else None
    if app is None:
        raise LiveError(NO_EXCEL)
    if not len(app.books):
        raise LiveError(NO_BOOK)
    return LiveBook(app.books.active)


def _ready_this_thread() -> None:
    """On Windows every thread must say that it will speak to other programs before it does; a window works in one."""
    if sys.platform == "win32":
        import pythoncom  # noqa: PLC0415 - comes with xlwings there

        pythoncom.CoInitialize()


@contextmanager
def _as_sentences(sentence: str = BUSY) -> Iterator[None]:
    try:
        yield
    except LiveError:
        raise
    except Exception as error:  # Excel's errors share no class of their own
        raise LiveError(sentence) from error


class LiveBook:
    """One open workbook."""

    def __init__(self, book: xlwings.Book) -> None:
        self._book = book

    @property
    def name(self) -> str:
        """The workbook's own name."""
        with _as_sentences():
            return str(self._book.name)

    def say(self, sentence: str) -> None:
        """Show a sentence in Excel's status bar."""
        with _as_sentences():
            self._book.app.status_bar = sentence

    def save_copy(self, folder: Path) -> Path:
        """A copy of the workbook as it is now, saved or not; the workbook itself is not saved."""
        suffix = Path(self.name).suffix or ".xlsx"
        path = folder / f"copy{suffix}"
        with _as_sentences(NO_COPY):
            self._book.api.SaveCopyAs(str(path))
        return path

    def extent(self) -> dict[str, str]:
        """How far each sheet reaches: what a result says of a cell holds only while that stays the same."""
        with _as_sentences():
            return {sheet.name: sheet.used_range.get_address(False, False) for sheet in self._book.sheets}  # noqa: FBT003

    def cursor(self) -> Cursor:
        """Where the cursor is, or nowhere if something else than cells is selected."""
        with _as_sentences():
            chosen = self._book.app.selection
            if chosen is None:
                return Cursor()
            sheet, row = chosen.sheet, int(chosen.row)
            columns = {STATUS: 1, CHECKS: list(CHECKS_TITLES).index("Record") + 1}
            column = columns.get(sheet.name)
            record = sheet.range((row, column)).value if column and row >= FIRST_ROW else ""
            return Cursor(sheet.name, chosen.get_address(False, False).partition(":")[0], row, str(record or ""))  # noqa: FBT003

    def fill(self, name: str, note: str, titles: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
        """Put these rows on a sheet of the product's own in place of what was there; it is added if it is not there.

        Raises `LiveError` where a sheet of that name is somebody else's, or protected; then nothing is written.
        """
        with _as_sentences(), self._still():
            sheet = self._own_sheet(name, titles)
            width, last, free = len(titles), sheet.used_range.last_cell.row, FIRST_ROW + len(rows)
            # Written over before the rest is emptied: where Excel takes no more, what was there is not lost.
            if rows:
                area = sheet.range((FIRST_ROW, 1), (free - 1, width))
                area.value = [[_plain(value) for value in row] for row in rows]
            sheet.range((1, 1)).value = _plain(note)
            sheet.range((TITLE_ROW + 1, 1), (TITLE_ROW + 1, width)).value = list(titles)
            if last >= free:
                sheet.range((free, 1), (last, width)).clear_contents()

    def listed(self, name: str, titles: Sequence[str]) -> list[list[Cell]]:
        """The filled rows of a sheet of the product's own; none where there is no such sheet."""
        with _as_sentences():
            sheet = self._sheet(name)
            if sheet is None or not self._is_ours(sheet, titles):
                return []
            last = max(sheet.used_range.last_cell.row, FIRST_ROW)
            found = sheet.range((FIRST_ROW, 1), (last, len(titles))).options(ndim=2).value
            return [row for row in found if row[0] not in {None, ""}]

    def go_to(self, sheet: str, address: str = "A1") -> bool:
        """Show a cell; False where there is no such sheet."""
        with _as_sentences():
            found = self._sheet(sheet)
            if found is not None:
                found.activate()
                found.range(address).select()
            return found is not None

    def _sheet(self, name: str) -> xlwings.Sheet | None:
        return next((one for one in self._book.sheets if one.name.casefold() == name.casefold()), None)

    def _own_sheet(self, name: str, titles: Sequence[str]) -> xlwings.Sheet:
        sheet = self._sheet(name)
        if sheet is None:
            chosen = self._book.sheets.active
            added = self._book.sheets.add(name, after=self._book.sheets[-1])
            chosen.activate()
            return added
        if getattr(sheet.api, "ProtectContents", False) is True:
            message = f"The {name} sheet is protected. Take the protection off (Review, Unprotect Sheet) and try again."
            raise LiveError(message)
        if not self._is_ours(sheet, titles):
            message = f"There is a sheet {name} that is not of this product. Give it another name and try again."
            raise LiveError(message)
        return sheet

    @staticmethod
    def _is_ours(sheet: xlwings.Sheet, titles: Sequence[str]) -> bool:
        found = sheet.range((TITLE_ROW + 1, 1), (TITLE_ROW + 1, len(titles))).options(ndim=1).value
        return found == list(titles) or all(value is None for value in found)

    @contextmanager
    def _still(self) -> Iterator[None]:
        """Without the screen flickering while sheets are written."""
        app = self._book.app
        before = app.screen_updating
        app.screen_updating = False
        try:
            yield
        finally:
            app.screen_updating = before


def _plain(value: Cell) -> Cell:
    """A text marked as the text that it is: else Excel makes numbers, dates and formulas of what looks like one."""
    return f"'{value}" if isinstance(value, str) and value else value
