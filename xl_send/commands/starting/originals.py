"""Workbooks from which another is begun: their files, bytes, rows as they lie, and what was understood of them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from xl_send.commands.loading import NamedFile, Readables, each_source, find_workbooks, read_submission
from xl_send.commands.loading.files import printable_path
from xl_send.commands.writing import free_name, remove_written, write_whole
from xl_send.consolidation.next_period import SheetRows
from xl_send.errors import CannotRunError, RefusedError
from xl_send.reading.loaded import Refusal
from xl_send.value_classes import NamedTuple
from xl_send.words import capital
from xl_send.workbook.lost_sheets import lost_sheets
from xl_send.workbook.submissions import Submission
from xl_send.xlsx.read.open_book import not_opened, open_book
from xl_send.xlsx.read.refusals import LOCK_FILE


class Original(NamedTuple):
    """A workbook as it was given: nothing is ever written to it.

    `told` is what is to be said of it besides, `lacking` what the return had that is not in it, as it was not read.
    """

    path: Path
    content: bytes
    submission: Submission
    told: tuple[str, ...] = ()
    lacking: str = ""

    @property
    def rows(self) -> SheetRows:
        """What stands in each row of each sheet."""
        book = open_book(BytesIO(self.content), str(self.path))
        return {grid.title: {number: dict(cells) for number, cells in grid.rows} for grid in book.grids}

    @property
    def not_found(self) -> str:
        """Its sheets and columns that were not found or go by another name, in a line; blank where all are there."""
        sheets = [lost.sentence for lost in lost_sheets(self.submission) if not lost.part]
        columns = [
            f"the column {column.title} of {seen.table.sheet} was not found ({likely.title} may be it)"
            for seen in self.submission.seen.values()
            for column in seen.missing
            if (likely := seen.likely.get(column.name))
        ]
        return capital("; ".join(sheets + columns), [self.path.name])


def original_paths(sources: Sequence[Readables]) -> list[Path]:
    """The files that are named, each once. Raises `CannotRunError` for what is no file or folder."""
    found: dict[Path, None] = {}
    for source in each_source(sources):
        if not isinstance(source, str | os.PathLike):
            message = "Another workbook is begun from a file. Name a workbook or a folder."
            raise CannotRunError(message)
        found |= {Path(name): None for name in find_workbooks(os.fspath(source))}
    return list(found)


def read_original(path: Path) -> Original:
    """One workbook, read whole. Raises `RefusedError` where it cannot be read."""
    name = printable_path(str(path))
    try:
        if path.name.startswith("~$"):
            raise RefusedError(name, LOCK_FILE)
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        raise RefusedError(name, not_opened(path, error)) from error
    return Original(path, content, read_submission(NamedFile(BytesIO(content), name)))


def refuse_where_nothing_is_made(refused: list[Refusal]) -> None:
    """Raises `CannotRunError` with the reason of every file."""
    message = "\n".join(f"{item.path}: {item.sentence}" for item in refused) or "No workbook was named."
    raise CannotRunError(message)


def write_all(made: list[tuple[Path, bytes]], output: str | os.PathLike[str], usual: str) -> list[Path]:
    """Write copies under their own names, in the folder `output` or in one of the `usual` name beside each.

    All of them or none; nothing that is there is written over.
    """
    written: list[Path] = []
    try:
        for path, content in made:
            target = free_name(path, Path(output) if output else path.parent / usual)
            write_whole(target, content)
            written.append(target)
    except BaseException:
        remove_written(written)
        raise
    return written
