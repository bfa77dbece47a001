"""The workbook that is open in Excel, by way of xlwings: the only place that knows of it.

It reads the cursor and the cells, and writes sheets of the product's own. Excel tells what goes wrong in errors of many
kinds, so whatever it refuses becomes one `LiveError` with a sentence.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from xl_send.shells.open_excel.beside import add_rows
from xl_send.shells.open_excel.dressing import FIRST_ROW, dress
from xl_send.shells.open_excel.errors import (
    ANOTHERS,
    BUSY,
    CLOSED,
    NO_BOOK,
    NO_EXCEL,
    NO_NEW_SHEETS,
    NO_READING,
    NO_XLWINGS,
    NOT_WHOLE,
    PROTECTED,
    REFUSED,
    LiveError,
    is_busy,
)
from xl_send.shells.open_excel.notes import noted_cell, put_note, show_cell, take_notes_away
from xl_send.shells.open_excel.own_sheets import Cell, cell_value, is_ours, show_all
from xl_send.shells.open_excel.ranges import book_in_excel
from xl_send.table import Table
from xl_send.value_classes import NamedTuple
from xl_send.workbook.cells import Book, column_letters
from xl_send.xlsx.update.record_places import place_of_record
from xl_send.xlsx.write.result_rows import CHECKS, CHECKS_TITLES, STATUS, TITLE_ROW

if TYPE_CHECKING:
    import xlwings

BOX_TITLE, LONGEST_SHOWN = "SEND programme", 240
# xlwings asks an Excel that takes no calls for ever, unless it is told how often; this lasts about a second.
PATIENCE = 2000


class Cursor(NamedTuple):
    """Where the cursor is: the sheet, the cell, its row, and on Checks or Status the record that the row is about."""

    sheet: str = ""
    address: str = ""
    row: int = 0
    record: str = ""


def active() -> LiveBook:
    """The caller's workbook where a macro or a mock caller names one, else the one in front; else `LiveError`."""
    try:
        import xlwings
    except ImportError as error:
        raise LiveError(NO_XLWINGS) from error
    _ready_on_windows()
    engine = xlwings.engines.active
    try:
        called = _caller(xlwings.Book)
        if called is not None:
            return LiveBook(called.app, called)
        app = engine.apps.active if engine else None
        book = app.books.active if app is not None and len(app.books) else None
        if app is not None and book is not None:
            return LiveBook(app, book)
    except Exception as error:  # Excel's errors share no class of their own
        raise LiveError(BUSY if is_busy(error) else NO_EXCEL) from error
    raise LiveError(NO_EXCEL if app is None else NO_BOOK)


def _caller(book: type[xlwings.Book]) -> xlwings.Book | None:
    """The workbook whose macro called, or that a mock caller names; nothing where nobody did.

    xlwings knows by itself only on being asked, and says in errors of several kinds that there is none.
    """
    try:
        return book.caller()
    except Exception:  # noqa: BLE001 - as told above
        return None


def _ready_on_windows() -> None:
    """There every thread must say that it will speak to other programs before it does; a window works in one."""
    if sys.platform == "win32":
        import pythoncom
        from xlwings import _xlwindows

        pythoncom.CoInitialize()
        _xlwindows.N_COM_ATTEMPTS = PATIENCE


class LiveBook:
    """One open workbook."""

    def __init__(self, app: xlwings.App, book: xlwings.Book) -> None:
        self._app = app
        self._book = book
        self.name = str(book.name)

    def show(self, words: str) -> None:
        """Say in Excel's status bar what is being done; an Excel that takes no calls shows nothing."""
        with suppress(Exception):
            self._app.status_bar = f"{BOX_TITLE}: {words}"[:LONGEST_SHOWN]

    @contextmanager
    def working(self) -> Iterator[None]:
        """Whatever comes of the work, the status bar is Excel's own again after it."""
        try:
            yield
        finally:
            with suppress(Exception):
                self._app.status_bar = False

    def tell(self, sentence: str) -> None:
        """Show a sentence in a box over Excel, as the buttons do."""
        with self._as_sentences():
            self._app.alert(sentence, BOX_TITLE)

    def read(self) -> Book:
        """The sheets as they lie now, saved or not, whatever guards their file."""
        with self._as_sentences(NO_READING):
            return book_in_excel(self._book)

    def extent(self) -> dict[str, str]:
        """How far each sheet reaches: what a result says of a cell holds only while that stays the same."""
        with self._as_sentences():
            return {sheet.name: sheet.used_range.get_address(False, False) for sheet in self._book.sheets}  # noqa: FBT003

    def cursor(self) -> Cursor:
        """Where the cursor is, or nowhere if something else than cells of this workbook is selected."""
        with self._as_sentences():
            chosen = self._app.selection
            if chosen is None or str(chosen.sheet.book.name) != self.name:
                return Cursor()
            sheet, row = chosen.sheet, int(chosen.row)
            columns = {STATUS: 1, CHECKS: list(CHECKS_TITLES).index("Record") + 1}
            column = columns.get(sheet.name)
            record = sheet.range((row, column)).value if column and row >= FIRST_ROW else ""
            return Cursor(sheet.name, chosen.get_address(False, False).partition(":")[0], row, str(record or ""))  # noqa: FBT003

    def fill(self, *tables: Table, added: Sequence[Table] = ()) -> None:
        """Put these rows on sheets of the product's own in place of what was there; one that is not there is added.

        Those that are `added` go below the rows of a table beside them. Raises `LiveError` where one of the sheets is
        somebody else's, protected, or cannot be added; then none is written.
        """
        with self._as_sentences():
            for table in tables:
                self._check(table)
        with self._as_sentences(NOT_WHOLE), self._still():
            for table in tables:
                self._write(self._sheet(table.name) or self._added(table), table)
            for table in added:
                if sheet := self._sheet(table.name):
                    add_rows(sheet, table, [[cell_value(cell) for cell in row] for row in table.rows])

    def listed(self, name: str, titles: Sequence[str]) -> list[list[Cell]]:
        """The filled rows of a sheet of the product's own; none where there is no such sheet."""
        with self._as_sentences():
            sheet = self._sheet(name)
            if sheet is None or not is_ours(sheet, titles):
                return []
            last = max(sheet.used_range.last_cell.row, FIRST_ROW)
            found = sheet.range((FIRST_ROW, 1), (last, len(titles))).options(ndim=2).value
            return [row for row in found if row[0] not in {None, ""}]

    def is_hidden(self, sheet: str) -> bool:
        """Whether there is such a sheet and it is hidden, so that Excel cannot go there."""
        with self._as_sentences():
            found = self._sheet(sheet)
            return found is not None and not found.visible

    def has_sheet(self, name: str) -> bool:
        """Whether there is such a sheet."""
        with self._as_sentences():
            return self._sheet(name) is not None

    def go_to(self, sheet: str, address: str = "A1") -> str:
        """Show a cell, its row and column too if they are folded or filtered; what was shown again, or why not."""
        with self._as_sentences():
            found = self._sheet(sheet)
            if found is None:
                return ""
            self._book.activate()
            found.activate()
            return show_cell(found.range(address))

    def noted(self) -> tuple[str, str] | None:
        """The sheet and address of the cell that bears a note of ours."""
        with self._as_sentences():
            return noted_cell(self._book)

    def note(self, sheet: str, address: str, words: str) -> bool:
        """Put a note of ours on a cell; whether it stands there."""
        with self._as_sentences():
            found = self._sheet(sheet)
            return found is not None and put_note(found.range(address), words)

    def take_notes_away(self) -> None:
        """Take notes of ours off."""
        with self._as_sentences():
            take_notes_away(self._book)

    def place_of(self, sheet: str, record: str, heading: str, was: str) -> str:
        """Where a record's cell stands now; where it was on a sheet without such a heading; nothing if it is gone."""
        with self._as_sentences():
            found = self._sheet(sheet)
            if found is None:
                return was
            used = found.used_range
            was_in, rows = found.range(was).row - used.row, used.options(ndim=2).value
            row, column = place_of_record(rows, sheet, record, heading, was_in=was_in) or (None, 0)
            if row is None:
                return was
            return f"{column_letters(used.column + column)}{used.row + row}" if row >= 0 else ""

    def _sheet(self, name: str) -> xlwings.Sheet | None:
        return next((sheet for sheet in self._book.sheets if sheet.name.casefold() == name.casefold()), None)

    def _check(self, wanted: Table) -> None:
        """Raise `LiveError` if a sheet cannot be filled."""
        sheet = self._sheet(wanted.name)
        if sheet is None:
            if wanted.name.casefold() in {item.Name.casefold() for item in self._book.api.Sheets}:
                raise LiveError(ANOTHERS.format(wanted.name))
            if self._book.api.ProtectStructure:
                raise LiveError(NO_NEW_SHEETS.format(wanted.name))
        elif sheet.api.ProtectContents:
            raise LiveError(PROTECTED.format(wanted.name))
        elif not is_ours(sheet, wanted.titles):
            raise LiveError(ANOTHERS.format(wanted.name))

    def _added(self, wanted: Table) -> xlwings.Sheet:
        chosen = self._book.sheets.active
        added = self._book.sheets.add(wanted.name, after=self._book.sheets[-1])
        dress(added, wanted.columns)
        chosen.activate()
        return added

    def _write(self, sheet: xlwings.Sheet, wanted: Table) -> None:
        width, last, free = len(wanted.columns), sheet.used_range.last_cell.row, FIRST_ROW + len(wanted.rows)
        show_all(sheet, width, last)
        # Written over before the rest is emptied: where Excel takes no more, what was there is not lost.
        if wanted.rows:
            area = sheet.range((FIRST_ROW, 1), (free - 1, width))
            area.value = [[cell_value(cell) for cell in row] for row in wanted.rows]
        sheet.range((1, 1)).value = cell_value(wanted.note)
        sheet.range((TITLE_ROW + 1, 1), (TITLE_ROW + 1, width)).value = wanted.titles
        if last >= free:
            sheet.range((free, 1), (last, width)).clear_contents()
        for table in sheet.tables:
            if (table.range.row, table.range.column) == (TITLE_ROW + 1, 1):
                table.resize(sheet.range((TITLE_ROW + 1, 1), (max(free - 1, FIRST_ROW), width)))

    @contextmanager
    def _as_sentences(self, sentence: str = REFUSED) -> Iterator[None]:
        try:
            yield
        except LiveError:
            raise
        except Exception as error:  # Excel's errors share no class of their own
            raise LiveError(self._meaning(error, sentence)) from error

    def _meaning(self, error: Exception, otherwise: str) -> str:
        if is_busy(error):
            return BUSY
        return otherwise if self._is_open() else CLOSED

    def _is_open(self) -> bool:
        """Whether Excel still has the workbook; an Excel that is gone has none."""
        try:
            return self.name in [submission.name for submission in self._app.books]
        except Exception as error:  # noqa: BLE001 - as above
            return is_busy(error)

    @contextmanager
    def _still(self) -> Iterator[None]:
        """Without the screen flickering, or macros of the workbook's own being set off, while sheets are written."""
        app = self._app
        before = app.enable_events, app.screen_updating
        try:
            app.screen_updating = app.enable_events = False
            yield
        finally:
            with suppress(Exception):  # what went wrong before is told, not this
                app.enable_events, app.screen_updating = before
