"""Consolidate: a folder of returns to one programme workbook, and what was read, refused or set aside."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from xl_send.commands.loading import (
    AsAt,
    NamedFile,
    Readable,
    Readables,
    as_at_given,
    each_source,
    is_read,
    named_files,
)
from xl_send.commands.loading.at_once import each_read
from xl_send.commands.loading.carried import with_last
from xl_send.commands.loading.files import paths_named
from xl_send.commands.loading.returns import read_return
from xl_send.commands.programme_workbook import ConsolidatedWorkbook, programme_workbook
from xl_send.commands.publication.log import write_log
from xl_send.commands.publication.personal_data import refuse_file_names, refuse_while_personal_data_stands
from xl_send.commands.publication.seen import (
    FOR_PUBLICATION,
    refuse_copies_for_publication,
    refuse_what_does_not_go_together,
    told_by,
)
from xl_send.commands.result import Result
from xl_send.commands.writing import NOTHING_LOST, new_workbook_path, remove_written, write_whole
from xl_send.consolidation import Chosen, Return, choose_returns, together
from xl_send.consolidation.chase import ExpectedWorkstream
from xl_send.consolidation.merge import MergedProgramme
from xl_send.consolidation.returns import CopiesHeldOnce, is_made
from xl_send.consolidation.sources import Sources
from xl_send.consolidation.unknown import left_out_of, unknown_workstreams
from xl_send.disclosure.small_numbers import Disclosure, ShownTo
from xl_send.errors import CannotRunError, RefusedError
from xl_send.progress import Progress, quietly
from xl_send.reading.loaded import LoadedProgramme, Refusal
from xl_send.value_classes import frozen
from xl_send.workbook.submissions import Programme
from xl_send.xlsx.read.open_book import open_book

USUAL_NAME = "programme.xlsx"
NO_DAY = "No return has an As at date that can be read. Put it in on the Programme sheet, or name one with --as-at."
NOBODY_ASKED = "--reply-by is a day that is named to owners: add --feedback and a folder for what they are sent."
OR_REPLACE = "Choose another name, or add --replace to put the new one in its place."
MADE = "This is a programme workbook that was made from returns; it is no return itself."
AS_TYPED = "Returns are brought together as typed, which a Programme does not hold. Give the files themselves."


@frozen(eq=True)
class ConsolidateResult(Result):
    """A programme workbook as bytes, with what went into it, what did not and why (source: docs/consolidate.md).

    `path` is where it was written, if that was asked for; `kept` says what a history keeps now, what is not shown and
    what is to be known of `feedback`, which is what owners are sent. `marking` says for whom it is; `is_kept` is false
    where a history was asked for and could not be written.
    """

    workbook: bytes
    sources: Sources
    path: Path | None = None
    kept: tuple[str, ...] = ()
    marking: str = ""
    is_kept: bool = True
    feedback: tuple[Path, ...] = ()

    @property
    def for_publication(self) -> bool:
        """Whether what the public may not know is left out."""
        return self.marking == FOR_PUBLICATION

    @property
    def notes(self) -> tuple[str, ...]:
        return self.kept

    def errors_found(self, *, strict: bool = False) -> bool:  # noqa: ARG002 - only findings know queries
        return self.sources.left_out or not self.is_kept


def consolidate(  # noqa: PLR0913 - the command's own options
    *returns: Readables,
    output: str | os.PathLike[str] = "",
    replace: bool = False,
    previous: str | os.PathLike[str] = "",
    history: str | os.PathLike[str] = "",
    as_at: AsAt = None,
    policy: Readable | None = None,
    take: Sequence[str | os.PathLike[str]] = (),
    feedback: str | os.PathLike[str] = "",
    reply_by: AsAt = None,
    for_publication: bool = False,
    last_edition: Readables = "",
    disclosure_log: str | os.PathLike[str] = "",
    progress: Progress = quietly,
) -> ConsolidateResult:
    """One programme workbook out of several returns, written to `output` where that is given. No return is changed.

    A file that cannot be read, or that clashes with another, is left out with its reason. `previous` is an earlier
    programme workbook, whose workstreams are looked for; by default the one that is replaced. `take` names returns to
    take although they are of another council or programme. `feedback` is a folder for what owners are sent: a marked
    copy, a page of what to put right and an e-mail's text that ask for an answer by `reply_by`. `for_publication`
    leaves out what the public may not know, `last_edition` is what they know, `disclosure_log` where that is listed.
    Raises `xl_send.Error` where not one can be taken; a history that cannot be written is told of.
    """
    refuse_copies_for_publication(for_publication=for_publication, copies=bool(feedback))
    refuse_what_does_not_go_together(
        for_publication=for_publication, history=history, log=disclosure_log, last_edition=last_edition
    )
    day, answer = as_at_given(as_at), _answered_by(reply_by, feedback)
    target = _place_for(output, replace=replace) if output else None
    before = os.fspath(previous) or (str(target) if target and target.exists() else "")
    chosen, refused, given = _chosen(returns, take, target, progress)
    chosen, missing, unread = with_last(chosen, before, history, day)
    settled = _named(policy, chosen) if policy else None
    programme = _programme(chosen, refused, settled, day)
    whole, sources, chosen = _let_go(*_together(chosen, refused, missing, settled, programme), history or feedback)
    _refuse_personal_data(programme, chosen, refused, for_publication=for_publication)
    earlier = told_by(last_edition, LoadedProgramme(programme), progress)
    shown = Disclosure(programme, ShownTo.PUBLIC if for_publication else ShownTo.OFFICE, earlier)
    written = programme_workbook(target.name if target else USUAL_NAME, whole, shown, sources, progress)
    sent, of_letters = _sent(written, Path(feedback), given, answer, progress) if feedback else ((), ())
    if target:
        _write(target, written.content, sent, replace=replace)
    kept, is_kept = _remembered(chosen, history, unread) if history else ((), True)
    logged = (write_log(written.seen.whole, disclosure_log),) if for_publication else ()
    notes = (*kept, *logged, *of_letters, *written.of_its_size)
    return ConsolidateResult(written.content, written.sources, target, notes, written.seen.marking, is_kept, sent)


def _chosen(
    sources: Iterable[Readables], take: Sequence[str | os.PathLike[str]], target: Path | None, progress: Progress
) -> tuple[Chosen, list[Refusal], Mapping[str, NamedFile]]:
    """The returns to bring together, files that are none, and all of them by name.

    Raises `CannotRunError` where not one can be taken.
    """
    files = _files(sources, target)
    read, refused = _read(files, progress)
    chosen = choose_returns(read, paths_named(take, [*(item.path for item in read), *(item.path for item in refused)]))
    if not chosen.taken:
        reasons = [f"{item.path}: {item.sentence}" for item in refused]
        reasons += [f"{set_aside.one.path}: {set_aside.sentence}" for set_aside in chosen.aside]
        raise CannotRunError("\n".join(reasons))
    return chosen, refused, {file.name: file for file in files}


def _programme(chosen: Chosen, refused: Sequence[Refusal], settled: Return | None, day: date | None) -> Programme:
    """The returns that are taken as a programme, which knows what was left out."""
    return Programme(
        tuple(item.submission for item in chosen.taken),
        day,
        settled.submission if settled else None,
        left_out=left_out_of(chosen, [item.path for item in refused if item.sentence != MADE and not item.stray]),
    )


def _together(
    chosen: Chosen,
    refused: Sequence[Refusal],
    missing: tuple[ExpectedWorkstream, ...],
    settled: Return | None,
    programme: Programme,
) -> tuple[MergedProgramme, Sources]:
    """The rows of all returns, and what is told of where they came from. Raises `CannotRunError` without a date."""
    if programme.latest is None or programme.policy is None:
        raise CannotRunError(NO_DAY)
    whole = together(chosen.taken, settled, programme, programme.latest, unknown_workstreams(chosen, missing))
    return whole, Sources(
        chosen,
        tuple(refused),
        whole.differences,
        missing,
        whole.not_taken,
        programme.policy.sentence,
        as_at=programme.latest,
    )


def _refuse_personal_data(
    programme: Programme, chosen: Chosen, refused: Sequence[Refusal], *, for_publication: bool
) -> None:
    """Raises `CannotRunError` where a file's name may identify a person, or what is to be published holds such data."""
    refuse_file_names(programme, [*(item.path for item in refused), *(item.one.path for item in chosen.aside)])
    if for_publication:
        refuse_while_personal_data_stands(LoadedProgramme(programme))


def _let_go(whole: MergedProgramme, sources: Sources, wanted: object) -> tuple[MergedProgramme, Sources, Chosen]:
    """The same without the cells of returns, unless these are `wanted` once more: for a history, or for owners."""
    chosen = sources.chosen if wanted else sources.chosen.without_cells()
    return whole, sources._replace(chosen=chosen), chosen


def _write(target: Path, content: bytes, sent: Sequence[Path], *, replace: bool) -> None:
    """Write the workbook; where that cannot be, what owners were to be sent is taken away again."""
    try:
        write_whole(target, content, replace=replace)
    except BaseException:
        remove_written(list(sent))
        raise


def _answered_by(named: AsAt, feedback: object) -> date | None:
    if named and not feedback:
        raise CannotRunError(NOBODY_ASKED)
    return as_at_given(named)


def _sent(
    written: ConsolidatedWorkbook, folder: Path, given: Mapping[str, NamedFile], by: date | None, progress: Progress
) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    """What every owner is sent, written into a folder together or not at all, and what is to be known of it."""
    from xl_send.commands.feedback.files import feedback_files, write_feedback

    files, notes = feedback_files(written.sources, written.checked, folder, given, by, progress)
    return write_feedback(files), notes


def _place_for(output: str | os.PathLike[str], *, replace: bool) -> Path:
    """Where the workbook is to go. Raises `CannotRunError` where that holds anything but one made by this command."""
    target = new_workbook_path(output, replace=replace, remedy=OR_REPLACE)
    if target.exists() and not _is_ours(target):
        message = f"{target}: This is no programme workbook made by consolidate, so it is not replaced. {NOTHING_LOST}"
        raise CannotRunError(message)
    return target


def _is_ours(path: Path) -> bool:
    with contextlib.suppress(RefusedError):
        return is_made(open_book(path))
    return False


def _remembered(chosen: Chosen, history: str | os.PathLike[str], unread: str) -> tuple[tuple[str, ...], bool]:
    """The returns that were taken kept in a history, so that the next board can be compared with this one.

    What is said of that, and whether they are kept: the workbook is written by then, whatever becomes of the history.
    `unread` says why it could not tell of the returns that are missing.
    """
    from xl_send.history import KeptReturn
    from xl_send.history.boards import remember

    try:
        told = remember([KeptReturn(item.book, item.digest) for item in chosen.taken if not item.carried], history)
    except CannotRunError as error:
        return (f"The returns were not kept in the history. {error} Then consolidate once more.",), False
    return (told, *([f"No return was carried forward. {unread}"] if unread else [])), not unread


def _files(sources: Iterable[Readables], target: Path | None) -> list[NamedFile]:
    given = list(each_source(sources))
    if any(map(is_read, given)):
        raise CannotRunError(AS_TYPED)
    return [file for file in named_files(given) if not _is_at(file, target)]


def _read(files: Sequence[NamedFile], progress: Progress) -> tuple[list[Return], list[Refusal]]:
    returns: list[Return] = []
    refused: list[Refusal] = []
    for _, found in each_read(files, read_return, progress, "Reading returns", CopiesHeldOnce().of):
        if isinstance(found, Refusal):
            refused.append(found)
        elif found.made:
            refused.append(Refusal(found.path, MADE))
        else:
            returns.append(found)
    return returns, refused


def _is_at(file: NamedFile, target: Path | None) -> bool:
    is_path = isinstance(file.source, str | os.PathLike)
    return target is not None and is_path and Path(file.name).resolve() == target.resolve()


def _named(policy: Readable, chosen: Chosen) -> Return:
    """The workbook that was named for its thresholds and calendar, be it a return or not."""
    files: Sequence[NamedFile] = list(named_files([policy]))
    if not files:
        raise CannotRunError(AS_TYPED)
    same = [item for item in chosen.taken if Path(item.path).resolve() == Path(files[0].name).resolve()]
    try:
        return same[0] if same else read_return(files[0])
    except RefusedError as error:
        message = f"{error.path}: {error.sentence}"
        raise CannotRunError(message) from error
