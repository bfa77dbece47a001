"""One file as a return, with its cells as typed: to be brought together with others, or compared with them."""

from __future__ import annotations

import dataclasses
import hashlib
import os
from io import BytesIO
from pathlib import Path

from xl_send.commands.loading.files import NamedFile, refused_alone, understood
from xl_send.consolidation.returns import Return
from xl_send.disclosure.texts import Withholding, with_unread_withheld
from xl_send.workbook.cells import Book
from xl_send.xlsx.read.open_book import open_book


def read_return(file: NamedFile, withholding: Withholding | None = None) -> Return:
    """Read one workbook with its cells as typed, but for what may identify a person.

    Raises `RefusedError` for what is no workbook of this kind.
    """
    with refused_alone(file.name):
        return _read(file, withholding or Withholding())


def _read(file: NamedFile, withholding: Withholding) -> Return:
    given = file.whole()
    source = given if isinstance(given, str | os.PathLike | Book) else BytesIO(given.read())
    book = open_book(source, file.name)
    grids = tuple(dataclasses.replace(grid, rows=list(grid.rows)) for grid in book.grids)
    book = dataclasses.replace(book, grids=grids)
    content = _content(source, book)
    shown, withheld = withholding.safe(book)
    submission = with_unread_withheld(understood(shown), withheld)
    return Return(file.name, hashlib.sha256(content).hexdigest(), shown, submission)


def _content(source: str | os.PathLike[str] | BytesIO | Book, book: Book) -> bytes:
    """What tells one return from another: its bytes, or what a workbook in memory holds."""
    if isinstance(source, BytesIO):
        return source.getvalue()
    return repr(book.grids).encode() if isinstance(source, Book) else Path(source).read_bytes()
