"""An Excel for tests: an engine for xlwings on its own base classes, over a workbook of openpyxl."""

# mypy: disable-error-code="misc,override,assignment,no-any-return"
# ruff: noqa: ANN401, ARG002, FBT002 - the signatures are those of the base classes, which take and give anything
from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter, range_boundaries
from xlwings import base_classes


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

    def close(self) -> None:
        """The person closes the workbook in front."""
        self._books.pop().gone = True


class Book(base_classes.Book):
    name = ""
    app: App = None
    sheets: Sheets = None

    def __init__(self, path: Path) -> None:
        self.held = openpyxl.load_workbook(path, keep_vba=path.suffix == ".xlsm")
        self.name = path.name
        self.broken = self.gone = False
        self.charts: list[str] = []
        self.selected: Range | None = None
        self.sheets = Sheets(self)

    @property
    def api(self) -> SimpleNamespace:
        names = [*self.held.sheetnames, *self.charts]
        return SimpleNamespace(
            SaveCopyAs=self._save_copy,
            ProtectStructure=bool(self.held.security and self.held.security.lockStructure),
            Sheets=[SimpleNamespace(Name=name) for name in names],
        )

    def activate(self) -> None: ...

    def _save_copy(self, path: str) -> None:
        if self.broken:
            raise OSError
        self.held.save(path)


class Sheets(base_classes.Sheets):
    def __init__(self, book: Book) -> None:
        self.book = book

    def __len__(self) -> int:
        return len(self.book.held.worksheets)

    def __iter__(self) -> Iterator[Sheet]:
        if self.book.gone:
            raise ReferenceError
        return (Sheet(self.book, one) for one in self.book.held.worksheets)

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
    def api(self) -> SimpleNamespace:
        return SimpleNamespace(ProtectContents=bool(self.held.protection.sheet), ShowAllData=self._show_all)

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
        self.book.held.active = self.held

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        if isinstance(arg1, str):
            cell = self.held[arg1]
            return Range(self, cell.row, cell.column, cell.row, cell.column)
        last = arg2 or arg1
        first, final = (one if isinstance(one, tuple) else (one.row, one.column) for one in (arg1, last))
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
        return (Table(self.sheet, one) for one in self.sheet.held.tables.values())


class Table(base_classes.Table):
    api = None

    def __init__(self, sheet: Sheet, held: Any) -> None:
        self.sheet = sheet
        self.held = held

    @property
    def range(self) -> Range:
        left, top, right, bottom = (int(one or 0) for one in range_boundaries(self.held.ref))
        return Range(self.sheet, top, left, bottom, right)

    def resize(self, area: Any) -> None:
        self.held.ref = self.held.autoFilter.ref = area.impl.get_address()


class Range(base_classes.Range):
    row = column = 0

    def __init__(self, sheet: Sheet, top: int, left: int, bottom: int, right: int) -> None:
        self.sheet = sheet
        self.row, self.column, self.bottom, self.right = top, left, bottom, right
        self.options: dict[str, Any] = {}

    @property
    def api(self) -> object:
        return self

    @property
    def shape(self) -> tuple[int, int]:
        return self.bottom - self.row + 1, self.right - self.column + 1

    @property
    def coords(self) -> tuple[str, int, int, int]:
        return self.sheet.name, self.row, self.column, len(self)

    def __len__(self) -> int:
        return self.shape[0] * self.shape[1]

    def __call__(self, row: int, column: int | None = None) -> Range:
        top, left = self.row + row - 1, self.column + (column or 1) - 1
        return Range(self.sheet, top, left, top, left)

    @property
    def raw_value(self) -> list[list[Any]]:
        return self.read()

    @raw_value.setter
    def raw_value(self, values: Any) -> None:
        rows = values if isinstance(values, list) else [[values]]
        for row, line in enumerate(rows, self.row):
            for column, value in enumerate(line, self.column):
                cell = self.sheet.held.cell(row, column)
                quoted = isinstance(value, str) and value.startswith("'")
                cell.value = value[1:] if quoted else value
                if quoted:
                    cell.data_type = "s"

    def read(self) -> list[list[Any]]:
        rows = range(self.row, self.bottom + 1)
        return [[self._read(row, column) for column in range(self.column, self.right + 1)] for row in rows]

    def _read(self, row: int, column: int) -> Any:
        value = self.sheet.held.cell(row, column).value
        return dt.datetime.combine(value, dt.time()) if type(value) is dt.date else value

    def clear_contents(self) -> None:
        for row in range(self.row, self.bottom + 1):
            for column in range(self.column, self.right + 1):
                self.sheet.held.cell(row, column).value = None

    def select(self) -> None:
        self.sheet.book.selected = self

    def get_address(self, *_: Any) -> str:
        first = f"{get_column_letter(self.column)}{self.row}"
        return first if len(self) == 1 else f"{first}:{get_column_letter(self.right)}{self.bottom}"
