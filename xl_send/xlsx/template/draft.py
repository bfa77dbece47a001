"""What a programme is filled with, as the workbook of it would be read: its rows need not go through a file.

There may be more of them than any one workbook that is read may hold. All else is few: it is written, and read.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from math import isfinite

from xl_send.consolidation.row_sources import added_titles
from xl_send.value_classes import NamedTuple, replace
from xl_send.workbook.cells import Book, CellError, CellErrorKind, Grid, Percentage, Struck, Value
from xl_send.workbook.characters import writable
from xl_send.workbook.columns import Column, Record, laid_out
from xl_send.workbook.kinds import Kind, Text
from xl_send.xlsx.formulas.syntax import day_number
from xl_send.xlsx.read.cells import damaged
from xl_send.xlsx.read.number_formats import Shown, moment, shown_by
from xl_send.xlsx.read.open_book import open_book
from xl_send.xlsx.template.template import WorkbookContent, workbook_bytes
from xl_send.xlsx.write.looks import format_of
from xl_send.xlsx.write.table_sheets import titles_of

Values = Mapping[str, Value]


class _Typed(NamedTuple):
    """A column that is typed into: where it stands, counted from 1, its title and how it shows a number."""

    place: int
    title: str
    shown: Shown


def draft_book(edition: str, filling: WorkbookContent, name: str) -> Book:
    """The sheets of a workbook so filled as they would be read, but for what is worked out or drawn."""
    bare = replace(filling, rows={}, draft=True)
    book = open_book(io.BytesIO(workbook_bytes(edition, bare)), name)
    rows = {record.SHEET.title: (record, found) for record, found in filling.rows.items() if found}
    grids = (_filled(grid, *rows[grid.title]) if grid.title in rows else grid for grid in book.grids)
    return replace(book, grids=tuple(grids))


def _filled(grid: Grid, record: type[Record], rows: Sequence[Values]) -> Grid:
    columns, more = laid_out(record), added_titles(rows, titles_of(record))
    titles = dict(enumerate((*titles_of(record), *more), 1))
    placed = enumerate(columns, 1)
    typed = [_typed(place, column.title, column.kind) for place, column in placed if isinstance(column, Column)]
    typed += [_typed(place, title, Text()) for place, title in enumerate(more, len(columns) + 1)]
    found = [(number, cells) for number, row in enumerate(rows, 2) if (cells := dict(_cells(typed, row)))]
    written = {one.title for one in typed}
    absent = (number for number, row in enumerate(rows, 2) if written.isdisjoint(row))
    return replace(grid, rows=[(1, titles), *found], absent=tuple(absent))


def _typed(place: int, title: str, kind: Kind) -> _Typed:
    return _Typed(place, title, shown_by(format_of(kind)))


def _cells(typed: Sequence[_Typed], row: Values) -> Iterator[tuple[int, Value]]:
    for place, title, shown in typed:
        value = row.get(title)
        if value is not None and (read := as_read(value, shown)) != "":
            yield place, read


def as_read(value: Value, shown: Shown) -> Value:
    """A value as it would be read from the cell that it is written into, which shows a bare number so."""
    if isinstance(value, str):
        return Struck(writable(value)) if isinstance(value, Struck) else writable(value)
    if isinstance(value, datetime):
        since = value - datetime.combine(value.date(), time())
        # Step by step as the library that writes cells works it out: half a millisecond falls as it does there.
        number = day_number(value.date()) - 1 + (since.seconds + since.microseconds / 1e6) / 86_400 + 1
        return _moment(float(f"{number:.16G}"))
    if isinstance(value, date | bool | CellError):
        return value
    number = float(f"{value:.16G}")
    if not isfinite(number):
        return damaged(f"{value:.16G}")
    if isinstance(value, Percentage) or shown is Shown.PERCENTAGE:
        return Percentage(number)
    return _moment(number) if shown is Shown.DATE and number else number


def _moment(number: float) -> Value:
    day = moment(number, date1904=False)
    return CellError(CellErrorKind.BAD_DATE, f"{number:.16G}") if day is None else day
