"""History show: one board as it was kept."""

from __future__ import annotations

import os
from collections.abc import Sequence

from xl_send.commands.keeping.listing import line_of
from xl_send.commands.loading import AsAt, as_at_given
from xl_send.commands.result import Result
from xl_send.errors import CannotRunError
from xl_send.history import Colours, History, KeptWorkbook, Period
from xl_send.listings.history import KeptBoardLine
from xl_send.progress import Progress, quietly
from xl_send.value_classes import frozen
from xl_send.workbook.days import say
from xl_send.workbook.names import name_key

NOTHING_YET = "Nothing is kept here yet. Consolidate returns with --history first."


@frozen(eq=True)
class HistoryShowResult(Result):
    """A board as it was kept: its workbooks by name, and every colour that was told, by workstream and aspect."""

    history: str
    board: KeptBoardLine
    workbooks: tuple[KeptWorkbook, ...]
    colours: Colours


def show_history(
    history: str | os.PathLike[str],
    *,
    board: AsAt = None,
    programme: str = "",
    progress: Progress = quietly,  # noqa: ARG001 - quick
) -> HistoryShowResult:
    """The board of a date, or the latest: which workbooks are kept, with the SHA-256 of each file, and the colours.

    `programme` names the programme, or its council, where several are kept. Raises `xl_send.Error` where there is none.
    """
    kept = History.at(history)
    period = _found(kept, board, programme)
    return HistoryShowResult(kept.shown, line_of(kept, period), kept.workbooks(period), kept.colours(period))


def _found(kept: History, board: AsAt, programme: str) -> Period:
    periods = [period for period in kept.periods() if _is_of(period, programme)]
    if not periods:
        named = f'No board of "{programme}" is kept here.' if programme else NOTHING_YET
        message = f"{kept.shown}: {named}"
        raise CannotRunError(message)
    day = as_at_given(board)
    if day is None:
        return periods[-1]
    found = [period for period in periods if period.as_at == day]
    if len({period.key for period in found}) > 1:
        of = " and ".join(f'"{period.council}, {period.programme}"' for period in found)
        message = f"{kept.shown}: Boards of {of} are kept as at {say(day)}. Say whose with --programme."
        raise CannotRunError(message)
    if not found:
        message = f"{kept.shown}: Nothing is kept here as at {say(day)}. It keeps {_days(periods)}."
        raise CannotRunError(message)
    return found[0]


def _is_of(period: Period, programme: str) -> bool:
    return not name_key(programme) or name_key(programme) in {name_key(period.council), name_key(period.programme)}


def _days(periods: Sequence[Period]) -> str:
    return ", ".join(dict.fromkeys(say(period.as_at) for period in periods))
