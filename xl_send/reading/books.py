"""One workbook, understood sheet by sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xl_send.reading.explanations import read_explanations
from xl_send.reading.headers import Header, find_header
from xl_send.reading.labels import label_table, read_labels, read_matrix, read_own_lists, read_silences
from xl_send.reading.lacks import with_lacks
from xl_send.reading.likely import likely_columns, likely_labels, likely_sheets
from xl_send.reading.merges import address_of, as_shown, hidden_under
from xl_send.reading.own_sheets import own_sheet, with_rows
from xl_send.reading.rows import RowReader, RowsRead
from xl_send.reading.typed_over import WorkedColumns
from xl_send.value_classes import field, mutable, replace
from xl_send.workbook.cells import Area, Book, Grid, Value
from xl_send.workbook.columns import Column, Layout, Record, TableLocation, columns_of
from xl_send.workbook.names import title_key
from xl_send.workbook.sheets.checks import CHECKS_TITLE, Explanation
from xl_send.workbook.sheets.choices import LISTS_TITLE, State
from xl_send.workbook.sheets.programme import Cover, Workstream
from xl_send.workbook.sheets.thresholds import Thresholds
from xl_send.workbook.sheets_seen import OwnSheet, SheetSeen, UnreadCell
from xl_send.workbook.submissions import SHEETS, Submission


@mutable(slots=True)
class _Reading:
    """What has been read of a book so far."""

    book: Book
    harvest: RowsRead = field(default_factory=RowsRead)
    records: dict[type[Record], tuple[Record, ...]] = field(default_factory=dict)
    seen: dict[type[Record], SheetSeen] = field(default_factory=dict)
    headless: list[type[Record]] = field(default_factory=list)
    copies: list[tuple[type[Record], str]] = field(default_factory=list)
    cover: Cover = field(default_factory=Cover)
    thresholds: Thresholds = field(default_factory=Thresholds)
    matrix_faults: tuple[UnreadCell, ...] = ()
    codes: frozenset[str] | None = None
    stopped: frozenset[str] = frozenset()
    own_lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    explanations: list[Explanation] = field(default_factory=list)
    own_sheets: list[OwnSheet] = field(default_factory=list)


def read_book(book: Book) -> Submission:
    """Understand a workbook.

    Sheets are found by title. A sheet of ours that is absent, or has no header row, is kept as such;
    sheets of the council's own are left alone.
    """
    by_title: dict[str, list[Grid]] = {}
    for grid in book.grids:
        by_title.setdefault(title_key(grid.title), []).append(grid)
    reading = _Reading(book)
    absent: list[type[Record]] = []
    for record in sorted(SHEETS, key=lambda sheet: sheet is not Workstream):
        key = title_key(record.SHEET.title)
        if key not in by_title:
            absent.append(record)
            continue
        grid, *others = sorted(by_title.pop(key), key=lambda item: item.title.strip() != record.SHEET.title)
        reading.copies.extend((record, other.title) for other in others)
        if record.SHEET.layout is Layout.LABELS:
            _read_label_sheet(reading, record, grid)
        else:
            _read_table(reading, record, grid)
    for lists in by_title.pop(title_key(LISTS_TITLE), [])[:1]:
        reading.own_lists = read_own_lists(lists)
    for checks in by_title.pop(title_key(CHECKS_TITLE), []):
        found = read_explanations(book.name, checks, reading.harvest, date1904=book.date1904)
        reading.explanations.extend(found)
    own = [with_rows(grid) for grids in by_title.values() for grid in grids]
    likely = likely_sheets(absent, own)
    reading.own_sheets.extend(sheet for grid in own if (sheet := own_sheet(grid)))
    read = _submission(reading, tuple((record, likely.get(record, "")) for record in SHEETS if record in absent))
    return replace(read, unread_rows=tuple(with_lacks(read))) if read.unread_rows else read


def _submission(reading: _Reading, absent: tuple[tuple[type[Record], str], ...]) -> Submission:
    harvest = reading.harvest
    return Submission(
        workbook=reading.book.name,
        cover=reading.cover,
        thresholds=reading.thresholds,
        records=reading.records,
        seen=reading.seen,
        absent=absent,
        headless=tuple(reading.headless),
        copies=tuple(reading.copies),
        unread_rows=tuple(harvest.unread_rows),
        unread_cells=tuple(harvest.unread_cells),
        blanks=tuple(harvest.blanks),
        remarks=tuple(harvest.remarks),
        asides=tuple(harvest.asides),
        explanations=tuple(reading.explanations),
        own_sheets=tuple(reading.own_sheets),
        matrix_faults=reading.matrix_faults,
        own_lists=reading.own_lists,
        macros=reading.book.macros,
    )


def _read_table(reading: _Reading, record: type[Record], grid: Grid) -> None:
    header, rows = find_header(iter(grid.rows), record)
    if header is None:
        reading.headless.append(record)
        return
    table = header.table(reading.book.name, grid.title)
    likely = likely_columns(record, header.places, _missing(columns_of(record), header.places), header.titles)
    reader = RowReader(
        record, table, reading.codes, date1904=reading.book.date1904, stopped=reading.stopped, likely=likely
    )
    reader.harvest = replace(reading.harvest, records=[])
    unread_before = len(reading.harvest.unread_rows)
    worked = WorkedColumns(record, header.titles)
    watched = worked.watch(rows)
    shown = as_shown(watched, grid.merged, set(header.places.values())) if grid.merged else watched
    found = tuple(reader.read(shown).records)
    reading.records[record] = found
    unread = reading.harvest.unread_rows[unread_before:]
    if record is Workstream:
        streams = [row for row in found if isinstance(row, Workstream)]
        reading.codes = frozenset({row.code for row in streams} | {row.id for row in unread if row.id})
        reading.stopped = frozenset(row.code for row in streams if row.state is not State.ACTIVE)
    numbers = [row.row for row in found] + [row.row for row in unread]
    seen = _seen(record, grid, header, numbers, reading.book.name)
    typed_over = worked.typed_over(seen.table, found, unread)
    reading.seen[record] = seen._replace(typed_over=typed_over, likely=likely)


def _seen(record: type[Record], grid: Grid, header: Header, numbers: list[int], workbook: str) -> SheetSeen:
    last = max(numbers, default=header.row)
    places, missing = set(header.places.values()), _missing(columns_of(record), header.places)
    merged = [area for area in grid.merged if area.bottom > header.row and area.top <= last and _touches(area, places)]
    return SheetSeen(
        record=record,
        table=header.table(workbook, grid.title),
        missing=missing,
        doubled=header.doubled_cells(workbook, grid.title),
        merged=tuple(address_of(area) for area in merged),
        hidden=grid.hidden,
        hidden_rows=tuple(sorted(grid.hidden_rows.intersection(numbers))),
        rows=len(numbers),
        absent=tuple(number for number in grid.absent if number > header.row),
    )


def _touches(area: Area, places: set[int]) -> bool:
    return any(area.left <= place <= area.right for place in places)


def _read_label_sheet(reading: _Reading, record: type[Record], grid: Grid) -> None:
    rows = list(grid.rows)
    cells: dict[tuple[int, int], Value] = {
        (number, place): value for number, row in rows for place, value in row.items()
    }
    table = label_table(reading.book.name, grid.title, rows, record)
    if not table.places:
        reading.headless.append(record)
        return
    merged = _hide_under_merges(cells, table, grid.merged)
    values = read_labels(record, table, cells, reading.harvest, date1904=reading.book.date1904)
    missing = _missing(columns_of(record), table.places)
    likely = likely_labels(record, table, missing, cells)
    reading.seen[record] = SheetSeen(
        record, table, missing, merged=merged, hidden=grid.hidden, rows=len(values), likely=likely
    )
    if record is Cover:
        reading.cover = Cover(table=table, **values)  # type: ignore[arg-type]
    else:
        matrix = read_matrix(reading.book.name, grid.title, cells)
        silences = read_silences(reading.book.name, grid.title, cells, reading.harvest)
        if matrix.matrix is not None:
            values["matrix"] = matrix.matrix
        reading.matrix_faults = matrix.faults
        reading.thresholds = Thresholds(table=table, matrix_cells=matrix.places, silences=silences, **values)  # type: ignore[arg-type]


def _hide_under_merges(
    cells: dict[tuple[int, int], Value], table: TableLocation, merged: tuple[Area, ...]
) -> tuple[str, ...]:
    """Make each value that lies under merged cells one that cannot be read; the blocks that hide a value."""
    hiding = []
    for area in merged:
        for name, row in table.rows.items():
            for place, error in hidden_under(area, row, [table.places[name]]).items():
                cells[row, place] = error
                hiding.append(address_of(area))
    return tuple(dict.fromkeys(hiding))


def _missing(columns: Sequence[Column], places: Mapping[str, int]) -> tuple[Column, ...]:
    """What should be there and is not; a workbook of an earlier edition has nothing of what came later."""
    edition = max((column.since for column in columns if column.name in places), default=0)
    return tuple(column for column in columns if column.name not in places and column.since <= edition)
