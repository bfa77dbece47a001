"""The returns that a programme workbook or a history holds, each as a workbook of its own to go on from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path, PurePath

from xl_send.commands.loading import NamedFile, understood
from xl_send.commands.loading.returns import read_return
from xl_send.commands.starting.originals import Original
from xl_send.consolidation.parting import PartedReturn, parted, whole_return
from xl_send.consolidation.returns import Return
from xl_send.errors import RefusedError
from xl_send.xlsx.read.open_book import open_book

# What Windows allows in no file name.
_NO_FILE_NAME = re.compile(r'[<>:"/\\|?*\x00-\x1f]|[ .]$')
_NO_WORKSTREAM = "No workstream is listed in it, so no return can be begun from it."


def returns_within(original: Original) -> Iterator[Original]:
    """The returns in a workbook: itself, or of a programme workbook one for each file or workstream that is in it.

    Raises `RefusedError` where a programme workbook lists no workstream.
    """
    found = read_return(NamedFile(BytesIO(original.content), str(original.path)))
    if not found.made:
        yield original
        return
    parts = parted(found)
    if not parts:
        raise RefusedError(str(original.path), _NO_WORKSTREAM)
    for part in parts:
        yield as_workbook(part, found, original.path.parent, "workstream")


def in_this_edition(original: Original) -> bytes:
    """A fresh workbook of the present edition that says the same as another."""
    found = read_return(NamedFile(BytesIO(original.content), str(original.path)))
    edition = "programme" if found.submission.programme_edition else "workstream"
    return as_workbook(whole_return(found, original.path.name), found, original.path.parent, edition).content


def returns_kept(history: str) -> Iterator[Original]:
    """The returns of the last board that a history keeps. Raises `CannotRunError` where it keeps none."""
    from xl_send.history.boards import kept_periods

    kept, periods = kept_periods(history)
    place = Path(history)
    folder = place.parent if place.is_file() else Path()
    for item in kept.returns(periods[-1]):
        grids = tuple(replace(grid, rows=list(grid.rows)) for grid in item.book.grids)
        book = replace(item.book, grids=grids)
        found = Return(book.name, item.sha256, book, understood(book))
        edition = "programme" if found.submission.programme_edition else "workstream"
        yield as_workbook(whole_return(found, f"{PurePath(book.name).stem}.xlsx"), found, folder, edition)


def as_workbook(part: PartedReturn, whole: Return, folder: Path, edition: str) -> Original:
    """One of them as a workbook of an edition, under its name."""
    from xl_send.workbook.sheets.governance import CalendarEntry
    from xl_send.xlsx.template.template import WorkbookContent, workbook_bytes

    submission = whole.submission
    content = workbook_bytes(
        edition,
        WorkbookContent(
            rows=part.rows,
            labels=part.labels,
            own_lists=submission.own_lists,
            calendar=submission.all(CalendarEntry),
            matrix=submission.thresholds.matrix,
            silences=submission.thresholds.silences,
            explanations=submission.explanations,
        ),
    )
    path = folder / _file_name(part)
    return Original(path, content, understood(open_book(BytesIO(content), str(path))))


def _file_name(part: PartedReturn) -> str:
    """Its name, if that may be a file's on every computer; else the codes of its workstreams.

    A name that was withheld, as it may identify a child, is none.
    """
    name = part.name
    fit = not _NO_FILE_NAME.search(name) and PurePath(name).suffix.casefold() in {".xlsx", ".xlsm"}
    return name if fit else f"{'-'.join(part.codes) or 'return'}.xlsx"
