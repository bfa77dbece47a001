"""Writes books of grids as real workbooks, by a library that the product does not use; and the example, once."""

from __future__ import annotations

import atexit
import contextlib
import io
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell as SheetCell

from examples import book, parse
from known.on_demand import written
from xl_send.shells.cli import main
from xl_send.workbook.cells import Book, CellError, Percentage, Value
from xl_send.xlsx.template.example import example_workbooks


def _fill(cell: SheetCell, value: Value) -> None:
    if isinstance(value, CellError):
        cell.value, cell.data_type = value.text, "e"
    elif isinstance(value, str):
        cell.value, cell.data_type = value, "s"
    else:
        cell.value = float(value) if isinstance(value, Percentage) else value
    if isinstance(value, date):
        cell.number_format = "dd mmm yyyy"
    elif isinstance(value, Percentage):
        cell.number_format = "0.0%"


def write_book(found: Book, path: Path) -> Path:
    """Write a book of grids to a path, its folder made if need be; the path again."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for grid in found.grids:
        sheet = made.create_sheet(grid.title)
        for number, cells in grid.rows:
            for place, value in cells.items():
                _fill(sheet.cell(number, place), value)
    path.parent.mkdir(parents=True, exist_ok=True)
    written(made, path)
    return path


def as_seen(path: Path) -> Workbook:
    """A workbook whose cells are only looked at: values and not formulas, and of its sheets none before it is asked."""
    return load_workbook(io.BytesIO(path.read_bytes()), read_only=True, data_only=True)


def write_example(text: str, path: Path) -> Path:
    """Write the first workbook of an example text (see `examples`) to a path; the path again."""
    name, sheets = next(iter(parse(text).items()))
    return write_book(book(name, sheets, set()), path)


def example_in(folder: Path, *names: str) -> Path:
    """A folder with the returns of the example, or those so named, made where it is not there; the folder again."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in example_workbooks().items():
        if not names or name in names:
            (folder / name).write_bytes(content)
    return folder


def write_examples(text: str, folder: Path) -> Path:
    """Write every workbook of an example text into a folder, made if need be, each by its name; the folder again."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, sheets in parse(text).items():
        write_book(book(name, sheets, set()), folder / name)
    return folder


@cache
def demonstration() -> Path:
    """What the first half of `xl-send demo` leaves, made once for all tests of a process; they change nothing in it."""
    folder = TemporaryDirectory(prefix="demo", ignore_cleanup_errors=True)
    atexit.register(folder.cleanup)
    home = Path(folder.name) / "here"
    with contextlib.redirect_stdout(io.StringIO()):
        assert main(["demo", str(home), "--without-year"]) == 0
    return home
