"""A filling as formulas see it: dates and numbers typed as text are no dates and no numbers, and 0 is no word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from xl_send.reading import read_book
from xl_send.workbook.cells import Book, Grid, Row, Value
from xl_send.workbook.columns import Column, Layout, Record, columns_of
from xl_send.workbook.ids import Code, Id, Link
from xl_send.workbook.kinds import Choice, Day, Measure, Number
from xl_send.workbook.submissions import SHEETS, Submission

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
        given = {2: _as_seen(column, labels[column.title])} if column.title in labels else {}
        yield number, {1: column.title, **given}


def _cells(columns: Sequence[Column], row: Values) -> Iterator[tuple[int, Value]]:
    for place, column in enumerate(columns, 1):
        if column.title in row:
            yield place, _as_seen(column, row[column.title])


def _as_seen(column: Column, value: Value) -> Value:
    """Text where a figure is meant is nothing that a formula can use, and nor is 0 where a listed word or an id is."""
    is_text = isinstance(value, str) and isinstance(column.kind, Day | Measure | Number)
    is_nought = value == 0 and isinstance(column.kind, Choice | Code | Id | Link)
    return UNREADABLE if is_text or is_nought else value
