"""Consolidate: a folder of returns to one programme workbook, and what was read, refused or set aside."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from xl_send.commands.loading import Refusal, day_named, find_workbooks, read_submission, understood
from xl_send.commands.outcomes import CannotRunError, ExitCode, Outcome, Progress, quietly
from xl_send.commands.writing import write_whole
from xl_send.consolidation import Chosen, Return, choose, together
from xl_send.consolidation.programme_workbook import programme_workbook
from xl_send.consolidation.sources import DIFFERENCES, RETURNS, Sources
from xl_send.disclosure.texts import Withholding, with_unread_withheld
from xl_send.output.consolidated_text import consolidated_json, consolidated_text
from xl_send.workbook.cells import RefusedError
from xl_send.workbook.submissions import Programme
from xl_send.xlsx.read.open_book import open_book

SUFFIX = ".xlsx"
USUAL_NAME = "programme.xlsx"
NO_DAY = "No return has an As at date that can be read. Put it in on the Programme sheet, or name one with --as-at."


class Consolidated(NamedTuple):
    """A programme workbook as bytes, with what went into it, what did not and why."""

    workbook: bytes
    sources: Sources


def consolidate(  # noqa: PLR0913 - the command's own options
    folder: str,
    *,
    output: str = USUAL_NAME,
    replace: bool = False,
    previous: str = "",
    history: str = "",
    format: str = "text",  # noqa: A002 - the option's name
    as_at: str = "",
    policy: str = "",
    progress: Progress = quietly,
) -> Outcome:
    """Bring the returns of a folder together in one programme workbook. No return is changed.

    A file that cannot be read, or that clashes with another, is left out with its reason, and ends in exit code 1.
    """
    target = _target(output, replace=replace)
    before = previous or (str(target) if target.exists() else "")
    found = consolidated([folder], target, previous=before, as_at=as_at, policy=policy, progress=progress)
    kept = _remembered(found.sources.chosen, history) if history else ()
    write_whole(target, found.workbook)
    told = (consolidated_json if format == "json" else consolidated_text)(found.sources, str(target))
    return Outcome(told, ExitCode.ERRORS_FOUND if found.sources.left_out else ExitCode.NOTHING_TO_PUT_RIGHT, kept)


def _remembered(chosen: Chosen, history: str) -> tuple[str, ...]:
    """The returns that were taken kept in a history, so that the next board can be compared with this one."""
    from xl_send.history import KeptReturn as Kept
    from xl_send.history.boards import remember

    return (remember([Kept(item.book, item.digest) for item in chosen.taken], history),)


def consolidated(  # noqa: PLR0913 - as above
    named: Sequence[str],
    target: Path,
    *,
    previous: str = "",
    as_at: str = "",
    policy: str = "",
    progress: Progress = quietly,
) -> Consolidated:
    """The programme workbook of every return named. Raises `CannotRunError` where not one can be taken."""
    returns, refused = _read(named, target, progress)
    chosen = choose(returns)
    if not chosen.taken:
        reasons = [f"{item.path}: {item.sentence}" for item in refused]
        raise CannotRunError(
            "\n".join([*reasons, *(f"{set_aside.one.path}: {set_aside.sentence}" for set_aside in chosen.aside)])
        )
    lead = _latest(chosen)
    settled = _named(policy, chosen) if policy else lead
    submissions = tuple(item.submission for item in chosen.taken)
    programme = Programme(submissions, day_named(as_at), settled.submission)
    if programme.latest is None:
        raise CannotRunError(NO_DAY)
    whole = together(chosen.taken, lead, settled, programme.latest)
    missing = _missing(previous, chosen)
    sources = Sources(chosen, tuple(refused), whole.differences, missing)
    return Consolidated(programme_workbook(target.name, whole, programme, sources, progress), sources)


def _read(named: Sequence[str], target: Path, progress: Progress) -> tuple[list[Return], list[Refusal]]:
    paths = [path for name in named for path in find_workbooks(name) if Path(path).resolve() != target.resolve()]
    returns: list[Return] = []
    withholding = Withholding()
    refused: list[Refusal] = []
    for path in progress(paths, "Reading returns", len(paths)):
        try:
            returns.append(read_return(path, withholding))
        except RefusedError as error:
            refused.append(Refusal(path, error.sentence))
    return returns, refused


def read_return(path: str, withholding: Withholding | None = None) -> Return:
    """Read one workbook with its cells as typed, but for what may identify a person.

    Raises `RefusedError` for what is no return.
    """
    book = open_book(path, path)
    grids = tuple(dataclasses.replace(grid, rows=list(grid.rows)) for grid in book.grids)
    book = dataclasses.replace(book, grids=grids)
    if {grid.title for grid in book.grids} >= {RETURNS, DIFFERENCES}:
        raise RefusedError(path, "This is a programme workbook that was made from returns; it is no return itself.")
    shown, withheld = (withholding or Withholding()).safe(book)
    submission = with_unread_withheld(understood(shown), withheld)
    return Return(path, hashlib.sha256(Path(path).read_bytes()).hexdigest(), shown, submission)


def _latest(chosen: Chosen) -> Return:
    """The latest return: its Programme sheet leads; its thresholds and calendar serve all unless another is named."""
    latest = Programme(tuple(item.submission for item in chosen.taken)).policy
    return next(item for item in chosen.taken if item.submission is latest)


def _named(policy: str, chosen: Chosen) -> Return:
    """The workbook that was named for its thresholds and calendar, be it a return or not."""
    same = [item for item in chosen.taken if Path(item.path).resolve() == Path(policy).resolve()]
    try:
        return same[0] if same else read_return(policy)
    except RefusedError as error:
        message = f"{policy}: {error.sentence}"
        raise CannotRunError(message) from error


def _missing(previous: str, chosen: Chosen) -> tuple[str, ...]:
    """The workstreams of an earlier programme workbook of which there is no return now."""
    if not previous:
        return ()
    try:
        before = read_submission(previous)
    except RefusedError as error:
        message = f"{previous}: {error.sentence} It was to be compared with."
        raise CannotRunError(message) from error
    return tuple(sorted(before.codes - frozenset().union(*(item.codes for item in chosen.taken))))


def _target(output: str, *, replace: bool) -> Path:
    """Where the workbook goes. A file that is there is written over only when that was asked for."""
    path = Path(output)
    target = path if path.suffix.lower() == SUFFIX else path.with_name(f"{path.name}{SUFFIX}")
    if target.exists() and not replace:
        message = (
            f"{target}: There is already a file of this name. Choose another name, or add --replace to put the new "
            "one in its place."
        )
        raise CannotRunError(message)
    return target
