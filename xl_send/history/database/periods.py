"""What a history holds: its periods, their programmes, workbooks and the colours that were told."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, func, select

from xl_send.history.database.books import codes_by_workbook, kept_books, read_books, read_contents
from xl_send.history.database.seals import COLOURS, RETURNS, check_period
from xl_send.history.database.tables import COLOUR, PERIOD, WORKBOOK
from xl_send.history.store import Colours, KeptCellText, KeptReturn, KeptWorkbook, Period
from xl_send.history.values import day_from
from xl_send.workbook.submissions import Programme


def periods(connection: Connection) -> list[Period]:
    """Every period, the earliest first."""
    counts = select(WORKBOOK.c.period, func.count()).group_by(WORKBOOK.c.period)
    many = {number: int(count) for number, count in connection.execute(counts)}
    found = [
        Period(row.id, row.council, row.programme, day_from(row.as_at), many.get(row.id, 0))
        for row in connection.execute(select(PERIOD))
    ]
    return sorted(found, key=lambda period: (period.as_at, period.number))


def load(connection: Connection, period: int) -> Programme:
    """The programme of a period, read by the rules of today."""
    check_period(connection, period, RETURNS)
    return Programme(tuple(read_books(connection, period)))


def returns(connection: Connection, period: int) -> Iterator[KeptReturn]:
    """The workbooks of a period as they were kept, each with the SHA-256 of its file."""
    check_period(connection, period, RETURNS)
    yield from kept_books(connection, period)


def colours(connection: Connection, period: int) -> Colours:
    """The colours that were told then, by workstream (or `programme`) and aspect."""
    check_period(connection, period, COLOURS)
    found = connection.execute(select(COLOUR).where(COLOUR.c.period == period)).all()
    return {(row.of_what, row.aspect): row.status for row in sorted(found, key=lambda row: (row.of_what, row.aspect))}


def workbooks(connection: Connection, period: int) -> Iterator[KeptWorkbook]:
    """The workbooks of a period as they are listed."""
    check_period(connection, period, RETURNS)
    codes = codes_by_workbook(connection, period)
    for row, content in read_contents(connection, period):
        cells = sum(len(sheet.cells) for sheet in content.sheets)
        as_at = day_from(content.as_at) if content.as_at else None
        yield KeptWorkbook(content.file, tuple(codes.get(row.id, ())), as_at, content.sha256, cells)


def cells(connection: Connection, period: int) -> Iterator[KeptCellText]:
    """Every cell that is kept of a period."""
    check_period(connection, period, RETURNS)
    codes = codes_by_workbook(connection, period)
    for row, content in read_contents(connection, period):
        for sheet in content.sheets:
            for cell in sheet.cells:
                yield KeptCellText(content.file, tuple(codes.get(row.id, ())), sheet.title, *cell)
