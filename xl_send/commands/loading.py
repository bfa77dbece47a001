"""From what a person names to a programme: files, folders and patterns, open files and bytes, or a programme itself.

One bad file never stops the others: it is refused with its reason, and the rest are read.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import BinaryIO, NamedTuple, TypeGuard, cast

from xl_send.disclosure.texts import Withholding, with_unread_withheld
from xl_send.errors import CannotRunError, RefusedError
from xl_send.progress import Progress, quietly
from xl_send.reading import read_book
from xl_send.workbook.cells import Book
from xl_send.workbook.days import read_day
from xl_send.workbook.loaded import LoadedProgramme, Refusal
from xl_send.workbook.sheets.programme import Cover, Workstream
from xl_send.workbook.submissions import Programme, Submission
from xl_send.xlsx.read.in_memory import InMemory, book_in_memory, is_in_memory
from xl_send.xlsx.read.open_book import Source, open_book

WORKBOOKS = (".xlsx", ".xlsm")
# Files in a folder that somebody may have meant as a return: they are refused by name, not passed over.
NEARLY_WORKBOOKS = (".xls", ".xlsb", ".ods", ".csv")
UNNAMED = "workbook"

_ANOTHER_TEMPLATE = (
    "This is a workbook of another kind: it has neither a Programme nor a Workstreams sheet. "
    "Start from the SEND programme workbook (xl-send new)."
)


class NamedFile(NamedTuple):
    """A workbook to read, and what it is called: a path and the same, or a copy and the name of the original."""

    source: Source
    name: str


# What every verb reads: a path, folder or pattern, an open binary file, a workbook's bytes, an open openpyxl Workbook,
# DataFrames by sheet title, or a programme.
Readable = str | os.PathLike[str] | BinaryIO | bytes | InMemory | NamedFile | Programme | LoadedProgramme
Readables = Readable | Iterable[Readable]
_SINGLE = (str, os.PathLike, bytes, NamedFile, Programme, LoadedProgramme)
AsAt = date | str | None


def read(*sources: Readables, as_at: AsAt = None, policy: Readable | None = None) -> Programme:
    """Read workbooks into one programme.

    Readables are paths, folders, patterns, files opened in binary mode, bytes, an openpyxl Workbook, or a dict of
    pandas DataFrames by sheet title (as `pandas.read_excel(path, sheet_name=None)` gives), one by one or in lists.
    `as_at`, a date or a text such as 2026-11-13, stands in place of every date of a workbook; `policy` is the one whose
    thresholds and calendar serve all. Raises `xl_send.Error` for the first file that is no workbook of this kind: a
    programme has no place to name it. The other verbs take the same sources, go on without it, and name it.
    """
    loaded = load(sources, as_at=as_at, policy=policy)
    for refused in loaded.refused:
        raise RefusedError(refused.path, refused.sentence)
    return loaded.programme


def load(
    sources: Readables | Iterable[Readables],
    *,
    as_at: AsAt = None,
    policy: Readable | None = None,
    progress: Progress = quietly,
) -> LoadedProgramme:
    """Read every workbook named. Raises `xl_send.Error` when not one of them can be read."""
    override = day_named(as_at)
    given = list(each_source(sources))
    held = [item if isinstance(item, LoadedProgramme) else LoadedProgramme(item) for item in given if is_read(item)]
    found, refused = _read_all(list(named_files(item for item in given if not is_read(item))), progress)
    if len(held) == 1 and not found and not refused and override is None and not policy:
        return held[0]
    submissions = _each_once([*(book for item in held for book in item.programme.submissions), *found])
    refused = [*(refusal for item in held for refusal in item.refused), *refused]
    if not submissions:
        raise _nothing_read(refused)
    before = Programme(submissions)
    for item in reversed(held):
        before = replace(item.programme, submissions=submissions)
    programme = replace(before, as_at_override=override or before.as_at_override)
    if policy and is_read(policy):
        other = policy.programme if isinstance(policy, LoadedProgramme) else policy
        programme = replace(programme, measured_by=other.policy)
    elif policy:
        programme = replace(programme, policy_workbook=_policy(policy, submissions))
    return LoadedProgramme(programme, tuple(refused))


def each_source(sources: Readables | Iterable[Readables]) -> Iterator[Readable]:
    """The sources one by one. Raises `CannotRunError` for what is none, before anything is read."""
    if is_in_memory(sources) or isinstance(sources, _SINGLE):
        yield sources
    elif hasattr(sources, "read"):
        yield sources  # type: ignore[misc]
    elif isinstance(sources, Iterable):
        for item in sources:
            yield from each_source(item)
    else:
        message = f"{sources!r} is nothing that can be read. Give a path, a folder, an open file or a Programme."
        raise CannotRunError(message)


def named_files(sources: Iterable[Readable]) -> Iterator[NamedFile]:
    """The files that sources stand for, each once and each under a name of its own."""
    taken: set[str] = set()
    for source in sources:
        for file in _files_of(source):
            if file.name in taken and isinstance(source, str | os.PathLike):
                continue
            names = (file.name if number == 1 else f"{file.name} ({number})" for number in count(1))
            name = next(name for name in names if name not in taken)
            taken.add(name)
            held = replace(file.source, name=name) if isinstance(file.source, Book) else file.source
            yield NamedFile(held, name)


def _files_of(source: Readable) -> Iterator[NamedFile]:
    if isinstance(source, NamedFile):
        yield source
    elif isinstance(source, str | os.PathLike):
        yield from (NamedFile(path, path) for path in find_workbooks(os.fspath(source)))
    elif isinstance(source, bytes):
        yield NamedFile(BytesIO(source), UNNAMED)
    elif is_in_memory(source):
        yield NamedFile(book_in_memory(source, UNNAMED), UNNAMED)
    elif not isinstance(source, Programme | LoadedProgramme):
        name = getattr(source, "name", "")
        yield NamedFile(cast("BinaryIO", source), name if isinstance(name, str) and name else UNNAMED)


def is_read(source: Readable) -> TypeGuard[Programme | LoadedProgramme]:
    """Whether a source was read already."""
    return isinstance(source, Programme | LoadedProgramme)


def _read_all(files: list[NamedFile], progress: Progress) -> tuple[list[Submission], list[Refusal]]:
    submissions: list[Submission] = []
    refused: list[Refusal] = []
    withholding = Withholding()
    label = "Reading the workbook" if len(files) == 1 else "Reading workbooks"
    for file in progress(files, label, len(files)):
        try:
            submissions.append(read_submission(file, withholding))
        except RefusedError as error:
            refused.append(Refusal(file.name, error.sentence))
    return submissions, refused


def _each_once(submissions: list[Submission]) -> tuple[Submission, ...]:
    """Every submission once. Raises `CannotRunError` where two have one name: nobody could tell them apart."""
    found: dict[str, Submission] = {}
    for submission in submissions:
        if found.setdefault(submission.workbook, submission) is not submission:
            message = f"Two workbooks here are called {submission.workbook}. Read them from paths, so that they differ."
            raise CannotRunError(message)
    return tuple(found.values())


def _nothing_read(refused: list[Refusal]) -> CannotRunError:
    if len(refused) == 1:
        return RefusedError(refused[0].path, refused[0].sentence)
    told = "\n".join(f"{refusal.path}: {refusal.sentence}" for refusal in refused)
    return CannotRunError(told or "Nothing was named. Name a workbook, a folder or a pattern.")


def read_submission(file: NamedFile, withholding: Withholding | None = None) -> Submission:
    """Read one workbook. Raises `RefusedError` when it is no workbook, or one of another template."""
    return understood(open_book(file.source, file.name), withholding)


def understood(book: Book, withholding: Withholding | None = None) -> Submission:
    """A workbook as it was understood, without the texts that may identify a person.

    Raises `RefusedError` when it is one of another template.
    """
    shown, withheld = (withholding or Withholding()).safe(book)
    submission = with_unread_withheld(read_book(shown), withheld)
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


def day_named(as_at: object) -> date | None:
    """The date that was given, or None. Raises `CannotRunError` at once for what is no date."""
    if as_at is None or as_at == "":
        return None
    if isinstance(as_at, datetime):
        return as_at.date()
    day = as_at if isinstance(as_at, date) else read_day(as_at) if isinstance(as_at, str) else None
    if day is None:
        message = f"The date {as_at} cannot be read. Give it as 13/11/2026 or 2026-11-13."
        raise CannotRunError(message)
    return day


def _policy(policy: Readable, submissions: tuple[Submission, ...]) -> Submission | None:
    named = os.fspath(policy) if isinstance(policy, str | os.PathLike) else ""
    already = [found for found in submissions if named and found.workbook == named]
    file = NamedFile(named, named) if named else next(named_files([policy]))
    try:
        return already[0] if already else read_submission(file)
    except RefusedError as error:
        message = f"{error.path}: {error.sentence}"
        raise CannotRunError(message) from error
