"""From what a person names on the command line to a programme: files, folders and patterns.

One bad file never stops the others: it is refused with its reason, and the rest are read.
"""

from __future__ import annotations

import glob
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from xl_send.commands.outcomes import CannotRunError, Progress, quietly
from xl_send.reading import read_book
from xl_send.workbook.cells import Book, RefusedError
from xl_send.workbook.days import read_day
from xl_send.workbook.sheets.programme import Cover, Workstream
from xl_send.workbook.submissions import Programme, Submission
from xl_send.workbook.unread import Unread
from xl_send.xlsx.read.open_book import open_book

WORKBOOKS = (".xlsx", ".xlsm")
# Files in a folder that somebody may have meant as a return: they are refused by name, not passed over.
NEARLY_WORKBOOKS = (".xls", ".xlsb", ".ods", ".csv")

_ANOTHER_TEMPLATE = (
    "This is a workbook of another kind: it has neither a Programme nor a Workstreams sheet. "
    "Start from the SEND programme workbook (xl-send new)."
)


class Refusal(NamedTuple):
    """A file that was named or found and could not be read, and why."""

    path: str
    sentence: str


class LoadedProgramme(NamedTuple):
    """The programme that could be read, and what was refused."""

    programme: Programme
    refused: tuple[Refusal, ...] = ()

    @property
    def unread(self) -> tuple[str, ...]:
        """What of the workbooks could not be read, sheet by sheet."""
        return Unread(self.programme).sentences

    @property
    def unread_line(self) -> str:
        """The same in one line, which stands before all else; blank where everything was read."""
        line = "; ".join(self.unread)
        return f"{line[0].upper()}{line[1:]}." if line else ""

    @property
    def not_read(self) -> tuple[str, ...]:
        """A line for each file that was refused, and one for what else could not be read."""
        refused = (f"Not read: {item.path}. {item.sentence}" for item in self.refused)
        return (*refused, *([self.unread_line] if self.unread else []))

    @property
    def incomplete(self) -> bool:
        """Whether something that was given could not be read: a file, a sheet, a column or a row."""
        return bool(self.refused or self.unread)


def load(named: Sequence[str], *, as_at: str = "", policy: str = "", progress: Progress = quietly) -> LoadedProgramme:
    """Read every workbook named. Raises `CannotRunError` when not one of them can be read."""
    override = day_named(as_at)
    paths = list(dict.fromkeys(path for name in named for path in find_workbooks(name)))
    submissions: list[Submission] = []
    refused: list[Refusal] = []
    for path in progress(paths, "Reading workbooks", len(paths)):
        try:
            submissions.append(read_submission(path))
        except RefusedError as error:
            refused.append(Refusal(path, error.sentence))
    if not submissions:
        raise CannotRunError("\n".join(f"{refusal.path}: {refusal.sentence}" for refusal in refused))
    programme = Programme(tuple(submissions), override, _policy(policy, submissions))
    return LoadedProgramme(programme, tuple(refused))


def read_submission(path: str, name: str = "") -> Submission:
    """Read one workbook, called by its path or by another name.

    Raises `RefusedError` when it is no workbook, or one of another template.
    """
    return understood(open_book(path, name or path))


def understood(book: Book) -> Submission:
    """A workbook as it was understood. Raises `RefusedError` when it is one of another template."""
    submission = read_book(book)
    if Cover not in submission.seen and Workstream not in submission.seen:
        raise RefusedError(book.name, _ANOTHER_TEMPLATE)
    return submission


def find_workbooks(name: str) -> Iterator[str]:
    """The files that a name stands for: itself, a folder's workbooks, or what a pattern matches."""
    path = Path(name)
    if path.is_dir():
        found = [str(item) for item in sorted(path.iterdir()) if _may_be_return(item)]
        if not found:
            message = f"{name}: There is no Excel workbook in this folder. Name a folder that holds .xlsx files."
            raise CannotRunError(message)
        yield from found
    elif not path.exists() and glob.has_magic(name):
        matched = [item for item in sorted(glob.glob(name)) if not Path(item).name.startswith("~$")]  # noqa: PTH207
        if not matched:
            message = f"{name}: No file matches this pattern. Check the folder and the spelling."
            raise CannotRunError(message)
        yield from matched
    else:
        yield name


def _may_be_return(path: Path) -> bool:
    return (
        path.is_file()
        and path.suffix.lower() in WORKBOOKS + NEARLY_WORKBOOKS
        and not path.name.startswith(("~$", ".~"))
    )


def day_named(as_at: str) -> date | None:
    """The date that a person gave, or None. Raises `CannotRunError` for what is no date."""
    if not as_at:
        return None
    day = read_day(as_at)
    if day is None:
        message = f"The date {as_at} cannot be read. Give it as 13/11/2026 or 2026-11-13."
        raise CannotRunError(message)
    return day


def _policy(policy: str, submissions: Sequence[Submission]) -> Submission | None:
    if not policy:
        return None
    already = [found for found in submissions if found.workbook == policy]
    try:
        return already[0] if already else read_submission(policy)
    except RefusedError as error:
        message = f"{policy}: {error.sentence}"
        raise CannotRunError(message) from error
