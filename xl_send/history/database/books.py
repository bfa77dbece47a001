"""Workbooks into a history and out again: the sheets and columns that the product reads, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Insert, insert, select
from sqlalchemy import Row as FoundRow

from xl_send.history.database.tables import CELL, SHEET, WORKBOOK, WORKSTREAM
from xl_send.history.digests import content_digest
from xl_send.history.kept import KeptReturn
from xl_send.history.refusals import DamagedError
from xl_send.history.values import from_text, kind_and_text
from xl_send.reading import read_book
from xl_send.value_classes import NamedTuple, replace
from xl_send.words import file_name
from xl_send.workbook.cells import Book, Grid, Row
from xl_send.workbook.characters import writable
from xl_send.workbook.columns import Layout
from xl_send.workbook.names import title_key
from xl_send.workbook.sheets.choices import LISTS_TITLE
from xl_send.workbook.submissions import Submission

# A cell as it is kept: row, place, the name of its kind, and its text.
KeptCell = tuple[int, int, str, str]


class KeptSheet(NamedTuple):
    """A sheet as it is kept: its title, whether it is hidden (1 or 0), and its cells in order."""

    title: str
    hidden: int
    cells: Sequence[KeptCell]


class KeptContent(NamedTuple):
    """A workbook as it is kept, wherever its rows stand: its file's facts and its sheets."""

    file: str
    as_at: str | None
    sha256: str
    macros: int
    date1904: int
    sheets: tuple[KeptSheet, ...]

    @property
    def digest(self) -> str:
        """What it is known by."""
        return content_digest(self[:-1], self.sheets)


def walkable_again(book: Book) -> Book:
    """A book whose sheets can be walked more than once."""
    return replace(book, grids=tuple(replace(grid, rows=list(grid.rows)) for grid in book.grids))


def kept_content(book: Book, submission: Submission, sha256: str) -> KeptContent:
    """What is kept of a book: a council's own sheets and columns are left out, wherever they stand."""
    as_at = submission.as_at.isoformat() if submission.as_at else None
    sheets = tuple(
        KeptSheet(writable(grid.title), int(grid.hidden), list(_cells(grid))) for grid in _read_of(book, submission)
    )
    return KeptContent(writable(file_name(book.name)), as_at, sha256, int(book.macros), int(book.date1904), sheets)


def _cells(grid: Grid) -> Iterator[KeptCell]:
    for row, values in grid.rows:
        for place in sorted(values):
            yield (row, place, *kind_and_text(values[place]))


def _read_of(book: Book, submission: Submission) -> Iterator[Grid]:
    """What the product reads of a book."""
    tables = {seen.table.sheet: seen for seen in submission.seen.values()}
    for grid in book.grids:
        seen = tables.get(grid.title)
        if seen and seen.record.SHEET.layout is Layout.TABLE:
            rows = _columns(grid, seen.table.header, frozenset(seen.table.places.values()))
            yield Grid(grid.title, list(rows), grid.hidden)
        elif seen or title_key(grid.title) == title_key(LISTS_TITLE):
            yield grid


def _columns(grid: Grid, header: int, places: frozenset[int]) -> Iterator[Row]:
    for number, cells in grid.rows:
        known = {place: value for place, value in cells.items() if place in places}
        if number >= header and known:
            yield number, known


def write_content(connection: Connection, period: int, content: KeptContent, codes: Sequence[str]) -> None:
    """Keep a workbook under a period, with the codes of its workstreams."""
    facts = content._asdict()
    del facts["sheets"]
    number = inserted(connection, insert(WORKBOOK).values(period=period, digest=content.digest, **facts))
    if codes:
        rows = [{"period": period, "code": code, "workbook": number} for code in codes]
        connection.execute(insert(WORKSTREAM), rows)
    for sheet in content.sheets:
        place = inserted(connection, insert(SHEET).values(workbook=number, title=sheet.title, hidden=sheet.hidden))
        if sheet.cells:
            connection.execute(
                insert(CELL),
                [{"sheet": place, "row": row, "place": column, "kind": kind, "text": text}
                 for row, column, kind, text in sheet.cells],
            )  # fmt: skip


def inserted(connection: Connection, statement: Insert) -> int:
    """The number of a row that is put into a table."""
    made = connection.execute(statement).inserted_primary_key
    return int(made[0]) if made else 0


def read_contents(connection: Connection, period: int) -> Iterator[tuple[FoundRow[Any], KeptContent]]:
    """The workbooks of a period, each with its row. Raises `DamagedError` where one is not as it was kept."""
    for row, content in _contents(connection, period):
        if content.digest != row.digest:
            raise DamagedError
        yield row, content


def contents_believed(connection: Connection, period: int) -> Iterator[tuple[FoundRow[Any], bool]]:
    """The rows of the workbooks of a period, each with whether what it stands for is as it was kept."""
    for row, content in _contents(connection, period):
        yield row, content.digest == row.digest


def _contents(connection: Connection, period: int) -> Iterator[tuple[FoundRow[Any], KeptContent]]:
    found = connection.execute(select(WORKBOOK).where(WORKBOOK.c.period == period)).all()
    for row in sorted(found, key=lambda one: (str(one.file), one.id)):
        yield row, KeptContent(row.file, row.as_at, row.sha256, row.macros, row.date1904, _sheets(connection, row.id))


def _sheets(connection: Connection, workbook: int) -> tuple[KeptSheet, ...]:
    sheets = connection.execute(select(SHEET).where(SHEET.c.workbook == workbook).order_by(SHEET.c.id)).all()
    query = (
        select(CELL).join(SHEET, SHEET.c.id == CELL.c.sheet).where(SHEET.c.workbook == workbook)
        .order_by(CELL.c.sheet, CELL.c.row, CELL.c.place)
    )  # fmt: skip
    cells = {
        sheet: [tuple(row)[1:] for row in rows] for sheet, rows in groupby(connection.execute(query), key=itemgetter(0))
    }
    return tuple(KeptSheet(sheet.title, sheet.hidden, cells.get(sheet.id, [])) for sheet in sheets)


def read_books(connection: Connection, period: int) -> Iterator[Submission]:
    """The workbooks of a period, read by the rules of today."""
    yield from (read_book(kept.book) for kept in kept_books(connection, period))


def kept_books(connection: Connection, period: int) -> Iterator[KeptReturn]:
    """The workbooks of a period as they were kept, called by their files' names."""
    found = list(read_contents(connection, period))
    codes = codes_by_workbook(connection, period)
    files = [content.file for _, content in found]
    for row, content in found:
        # Two of one name are told apart by their workstreams.
        alone = files.count(content.file) == 1
        name = content.file if alone else f"{content.file} ({' '.join(codes.get(row.id, ())) or row.id})"
        grids = tuple(map(_grid, content.sheets))
        yield KeptReturn(Book(name, grids, bool(content.macros), bool(content.date1904)), content.sha256)


def codes_by_workbook(connection: Connection, period: int) -> Mapping[int, Sequence[str]]:
    """The codes of the workstreams of each workbook of a period, by its number, in order."""
    found: dict[int, list[str]] = {}
    for _, code, workbook in connection.execute(select(WORKSTREAM).where(WORKSTREAM.c.period == period)):
        found.setdefault(workbook, []).append(code)
    return {workbook: sorted(codes) for workbook, codes in found.items()}


def _grid(sheet: KeptSheet) -> Grid:
    rows: list[Row] = [
        (number, {place: from_text(kind, text) for _, place, kind, text in cells})
        for number, cells in groupby(sheet.cells, key=itemgetter(0))
    ]
    return Grid(sheet.title, rows, bool(sheet.hidden))
