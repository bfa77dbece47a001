"""Returns kept in a history, and boards taken out of it again."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import date

from xl_send.errors import CannotRunError
from xl_send.history import Colours, History, KeptReturn, Period, shown_name
from xl_send.rag.rollup import programme_status
from xl_send.value_classes import NamedTuple
from xl_send.words import counted
from xl_send.workbook.days import read_day, say
from xl_send.workbook.submissions import Programme

_NO_DAY = "Nothing was kept, as no workbook has a readable As at date. Put it on the Programme sheet first."
_NOTHING_YET = "Nothing is kept here yet. Consolidate returns with --history first."
_NAMED = 3


class KeptBoard(NamedTuple):
    """A period as it was kept: its programme, read by the rules of today, and the colours that were told then."""

    period: Period
    programme: Programme
    colours: Colours


def remember(returns: Iterable[KeptReturn], url: str | os.PathLike[str]) -> str:
    """Keep returns in a history, as one period; a sentence that says so."""
    period = History.at(url).save(returns)
    if period is None:
        message = f"{shown_name(url)}: {_NO_DAY}"
        raise CannotRunError(message)
    told = f"{shown_name(url)} now keeps {counted(period.workbooks, 'workbook')} as at {say(period.as_at)}."
    if not period.said:
        return told
    return (
        f'{told} They are kept with "{period.council}, {period.programme}", although their Programme sheet says '
        f'"{period.said}": is it the same? If not, name another history.'
    )


def two_boards(url: str, since: str = "", to: str = "") -> tuple[KeptBoard, KeptBoard]:
    """The latest two periods of a history, or those of two dates, the earlier first."""
    history, periods = kept_periods(url)
    now = _at(url, periods, to) if to else periods[-1]
    then = _at(url, periods, since) if since else _before(url, periods, now.as_at)
    if then.as_at >= now.as_at:
        order = f"{say(then.as_at)} is not earlier than {say(now.as_at)}. Name the earlier date with --since."
        message = f"{shown_name(url)}: {order}"
        raise CannotRunError(message)
    return _kept(history, then), _kept(history, now)


def board_before(url: str, day: date | None, since: str = "") -> KeptBoard:
    """The latest period of a history before a day, or that of a date."""
    history, periods = kept_periods(url)
    return _kept(history, _at(url, periods, since) if since else _before(url, periods, day or date.max))


def earlier_still(url: str, day: date | None) -> Programme | None:
    """The programme as the last board before a day saw it, or None where none was kept."""
    history, periods = kept_periods(url)
    before = [period for period in periods if day and period.as_at < day]
    return history.load(before[-1]) if before else None


def kept_periods(url: str) -> tuple[History, list[Period]]:
    """A history and its periods, the earliest first: of several programmes those of the one with the latest board."""
    history = History.at(url)
    found = history.periods()
    if not found:
        message = f"{shown_name(url)}: {_NOTHING_YET}"
        raise CannotRunError(message)
    return history, [period for period in found if period.key == found[-1].key]


def colours_of(history: History, period: Period) -> Colours:
    """The colours that were told of a period."""
    return history.colours(period)


def told_otherwise(kept: KeptBoard) -> tuple[str, ...]:
    """A sentence where the rules of today give other colours than were told then."""
    aspects = programme_status(kept.programme).aspects
    now = {(item.of, item.aspect.value): item.status.value for item in aspects}
    others = [
        f"{of} {aspect} was told as {status} and is {now.get((of, aspect), 'not rated')}"
        for (of, aspect), status in kept.colours.items()
        if now.get((of, aspect)) != status
    ]
    if not others:
        return ()
    more = f"; and {len(others) - _NAMED} more" if len(others) > _NAMED else ""
    named = "; ".join(others[:_NAMED]) + more
    return (f"By the rules of today some colours as at {say(kept.period.as_at)} are not those told then: {named}.",)


def _kept(history: History, period: Period) -> KeptBoard:
    return KeptBoard(period, history.load(period), history.colours(period))


def _at(url: str, periods: Sequence[Period], text: str) -> Period:
    day = read_day(text)
    if day is None:
        message = f"{shown_name(url)}: The date {text} cannot be read. It keeps {_days(periods)}."
        raise CannotRunError(message)
    found = next((period for period in periods if period.as_at == day), None)
    if found is None:
        message = f"{shown_name(url)}: Nothing is kept here as at {say(day)}. It keeps {_days(periods)}."
        raise CannotRunError(message)
    return found


def _before(url: str, periods: Sequence[Period], day: date) -> Period:
    earlier = [period for period in periods if period.as_at < day]
    if not earlier:
        message = f"{shown_name(url)}: Nothing is kept here from before {say(day)}. It keeps {_days(periods)}."
        raise CannotRunError(message)
    return earlier[-1]


def _days(periods: Sequence[Period]) -> str:
    return ", ".join(say(period.as_at) for period in periods)
