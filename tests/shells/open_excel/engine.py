"""An Excel for tests: an engine for xlwings on its own base classes, over a workbook of openpyxl."""

# mypy: disable-error-code="misc,override,assignment,no-any-return"
# ruff: noqa: ANN401, ARG002, FBT002 - the signatures are those of the base classes, which take and give anything
from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
from openpyxl.utils import range_boundaries
from xlwings import base_classes

from known.on_demand import load_workbook
from shells.open_excel.ranges import Note, Range, Strip


@cache
def _calculated(content: bytes) -> openpyxl.Workbook:
    """The workbook with what its formulas gave; it is only looked at."""
    return load_workbook(BytesIO(content), data_only=True)


class Engine:
    """What `xlwings.Engine` wraps."""

    name, type = "test", "desktop"

    def __init__(self, books: list[Book] | None) -> None:
        self.apps = Apps(App(self, books) if books is not None else None)

    @staticmethod
    def prepare_xl_data_element(value: Any, _: Any) -> Any:
        return value

    @staticmethod
    def clean_value_data(data: Any, _dates: Any, empty: Any, _numbers: Any, _errors: Any) -> Any:
        return [[empty if value is None else value for value in row] for row in data]


class Apps(base_classes.Apps):
    def __init__(self, app: App | None) -> None:
        self._app = app

    def __iter__(self) -> Iterator[App]:
        yield from [self._app] if self._app else []

    def __len__(self) -> int:
        return 1 if self._app else 0

    @property
    def active(self) -> App | None:
        return self._app


class App(base_classes.App):
    screen_updating = True
    enable_events = True
    books: Books = None
    engine = None
    pid = 1

    def __init__(self, engine: Engine, books: list[Book]) -> None:
        self.engine = engine
        self.books = Books(books)
        self.shown: list[str | bool] = [False]
        self.told: list[str] = []
        for book in books:
            book.app = self

    @property
    def selection(self) -> Range | None:
        return self.books.active.selected

    def activate(self, steal_focus: bool = False) -> None: ...

    @property
    def status_bar(self) -> str | bool:
        return self.shown[-1]

    @status_bar.setter
    def status_bar(self, value: str | bool) -> None:
        self.shown.append(value)

    def alert(self, prompt: Any, title: Any, buttons: Any, mode: Any, callback: Any) -> str:
        self.told.append(prompt)
        return "ok"


class Books(base_classes.Books):
    def __init__(self, books: list[Book]) -> None:
        self._books = books

    def __len__(self) -> int:
        return len(self._books)

    def __iter__(self) -> Iterator[Book]:
        return iter(self._books)

    @property
    def active(self) -> Book:
        return self._books[-1]

    def put_in_front(self, book: Book) -> None:
        """The workbook becomes the active one."""
        self._books.remove(book)
        self._books.append(book)

    def close(self) -> None:
        """The person closes the workbook in front."""
        self._books.pop().gone = True


class Book(base_classes.Book):
    name = fullname = ""
    app: App = None
    sheets: Sheets = None

    def __init__(self, path: Path) -> None:
        self.held = load_workbook(path, keep_vba=path.suffix == ".xlsm")
        # What formulas gave when the workbook was last calculated.
        self.calculated = _calculated(path.read_bytes())
        self.name, self.fullname = path.name, str(path)
        self.broken = self.gone = False
        self.windows: dict[str, SimpleNamespace] = {}
        self.charts: list[str] = []
        self.looks: dict[tuple[str, str], dict[str, Any]] = {}
        self.selected: Range | None = None
        self.sheets = Sheets(self)

    @property
    def api(self) -> SimpleNamespace:
        names = [*self.held.sheetnames, *self.charts]
        return SimpleNamespace(
            Date1904=self._date1904(),
            HasVBProject=self.name.endswith(".xlsm"),
            Windows=lambda _: self.windows.setdefault(self.sheets.active.name, SimpleNamespace()),
            ProtectStructure=bool(self.held.security and self.held.security.lockStructure),
            Sheets=[SimpleNamespace(Name=name) for name in names],
        )

    def activate(self) -> None:
        """Come to the front."""
        self.app.books.put_in_front(self)

    def _date1904(self) -> bool:
        if self.broken:
            raise OSError
        return bool(self.held.epoch.year == 1904)


class Sheets(base_classes.Sheets):
    def __init__(self, book: Book) -> None:
        self.book = book

    def __len__(self) -> int:
        return len(self.book.held.worksheets)

    def __iter__(self) -> Iterator[Sheet]:
        if self.book.gone:
            raise ReferenceError
        return (Sheet(self.book, worksheet) for worksheet in self.book.held.worksheets)

    def __call__(self, name_or_index: str | int) -> Sheet:
        held = self.book.held
        found = held[name_or_index] if isinstance(name_or_index, str) else held.worksheets[name_or_index - 1]
        return Sheet(self.book, found)

    def __contains__(self, name: object) -> bool:
        return name in self.book.held.sheetnames

    @property
    def active(self) -> Sheet:
        return Sheet(self.book, self.book.held.active)

    def add(self, before: Any = None, after: Any = None, name: str | None = None) -> Sheet:
        return Sheet(self.book, self.book.held.create_sheet(name))


class Sheet(base_classes.Sheet):
    book: Book = None

    def __init__(self, book: Book, held: Any) -> None:
        self.book = book
        self.held = held

    @property
    def visible(self) -> bool:
        return bool(self.held.sheet_state == "visible")

    @property
    def api(self) -> SimpleNamespace:
        return SimpleNamespace(
            ProtectContents=bool(self.held.protection.sheet),
            ShowAllData=self._show_all,
            Rows=lambda at: Strip(self, "row", at, at),
            Columns=lambda at: Strip(self, "column", at, at),
        )

    @property
    def notes(self) -> list[Note]:
        cells = [cell for row in self.held.iter_rows() for cell in row if cell.comment is not None]
        return [Note(self.range(cell.coordinate)) for cell in cells]

    @property
    def page_setup(self) -> SimpleNamespace:
        return self.book.windows.setdefault(f"page of {self.name}", SimpleNamespace(api=SimpleNamespace()))

    def _show_all(self) -> None:
        for row in self.held.row_dimensions.values():
            row.hidden = False

    @property
    def tables(self) -> Tables:
        return Tables(self)

    @property
    def name(self) -> str:
        return str(self.held.title)

    @name.setter
    def name(self, value: str) -> None:
        self.held.title = value

    @property
    def index(self) -> int:
        return int(self.book.held.index(self.held)) + 1

    def activate(self) -> None:
        if not self.visible:
            raise OSError
        self.book.held.active = self.held

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        if isinstance(arg1, str):
            cell = self.held[arg1]
            return Range(self, cell.row, cell.column, cell.row, cell.column)
        last = arg2 or arg1
        first, final = (item if isinstance(item, tuple) else (item.row, item.column) for item in (arg1, last))
        return Range(self, *first, *final)

    @property
    def used_range(self) -> Range:
        return Range(self, 1, 1, self.held.max_row, self.held.max_column)


class Tables(base_classes.Tables):
    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    def __len__(self) -> int:
        return len(self.sheet.held.tables)

    def __iter__(self) -> Iterator[Table]:
        return (Table(self.sheet, table) for table in self.sheet.held.tables.values())


class Table(base_classes.Table):
    api = None

    def __init__(self, sheet: Sheet, held: Any) -> None:
        self.sheet = sheet
        self.held = held

    @property
    def range(self) -> Range:
        left, top, right, bottom = (int(range_boundary or 0) for range_boundary in range_boundaries(self.held.ref))
        return Range(self.sheet, top, left, bottom, right)

    def resize(self, area: Any) -> None:
        self.held.ref = self.held.autoFilter.ref = area.impl.get_address()
