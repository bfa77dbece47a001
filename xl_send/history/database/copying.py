"""Boards from one history into another, as they were kept: a move to a database, a backup, or fewer of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from xl_send.history.database.books import KeptContent, codes_by_workbook, inserted, read_contents, write_content
from xl_send.history.database.opening import in_transaction, reading
from xl_send.history.database.periods import periods
from xl_send.history.database.seals import COLOURS, RETURNS, check_period, seal_period
from xl_send.history.database.tables import COLOUR, PERIOD
from xl_send.history.kept import Period
from xl_send.history.locations import HistoryPlace
from xl_send.history.refusals import ANOTHER_BOARD, SAME_PLACE, HistoryError
from xl_send.value_classes import NamedTuple
from xl_send.workbook.days import say


class _WholeBoard(NamedTuple):
    """All that is kept of a board, wherever its rows stand."""

    period: Period
    names: dict[str, str]
    workbooks: tuple[tuple[KeptContent, tuple[str, ...]], ...]
    colours: tuple[dict[str, Any], ...]

    @property
    def known_by(self) -> tuple[object, ...]:
        """What two boards have in common that hold the same."""
        books = Counter((content.digest, codes) for content, codes in self.workbooks)
        return books, sorted(str(sorted(colour.items())) for colour in self.colours)


def copy(source: HistoryPlace, target: HistoryPlace, first: date, last: date) -> tuple[Period, ...]:
    """Copy the boards of these dates and those between, each in one transaction; those that are there now.

    Raises `HistoryError` where the target keeps another board of a programme and date.
    """
    if source.url == target.url and source.path.resolve() == target.path.resolve():
        raise HistoryError(target.shown, SAME_PLACE)
    with reading(source) as connection:
        for board in _boards(connection, first, last):
            in_transaction(target, lambda there, board=board: _put(there, target, board))  # type: ignore[misc]
        return tuple(period for period in periods(connection) if first <= period.as_at <= last)


def _boards(connection: Connection, first: date, last: date) -> Iterator[_WholeBoard]:
    rows = {row.id: row for row in connection.execute(select(PERIOD))}
    for period in periods(connection):
        if first <= period.as_at <= last:
            yield _board(connection, period, rows[period.number])


def _board(connection: Connection, period: Period, row: Row[Any]) -> _WholeBoard:
    for part in (RETURNS, COLOURS):
        check_period(connection, period.number, part)
    codes = codes_by_workbook(connection, period.number)
    contents = sorted(read_contents(connection, period.number), key=lambda found: found[0].id)
    colours = connection.execute(select(COLOUR).where(COLOUR.c.period == period.number)).mappings()
    return _WholeBoard(
        period,
        {"key": row.key, "council": row.council, "programme": row.programme, "as_at": row.as_at},
        tuple((content, tuple(codes.get(found.id, ()))) for found, content in contents),
        tuple({name: value for name, value in colour.items() if name != "period"} for colour in colours),
    )


def _put(connection: Connection, target: HistoryPlace, board: _WholeBoard) -> None:
    names = board.names
    query = select(PERIOD).where(PERIOD.c.key == names["key"], PERIOD.c.as_at == names["as_at"])
    there = connection.execute(query).first()
    if there is not None:
        found = next(period for period in periods(connection) if period.number == there.id)
        if _board(connection, found, there).known_by != board.known_by:
            raise HistoryError(target.shown, ANOTHER_BOARD.format(say(found.as_at)))
        return
    number = inserted(connection, insert(PERIOD).values(names))
    for content, codes in board.workbooks:
        write_content(connection, number, content, codes)
    if board.colours:
        connection.execute(insert(COLOUR), [{"period": number, **colour} for colour in board.colours])
    seal_period(connection, number)
