"""Rows that one board has and the other has not: new, gone without a word, or settled and taken off."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from xl_send.compare.changes import Change, ChangeKind, ChangeSubject
from xl_send.compare.records.missing_rows import Missing, MissingReason, missing_rows
from xl_send.compare.records.pairing import Renumbered, renumbered
from xl_send.compare.snapshots import BoardComparison, BoardSnapshot, workstream_of
from xl_send.compare.wording import row_name
from xl_send.findings import Cell
from xl_send.results import Item, ItemKind, Status
from xl_send.words import every_name, sentence
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.choices import LogStatus, RiskStatus, State, TaskStatus
from xl_send.workbook.sheets.interdependencies import Diagnostic, Interdependency
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.resources import MoneyLine, Resource
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.sheets_seen import UnreadRow
from xl_send.workbook.submissions import identity

KINDS: Mapping[type[Record], ChangeSubject] = {
    Milestone: ChangeSubject.MILESTONE,
    Kpi: ChangeSubject.KPI,
    Risk: ChangeSubject.RISK,
    Interdependency: ChangeSubject.INTERDEPENDENCY,
    LogEntry: ChangeSubject.ISSUE,
    Diagnostic: ChangeSubject.TASK,
    Resource: ChangeSubject.RESOURCE,
    MoneyLine: ChangeSubject.MONEY,
}
_TOLD = {MissingReason.NOT_LISTED, MissingReason.PERHAPS_UNREAD}


def listing_changes(since: BoardComparison) -> Iterator[Change]:
    """What is new and what is no longer there; a row that only could not be read, or has another id, is neither."""
    for record in KINDS:
        known = list(renumbered(since, record))
        yield from (_renumbered(since, one) for one in known)
        moved = {id(row) for one in known for row in one}
        for item in missing_rows(since.now, since.then, record):
            if item.fate in _TOLD and id(item.row) not in moved:
                yield _new(since.now, item)
        for item in missing_rows(since.then, since.now, record):
            if item.fate in _TOLD and id(item.row) not in moved:
                yield _gone(since, item)


def _renumbered(since: BoardComparison, one: Renumbered) -> Change:
    """The same row under another id, with its colour on either side where that is not the same."""
    then, now = _item(since.then, one.then), _item(since.now, one.now)
    text = f"id changed from {identity(one.then)} to {identity(one.now)}"
    if _status(then) != _status(now):
        text += f": {_standing(now, one.now)}. Then: {_standing(then, one.then)}"
    first = _status(then) != _status(now)
    return _change(ChangeKind.RENUMBERED, text, one.now, first=first)._replace(
        then=_cells(one.then), now=_cells(one.now), before=identity(one.then), after=identity(one.now)
    )


def _new(board: BoardSnapshot, one: Missing) -> Change:
    item = _item(board, one.row)
    text = f"new: {_standing(item, one.row)}"
    if one.unread:
        text = f"new, or one of the rows that could not be read then ({_rows(one.unread)}): {_standing(item, one.row)}"
    red = item is not None and item.status is Status.RED
    return _change(ChangeKind.NEW, text, one.row, first=red)._replace(now=_cells(one.row), after=_status(item))


def _gone(since: BoardComparison, one: Missing) -> Change:
    item = _item(since.then, one.row)
    if one.unread:
        text = f"not found now; it may be one of the rows that cannot be read ({_rows(one.unread)})"
    elif _is_settled(since, one.row):
        text = f"no longer listed; it was settled then: {_standing(item, one.row)}"
        return _change(ChangeKind.TAKEN_OFF, text, one.row)._replace(then=_cells(one.row), before=_status(item))
    else:
        text = f"no longer listed, and nothing says why. Then: {_standing(item, one.row)}"
    return _change(ChangeKind.GONE, text, one.row, first=True)._replace(then=_cells(one.row), before=_status(item))


def _change(what: ChangeKind, text: str, row: Record, *, first: bool = False) -> Change:
    kind = KINDS[type(row)]
    return Change(what, kind, sentence(text), workstream_of(row), identity(row), row_name(row), first=first)


def _item(board: BoardSnapshot, row: Record) -> Item | None:
    kind = KINDS[type(row)]
    return None if kind is ChangeSubject.TASK else board.item(ItemKind(kind.value), row)


def _standing(item: Item | None, row: Record) -> str:
    """How it stands or stood: its colour with the reason, or a task's own status."""
    if item is None:
        status = getattr(row, "status", None)
        return str(status.value if status else "not rated").lower()
    return f"{item.status.value}, {item.rating.in_brief}"


def _status(item: Item | None) -> str:
    return item.status.value if item else ""


def _cells(row: Record) -> tuple[Cell, ...]:
    return (row.at("id"),)


def _rows(unread: tuple[UnreadRow, ...]) -> str:
    """Where rows stand that could not be read: `Milestones row 7 and row 9`."""
    return f"{unread[0].table.sheet} {every_name([f'row {unread_row.row}' for unread_row in unread])}"


def _is_settled(since: BoardComparison, row: Record) -> bool:
    """Whether nothing more was expected of a row when it was last seen."""
    if getattr(row, "state", None) is State.WITHDRAWN:
        return True
    rule = _SETTLED.get(type(row))
    return rule is not None and rule(since, row)


# The type of a row's own rule is told by its key, which a mapping's type cannot say.
_SETTLED: Mapping[type[Record], Callable[[BoardComparison, Any], bool]] = {
    Milestone: lambda _, row: row.actual is not None,
    Risk: lambda _, row: row.status is not RiskStatus.OPEN,
    LogEntry: lambda _, row: row.status is LogStatus.CLOSED,
    Diagnostic: lambda _, row: row.status in {TaskStatus.DONE, TaskStatus.DROPPED},
    Interdependency: lambda since, row: (
        since.then.handovers[row.id].promise.delivered is not None
        and since.then.handovers[row.id].need.accepted is not None
    ),
    Resource: lambda since, row: since.now.picture.as_at is not None and row.ends < since.now.picture.as_at,
}
