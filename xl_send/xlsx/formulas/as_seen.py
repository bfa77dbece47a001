"""A filling as formulas see it: figures typed as text are none, and a word near a listed one is not it.

Of a setting formulas know only whether it is what its blank means.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from xl_send.reading import read_book
from xl_send.workbook.cells import Book, Grid, Row, Value
from xl_send.workbook.columns import Column, Layout, Record, columns_of
from xl_send.workbook.ids import Code, Id, Link
from xl_send.workbook.kinds import NOTHING_WORDS, Choice, Day, Measure, Number, YesNo
from xl_send.workbook.submissions import SHEETS, Submission
from xl_send.workbook.unreadable import Remark, UnreadableError

Values = Mapping[str, Value]
# What no kind of cell can read.
UNREADABLE = "?"


def submission_of(rows: Mapping[type[Record], Sequence[Values]], labels: Mapping[type[Record], Values]) -> Submission:
    """The submission that the formulas of such a workbook work from; its rows lie as the template lays them."""
    return read_book(Book("", tuple(_grid(record, rows.get(record, ()), labels.get(record, {})) for record in SHEETS)))


def _grid(record: type[Record], rows: Sequence[Values], labels: Values) -> Grid:
    columns = columns_of(record)
    if record.SHEET.layout is Layout.LABELS:
        return Grid(record.SHEET.title, list(_labelled(columns, labels)))
    found: list[Row] = [(1, {place: column.title for place, column in enumerate(columns, 1)})]
    found += [(number, dict(_cells(columns, row))) for number, row in enumerate(rows, 2)]
    return Grid(record.SHEET.title, found)


def _labelled(columns: Sequence[Column], labels: Values) -> Iterator[Row]:
    for number, column in enumerate(columns, 1):
        given = {2: _setting(column, labels[column.title])} if column.title in labels else {}
        yield number, {1: column.title, **given}


def _cells(columns: Sequence[Column], row: Values) -> Iterator[tuple[int, Value]]:
    for place, column in enumerate(columns, 1):
        if column.title in row:
            yield place, _as_seen(column, row[column.title])


def _as_seen(column: Column, value: Value) -> Value:
    """Text where a figure is meant is nothing that a formula can use, and nor is 0 where a listed word or an id is."""
    is_text = isinstance(value, str) and isinstance(column.kind, Day | Measure | Number)
    is_nought = value == 0 and isinstance(column.kind, Choice | Code | Id | Link)
    return UNREADABLE if is_text or is_nought or _is_near(column, value) else value


def _is_near(column: Column, value: Value) -> bool:
    """Whether a word was read as one of a list that is not typed as the list has it."""
    if not isinstance(value, str) or not isinstance(column.kind, Choice | YesNo):
        return False
    try:
        return column.kind.read(value)[1] in (Remark.NEAR, Remark.SPACES)
    except UnreadableError:
        return False


def _setting(column: Column, value: Value) -> Value:
    """A setting of a list: formulas know only whether it is what its blank means."""
    if not isinstance(column.kind, Choice) or not isinstance(column.blank, StrEnum) or not isinstance(value, str):
        return _as_seen(column, value)
    words = {column.blank.casefold(), "", *NOTHING_WORDS}
    other = next(option for option in column.kind.options if option != column.blank)
    return column.blank.value if value.casefold() in words else other.value
