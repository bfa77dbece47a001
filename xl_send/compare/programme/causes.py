"""What moved a colour: cells of its row, a figure, an expectation, what it waits for, a threshold, or only time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from xl_send.compare.snapshots import BoardComparison, RecordPair
from xl_send.findings import Cell
from xl_send.results import Item
from xl_send.words import every_name
from xl_send.workbook.columns import Column, Record, columns_of
from xl_send.workbook.days import say
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.resources import MoneyLine, Resource
from xl_send.workbook.sheets.risks import LogEntry, Risk

# What a colour rests on besides the cells that its reason names.
_RESTS_ON: Mapping[type[Record], frozenset[str]] = {
    Milestone: frozenset(
        {"baseline", "forecast", "actual", "agreed", "changes", "fixed", "schools_must_act", "depends_on", "forum",
         "decision", "notice", "decided"}
    ),
    Kpi: frozenset(
        {"unit", "better", "baseline", "baseline_date", "target", "target_date", "tolerance", "frequency", "lag",
         "measures", "year_basis", "series_break"}
    ),
    Risk: frozenset({"likelihood", "impact", "status"}),
    LogEntry: frozenset({"severity", "needed_by", "status", "kind"}),
    Interdependency: frozenset(
        {"needed_by", "promised", "forecast", "delivered", "accepted", "giver_milestone", "giver_agrees",
         "receiver_agrees"}
    ),
    Resource: frozenset({"fte", "available", "starts", "ends", "post", "funding", "term_time", "who"}),
}  # fmt: skip


def cause(since: BoardComparison, pair: RecordPair[Record], then: Item, now: Item, would: Item | None) -> str:
    """Which date, figure or threshold moved a colour, as words after "What moved it:".

    Blank where on either side the colour is not known because something was not read: its reason says what.
    `would` is what the row would have been then by the measures of now, where those are others.
    """
    found = [*_own_cells(pair, then, now), *_figures(pair, then, now), *_elsewhere(pair, then, now)]
    if found or then.rating.unknown or now.rating.unknown:
        return every_name(found)
    if halted := since.halted(pair.now):
        return halted
    if would is not None and would.status is now.status:
        return "the thresholds or the calendar"
    as_at = since.now.programme.as_at(pair.now)
    if as_at and as_at != since.then.programme.as_at(pair.then) and _by_time_alone(since, pair, then, now):
        return f"the date, now {say(as_at)}; nothing in its row did"
    return "what other rows say; nothing in its own did"


def _by_time_alone(since: BoardComparison, pair: RecordPair[Record], then: Item, now: Item) -> bool:
    """Whether a row would have its colour of now if nothing but the day had changed since then."""
    aged = since.then_aged.item(then.kind, pair.then)
    return aged is not None and aged.status is now.status


# By what a row is judged, as against how it goes: whoever changes one of these alone changes the colour by a word.
_JUDGED_BY: Mapping[type[Record], frozenset[str]] = {
    Milestone: frozenset({"baseline", "fixed", "schools_must_act", "decision"}),
    LogEntry: frozenset({"severity", "needed_by", "kind"}),
    Interdependency: frozenset({"needed_by"}),
    Resource: frozenset({"available", "term_time"}),
    MoneyLine: frozenset({"budget"}),
}


def is_by_word_alone(pair: RecordPair[Record], then: Item, now: Item) -> bool:
    """Whether nothing but what a row is judged by has changed of all that its colour rests on: of a KPI, no figure."""
    if isinstance(pair.now, Kpi):
        before, after = then.rating.facts, now.rating.facts
        return all(before.get(name) == after.get(name) for name in ("actual_date", "actual"))
    altered = {column.name for column in _altered(pair, then, now)}
    return bool(altered) and altered <= _JUDGED_BY.get(type(pair.now), frozenset())


def is_by_new_plan(pair: RecordPair[Record], then: Item, now: Item) -> bool:
    """Whether a milestone has another plan date and is expected no sooner than it was."""
    before, after = pair
    if not isinstance(before, Milestone) or not isinstance(after, Milestone):
        return False
    replanned = {"agreed", "changes"} & {column.name for column in _altered(pair, then, now)}
    sooner = bool(before.forecast and after.forecast and after.forecast < before.forecast)
    return bool(replanned) and not sooner


def _own_cells(pair: RecordPair[Record], then: Item, now: Item) -> Iterator[str]:
    yield from (f"its {column.title}" for column in _altered(pair, then, now))


def _altered(pair: RecordPair[Record], then: Item, now: Item) -> Iterator[Column]:
    named = {cell.column for item in (then, now) for cell in item.rating.cells if cell.record == pair.now.label}
    rests_on = _RESTS_ON.get(type(pair.now), frozenset())
    for column in columns_of(type(pair.now)):
        if (column.title in named or column.name in rests_on) and pair.alters(column.name):
            yield column


def _figures(pair: RecordPair[Record], then: Item, now: Item) -> Iterator[str]:
    """What is judged of a KPI, and what it is held against; in words that give no figure."""
    if not isinstance(pair.now, Kpi):
        return
    before, after = then.rating.facts, now.rating.facts
    at = after.get("actual_date")
    if isinstance(at, date) and at != before.get("actual_date"):
        yield f"its figure at {say(at)}"
    elif isinstance(at, date) and after.get("actual") != before.get("actual"):
        yield f"another figure given for {say(at)}"
    since = after.get("expected_at")
    if isinstance(since, date) and since != before.get("expected_at"):
        yield f"what is expected at {say(since)}"
    elif isinstance(since, date) and after.get("expected") != before.get("expected"):
        yield f"another expectation at {say(since)}"


def _elsewhere(pair: RecordPair[Record], then: Item, now: Item) -> Iterator[str]:
    """Other rows that the reason now rests on: what a milestone waits for, what a handover is ready with."""
    before, after = then.rating.facts, now.rating.facts
    moved = any(before.get(name) != after.get(name) for name in ("feasible", "effective", "worst_week", "use"))
    cells = dict.fromkeys(cell.record for cell in now.rating.cells if _is_other(cell, pair.now))
    if moved and not isinstance(pair.now, Kpi):
        yield from cells


def _is_other(cell: Cell, row: Record) -> bool:
    return bool(cell.record) and cell.record != row.label
