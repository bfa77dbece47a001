"""What stands in a return and not in the programme workbook: where, what it says, and why it was not taken."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from xl_send.consolidation.returns import Return, Values
from xl_send.text import as_text
from xl_send.workbook.cells import Value
from xl_send.workbook.columns import Record


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
    return NotTaken(item.path, record.SHEET.title, row, item.name_at(record, row), row_text(values.items()), why)


def row_text(pairs: Iterable[tuple[str, Value]]) -> str:
    """What a row says, title by title: `KPI: SUF-K03; Value: 99,999`."""
    return "; ".join(f"{title}: {value_text(value)}" for title, value in pairs)


def value_text(value: Value | None) -> str:
    """A value as people write it; nothing is said to be blank."""
    return "(blank)" if value is None else as_text(value)
