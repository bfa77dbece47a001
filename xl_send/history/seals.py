"""A history is believed only when it is sound: its file by the database's own check, its rows by their digests."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from xl_send.history.digests import TableRows, Value, digest_of
from xl_send.history.refusals import DamagedError

RETURNS, COLOURS, PERIODS = "returns", "colours", "periods"
_SOUND = "ok"

# What is kept of one period, and of all of them; each table in the order of its keys.
_OF_A_PERIOD = {
    RETURNS: {
        "workbook": "SELECT * FROM workbook WHERE period = ? ORDER BY id",
        "workstream": "SELECT * FROM workstream WHERE period = ? ORDER BY code, workbook",
        "sheet": "SELECT sheet.* FROM sheet JOIN workbook ON workbook.id = workbook WHERE period = ? ORDER BY sheet.id",
        "cell": (
            "SELECT cell.* FROM cell JOIN sheet ON sheet.id = sheet JOIN workbook ON workbook.id = workbook "
            "WHERE period = ? ORDER BY sheet, row, place"
        ),
    },
    COLOURS: {"colour": "SELECT * FROM colour WHERE period = ? ORDER BY of_what, aspect"},
}
_OF_ALL = {
    "period": "SELECT * FROM period ORDER BY id",
    "seal": "SELECT * FROM seal WHERE part <> 'periods' ORDER BY period, part",
}


def check_file(connection: sqlite3.Connection) -> None:
    """Raises `DamagedError` where the database finds its own file unsound, or a row leads to none."""
    found = [text for (text,) in connection.execute("PRAGMA integrity_check(1)")]
    if found != [_SOUND] or connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise DamagedError


def check_periods(connection: sqlite3.Connection) -> None:
    """Raises `DamagedError` where the list of periods is not as it was sealed."""
    _check(connection, 0, PERIODS, _tables(connection, _OF_ALL, ()))


def check_period(connection: sqlite3.Connection, period: int, part: str) -> None:
    """Raises `DamagedError` where a part of a period is not as it was sealed."""
    _check(connection, period, part, _tables(connection, _OF_A_PERIOD[part], (period,)))


def seal_period(connection: sqlite3.Connection, period: int) -> None:
    """Seal a period as it stands, and with it the list of them."""
    for part, queries in _OF_A_PERIOD.items():
        _seal(connection, period, part, _tables(connection, queries, (period,)))
    seal_periods(connection)


def seal_periods(connection: sqlite3.Connection) -> None:
    """Seal the list of periods as it stands."""
    _seal(connection, 0, PERIODS, _tables(connection, _OF_ALL, ()))


def _tables(connection: sqlite3.Connection, queries: dict[str, str], given: Sequence[Value]) -> Iterator[TableRows]:
    for name, query in queries.items():
        yield name, connection.execute(query, tuple(given))


def _seal(connection: sqlite3.Connection, period: int, part: str, tables: Iterable[TableRows]) -> None:
    connection.execute("INSERT OR REPLACE INTO seal VALUES (?, ?, ?)", (period, part, digest_of(tables)))


def _check(connection: sqlite3.Connection, period: int, part: str, tables: Iterable[TableRows]) -> None:
    query = "SELECT digest FROM seal WHERE period = ? AND part = ?"
    told = connection.execute(query, (period, part)).fetchone()
    if told is None or told[0] != digest_of(tables):
        raise DamagedError
