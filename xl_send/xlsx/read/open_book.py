"""Opens a workbook's file and hands on its sheets as they lie.

Nothing in the file is ever run or followed. That it is sound XML is checked when the workbook is opened; rows that
prove to be damaged when they are walked later refuse it then. The file itself is already closed by that time.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from errno import ENAMETOOLONG
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from xl_send.errors import RefusedError
from xl_send.patterns import Pattern
from xl_send.workbook.cells import Book, Grid, Row
from xl_send.xlsx.read.cells import Cells
from xl_send.xlsx.read.contents import SheetEntry, comments_of, contents_of, links_of, links_part
from xl_send.xlsx.read.markup import elements
from xl_send.xlsx.read.number_formats import CellFormats, cell_formats
from xl_send.xlsx.read.package import Package
from xl_send.xlsx.read.pictures import picture_marks
from xl_send.xlsx.read.refusals import (
    DEVICE,
    FOLDER,
    LOCK_FILE,
    LOCKED,
    NOT_FOUND,
    NOT_REACHED,
    UNREACHABLE,
    WEB_ADDRESS,
    UnusableError,
    refuse_unless_zip,
)
from xl_send.xlsx.read.sax_rows import area
from xl_send.xlsx.read.sheets import Survey, sheet_rows, survey
from xl_send.xlsx.read.strings import shared_strings

_WEB = Pattern(r"(?i)https?:[/\\]+")
# A drive by its letter, or a place on a server.
_AFAR = Pattern(r"(?i)[a-z]:[/\\]|[/\\]{2}\w")
# Absent rows that are told; nobody reads on in more.
MOST_ABSENT = 100

Source = str | os.PathLike[str] | BinaryIO | Book


def open_book(source: Source, name: str | None = None) -> Book:
    """Read a workbook, an .xlsx or .xlsm file whatever its name; RefusedError says why not. A Book is itself.

    Each sheet's rows are understood only as they are walked, from what is already in memory; that may raise it too.
    """
    if isinstance(source, Book):
        return source
    path = name or (os.fspath(source) if isinstance(source, str | os.PathLike) else "workbook")
    try:
        with _opened(source) as file:
            return _book(file, name or Path(path).name, path)
    except UnusableError as refusal:
        raise RefusedError(path, refusal.sentence) from refusal


def _opened(source: str | os.PathLike[str] | BinaryIO) -> AbstractContextManager[BinaryIO]:
    if not isinstance(source, str | os.PathLike):
        return nullcontext(source if source.seekable() else BytesIO(source.read()))
    path = Path(source)
    if path.name.startswith("~$"):
        raise UnusableError(LOCK_FILE)
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            raise UnusableError(DEVICE)
        return path.open("rb")
    except (OSError, ValueError) as error:
        raise UnusableError(not_opened(source, error)) from error


def not_opened(source: str | os.PathLike[str], error: OSError | ValueError) -> str:
    """Why a file could not be opened, and what to do."""
    name = os.fspath(source)
    if _WEB.match(name):
        return WEB_ADDRESS
    if isinstance(error, ValueError) or getattr(error, "errno", None) == ENAMETOOLONG:
        return NOT_FOUND
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return NOT_REACHED if _AFAR.match(name) else NOT_FOUND
    if isinstance(error, IsADirectoryError):
        return FOLDER
    if isinstance(error, PermissionError):
        return FOLDER if os.path.isdir(source) else LOCKED  # noqa: PTH112 - a Path raises where it may not look
    return UNREACHABLE


def _book(file: BinaryIO, name: str, path: str) -> Book:
    try:
        refuse_unless_zip(file)
        package = Package(file)
        contents = contents_of(package)
        strings = shared_strings(package.part(contents.strings)) if contents.strings else []
        formats = cell_formats(package.part(contents.styles)) if contents.styles else CellFormats()
        cells = Cells(strings, formats, date1904=contents.date1904, pictures=picture_marks(package, contents.rich))
        grids = tuple(_grid(package, entry, cells, path) for entry in contents.sheets)
    except OSError as error:
        raise UnusableError(UNREACHABLE) from error
    return Book(name, grids, macros=contents.macros, date1904=contents.date1904)


def _grid(package: Package, entry: SheetEntry, cells: Cells, path: str) -> Grid:
    part = package.part(entry.part)
    known = survey(part)
    return Grid(
        entry.title,
        _refusing(sheet_rows(part, known, cells), path),
        hidden=entry.hidden,
        hidden_rows=known.hidden,
        merged=known.merged,
        absent=tuple(_absent(package, entry, known)) if known.gaps else (),
        comments=comments_of(package, entry.part),
    )


def _absent(package: Package, entry: SheetEntry, known: Survey) -> Iterator[int]:
    """The rows within the tables of a sheet that are not in the file."""
    if links_part(entry.part) not in package:
        return
    for link in links_of(package, entry.part).values():
        if link.kind == "table" and link.target in package:
            ((_, table), *_) = elements(package.part(link.target).pieces(), {"table"})
            for place in area(table.get("ref", "")):
                spans = ((max(first, place.top), min(last, place.bottom)) for first, last in known.gaps)
                yield from islice((row for first, last in spans for row in range(first, last + 1)), MOST_ABSENT)


def _refusing(rows: Iterator[Row], path: str) -> Iterator[Row]:
    try:
        yield from rows
    except UnusableError as refusal:
        raise RefusedError(path, refusal.sentence) from refusal
