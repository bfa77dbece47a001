"""One file as a return, with its cells as typed: to be brought together with others, or compared with them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection
from io import BytesIO
from pathlib import Path

from xl_send.commands.loading.files import NamedFile, refused_alone, understood
from xl_send.consolidation.returns import Return
from xl_send.disclosure.texts import Withholding, with_unread_withheld
from xl_send.value_classes import replace
from xl_send.workbook.cells import Book
from xl_send.workbook.columns import Record
from xl_send.workbook.submissions import declared_title
from xl_send.xlsx.read.open_book import open_book


def read_return(
    file: NamedFile, withholding: Withholding | None = None, sheets: Collection[type[Record]] = ()
) -> Return:
    """Read one workbook with its cells as typed, but for what may identify a person.

    Where only `sheets` are asked for and it has each of them, no row of another is read. Raises `RefusedError` for what
    is no workbook of this kind.
    """
    with refused_alone(file.name):
        return _read(file, withholding or Withholding(), sheets)


def _read(file: NamedFile, withholding: Withholding, sheets: Collection[type[Record]]) -> Return:
    given = file.whole()
    source = given if isinstance(given, str | os.PathLike | Book) else BytesIO(given.read())
    book = _with_rows_of(sheets, open_book(source, file.name))
    grids = tuple(replace(grid, rows=list(grid.rows)) for grid in book.grids)
    book = replace(book, grids=grids)
    content = _content(source, book)
    shown, withheld = withholding.safe(book)
    submission = with_unread_withheld(understood(shown), withheld)
    return Return(file.name, hashlib.sha256(content).hexdigest(), shown, submission)


def _with_rows_of(sheets: Collection[type[Record]], book: Book) -> Book:
    """A workbook with the rows of these sheets alone; whole where none is asked for, or one is not there by its title.

    A sheet that is looked for may then be another.
    """
    asked = {record.SHEET.title for record in sheets}
    titles = [declared_title(grid.title) for grid in book.grids]
    if not asked or not asked <= set(titles):
        return book
    named = zip(titles, book.grids, strict=True)
    kept = (grid if title in asked else replace(grid, rows=()) for title, grid in named)
    return replace(book, grids=tuple(kept))


def _content(source: str | os.PathLike[str] | BytesIO | Book, book: Book) -> bytes:
    """What tells one return from another: its bytes, or what a workbook in memory holds."""
    if isinstance(source, BytesIO):
        return source.getvalue()
    return repr(book.grids).encode() if isinstance(source, Book) else Path(source).read_bytes()
