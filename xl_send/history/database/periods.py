"""What a history holds: its periods, their programmes, workbooks and the colours that were told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import Connection, func, select

from xl_send.history.database.books import codes_by_workbook, kept_books, read_books, read_contents
from xl_send.history.database.seals import COLOURS, RETURNS, check_period
from xl_send.history.database.tables import COLOUR, PERIOD, WORKBOOK
from xl_send.history.kept import Colours, KeptCellText, KeptReturn, KeptWorkbook, Period
from xl_send.history.refusals import DamagedError
from xl_send.history.values import day_from
from xl_send.rag.rollup import PROGRAMME
from xl_send.reading import read_book
from xl_send.value_classes import NamedTuple, replace
from xl_send.workbook.days import say
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.submissions import LeftOut, Programme, Submission


def periods(connection: Connection) -> list[Period]:
    """Every period, the earliest first."""
    counts = select(WORKBOOK.c.period, func.count()).group_by(WORKBOOK.c.period)
    many = {number: int(count) for number, count in connection.execute(counts)}
    found = [
        Period(row.id, row.council, row.programme, day_from(row.as_at), many.get(row.id, 0))
        for row in connection.execute(select(PERIOD))
    ]
    return sorted(found, key=lambda period: (period.as_at, period.number))


def kept_programme(connection: Connection, period: int) -> Programme:
    """The programme of a period, read by the rules of today."""
    check_period(connection, period, RETURNS)
    return programme_of(connection, period)


def programme_of(connection: Connection, period: int) -> Programme:
    """The programme of a period as its board saw it.

    For a workstream that the board before had, and this one has not, its last return stands, as in the programme
    workbook; where none can, nothing is known of it. One that had ended or been withdrawn is not looked for.
    """
    found = Programme(tuple(read_books(connection, period)))
    this = connection.execute(select(PERIOD).where(PERIOD.c.id == period)).one()
    earlier = select(PERIOD.c.id).where(PERIOD.c.key == this.key, PERIOD.c.as_at < this.as_at)
    before = list(connection.execute(earlier.order_by(PERIOD.c.as_at.desc())).scalars())
    if not before:
        return found
    told = connection.execute(select(COLOUR.c.of_what).where(COLOUR.c.period == before[0])).scalars()
    absent = frozenset(told) - {PROGRAMME} - found.codes
    try:
        last = _last_of(connection, before, absent, day_from(this.as_at))
    except DamagedError:
        last = _LastKnown((), absent)
    lost = tuple(LeftOut("", frozenset({code}), f"{code} has no return") for code in sorted(last.unknown))
    # A programme workbook has one As at, by which the rows of an earlier return are measured too.
    day = day_from(this.as_at) if last.carried else None
    return replace(found, submissions=(*found.submissions, *last.carried), as_at_override=day, left_out=lost)


class _LastKnown(NamedTuple):
    """The last returns that stand for workstreams without one, and the workstreams of which there is none."""

    carried: tuple[Submission, ...]
    unknown: frozenset[str]


def _last_of(connection: Connection, before: Sequence[int], absent: frozenset[str], day: date) -> _LastKnown:
    """What earlier periods, the latest first, know of workstreams."""
    carried: list[Submission] = []
    left, seen = set(absent), set[str]()
    for period in before:
        for kept in kept_books(connection, period) if left else ():
            read = read_book(kept.book)
            latest = [stream for stream in read.all(Workstream) if stream.code not in seen]
            seen.update(stream.code for stream in latest)
            left.difference_update(stream.code for stream in latest if stream.is_over(day))
            if read.codes and read.codes <= left and read.as_at is not None:
                carried.append(read_book(replace(kept.book, name=_dated(kept.book.name, read.as_at))))
                left -= read.codes
    return _LastKnown(tuple(carried), frozenset(left))


def _dated(name: str, day: date) -> str:
    """What a return of an earlier day is called beside those of a later one."""
    stem, dot, ending = name.rpartition(".")
    return f"{stem} (as at {say(day)}){dot}{ending}" if stem else f"{name} (as at {say(day)})"


def kept_returns(connection: Connection, period: int) -> Iterator[KeptReturn]:
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


def kept_cells(connection: Connection, period: int) -> Iterator[KeptCellText]:
    """Every cell that is kept of a period."""
    check_period(connection, period, RETURNS)
    codes = codes_by_workbook(connection, period)
    for row, content in read_contents(connection, period):
        for sheet in content.sheets:
            for cell in sheet.cells:
                yield KeptCellText(content.file, tuple(codes.get(row.id, ())), sheet.title, *cell)
