"""What has changed of one cell, in the words of its column."""

from __future__ import annotations

from xl_send.compare.snapshots import BoardComparison, RecordPair
from xl_send.compare.wording import moved
from xl_send.disclosure.texts import is_withheld
from xl_send.text import as_text, figure, pounds, rounded
from xl_send.words import every_name
from xl_send.workbook.columns import Column, Record
from xl_send.workbook.ids import Reference
from xl_send.workbook.kinds import Day, Measure, Pounds, Text
from xl_send.workbook.sheets.kpis import Actual, Expectation, Kpi

# Of a longer text its beginning tells which it is; the cells hold the rest.
_LONGEST = 160


def said(since: BoardComparison, pair: RecordPair[Record], column: Column) -> str:
    """A cell then and now: `Owner is now Head of Property, was Places Planning Manager`."""
    before, after = (getattr(row, column.name) for row in pair)
    if isinstance(column.kind, Day):
        return f"{column.title} {moved(since, before, after)}"
    was, now = (_value(since, row, column) for row in pair)
    if is_withheld(was) and is_withheld(now):
        return f"{column.title} is withheld then and now, so what has changed of it is not told"
    if isinstance(column.kind, Text) and column.kind.long:
        return _long(column.title, was, now)
    return f"{column.title} is now {now or 'blank'}, was {was or 'blank'}"


def _long(title: str, was: str, now: str) -> str:
    if not now:
        return f'{title} is taken away; it was "{_short(was)}"'
    given = f'{title} is now "{_short(now)}"'
    return f'{given}; it was "{_short(was)}"' if was else f"{given}; it was blank"


def _short(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return f"{text[:_LONGEST].rpartition(' ')[0] or text[:_LONGEST]}…"


def _value(since: BoardComparison, row: Record, column: Column) -> str:
    value = getattr(row, column.name)
    if isinstance(value, tuple):
        return every_name([_reference(item) for item in value])
    if isinstance(value, float) and not isinstance(value, bool):
        return _number(since, row, column, value)
    return as_text(value)


def _reference(item: object) -> str:
    if isinstance(item, Reference):
        return f"{item.id}+{item.lag}" if item.lag else item.id
    return str(item)


def _number(since: BoardComparison, row: Record, column: Column, value: float) -> str:
    if isinstance(column.kind, Pounds):
        return pounds(value)
    if isinstance(column.kind, Measure):
        kpi = row if isinstance(row, Kpi) else _kpi(since, row)
        return figure(value, kpi.unit) if kpi else rounded(value)
    return rounded(value)


def _kpi(since: BoardComparison, row: Record) -> Kpi | None:
    if not isinstance(row, Expectation | Actual):
        return None
    return since.now.programme.kpis.get(row.kpi) or since.then.programme.kpis.get(row.kpi)
