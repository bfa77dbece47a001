"""What stands in a return and not in the programme workbook: where, what it says, and why it was not taken."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from xl_send.consolidation.returns import Return, Values
from xl_send.workbook.cells import Percentage, Value
from xl_send.workbook.columns import Record
from xl_send.workbook.days import say


class NotTaken(NamedTuple):
    """A row of a return, or a label's value, that was not taken. `row` is 0 where it is no row."""

    path: str
    sheet: str
    row: int
    record: str
    said: str
    why: str


def row_not_taken(item: Return, record: type[Record], row: int, values: Values, why: str) -> NotTaken:
    """A row that was not taken, with all that was typed in it."""
    return NotTaken(item.path, record.SHEET.title, row, item.name_at(record, row), said_of(values.items()), why)


def said_of(pairs: Iterable[tuple[str, Value]]) -> str:
    """What a row says, title by title: `KPI: SUF-K03; Value: 99,999`."""
    return "; ".join(f"{title}: {as_text(value)}" for title, value in pairs)


def as_text(value: object) -> str:
    """A value as people write it, numbers in full; `(blank)` where there is none."""
    if value is None:
        return "(blank)"
    if isinstance(value, date):
        return say(value)
    if isinstance(value, Percentage):
        return f"{round(value * 100, 9):,.15g}%"
    return f"{value:,.15g}" if isinstance(value, float) else str(value)
