"""Changes: what has changed since the last board. It writes to no workbook."""

from __future__ import annotations

from typing import NamedTuple

from xl_send.commands.loading import LoadedProgramme, load
from xl_send.commands.outcomes import CannotRunError, ExitCode, Outcome, Progress, quietly
from xl_send.compare import BoardSnapshot, Changes, changes
from xl_send.output.changes_data import changes_csv, changes_json
from xl_send.output.changes_text import changes_text
from xl_send.rag.rollup import programme_status
from xl_send.rules import Scope, all_rules, check
from xl_send.workbook.days import say


class Compared(NamedTuple):
    """Two boards, the older first, and what has changed between them."""

    then: LoadedProgramme
    now: LoadedProgramme
    changes: Changes
    notes: tuple[str, ...] = ()


def changed(  # noqa: PLR0913 - the command's own options
    old: str = "",
    new: str = "",
    *,
    format: str = "text",  # noqa: A002 - the option's name
    history: str = "",
    since: str = "",
    to: str = "",
    trend: bool = False,
    progress: Progress = quietly,
) -> Outcome:
    """What has changed from the older workbooks to the newer, each measured as at its own date.

    With a history the boards it keeps stand in for the workbooks that are not named.
    """
    refuse_unless_clear(old, new, history=history, dates=(since, to), trend=trend)
    if trend:
        from xl_send.commands.trend import trend as told

        return told(history, format)
    compared = compare_kept(history, old, since, to, progress) if history else compare(old, new, progress)
    forms = {"text": changes_text, "json": changes_json, "csv": changes_csv}
    incomplete = compared.then.incomplete or compared.now.incomplete
    ended = ExitCode.ERRORS_FOUND if incomplete else ExitCode.NOTHING_TO_PUT_RIGHT
    return Outcome(forms[format](compared.changes, compared.then, compared.now), ended, compared.notes)


def refuse_unless_clear(old: str, new: str, *, history: str, dates: tuple[str, str], trend: bool) -> None:
    """What is to be compared must be plain: two sides, however each is named."""
    since, to = dates
    if history and (new or (old and to) or (trend and (old or since or to))):
        message = (
            "With --history name the newer returns alone, or none; --since and --to choose dates that it keeps. "
            "--trend takes only --history."
        )
        raise CannotRunError(message)
    if not history and (since or to or trend or not (old and new)):
        message = "Name the older returns and the newer ones, or --history FILE to compare boards that were kept."
        raise CannotRunError(message)


def compare_kept(history: str, newer: str, since: str, to: str, progress: Progress = quietly) -> Compared:
    """Compare two boards that a history keeps, or the last one before the returns named with these."""
    from xl_send.history.boards import board_before, told_otherwise, two_boards

    if not newer:
        then, now = two_boards(history, since, to)
        notes = (*told_otherwise(then), *told_otherwise(now))
        found = changes(board_of(then.gathered), board_of(now.gathered))
        return Compared(then.gathered, now.gathered, found, notes)
    gathered = load([newer], progress=progress)
    then = board_before(history, gathered.programme.latest, since)
    refuse_unless_later((history, then.gathered), (newer, gathered))
    return Compared(then.gathered, gathered, changes(board_of(then.gathered), board_of(gathered)), told_otherwise(then))


def compare(old: str, new: str, progress: Progress = quietly) -> Compared:
    """Read both and compare them. Raises `CannotRunError` where the newer is not later than the older."""
    then, now = load([old], progress=progress), load([new], progress=progress)
    refuse_unless_later((old, then), (new, now))
    return Compared(then, now, changes(board_of(then), board_of(now)))


def board_of(gathered: LoadedProgramme) -> BoardSnapshot:
    """A programme as a board sees it, with every conflict, silenced or not."""
    programme = gathered.programme
    found = check(programme, all_rules(Scope.CONFLICTS).values())
    return BoardSnapshot(
        programme, programme_status(programme), found, tuple((item.path, item.sentence) for item in gathered.refused)
    )


def refuse_unless_later(older: tuple[str, LoadedProgramme], newer: tuple[str, LoadedProgramme]) -> None:
    """Two boards compare only in the order of their As at dates."""
    for name, gathered in (older, newer):
        if gathered.programme.latest is None:
            message = f"{name}: No workbook here has a readable As at date. Put it on the Programme sheet first."
            raise CannotRunError(message)
    (old, then), (new, now) = ((name, item.programme.latest) for name, item in (older, newer))
    if then and now and now <= then:
        message = (
            f"{new} is as at {say(now)}, which is not later than {old}, as at {say(then)}. "
            "Name the older return first and the newer one second."
        )
        raise CannotRunError(message)
