"""From what a person names to a programme: files, folders and patterns, open files and bytes, or a programme itself."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from io import BytesIO
from itertools import count
from typing import BinaryIO, TypeGuard, cast

from xl_send.commands.loading.at_once import each_read
from xl_send.commands.loading.files import NamedFile, find_workbooks, printable_path, read_submission
from xl_send.commands.loading.once import counted_once
from xl_send.errors import CannotRunError, RefusedError
from xl_send.progress import Progress, quietly
from xl_send.reading.loaded import LoadedProgramme, NotCounted, Refusal
from xl_send.value_classes import replace
from xl_send.workbook.cells import Book
from xl_send.workbook.days import read_day
from xl_send.workbook.submissions import Programme, Submission
from xl_send.xlsx.read.in_memory import InMemory, book_in_memory, is_in_memory

UNNAMED = "workbook"

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
    programme has no place to name it. The other verbs take the same sources, go on without it, and name it. Of two
    returns for one workstream the later is taken, and a copy counts once; where neither is plainly the later, that is
    an `xl_send.Error` too.
    """
    loaded = load(sources, as_at=as_at, policy=policy)
    for refused in loaded.lost:
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
    override = as_at_given(as_at)
    given = list(each_source(sources))
    held = [item if isinstance(item, LoadedProgramme) else LoadedProgramme(item) for item in given if is_read(item)]
    files = list(named_files(item for item in given if not is_read(item)))
    found, refused, not_counted = _read_all(files, progress)
    if len(held) == 1 and not found and not refused and override is None and not policy:
        return held[0]
    submissions = _each_once([*(book for item in held for book in item.programme.submissions), *found])
    refused = [*(refusal for item in held for refusal in item.refused), *refused]
    not_counted = [*(aside for item in held for aside in item.not_counted), *not_counted]
    if not submissions:
        raise _nothing_read([*refused, *not_counted])
    before = Programme(submissions)
    for item in reversed(held):
        before = replace(item.programme, submissions=submissions)
    loaded = LoadedProgramme(before, tuple(refused), not_counted=tuple(not_counted))
    day = override or before.as_at_override
    programme = replace(before, as_at_override=day, left_out=loaded.left_out)
    if policy and is_read(policy):
        other = policy.programme if isinstance(policy, LoadedProgramme) else policy
        programme = replace(programme, measured_by=other.policy)
    elif policy:
        programme = replace(programme, policy_workbook=_policy(policy, submissions))
    return loaded._replace(programme=programme)


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
        yield from (NamedFile(path, printable_path(path)) for path in find_workbooks(os.fspath(source)))
    elif isinstance(source, bytes):
        yield NamedFile(BytesIO(source), UNNAMED)
    elif is_in_memory(source):
        yield NamedFile(book_in_memory(source, UNNAMED), UNNAMED)
    elif not isinstance(source, Programme | LoadedProgramme):
        name = getattr(source, "name", "")
        opened = cast("BinaryIO", source)
        kept = opened if opened.seekable() else BytesIO(opened.read())
        yield NamedFile(kept, name if isinstance(name, str) and name else UNNAMED)


def is_read(source: Readable) -> TypeGuard[Programme | LoadedProgramme]:
    """Whether a source was read already."""
    return isinstance(source, Programme | LoadedProgramme)


def _read_all(files: list[NamedFile], progress: Progress) -> tuple[list[Submission], list[Refusal], list[NotCounted]]:
    read: list[tuple[NamedFile, Submission]] = []
    refused: list[Refusal] = []
    strays: list[NotCounted] = []
    label = "Reading the workbook" if len(files) == 1 else "Reading workbooks"
    for file, found in each_read(files, read_submission, progress, label):
        if isinstance(found, Refusal) and found.stray:
            strays.append(NotCounted(found.path, found.sentence))
        elif isinstance(found, Refusal):
            refused.append(found)
        else:
            read.append((file, found))
    counted, not_counted = counted_once(read)
    return counted, refused, [*not_counted, *strays]


def _each_once(submissions: list[Submission]) -> tuple[Submission, ...]:
    """Every submission once. Raises `CannotRunError` where two have one name: nobody could tell them apart."""
    found: dict[str, Submission] = {}
    for submission in submissions:
        if found.setdefault(submission.workbook, submission) is not submission:
            message = f"Two workbooks here are called {submission.workbook}. Read them from paths, so that they differ."
            raise CannotRunError(message)
    return tuple(found.values())


def _nothing_read(refused: list[Refusal | NotCounted]) -> CannotRunError:
    if len(refused) == 1:
        return RefusedError(refused[0].path, refused[0].sentence)
    told = "\n".join(f"{refusal.path}: {refusal.sentence}" for refusal in refused)
    return CannotRunError(told or "Nothing was named. Name a workbook, a folder or a pattern.")


def as_at_given(as_at: object) -> date | None:
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
    file = NamedFile(named, printable_path(named)) if named else next(named_files([policy]))
    try:
        return already[0] if already else read_submission(file)
    except RefusedError as error:
        message = f"{error.path}: {error.sentence}"
        raise CannotRunError(message) from error
