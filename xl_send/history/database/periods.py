"""What a history holds: its periods, their programmes, workbooks and the colours that were told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, func, select

from xl_send.history.database.books import codes_by_workbook, kept_books, read_books, read_contents
from xl_send.history.database.seals import COLOURS, RETURNS, check_period
from xl_send.history.database.tables import COLOUR, PERIOD, WORKBOOK
from xl_send.history.refusals import DamagedError
from xl_send.history.store import Colours, KeptCellText, KeptReturn, KeptWorkbook, Period
from xl_send.history.values import day_from
from xl_send.rag.rollup import PROGRAMME
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.submissions import LeftOut, Programme


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
    return programme_of(connection, period)


def programme_of(connection: Connection, period: int) -> Programme:
    """The programme of a period; of a workstream that the board before had, and this one has not, nothing is known."""
    found = Programme(tuple(read_books(connection, period)))
    absent = _expected(connection, period) - found.codes
    lost = tuple(LeftOut("", frozenset({code}), f"{code} has no return") for code in sorted(absent))
    return replace(found, left_out=lost)


def _expected(connection: Connection, period: int) -> frozenset[str]:
    """The workstreams that a period should have: those of the board before that had not ended or been withdrawn."""
    this = connection.execute(select(PERIOD).where(PERIOD.c.id == period)).one()
    earlier = select(PERIOD.c.id).where(PERIOD.c.key == this.key, PERIOD.c.as_at < this.as_at)
    before = list(connection.execute(earlier.order_by(PERIOD.c.as_at.desc())).scalars())
    if not before:
        return frozenset()
    told = connection.execute(select(COLOUR.c.of_what).where(COLOUR.c.period == before[0])).scalars()
    here = {code for codes in codes_by_workbook(connection, period).values() for code in codes}
    expected = frozenset(told) - {PROGRAMME} - here
    return frozenset(code for code in expected if not _is_over(connection, before, code, day_from(this.as_at)))


def _is_over(connection: Connection, before: Sequence[int], code: str, day: date) -> bool:
    """Whether a workstream had ended or been withdrawn, as the last return of it says; a damaged one says nothing."""
    streams = (
        stream
        for period in before
        for submission in read_books(connection, period)
        for stream in submission.all(Workstream)
        if stream.code == code
    )
    try:
        last = next(streams, None)
    except DamagedError:
        return False
    return last is not None and last.is_over(day)


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
