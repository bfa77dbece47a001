"""Where a sheet's header row is, which column holds which title, and titles that a person says are ours.

Titles decide, never letters: rows may stand above the header, columns in any order, and columns of
the council's own between ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice

from xl_send.errors import CannotRunError
from xl_send.findings import Cell
from xl_send.value_classes import NamedTuple
from xl_send.words import did_you_mean
from xl_send.workbook.cells import Row, Value, column_letters
from xl_send.workbook.columns import Column, Record, TableLocation, columns_of
from xl_send.workbook.names import title_key
from xl_send.workbook.submissions import SHEETS


def titles_given(named: Sequence[str]) -> Mapping[str, str]:
    """Theirs and ours, as given. Raises `CannotRunError` for what is not such a pair, or no title of ours."""
    ours = {title_key(record.SHEET.title): record.SHEET.title for record in SHEETS}
    ours |= {title_key(column.title): column.title for record in SHEETS for column in columns_of(record)}
    found: dict[str, str] = {}
    for item in named:
        theirs, equals, title = (part.strip() for part in item.partition("="))
        if not (theirs and equals and title):
            message = f'--as takes two titles, theirs and ours: --as "Risk register=Risks". It was given {item}.'
            raise CannotRunError(message)
        if title_key(title) not in ours:
            meant = did_you_mean(title, list(ours.values()))
            message = f"No sheet or column of the workbook is called {title}. {meant}"
            raise CannotRunError(message.strip())
        found[theirs] = title
    return found


# Filled rows in which a header is looked for; notes above a table are never as long as this.
DEEPEST_HEADER = 200


class Header(NamedTuple):
    """A header row that was found: where each field stands, what stands twice, and all it holds."""

    row: int
    places: Mapping[str, int]
    doubled: tuple[tuple[int, Column], ...]
    titles: Mapping[int, Value]

    def table(self, workbook: str, sheet: str) -> TableLocation:
        """The header as the place of a table in a workbook."""
        return TableLocation(workbook, sheet, self.row, self.places)

    def doubled_cells(self, workbook: str, sheet: str) -> tuple[Cell, ...]:
        """The cells of the titles that stand a second time."""
        return tuple(
            Cell(workbook, sheet, f"{column_letters(number)}{self.row}", "", column.title)
            for number, column in self.doubled
        )


def _matches(cells: Mapping[int, Value], wanted: Mapping[str, Column]) -> list[tuple[int, Column]]:
    keyed = ((number, title_key(value)) for number, value in sorted(cells.items()) if isinstance(value, str))
    return [(number, wanted[key]) for number, key in keyed if key in wanted]


def find_header(rows: Iterator[Row], record: type[Record]) -> tuple[Header | None, Iterator[Row]]:
    """The header of a record's sheet, and the rows below it.

    The header is the first row that holds at least half of the titles, else the row that holds most
    (two or more). Without one the rows are given back whole.
    """
    columns = columns_of(record)
    wanted = {title_key(column.title): column for column in columns}
    looked_at: list[Row] = []
    best: list[tuple[int, Column]] = []
    best_index = -1
    for row in islice(rows, DEEPEST_HEADER):
        looked_at.append(row)
        matches = _matches(row[1], wanted)
        if len({column.name for _, column in matches}) > max(1, len(best)):
            best, best_index = matches, len(looked_at) - 1
        if 2 * len(best) >= len(columns):
            break
    if best_index < 0:
        return None, chain(looked_at, rows)
    return _header(looked_at[best_index], best), chain(looked_at[best_index + 1 :], rows)


def _header(row: Row, matches: list[tuple[int, Column]]) -> Header:
    places: dict[str, int] = {}
    doubled = []
    for number, column in matches:
        if column.name in places:
            doubled.append((number, column))
        else:
            places[column.name] = number
    return Header(row[0], places, tuple(doubled), row[1])
