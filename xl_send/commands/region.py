"""Counts: programme workbooks of several councils brought together as counts and colours, which tell no text of theirs.

It fails closed: what cannot be read whole, or may identify a person, is left out, and nothing is quoted in saying so.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from xl_send.commands.consolidate import OR_REPLACE, USUAL_NAME
from xl_send.commands.loading import AsAt, Readable, Readables, as_at_given, each_source, is_read, named_files
from xl_send.commands.loading.at_once import each_read
from xl_send.commands.loading.files import refused_alone
from xl_send.commands.loading.returns import read_return
from xl_send.commands.publication.personal_data import refuse_while_personal_data_stands
from xl_send.commands.result import Result
from xl_send.commands.writing import new_workbook_path, write_whole
from xl_send.consolidation.region_counts import (
    CouncilCounts,
    councils_table,
    counts_of,
    counts_table,
    not_counted_table,
)
from xl_send.consolidation.returns import Return
from xl_send.disclosure.texts import file_may_be_named
from xl_send.errors import CannotRunError, RefusedError
from xl_send.progress import Progress, quietly
from xl_send.reading.loaded import LoadedProgramme, Refusal
from xl_send.value_classes import NamedTuple, frozen
from xl_send.words import file_name
from xl_send.workbook.names import name_key
from xl_send.workbook.submissions import Programme
from xl_send.xlsx.read import refusals

REGION_NAME = "region.xlsx"
NOT_WITH_COUNTS = (
    "Counts take programme workbooks and no more. Leave out {}: it is for the returns of one council's own programme."
)
_NOT_READ = "It could not be read. Ask its council to open it in Excel and save it again."
_OF_ANY_FILE = frozenset(said for said in vars(refusals).values() if isinstance(said, str))
_NO_PROGRAMME = "This is no programme workbook. Ask its council to bring its returns together with consolidate first."
_NO_DAY = "Its As at cannot be read, so nobody can tell of when it is."
_NO_COUNCIL = "It names no council, so nobody can tell that one is not counted twice."
_PERSONAL = "Validate finds there what may identify a person. Its council must put that right first."
_NAMES_A_PERSON = "The name of one of these files may identify a person. Give it another name: files are told by name."
_OLDER = "Another workbook of the same council is later."
_TWICE = "Another workbook of the same council is here too, and neither is plainly the later: leave only one of them."
_NOTHING = "None of these could be counted."


@frozen(eq=True)
class RegionResult(Result):
    """What of each council may be told, where it was written, and the files that are not counted, each with why."""

    councils: tuple[CouncilCounts, ...]
    refused: tuple[Refusal, ...]
    path: Path | None = None

    def errors_found(self, *, strict: bool = False) -> bool:  # noqa: ARG002 - only findings know queries
        return any(not item.stray for item in self.refused) or any(one.not_read for one in self.councils)


def region(  # noqa: PLR0913 - the command's own options
    *programmes: Readables,
    output: str | os.PathLike[str] = "",
    replace: bool = False,
    as_at: AsAt = None,
    previous: str | os.PathLike[str] = "",
    history: str = "",
    policy: Readable | None = None,
    take: Sequence[str | os.PathLike[str]] = (),
    feedback: str | os.PathLike[str] = "",
    reply_by: AsAt = None,
    for_publication: bool = False,  # noqa: ARG001 - counts are always as the public may know them
    last_edition: Readables = "",
    disclosure_log: str | os.PathLike[str] = "",
    progress: Progress = quietly,
) -> RegionResult:
    """One workbook of counts and colours out of the programme workbooks of several councils, written to `output`.

    A council is called by the name of its file: no text of any workbook is in the result. What cannot be counted is
    named with the reason. Raises `CannotRunError` where nothing can be.
    """
    needless = {
        "--previous": previous, "--history": history, "--policy": policy, "--take": take, "--feedback": feedback,
        "--reply-by": reply_by, "--last-edition": last_edition, "--disclosure-log": disclosure_log,
    }  # fmt: skip
    _refuse(needless)
    named = REGION_NAME if os.fspath(output) == USUAL_NAME else output
    target = new_workbook_path(named, replace=replace, remedy=OR_REPLACE) if named else None
    read, refused = _read(programmes, target, as_at_given(as_at), progress)
    settled, aside = _each_council_once(read)
    councils: list[CouncilCounts] = []
    for one in progress(settled, "Counting", len(settled)):
        try:
            with refused_alone(one.file):
                councils.append(_counted(one))
        except CannotRunError as error:
            aside.append(Refusal(one.file, error.sentence if isinstance(error, RefusedError) else str(error)))
    left_out = tuple(sorted([*refused, *aside]))
    if not councils:
        raise CannotRunError("\n".join([*(f"{item.path}: {item.sentence}" for item in left_out), _NOTHING]))
    councils.sort(key=lambda one: one.file)
    found = RegionResult(tuple(councils), left_out, target)
    if target:
        write_whole(target, region_workbook(found), replace=replace)
    return found


def _refuse(needless: Mapping[str, object]) -> None:
    """Raises `CannotRunError` where an option is given that counts have no use for."""
    for name, given in needless.items():
        if given:
            raise CannotRunError(NOT_WITH_COUNTS.format(name))


class _ReadProgramme(NamedTuple):
    """A programme workbook that was read: its file's name, whose it is, and its day."""

    file: str
    council: str
    as_at: date
    programme: Programme


def region_workbook(found: RegionResult) -> bytes:
    """The workbook of counts."""
    from xl_send.xlsx.write.listings import listing_workbook

    tables = [councils_table(found.councils), counts_table(found.councils)]
    tables += [not_counted_table(found.refused)] if found.refused else []
    return listing_workbook("Counts and colours of several councils", tables)


def _read(
    sources: tuple[Readables, ...], target: Path | None, day: date | None, progress: Progress
) -> tuple[list[_ReadProgramme], list[Refusal]]:
    given = list(each_source(sources))
    if any(map(is_read, given)):
        message = "Counts are made from programme workbooks as files."
        raise CannotRunError(message)
    files = [file for file in named_files(given) if target is None or Path(file.name).resolve() != target.resolve()]
    read: list[_ReadProgramme] = []
    refused: list[Refusal] = []
    named = [file._replace(name=file_name(file.name)) for file in files]
    if not all(file_may_be_named(file.name) for file in named):
        raise CannotRunError(_NAMES_A_PERSON)
    for file, found in each_read(named, read_return, progress, "Reading programme workbooks"):
        if isinstance(found, Refusal) and found.stray:
            refused.append(found)
            continue
        try:
            read.append(_understood(file.name, found, day))
        except CannotRunError as error:
            refused.append(Refusal(file.name, str(error)))
    return read, refused


def _understood(name: str, found: Return | Refusal, day: date | None) -> _ReadProgramme:
    """A programme workbook, called by its name without folders. Raises `CannotRunError` in words of ours alone."""
    if isinstance(found, Refusal):
        # Sentences that are the same of every file quote nothing of one.
        raise CannotRunError(found.sentence if found.sentence in _OF_ANY_FILE else _NOT_READ)
    submission = found.submission
    if not found.made and not submission.programme_edition:
        raise CannotRunError(_NO_PROGRAMME)
    council, as_at = name_key(submission.cover.council or ""), day or submission.as_at
    if not council:
        raise CannotRunError(_NO_COUNCIL)
    if as_at is None:
        raise CannotRunError(_NO_DAY)
    return _ReadProgramme(name, council, as_at, Programme((submission,), day))


def _each_council_once(read: Sequence[_ReadProgramme]) -> tuple[list[_ReadProgramme], list[Refusal]]:
    """The latest workbook of each council; between two of one day nobody guesses."""
    by_council: dict[str, list[_ReadProgramme]] = {}
    for one in read:
        by_council.setdefault(one.council, []).append(one)
    kept: list[_ReadProgramme] = []
    aside: list[Refusal] = []
    for found in by_council.values():
        latest = max(one.as_at for one in found)
        last = [one for one in found if one.as_at == latest]
        kept += last if len(last) == 1 else []
        aside += [Refusal(one.file, _TWICE) for one in last] if len(last) > 1 else []
        aside += [Refusal(one.file, _OLDER) for one in found if one.as_at != latest]
    return kept, aside


def _counted(one: _ReadProgramme) -> CouncilCounts:
    try:
        refuse_while_personal_data_stands(LoadedProgramme(one.programme))
    except CannotRunError as error:
        raise CannotRunError(_PERSONAL) from error
    return counts_of(one.file, one.programme, one.as_at)
