"""History list: every board that a history keeps."""

from __future__ import annotations

import os

from xl_send.commands.result import Result
from xl_send.history import History, Period
from xl_send.listings.history import KeptBoardLine
from xl_send.progress import Progress, quietly
from xl_send.rag.rollup import PROGRAMME
from xl_send.results import AspectName
from xl_send.value_classes import frozen


@frozen(eq=True)
class HistoryListResult(Result):
    """The boards of a history, the earliest first, and what the history is called: never with a password."""

    history: str
    boards: tuple[KeptBoardLine, ...]


def list_history(history: str | os.PathLike[str], *, progress: Progress = quietly) -> HistoryListResult:
    """Every board that a history keeps: whose, as at when, how many workbooks, and the overall colour told then.

    Raises `xl_send.Error` where there is no history, or it cannot be believed.
    """
    kept = History.at(history)
    periods = kept.periods()
    boards = [line_of(kept, period) for period in progress(periods, "Reading boards", len(periods))]
    return HistoryListResult(kept.shown, tuple(boards))


def line_of(kept: History, period: Period) -> KeptBoardLine:
    """A board in a line."""
    overall = kept.colours(period).get((PROGRAMME, AspectName.OVERALL.value), "")
    return KeptBoardLine(period.council, period.programme, period.as_at, period.workbooks, overall)
