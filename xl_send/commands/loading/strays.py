"""Files that lie among returns and can be none: comma-separated values, unless they are a sheet of a return."""

from __future__ import annotations

import os
import re
from pathlib import Path

from xl_send.commands.loading.files import NamedFile
from xl_send.workbook.cells import Book
from xl_send.workbook.columns import Layout, columns_of
from xl_send.workbook.loaded import Refusal
from xl_send.workbook.submissions import SHEETS
from xl_send.workbook.titles import title_key

ENDING = ".csv"
NO_RETURN = (
    "This is a file of comma-separated values, not a return; if it holds one, save that as an Excel Workbook (.xlsx), "
    "else leave it out."
)
# So much of a file is looked at, and with so many titles or labels of one of our sheets it is taken for that sheet.
_HEAD, _TITLES = 8192, {Layout.TABLE: 5, Layout.LABELS: 4}
_BETWEEN = re.compile(r"[,;\t\r\n\0]+")


def refusal_of(file: NamedFile, sentence: str) -> Refusal:
    """A file that was refused: as one of which something is missing, or as one that can be no return."""
    stray = file.name.casefold().endswith(ENDING) and not _is_a_sheet(_head(file))
    return Refusal(file.name, NO_RETURN, stray=True) if stray else Refusal(file.name, sentence)


def _head(file: NamedFile) -> str:
    try:
        source = file.whole()
        if isinstance(source, Book):
            return ""
        if not isinstance(source, str | os.PathLike):
            return source.read(_HEAD).decode("utf-8", "ignore")
        with Path(source).open("rb") as opened:
            return opened.read(_HEAD).decode("utf-8", "ignore")
    except (OSError, ValueError):
        return ""


def _is_a_sheet(head: str) -> bool:
    """Whether a text has the titles of one of our sheets, as Excel saves it."""
    said = {title_key(cell.strip(' "\ufeff')) for cell in _BETWEEN.split(head)}
    return any(
        len(said & {title_key(column.title) for column in columns_of(record)}) >= _TITLES[record.SHEET.layout]
        for record in SHEETS
    )
