"""What has changed of KPIs: the latest figure, earlier figures that were restated or filled in, and the targets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from xl_send.compare.changes import Change, ChangeKind, ChangeSubject
from xl_send.compare.noting import Noted
from xl_send.compare.records.pairing import is_all_read
from xl_send.compare.records.target_changes import goalpost_changes
from xl_send.compare.snapshots import BoardComparison, BoardSnapshot
from xl_send.findings import Cell
from xl_send.text import figure, rounded
from xl_send.workbook.days import say
from xl_send.workbook.doubts import is_given_in_doubt
from xl_send.workbook.sheets.choices import State
from xl_send.workbook.sheets.kpis import Actual, Kpi

ByDay = Mapping[date, Actual]


def kpi_changes(since: BoardComparison) -> Iterator[Change]:
    """Every change of a KPI that both boards have. Of two workbooks with one KPI its own workstream's counts."""
    for pair in since.pairs(Kpi):
        noted = Noted(since, pair, ChangeSubject.KPI)
        yield from noted.value(ChangeKind.STATE, "state", first=pair.now.state is State.WITHDRAWN)
        # Whether few children are hidden hangs on it: who takes it back does so in sight.
        yield from noted.value(ChangeKind.CELL, "counts_children", first=pair.then.counts_children is not False)
        yield from goalpost_changes(noted)
        yield from figure_changes(noted)


def figure_changes(noted: Noted[Kpi]) -> Iterator[Change]:
    """The latest figure where it is a later one, and every earlier figure that is not as it was."""
    then, now = _figures(noted.since.then, noted.pair.then), _figures(noted.since.now, noted.pair.now)
    last, latest = max(then, default=None), max(now, default=None)
    if latest and (last is None or latest > last):
        yield _latest(noted, now[latest], then[last] if last else None)
    for day in sorted(then):
        yield from _restated(noted, then[day], now.get(day))
    for day in sorted(now.keys() - then.keys()):
        if last and day < last and _whole(noted.since.then, noted.pair.then):
            text = f"the figure for {say(day)}, not given then, is {_said(noted.pair.now, now[day])}"
            yield _change(noted, ChangeKind.LATE_FIGURE, text, None, now[day])


def _figures(board: BoardSnapshot, kpi: Kpi) -> ByDay:
    """The figures of a KPI by the last day each speaks of, none after the As at date."""
    as_at = board.programme.as_at(kpi) or date.max
    return {row.period_end: row for row in board.figures.given_by(kpi, as_at)}


def _whole(board: BoardSnapshot, kpi: Kpi) -> bool:
    return is_all_read(board, kpi, Actual)


def _said(kpi: Kpi, actual: Actual) -> str:
    doubt = " (in doubt)" if is_given_in_doubt(kpi, actual) else ""
    return f"{figure(actual.value or 0.0, kpi.unit)}{doubt}"


def _latest(noted: Noted[Kpi], now: Actual, then: Actual | None) -> Change:
    text = f"{_said(noted.pair.now, now)} at {say(now.period_end)}"
    text += f"; last told {_said(noted.pair.then, then)} at {say(then.period_end)}" if then else ", its first figure"
    return _change(noted, ChangeKind.FIGURE, text, then, now)


def _restated(noted: Noted[Kpi], then: Actual, now: Actual | None) -> Iterator[Change]:
    day = say(then.period_end)
    before = _said(noted.pair.then, then)
    if now is None:
        if _whole(noted.since.now, noted.pair.now):
            text = f"the figure for {day} is no longer given; it was {before}"
            yield _change(noted, ChangeKind.RESTATED, text, then, None)
    elif now.value != then.value:
        text = f"the figure for {day} is now {_said(noted.pair.now, now)}, was {before}"
        yield _change(noted, ChangeKind.RESTATED, text, then, now)
    elif noted.since.pair(then, now).alters("base"):
        bases = ["nothing said" if item.base is None else rounded(item.base) for item in (now, then)]
        text = f"the base of the figure for {day} is now {bases[0]}, was {bases[1]}"
        change = _change(noted, ChangeKind.RESTATED, text, then, now)
        yield change._replace(then=(*change.then, then.at("base")), now=(*change.now, now.at("base")))


def _change(noted: Noted[Kpi], what: ChangeKind, text: str, then: Actual | None, now: Actual | None) -> Change:
    change = noted.change(what, text, "id", first=what is ChangeKind.RESTATED)
    return change._replace(
        before=_said(noted.pair.then, then) if then else "",
        after=_said(noted.pair.now, now) if now else "",
        then=_cells(then),
        now=_cells(now),
    )


def _cells(actual: Actual | None) -> tuple[Cell, ...]:
    return (actual.at("value"), actual.at("period_end")) if actual else ()
