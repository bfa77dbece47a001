"""Returns kept in a history, and boards taken out of it again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from pathlib import Path

from xl_send.commands.gathering import Gathered
from xl_send.commands.outcomes import CannotRunError, count
from xl_send.excel.files import open_book
from xl_send.history import History, HistoryError, Period, Return
from xl_send.model.submissions import Programme
from xl_send.schema.days import read_day, say


def remember(gathered: Gathered, url: str) -> str:
    """Keep every workbook that was read in a history, as one period; a sentence that says so."""
    with told_plainly():
        period = History.at(url).save(_returns(gathered.programme))
    if period is None:
        message = (
            f"{url}: Nothing was kept: no workbook has a readable As at date. Put it on the Programme sheet first."
        )
        raise CannotRunError(message)
    return f"{url} now keeps {count(period.workbooks, 'workbook')} as at {say(period.as_at)}."


def _returns(programme: Programme) -> Iterator[Return]:
    for submission in programme.submissions:
        content = Path(submission.workbook).read_bytes()
        yield Return(open_book(BytesIO(content), submission.workbook), hashlib.sha256(content).hexdigest())


def two_boards(url: str, first: str, last: str) -> tuple[Gathered, Gathered]:
    """The latest two periods of a history, or those of two dates."""
    history, periods = _periods_of(url)
    now = _at(url, periods, last) if last else periods[-1]
    then = _at(url, periods, first) if first else _before(url, periods, now.as_at)
    with told_plainly():
        return Gathered(history.load(then)), Gathered(history.load(now))


def board_before(url: str, day: date | None, first: str = "") -> Gathered:
    """The latest period of a history before a day, or that of a date."""
    history, periods = _periods_of(url)
    then = _at(url, periods, first) if first else _before(url, periods, day or date.max)
    with told_plainly():
        return Gathered(history.load(then))


def periods_of_latest(periods: Sequence[Period]) -> list[Period]:
    """The periods of the programme that was kept last, where a history holds several."""
    return [one for one in periods if one.key == periods[-1].key]


def _periods_of(url: str) -> tuple[History, list[Period]]:
    with told_plainly():
        history = History.at(url)
        return history, periods_of_latest(history.periods())


def _at(url: str, periods: Sequence[Period], text: str) -> Period:
    day = read_day(text)
    found = next((one for one in periods if one.as_at == day), None)
    if found is None:
        message = f"{url}: Nothing is kept here as at {text}. It keeps {_kept(periods)}."
        raise CannotRunError(message)
    return found


def _before(url: str, periods: Sequence[Period], day: date) -> Period:
    earlier = [one for one in periods if one.as_at < day]
    if not earlier:
        message = f"{url}: Nothing is kept here from before {say(day)}. It keeps {_kept(periods)}."
        raise CannotRunError(message)
    return earlier[-1]


def _kept(periods: Sequence[Period]) -> str:
    return ", ".join(say(one.as_at) for one in periods) or "nothing"


@contextmanager
def told_plainly() -> Iterator[None]:
    """What is wrong with a history, as what stops a command."""
    try:
        yield
    except HistoryError as error:
        raise CannotRunError(str(error)) from error
