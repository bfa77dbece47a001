"""Next: the return of the next period, begun from the last one, everything that stands carried over in place."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from xl_send.commands.loading import AsAt, NamedFile, Readables, day_named, each_source, find_workbooks, read_submission
from xl_send.commands.result import Result
from xl_send.commands.writing import free_name, write_whole
from xl_send.consolidation.next_period import NextPeriod, SheetRows, next_as_at, next_period
from xl_send.errors import CannotRunError, RefusedError
from xl_send.progress import Progress, quietly
from xl_send.workbook.days import say
from xl_send.workbook.loaded import Refusal
from xl_send.xlsx.read.open_book import open_book
from xl_send.xlsx.update.update import MarkedCopy, rewritten


class NextReturn(NamedTuple):
    """A return that was begun: the last one, where the next is, what was rolled on, and if the last was signed."""

    last: str
    path: Path
    rolled: NextPeriod
    signed: bool


@dataclass(frozen=True)
class NextResult(Result):
    """The returns that were begun, and the files from which none could be, each with its reason."""

    returns: tuple[NextReturn, ...]
    refused: tuple[Refusal, ...]

    def errors_found(self, *, strict: bool = False) -> bool:  # noqa: ARG002 - only findings know queries
        return bool(self.refused)


def next_return(
    *sources: Readables,
    output: str | os.PathLike[str] = "",
    archive: bool = False,
    as_at: AsAt = None,
    progress: Progress = quietly,
) -> NextResult:
    """Begin the return of the next period from each last one; the last ones are not changed.

    Each copy keeps its name, in the folder `output` or in one called next beside it. As at is rolled on to `as_at`,
    else by as long as lay between the last two returns; what is written anew each period is put aside on the sheet
    Last time; with `archive`, rows that are done with go to the sheet Archive. Every other part of a file stays as it
    is, byte for byte. All that can be begun are worked out before any is written.
    Raises `CannotRunError` where nothing is named or nothing can be begun.
    """
    day, made, refused = day_named(as_at), [], []
    paths = _paths(sources)
    for path in progress(paths, "Beginning the next period", len(paths)):
        try:
            made.append((path, *_begun(path, day, archive=archive)))
        except RefusedError as error:
            refused.append(Refusal(str(path), error.sentence))
    if not made:
        message = "\n".join(f"{item.path}: {item.sentence}" for item in refused) or "No workbook was named."
        raise CannotRunError(message)
    returns = []
    for path, rolled, copy in made:
        target = free_name(path, Path(output) if output else path.parent / "next")
        write_whole(target, copy.content)
        returns.append(NextReturn(str(path), target, rolled, copy.signed))
    return NextResult(tuple(returns), tuple(refused))


def _paths(sources: tuple[Readables, ...]) -> list[Path]:
    found: dict[Path, None] = {}
    for source in each_source(sources):
        if not isinstance(source, str | os.PathLike):
            message = "The next return is begun from a file. Name a workbook or a folder."
            raise CannotRunError(message)
        found |= {Path(name): None for name in find_workbooks(os.fspath(source))}
    return list(found)


def _begun(path: Path, as_at: date | None, *, archive: bool) -> tuple[NextPeriod, MarkedCopy]:
    """What makes a file the next return, and that return. Raises `RefusedError` where it cannot be begun."""
    try:
        original = path.read_bytes()
    except OSError as error:
        raise RefusedError(str(path), "It could not be read.") from error
    submission = read_submission(NamedFile(BytesIO(original), str(path)))
    last = submission.cover.as_at
    if last is None:
        raise RefusedError(str(path), "Its As at cannot be read. Put it right, then begin the next return.")
    day = as_at or next_as_at(submission)
    if day is None:
        sentence = "Its Previous as at does not tell how long a period is. Say when the next one is: --as-at DATE."
        raise RefusedError(str(path), sentence)
    if day <= last:
        raise RefusedError(str(path), f"Its As at is {say(last)} already. The next one must be later than {say(day)}.")
    rolled = next_period(submission, _rows(original, str(path)), day, archive=archive)
    return rolled, rewritten(original, str(path), rolled.edits, rolled.tables)


def _rows(original: bytes, name: str) -> SheetRows:
    book = open_book(BytesIO(original), name)
    return {grid.title: {number: dict(cells) for number, cells in grid.rows} for grid in book.grids}
