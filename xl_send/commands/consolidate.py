"""Consolidate: a folder of returns to one programme workbook, and what was read, refused or set aside."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from xl_send.commands.loading import (
    AsAt,
    NamedFile,
    Readable,
    Readables,
    day_named,
    each_source,
    is_read,
    named_files,
    read_submission,
)
from xl_send.commands.loading.returns import read_return
from xl_send.commands.programme_workbook import programme_workbook
from xl_send.commands.result import Result
from xl_send.commands.writing import new_workbook_path, write_whole
from xl_send.consolidation import Chosen, Return, choose, together
from xl_send.consolidation.sources import Sources
from xl_send.disclosure.texts import Withholding
from xl_send.errors import CannotRunError, RefusedError
from xl_send.progress import Progress, quietly
from xl_send.words import did_you_mean
from xl_send.workbook.loaded import Refusal
from xl_send.workbook.submissions import Programme

USUAL_NAME = "programme.xlsx"
NO_DAY = "No return has an As at date that can be read. Put it in on the Programme sheet, or name one with --as-at."
OR_REPLACE = "Choose another name, or add --replace to put the new one in its place."
AS_TYPED = (
    "Returns are brought together as they were typed, which a Programme does not hold. Give the files themselves."
)


@dataclass(frozen=True)
class ConsolidateResult(Result):
    """A programme workbook as bytes, with what went into it, what did not and why (source: docs/consolidate.md).

    `path` is where it was written, if that was asked for; `kept` says what a history keeps now.
    """

    workbook: bytes
    sources: Sources
    path: Path | None = None
    kept: tuple[str, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        return self.kept

    def errors_found(self, *, strict: bool = False) -> bool:  # noqa: ARG002 - only findings know queries
        return self.sources.left_out


def consolidate(  # noqa: PLR0913 - the command's own options
    *returns: Readables,
    output: str | os.PathLike[str] = "",
    replace: bool = False,
    previous: str | os.PathLike[str] = "",
    history: str = "",
    as_at: AsAt = None,
    policy: Readable | None = None,
    take: Sequence[str | os.PathLike[str]] = (),
    progress: Progress = quietly,
) -> ConsolidateResult:
    """One programme workbook out of several returns, written to `output` where that is given. No return is changed.

    A file that cannot be read, or that clashes with another, is left out with its reason. `previous` is an earlier
    programme workbook, whose workstreams are looked for; by default the one that is replaced. `take` names returns to
    take although they are of another council or programme. Raises `xl_send.Error` where not one can be taken.
    """
    day = day_named(as_at)
    target = new_workbook_path(output, replace=replace, remedy=OR_REPLACE) if output else None
    before = os.fspath(previous) or (str(target) if target and target.exists() else "")
    read, refused = _read(returns, target, progress)
    chosen = choose(read, _paths_named(take, [*(item.path for item in read), *(item.path for item in refused)]))
    if not chosen.taken:
        reasons = [f"{item.path}: {item.sentence}" for item in refused]
        reasons += [f"{set_aside.one.path}: {set_aside.sentence}" for set_aside in chosen.aside]
        raise CannotRunError("\n".join(reasons))
    settled = _named(policy, chosen) if policy else None
    submissions = tuple(item.submission for item in chosen.taken)
    programme = Programme(submissions, day, settled.submission if settled else None)
    if programme.latest is None or programme.policy is None:
        raise CannotRunError(NO_DAY)
    whole = together(chosen.taken, settled, programme, programme.latest)
    sources = Sources(
        chosen, tuple(refused), whole.differences, _missing(before, chosen), whole.not_taken, programme.policy.sentence
    )
    name = target.name if target else USUAL_NAME
    content = programme_workbook(name, whole, programme, sources, progress)
    kept = _remembered(chosen, history) if history else ()
    if target:
        write_whole(target, content)
    return ConsolidateResult(content, sources, target, kept)


def _remembered(chosen: Chosen, history: str) -> tuple[str, ...]:
    """The returns that were taken kept in a history, so that the next board can be compared with this one."""
    from xl_send.history import KeptReturn
    from xl_send.history.boards import remember

    return (remember([KeptReturn(item.book, item.digest) for item in chosen.taken], history),)


def _read(sources: Iterable[Readables], target: Path | None, progress: Progress) -> tuple[list[Return], list[Refusal]]:
    given = list(each_source(sources))
    if any(map(is_read, given)):
        raise CannotRunError(AS_TYPED)
    files = [file for file in named_files(given) if not _is_at(file, target)]
    returns: list[Return] = []
    refused: list[Refusal] = []
    withholding = Withholding()
    for file in progress(files, "Reading returns", len(files)):
        try:
            returns.append(_no_programme_workbook(read_return(file, withholding)))
        except RefusedError as error:
            refused.append(Refusal(file.name, error.sentence))
    return returns, refused


def _no_programme_workbook(found: Return) -> Return:
    """The return itself. Raises `RefusedError` for a programme workbook, which is none."""
    if found.made:
        sentence = "This is a programme workbook that was made from returns; it is no return itself."
        raise RefusedError(found.path, sentence)
    return found


def _is_at(file: NamedFile, target: Path | None) -> bool:
    is_path = isinstance(file.source, str | os.PathLike)
    return target is not None and is_path and Path(file.name).resolve() == target.resolve()


def _paths_named(names: Sequence[str | os.PathLike[str]], paths: Sequence[str]) -> list[str]:
    """The paths of files named by path or by name alone. Raises `CannotRunError` for a name that is none of them."""
    found = []
    for name in (os.fspath(given) for given in names):
        meant = [path for path in paths if Path(path).resolve() == Path(name).resolve() or Path(path).name == name]
        if not meant:
            guess = did_you_mean(name, [Path(path).name for path in paths])
            message = f"{name} is not among the returns, so it cannot be taken. {guess}".strip()
            raise CannotRunError(message)
        found += meant
    return found


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


def _missing(previous: str, chosen: Chosen) -> tuple[str, ...]:
    """The workstreams of an earlier programme workbook of which there is no return now."""
    if not previous:
        return ()
    try:
        before = read_submission(NamedFile(previous, previous))
    except RefusedError as error:
        message = f"{previous}: {error.sentence} It was to be compared with."
        raise CannotRunError(message) from error
    return tuple(sorted(before.codes - frozenset().union(*(item.codes for item in chosen.taken))))
