"""An open workbook for the tests of the live route."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlwings

from files import example_in
from shells.open_excel.engine import Book, Engine


def opened_example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Book:
    """One of the example workbooks, open in an Excel of the tests."""
    path = example_in(tmp_path, "transition.xlsx") / "transition.xlsx"
    opened = Book(path)
    with_open(monkeypatch, [opened])
    return opened


def with_open(monkeypatch: pytest.MonkeyPatch, books: list[Book] | None) -> None:
    """An Excel with these workbooks; None is a computer on which none is running."""
    monkeypatch.setattr(xlwings.engines, "active", xlwings.Engine(impl=Engine(books)))


def rows(book: Book, sheet: str) -> list[list[object]]:
    """What stands below the titles of a sheet."""
    found: list[list[object]] = [[cell.value for cell in row] for row in book.held[sheet].iter_rows(min_row=3)]
    return [row for row in found if row[0] is not None]
