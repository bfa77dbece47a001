"""Marked copies: workbooks with their Checks or Status sheet filled, the officers' own untouched."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from xl_send.commands.checks import CheckResult
from xl_send.commands.loading.files import file_called
from xl_send.commands.result import MarkedFile
from xl_send.commands.writing import remove_written, write_free
from xl_send.errors import CannotRunError, RefusedError
from xl_send.results import Item
from xl_send.table import Table
from xl_send.workbook.submissions import Programme
from xl_send.xlsx.update.update import MarkedCopy, with_tables
from xl_send.xlsx.write.result_rows import checks_table, status_table


def with_checks(checked: CheckResult, folder: str | os.PathLike[str] = "") -> tuple[MarkedFile, ...]:
    """Write a copy of each workbook with its findings on the Checks sheet; where each is.

    Copies keep their names, in `folder` or in one called checked beside each workbook; a folder of returns is read
    without the folders in it, so copies are never taken for returns. Nothing that is there is written over. Raises
    `CannotRunError` where a place cannot be written to or a workbook cannot be marked safely.
    """
    sheets = {
        submission.workbook: checks_table(
            [finding for finding in checked.findings if finding.cell.workbook == submission.workbook],
            checked.programme,
        )
        for submission in checked.programme.submissions
    }
    return _copies(sheets, folder, "checked")


def with_statuses(
    programme: Programme, items: Iterable[Item], folder: str | os.PathLike[str] = ""
) -> tuple[MarkedFile, ...]:
    """The same with the items of each workbook on its Status sheet, in a folder called status."""
    by_workbook: dict[str, list[Item]] = {}
    for item in items:
        by_workbook.setdefault(item.record.workbook, []).append(item)
    sheets = {
        submission.workbook: status_table(by_workbook.get(submission.workbook, []))
        for submission in programme.submissions
    }
    return _copies(sheets, folder, "status")


def copy_with(path: Path, tables: Sequence[Table], folder: Path) -> Path:
    """Write a copy of a workbook with these sheets filled, or added, into a folder; its path."""
    return write_free(path, folder, marked_copy(str(path), tables).content)


def _copies(sheets: Mapping[str, Table], folder: str | os.PathLike[str], usual: str) -> tuple[MarkedFile, ...]:
    """All copies are made before any is written, and taken back where one cannot be: all of them or none."""
    made = [(Path(workbook), sheet.name, marked_copy(workbook, [sheet])) for workbook, sheet in sheets.items()]
    written: list[MarkedFile] = []
    try:
        for path, name, copy in made:
            target = write_free(path, Path(folder) if folder else path.parent / usual, copy.content)
            written.append(MarkedFile(target, name, copy.signed))
    except BaseException:
        remove_written([item.path for item in written])
        raise
    return tuple(written)


def marked_copy(workbook: str, tables: Sequence[Table]) -> MarkedCopy:
    """A copy of a workbook's file with these sheets. Raises `CannotRunError` where it cannot be marked safely."""
    try:
        return with_tables(file_called(workbook).read_bytes(), workbook, tables)
    except (RefusedError, OSError) as error:
        sentence = error.sentence if isinstance(error, RefusedError) else "It could not be read again."
        message = f"{workbook}: {sentence} No copy was written."
        raise CannotRunError(message) from error
