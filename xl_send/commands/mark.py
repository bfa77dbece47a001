"""Marked copies: workbooks with their Checks or Status sheet filled, the officers' own untouched."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from xl_send.commands.checks import CheckResult
from xl_send.commands.loading.files import file_called
from xl_send.commands.result import MarkedFile
from xl_send.commands.writing import remove_written, write_free
from xl_send.errors import CannotRunError, RefusedError
from xl_send.findings import Finding
from xl_send.limits import MOST_SECONDS
from xl_send.results import Item
from xl_send.table import Table
from xl_send.value_classes import NamedTuple
from xl_send.workbook.submissions import Programme
from xl_send.workers import asked_now, how_many
from xl_send.workers.answers import each_answer
from xl_send.workers.tasks import NotDone, Task
from xl_send.xlsx.update.update import MarkedCopy, with_tables
from xl_send.xlsx.write.result_rows import checks_table, status_table

COULD_NOT = "A copy of this workbook could not be marked within the memory and the time that there is for it."
_PLACE = f"{__name__}:mark_asked"


class ToMark(NamedTuple):
    """A workbook of which a copy is to be marked: its bytes, what it is called, and the sheets to fill."""

    original: bytes
    name: str
    tables: tuple[Table, ...]


def mark_asked(asked: ToMark) -> MarkedCopy:
    """Mark one copy where it was sent to. Raises `RefusedError` where that cannot be done safely."""
    return with_tables(*asked)


def each_marked(asked: Sequence[ToMark]) -> Generator[MarkedCopy | RefusedError]:
    """The marked copies, or why there is none, in their order: made here, by several processes, or on a cluster."""
    number, scheduler = how_many(len(asked)), asked_now().scheduler
    if not asked or not (scheduler or number > 1):
        yield from map(_marked_here, asked)
        return
    tasks = (Task(_PLACE, item) for item in asked)
    with closing(each_answer(tasks, number, scheduler, MOST_SECONDS)) as answers:
        for item, answer in zip(asked, answers, strict=True):
            if answer in (NotDone.DIED, NotDone.TOO_LONG):
                yield RefusedError(item.name, COULD_NOT)
            else:
                yield answer if isinstance(answer, MarkedCopy) else _marked_here(item)


def _marked_here(asked: ToMark) -> MarkedCopy | RefusedError:
    try:
        return mark_asked(asked)
    except RefusedError as refusal:
        return refusal


def with_checks(checked: CheckResult, folder: str | os.PathLike[str] = "") -> tuple[MarkedFile, ...]:
    """Write a copy of each workbook with its findings on the Checks sheet; where each is.

    Copies keep their names, in `folder` or in one called checked beside each workbook; a folder of returns is read
    without the folders in it, so copies are never taken for returns. Nothing that is there is written over. Raises
    `CannotRunError` where a place cannot be written to or a workbook cannot be marked safely.
    """
    return _copies(checks_tables(checked), folder, "checked")


def checks_tables(checked: CheckResult) -> Mapping[str, Table]:
    """The Checks sheet of each workbook, by its name."""
    by_workbook: dict[str, list[Finding]] = {}
    for finding in checked.findings:
        by_workbook.setdefault(finding.cell.workbook, []).append(finding)
    return {
        submission.workbook: checks_table(by_workbook.get(submission.workbook, []), Programme((submission,)))
        for submission in checked.programme.submissions
    }


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
    return write_free(path, folder, _marked_copy(str(path), tables).content)


def _copies(sheets: Mapping[str, Table], folder: str | os.PathLike[str], usual: str) -> tuple[MarkedFile, ...]:
    """All copies are made before any is written, and taken back where one cannot be: all of them or none."""
    asked = [ToMark(_content(workbook), workbook, (sheet,)) for workbook, sheet in sheets.items()]
    with closing(each_marked(asked)) as copies:
        made = [_made(copy) for copy in copies]
    written: list[MarkedFile] = []
    try:
        for item, copy in zip(asked, made, strict=True):
            path = Path(item.name)
            target = write_free(path, Path(folder) if folder else path.parent / usual, copy.content)
            written.append(MarkedFile(target, item.tables[0].name, copy.signed))
    except BaseException:
        remove_written([item.path for item in written])
        raise
    return tuple(written)


def _marked_copy(workbook: str, tables: Sequence[Table]) -> MarkedCopy:
    return _made(_marked_here(ToMark(_content(workbook), workbook, tuple(tables))))


def _content(workbook: str) -> bytes:
    try:
        return file_called(workbook).read_bytes()
    except OSError as error:
        raise _not_marked(workbook, "It could not be read again.") from error


def _made(copy: MarkedCopy | RefusedError) -> MarkedCopy:
    """The copy. Raises `CannotRunError` where the workbook could not be marked safely."""
    if isinstance(copy, RefusedError):
        raise _not_marked(copy.path, copy.sentence) from copy
    return copy


def _not_marked(workbook: str, sentence: str) -> CannotRunError:
    return CannotRunError(f"{workbook}: {sentence} No copy was written.")
