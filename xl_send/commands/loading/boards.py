"""Boards to compare: a programme as it stands, and the one before it, read from workbooks or a history."""

from __future__ import annotations

import os
from collections.abc import Iterable

from xl_send.commands.loading import Readables, load
from xl_send.compare import BoardSnapshot
from xl_send.errors import CannotRunError
from xl_send.progress import Progress, quietly
from xl_send.rag.rollup import programme_status
from xl_send.reading.loaded import LoadedProgramme
from xl_send.rules import Scope, all_rules, check
from xl_send.value_classes import NamedTuple
from xl_send.workbook.days import say


class Board(NamedTuple):
    """What is compared, and what it is called where it cannot be."""

    name: str
    loaded: LoadedProgramme


def board_of(loaded: LoadedProgramme) -> BoardSnapshot:
    """A programme as a board sees it, with every conflict, silenced or not."""
    programme = loaded.programme
    found = check(programme, all_rules(Scope.CONFLICTS).values())
    refused = tuple((item.path, item.sentence) for item in loaded.refused)
    return BoardSnapshot(programme, programme_status(programme), found, refused)


def earlier_board(since: Readables, loaded: LoadedProgramme, progress: Progress = quietly) -> Board:
    """The board of an earlier date to compare with. Raises `CannotRunError` where it is not earlier."""
    from xl_send.history import is_history
    from xl_send.history.boards import board_before

    name = source_name(since, "What is compared with")
    if isinstance(since, str | os.PathLike) and is_history(name):
        then = Board(name, LoadedProgramme(board_before(name, loaded.programme.latest).programme))
    else:
        then = Board(name, load(since, progress=progress))
    refuse_unless_later(then, Board("What is reported on", loaded))
    return then


def refuse_unless_later(then: Board, now: Board) -> None:
    """Two boards compare only in the order of their As at dates."""
    for board in (then, now):
        if board.loaded.programme.latest is None:
            message = f"{board.name}: No workbook here has a readable As at date. Put it on the Programme sheet first."
            raise CannotRunError(message)
    older, newer = then.loaded.programme.latest, now.loaded.programme.latest
    if older and newer and newer <= older:
        message = (
            f"{now.name} is as at {say(newer)}, which is not later than {then.name}, as at {say(older)}. "
            "Name the older return first and the newer one second."
        )
        raise CannotRunError(message)


def source_name(sources: Readables, otherwise: str) -> str:
    """What sources are called in a sentence: their path, where that is all they are."""
    if isinstance(sources, Iterable) and not isinstance(sources, str | os.PathLike | bytes):
        return otherwise
    return os.fspath(sources) if isinstance(sources, str | os.PathLike) else otherwise
