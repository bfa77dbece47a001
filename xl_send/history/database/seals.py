"""A history is believed only when it is sound: what is kept of a board is sealed by digests, and held against them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, Table, delete, insert, select

from xl_send.history.database.tables import COLOUR, PERIOD, SEAL, WORKBOOK, WORKSTREAM
from xl_send.history.digests import TableRows, Value, digest_of
from xl_send.history.refusals import DamagedError

RETURNS, COLOURS, PERIODS = "returns", "colours", "periods"
# What is sealed of one period. A workbook's row has the digest of its sheets and cells.
_OF_A_PERIOD = {RETURNS: (WORKBOOK, WORKSTREAM), COLOURS: (COLOUR,)}
# In which order a table's rows are told; no database is asked for it, as each has its own alphabet.
_KEYS = {WORKBOOK: (0,), WORKSTREAM: (1, 2), COLOUR: (1, 2), PERIOD: (0,), SEAL: (0, 1)}


def check_periods(connection: Connection) -> None:
    """Raises `DamagedError` where the list of periods is not as it was sealed."""
    _check(connection, 0, PERIODS, _of_all(connection))


def check_period(connection: Connection, period: int, part: str) -> None:
    """Raises `DamagedError` where a part of a period is not as it was sealed."""
    _check(connection, period, part, _of_a_period(connection, period, part))


def is_sound(connection: Connection, period: int, part: str) -> bool:
    """Whether a part of a period is as it was sealed."""
    try:
        check_period(connection, period, part)
    except DamagedError:
        return False
    return True


def seal_period(connection: Connection, period: int) -> None:
    """Seal a period as it stands, and with it the list of them."""
    for part in _OF_A_PERIOD:
        _seal(connection, period, part, _of_a_period(connection, period, part))
    seal_periods(connection)


def seal_periods(connection: Connection) -> None:
    """Seal the list of periods as it stands."""
    _seal(connection, 0, PERIODS, _of_all(connection))


def _of_a_period(connection: Connection, period: int, part: str) -> Iterator[TableRows]:
    for table in _OF_A_PERIOD[part]:
        yield table.name, _rows(table, connection.execute(select(table).where(table.c.period == period)))


def _of_all(connection: Connection) -> Iterator[TableRows]:
    yield PERIOD.name, _rows(PERIOD, connection.execute(select(PERIOD)))
    yield SEAL.name, _rows(SEAL, connection.execute(select(SEAL).where(SEAL.c.part != PERIODS)))


def _rows(table: Table, found: Iterable[Iterable[Value]]) -> list[Sequence[Value]]:
    try:
        return sorted((tuple(row) for row in found), key=lambda row: [row[place] for place in _KEYS[table]])
    except TypeError as error:
        # Numbers and words do not stand in one column.
        raise DamagedError from error


def _seal(connection: Connection, period: int, part: str, tables: Iterable[TableRows]) -> None:
    told = digest_of(tables)
    connection.execute(delete(SEAL).where(SEAL.c.period == period, SEAL.c.part == part))
    connection.execute(insert(SEAL).values(period=period, part=part, digest=told))


def _check(connection: Connection, period: int, part: str, tables: Iterable[TableRows]) -> None:
    told = connection.execute(select(SEAL.c.digest).where(SEAL.c.period == period, SEAL.c.part == part)).scalar()
    if told != digest_of(tables):
        raise DamagedError
