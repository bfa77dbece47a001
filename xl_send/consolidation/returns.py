"""A return as it lies: what was understood of it, and its cells as they were typed, so that nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import chain, count

from xl_send.reading.cells_not_read import cells_not_read
from xl_send.reading.merges import as_shown, is_hidden
from xl_send.reading.rows import DAYS_TO_1904
from xl_send.text import as_text
from xl_send.value_classes import frozen, replace
from xl_send.workbook.cells import Book, CellError, Grid, Row, Value, column_letters
from xl_send.workbook.characters import clean
from xl_send.workbook.columns import Column, Layout, Record, columns_of
from xl_send.workbook.kinds import Day, Text, YesNo
from xl_send.workbook.names import title_key
from xl_send.workbook.sheets.programme import Cover
from xl_send.workbook.sheets_seen import SheetSeen
from xl_send.workbook.submissions import SHEETS, Programme, Submission, identity
from xl_send.workbook.unread import Unread
from xl_send.workbook.unreadable import ERROR_VALUES

Values = Mapping[str, Value]
# The last two columns of every data sheet of a programme workbook.
SOURCE_WORKBOOK, SOURCE_ROW = "Source workbook", "Source row"
# Sheets of a programme workbook: the returns that it was made from, and where they differ.
RETURNS, DIFFERENCES = "Returns", "Differences"
# How the Returns sheet begins what it says last of a return: what the programme workbook has no place for.
LEFT_BEHIND = "Left behind: "
# Sheets that the template or a button wrote, without anything new of the officer's in them.
_OURS = {
    "Start",
    "Summary",
    "Overview",
    "Year view",
    "Owners",
    "Checks",
    "Status",
    "Lists",
    "Conflicts",
    "Order",
    "Conflicts left",
    "What if",
    "Last time",
    "Archive",
}


@frozen()
class Return:
    """One workbook that was read. The grids of `book` can be walked more than once; `digest` is of the file's bytes.

    One that is `carried` forward stands for the return that did not come.
    """

    path: str
    digest: str
    book: Book
    submission: Submission
    carried: bool = False

    @property
    def made(self) -> bool:
        """Whether it is a programme workbook that was made from returns."""
        return is_made(self.book)

    @property
    def codes(self) -> frozenset[str]:
        """The workstreams that it speaks for."""
        return self.submission.codes

    @property
    def as_at(self) -> date | None:
        """The day that it describes."""
        return self.submission.as_at

    @property
    def not_read(self) -> tuple[str, ...]:
        """What of it could not be read, in words: sheets, columns and rows, then cells of rows that were read."""
        return (*Unread(Programme((self.submission,))).sentences, *cells_not_read((self.submission,)))

    def without_cells(self) -> Return:
        """The same return without its rows, once they were brought together: its labels and sheets stay."""
        labels = {seen.table.sheet for record, seen in self.submission.seen.items() if record is Cover}
        grids = tuple(grid if grid.title in labels else replace(grid, rows=()) for grid in self.book.grids)
        return replace(self, book=replace(self.book, grids=grids))

    def rows(self, record: type[Record]) -> Iterator[tuple[int, Values]]:
        """Every filled row of a sheet as typed, by title, with its number; also rows that could not be understood."""
        grid, seen = self._grid(record), self.submission.seen.get(record)
        if grid is None or seen is None:
            return
        columns = [column for column in columns_of(record) if column.name in seen.table.places]
        for number, cells in as_shown(iter(grid.rows), grid.merged, set(seen.table.places.values())):
            found = {
                column.title: self._typed(column, cells[place])
                for column in columns
                if (place := seen.table.places[column.name]) in cells and not _says_nothing(column, cells[place])
            }
            if number > seen.table.header and found:
                yield number, found

    def labels(self, record: type[Record]) -> Values:
        """The values of a sheet of labels as typed, by label."""
        grid, seen = self._grid(record), self.submission.seen.get(record)
        if grid is None or seen is None:
            return {}
        cells = {(number, place): value for number, row in grid.rows for place, value in row.items()}
        found = {}
        for column in columns_of(record):
            at = (seen.table.rows.get(column.name, 0), seen.table.places.get(column.name, 0))
            if at in cells:
                found[column.title] = self._typed(column, cells[at])
        return found

    def name_at(self, record: type[Record], row: int) -> str:
        """What others name a row by, or nothing where it has no name that could be read."""
        return self._names.get((record, row), "")

    @cached_property
    def _names(self) -> Mapping[tuple[type[Record], int], str]:
        read = {
            (record, item.row): identity(item) for record, found in self.submission.records.items() for item in found
        }
        return {**read, **{(row.record, row.row): row.id for row in self.submission.unread_rows}}

    def own_values(self, record: type[Record], row: int) -> Values:
        """What stands in a council's own columns in a row, by title: what the standard workbook has no place for."""
        return self._own.get(record, {}).get(row, {})

    @cached_property
    def _own(self) -> Mapping[type[Record], Mapping[int, Values]]:
        found: dict[type[Record], Mapping[int, Values]] = {}
        for record, seen in self.submission.seen.items():
            grid = self._grid(record)
            if grid is not None and record.SHEET.layout is Layout.TABLE:
                titles = own_titles(grid, seen, made=self.made)
                found[record] = {
                    number: values
                    for number, cells in grid.rows
                    if number > seen.table.header
                    and (values := {titles[at]: self._own_value(cells[at]) for at in titles if at in cells})
                }
        return found

    def rows_apart(self, record: type[Record]) -> Iterator[tuple[int, Values]]:
        """Rows in which nothing but a council's own columns is filled."""
        known = {number for number, _ in self.rows(record)}
        yield from ((row, values) for row, values in self._own.get(record, {}).items() if row not in known)

    @cached_property
    def content(self) -> Sequence[object]:
        """All that was typed, whatever program saved it: equal for a file and for the same one saved again."""
        rows = [[values for _, values in self.rows(record)] for record in SHEETS]
        found = self.submission
        faults = [(fault.cell.address, fault.text) for fault in found.matrix_faults]
        silences = [(silence.rule, silence.reason, silence.until) for silence in found.thresholds.silences]
        settled = found.thresholds.matrix, faults, silences
        own = [self._own.get(record, {}) for record in SHEETS]
        return rows, [self.labels(record) for record in SHEETS], found.own_lists, settled, own, self.left_behind

    @cached_property
    def left_behind(self) -> tuple[str, ...]:
        """Labels and sheets of the council's own, which a programme workbook has no place for."""
        seen = {found.table.sheet: found for found in self.submission.seen.values()}
        cover = [grid for grid in self.book.grids if grid.title in seen and seen[grid.title].record is Cover]
        others = [grid.title for grid in self.book.grids if grid.title not in {*seen, *_OURS}]
        labels = (label for grid in cover for label in _own_labels(grid, seen[grid.title]))
        return (*labels, *(f"the sheet {title}" for title in others))

    def _grid(self, record: type[Record]) -> Grid | None:
        seen = self.submission.seen.get(record)
        return next((grid for grid in self.book.grids if seen and grid.title == seen.table.sheet), None)

    def _own_value(self, value: Value) -> Value:
        return value.text if isinstance(value, CellError) else value

    def _typed(self, column: Column, value: Value) -> Value:
        """A value as the programme workbook can hold it: what is no value stays the text that stood there."""
        if isinstance(value, CellError):
            if is_hidden(value):
                return f"under merged cells {value.text}"
            # A text column would take other words for what somebody wrote.
            return value.text if value.text in ERROR_VALUES or not isinstance(column.kind, Text) else "#N/A"
        if isinstance(value, bool):
            return ("Yes" if value else "No") if isinstance(column.kind, YesNo) else str(value).upper()
        if self.book.date1904 and value and type(value) is float and isinstance(column.kind, Day):
            return value + DAYS_TO_1904
        return value


class CopiesHeldOnce:
    """Sheets that are the same in many returns, such as lists, the calendar or pages of ours: held once for all."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int], Sequence[Row]] = {}

    def of(self, item: Return) -> Return:
        """The same return with the rows of another where they are equal, sheet by sheet."""
        grids = tuple(replace(grid, rows=self._rows(grid.title, list(grid.rows))) for grid in item.book.grids)
        return replace(item, book=replace(item.book, grids=grids))

    def _rows(self, title: str, rows: Sequence[Row]) -> Sequence[Row]:
        known = self._known.setdefault((title, len(rows)), rows)
        return known if known == rows else rows


def is_made(book: Book) -> bool:
    """Whether a workbook is one that was made from returns: it has the sheets that say which."""
    return {grid.title for grid in book.grids} >= {RETURNS, DIFFERENCES}


def _says_nothing(column: Column, value: Value) -> bool:
    """Whether words lie under merged cells; elsewhere that is said, so that nobody takes the cell for blank."""
    return is_hidden(value) and isinstance(column.kind, Text)


def own_titles(grid: Grid, seen: SheetSeen, *, made: bool = False) -> Mapping[int, str]:
    """A council's own columns that are filled, by place: their titles or letters, none of them one of ours or twice.

    In a programme workbook that was made from returns, the columns that say where rows come from are among them.
    """
    titles: Mapping[int, Value] = next((cells for number, cells in grid.rows if number == seen.table.header), {})
    sheet = seen.record.SHEET
    calculated = {title_key(item.title) for item in sheet.calculated}
    fill_themselves = {at for at, title in titles.items() if isinstance(title, str) and title_key(title) in calculated}
    ours = {*seen.table.places.values(), *fill_themselves}
    filled = {place for number, cells in grid.rows if number > seen.table.header for place in cells}
    taken = {title_key(column.title) for column in columns_of(seen.record)} | calculated
    taken |= set() if made else {title_key(title) for title in (SOURCE_WORKBOOK, SOURCE_ROW)}
    found: dict[int, str] = {}
    for place in sorted(filled - ours):
        said = clean(as_text(titles.get(place, ""))) or f"Column {column_letters(place)}"
        names = chain([said, f"{said}, own"], (f"{said}, own {number}" for number in count(2)))
        found[place] = next(name for name in names if title_key(name) not in taken)
        taken.add(title_key(found[place]))
    return found


def _own_labels(grid: Grid, seen: SheetSeen) -> Iterator[str]:
    """Labels that are not declared, or stand a second time, with a value to their right."""
    declared, first = set(seen.table.rows.values()), min(seen.table.rows.values(), default=0)
    labels = {place - 1 for place in seen.table.places.values()}
    for number, cells in grid.rows:
        if number > first and number not in declared:
            yield from (
                f"{grid.title}, {cells[place]}" for place in sorted(labels) if {place, place + 1} <= cells.keys()
            )
