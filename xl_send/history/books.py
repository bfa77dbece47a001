"""Workbooks into a history and out again: the sheets and columns that the product reads, and nothing else."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from xl_send.history.values import as_text, from_text
from xl_send.reading import read_book
from xl_send.workbook.cells import Book, Grid, Row
from xl_send.workbook.columns import Layout
from xl_send.workbook.sheets.own_lists import LISTS_TITLE
from xl_send.workbook.submissions import Submission
from xl_send.workbook.titles import title_key


def settled(book: Book) -> Book:
    """A book whose sheets can be walked more than once."""
    return replace(book, grids=tuple(replace(grid, rows=list(grid.rows)) for grid in book.grids))


def kept(book: Book, submission: Submission) -> Book:
    """What the product reads of a book: a council's own sheets and columns are left out, wherever they stand."""
    tables = {seen.table.sheet: seen for seen in submission.seen.values()}
    grids = []
    for grid in book.grids:
        seen = tables.get(grid.title)
        if seen and seen.record.SHEET.layout is Layout.TABLE:
            rows = _columns(grid, seen.table.header, frozenset(seen.table.places.values()))
            grids.append(Grid(grid.title, list(rows), grid.hidden))
        elif seen or title_key(grid.title) == title_key(LISTS_TITLE):
            grids.append(Grid(grid.title, list(grid.rows), grid.hidden))
    return Book(book.name, tuple(grids), book.macros, book.date1904)


def _columns(grid: Grid, header: int, places: frozenset[int]) -> Iterator[Row]:
    for number, cells in grid.rows:
        known = {place: value for place, value in cells.items() if place in places}
        if number >= header and known:
            yield number, known


def write_book(connection: sqlite3.Connection, workbook: int, book: Book) -> None:
    """A book's sheets under a workbook's number."""
    for grid in book.grids:
        sheet = connection.execute(
            "INSERT INTO sheet (workbook, title, hidden) VALUES (?, ?, ?)", (workbook, grid.title, grid.hidden)
        ).lastrowid
        cells = ((sheet, row, place, *as_text(value)) for row, values in grid.rows for place, value in values.items())
        connection.executemany("INSERT INTO cell VALUES (?, ?, ?, ?, ?)", cells)


def read_books(connection: sqlite3.Connection, period: int) -> Iterator[Submission]:
    """The workbooks of a period, read by the rules of today."""
    query = "SELECT id, file, macros, date1904 FROM workbook WHERE period = ? ORDER BY file, id"
    rows = connection.execute(query, (period,)).fetchall()
    names = _names(connection, {number: file for number, file, _, _ in rows})
    for number, _, macros, date1904 in rows:
        grids = tuple(_grids(connection, number))
        yield read_book(Book(names[number], grids, bool(macros), bool(date1904)))


def _names(connection: sqlite3.Connection, files: Mapping[int, str]) -> Mapping[int, str]:
    """What workbooks are called: by their files, with their workstreams where two have one name."""
    names = {}
    for number, file in files.items():
        query = "SELECT code FROM workstream WHERE workbook = ? ORDER BY code"
        codes = " ".join(code for (code,) in connection.execute(query, (number,)))
        alone = list(files.values()).count(file) == 1
        names[number] = file if alone else f"{file} ({codes or number})"
    return names


def _grids(connection: sqlite3.Connection, workbook: int) -> Iterator[Grid]:
    query = "SELECT id, title, hidden FROM sheet WHERE workbook = ? ORDER BY id"
    for sheet, title, hidden in connection.execute(query, (workbook,)).fetchall():
        yield Grid(title, list(_rows(connection, sheet)), bool(hidden))


def _rows(connection: sqlite3.Connection, sheet: int) -> Iterator[Row]:
    query = "SELECT row, place, kind, text FROM cell WHERE sheet = ? ORDER BY row, place"
    for number, cells in groupby(connection.execute(query, (sheet,)).fetchall(), key=lambda item: item[0]):
        yield number, {place: from_text(kind, text) for _, place, kind, text in cells}
