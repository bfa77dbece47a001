"""Changes: what has changed since the last board. It writes to no workbook."""

from __future__ import annotations

import os

from xl_send.commands.loading import AsAt, Readables, as_at_given, load
from xl_send.commands.loading.boards import Board, board_of, refuse_unless_later, source_name
from xl_send.commands.publication.personal_data import refuse_while_personal_data_stands
from xl_send.commands.publication.seen import FOR_PUBLICATION, NO_LOG, by_name, office_marking
from xl_send.commands.result import Result
from xl_send.compare import Changes, changes_between
from xl_send.disclosure.small_numbers import ShownTo
from xl_send.errors import CannotRunError
from xl_send.progress import Progress, quietly
from xl_send.reading.loaded import LoadedProgramme
from xl_send.results import ProgrammeStatus
from xl_send.value_classes import frozen
from xl_send.workbook.submissions import Programme

UNCLEAR = (
    "With --history name the newer returns alone, or none; --since and --to choose dates that it keeps. "
    "--trend takes only --history."
)
TWO_SIDES = "Name the older returns and the newer ones, or --history FILE to compare boards that were kept."


@frozen(eq=True)
class ChangesResult(Result):
    """Two boards, the older first, and what has changed between them (source: docs/changes.md).

    `told_otherwise` says where the rules of today give a board of a history other colours than were told then;
    `pictures` are the colours of both, `told_besides` what disclosure control says.
    """

    then: LoadedProgramme
    now: LoadedProgramme
    changes: Changes
    pictures: tuple[ProgrammeStatus, ProgrammeStatus]
    told_otherwise: tuple[str, ...] = ()
    told_besides: tuple[str, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        return (*self.told_otherwise, *self.told_besides)

    def errors_found(self, *, strict: bool = False) -> bool:  # noqa: ARG002 - only findings know queries
        return self.then.incomplete or self.now.incomplete


def changes(  # noqa: PLR0913 - the command's own options
    old: Readables = "",
    new: Readables = "",
    *,
    history: str | os.PathLike[str] = "",
    since: AsAt = None,
    to: AsAt = None,
    for_publication: bool = False,
    disclosure_log: str | os.PathLike[str] = "",
    progress: Progress = quietly,
) -> ChangesResult:
    """What has changed from the older workbooks to the newer, each measured as at its own date.

    With a history the boards it keeps stand in for the workbooks that are not named: the last two, or those of the
    dates `since` and `to`. `for_publication` leaves out what the public may not know; `disclosure_log` is where that is
    listed. Raises `xl_send.Error` where the newer is not later than the older, or nothing can be read.
    """
    kept = os.fspath(history)
    if kept and (new or (old and to)):
        raise CannotRunError(UNCLEAR)
    if not kept and (since or to or not (old and new)):
        raise CannotRunError(TWO_SIDES)
    old, new = (list(by_name(side)) if for_publication and side else side for side in (old, new))
    if kept:
        then, now, told = _with_history(kept, old, since, to, progress)
    else:
        before = Board(source_name(old, "What was named first"), load(old, progress=progress))
        after = Board(source_name(new, "What was named second"), load(new, progress=progress))
        refuse_unless_later(before, after)
        then, now, told = before.loaded, after.loaded, ()
    now = now._replace(programme=now.programme.expecting(then.programme))
    if for_publication:
        return _published(then, now, told, disclosure_log)
    if disclosure_log:
        raise CannotRunError(NO_LOG)
    return _compared(then, now, told, _board_before(kept, then) if kept else None)


def _board_before(history: str, then: LoadedProgramme) -> Programme | None:
    """The programme as the board before the older of the two saw it, where a history keeps that."""
    from xl_send.history.boards import earlier_still

    return earlier_still(history, then.programme.latest)


def _with_history(
    history: str, newer: Readables, since: AsAt, to: AsAt, progress: Progress
) -> tuple[LoadedProgramme, LoadedProgramme, tuple[str, ...]]:
    """Two boards that a history keeps, or the last one before the returns named with these, and what is noted."""
    from xl_send.history.boards import board_before, told_otherwise, two_boards

    if not newer:
        earlier, later = two_boards(history, _as_text(since), _as_text(to))
        told = (*told_otherwise(earlier), *told_otherwise(later))
        return LoadedProgramme(earlier.programme), LoadedProgramme(later.programme), told
    loaded = load(newer, progress=progress)
    before = board_before(history, loaded.programme.latest, _as_text(since))
    refuse_unless_later(
        Board(history, LoadedProgramme(before.programme)), Board(source_name(newer, "What was named"), loaded)
    )
    return LoadedProgramme(before.programme), loaded, told_otherwise(before)


def _compared(
    then: LoadedProgramme, now: LoadedProgramme, told: tuple[str, ...], earlier: Programme | None
) -> ChangesResult:
    """For the programme office: everything, marked where it holds small numbers."""
    before, after = board_of(then), board_of(now)
    found = changes_between(before, after, earlier)
    marking = office_marking(then) or office_marking(now)
    then, now = (side._replace(marking=marking) for side in (then, now))
    return ChangesResult(then, now, found, (before.picture, after.picture), told)


def _published(
    then: LoadedProgramme, now: LoadedProgramme, told: tuple[str, ...], log: str | os.PathLike[str]
) -> ChangesResult:
    """For the public: what may be known of either board, and what of their difference."""
    from xl_send.commands.publication.log import write_log
    from xl_send.compare.published import PublishedBoards
    from xl_send.disclosure.file_names import without_folders

    then, now = (side._replace(programme=without_folders(side.programme)) for side in (then, now))
    for side in (then, now):
        refuse_while_personal_data_stands(side)
    boards = PublishedBoards(board_of(then), board_of(now), ShownTo.PUBLIC)
    before, after = boards.before, boards.after
    then, now = (
        LoadedProgramme(seen.programme, side.refused, FOR_PUBLICATION) for seen, side in ((before, then), (after, now))
    )
    pictures = before.picture, after.picture
    return ChangesResult(then, now, boards.changes, pictures, told, (write_log(after, log),))


def _as_text(day: AsAt) -> str:
    """The date that was asked for, as it was given. Raises `CannotRunError` for what is neither date nor text."""
    return day if isinstance(day, str) else found.isoformat() if (found := as_at_given(day)) else ""
