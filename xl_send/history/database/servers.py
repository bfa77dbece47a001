"""A history in a PostgreSQL or SQL Server database that others look after.

Its tables have a schema of their own. Who writes holds one lock from the beginning of the transaction to its end, so
that boards are kept one after the other; who reads sees what was kept when the reading began.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL, Connection, Engine, create_engine, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import NullPool
from sqlalchemy.schema import CreateSchema

from xl_send.history.database.editions import EDITION, brought_up
from xl_send.history.database.faults import on_the_way
from xl_send.history.database.seals import check_periods
from xl_send.history.database.tables import META, SCHEMA
from xl_send.history.locations import HistoryPlace
from xl_send.history.refusals import (
    NEWER,
    NO_LIBRARY,
    NOT_AN_ADDRESS,
    NOT_THERE,
    OLDER,
    OTHER_TABLES,
    HistoryError,
    HistoryInUseError,
)

LOCK_SECONDS = 60.0
_REACH_SECONDS = 15
# A number that nothing else in the database is likely to lock: "xlsd" in letters' codes.
LOCK_NUMBER = int.from_bytes(b"xlsd", "big")
_EDITION_TABLE = "edition"
# There a transaction begins only when a table is looked at, and without one nothing can be locked for its length.
_MSSQL_LOCK = (
    "SET NOCOUNT ON; DECLARE @seen int, @got int; SELECT TOP 1 @seen = object_id FROM sys.objects; "
    "EXEC @got = sp_getapplock @Resource = 'xl_send', @LockMode = '{mode}', @LockOwner = 'Transaction', "
    "@LockTimeout = {wait}; SELECT @got"
)


@contextmanager
def reading_server(place: HistoryPlace) -> Iterator[Connection]:
    """A history in a database to read from, as it stood at one moment. Nothing is written to it."""
    with _connected(place, reads=True) as connection:
        if connection.dialect.name == "mssql":
            _lock_sql_server(place, connection, "Shared")
        edition = _edition(place, connection)
        if edition == 0:
            raise HistoryError(place.shown, NOT_THERE)
        if edition < EDITION:
            raise HistoryError(place.shown, OLDER)
        check_periods(connection)
        yield connection


@contextmanager
def writing_server(place: HistoryPlace) -> Iterator[Connection]:
    """A history in a database to write to, in one transaction: all of it or nothing. Others wait until it is done."""
    with _connected(place, reads=False) as connection, connection.begin():
        if connection.dialect.name == "mssql":
            _lock_sql_server(place, connection, "Exclusive")
        else:
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {round(LOCK_SECONDS * 1000)}")
            connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": LOCK_NUMBER})
        edition = _edition(place, connection)
        if edition < EDITION:
            _bring_up(connection, edition)
        check_periods(connection)
        yield connection


@contextmanager
def _connected(place: HistoryPlace, *, reads: bool) -> Iterator[Connection]:
    engine = _engine(place, reads=reads)
    with on_the_way(place):
        connection = engine.connect()
    with connection:
        yield connection


def _engine(place: HistoryPlace, *, reads: bool) -> Engine:
    """What connects, anew each time. Raises `HistoryError` where the address is none, or cannot be tried."""
    try:
        url = make_url(place.url)
    except (ArgumentError, ValueError):
        # What is raised tells the address, with its password.
        raise HistoryError(place.shown, NOT_AN_ADDRESS) from None
    try:
        engine = create_engine(
            _patient(url),
            poolclass=NullPool,
            hide_parameters=True,
            isolation_level=_isolation(url, reads=reads),
            **({"fast_executemany": True} if url.get_backend_name() == "mssql" else {}),
        )
    except (ImportError, NoSuchModuleError) as error:
        raise HistoryError(place.shown, NO_LIBRARY) from error
    return engine.execution_options(schema_translate_map={None: SCHEMA})


def _isolation(url: URL, *, reads: bool) -> str:
    """Who has waited for the lock must see what those before it have kept; who only reads, one moment."""
    return "REPEATABLE READ" if reads and url.get_backend_name() == "postgresql" else "READ COMMITTED"


def _patient(url: URL) -> URL:
    """An address with how long to wait for an answer, unless it says that itself."""
    if url.get_backend_name() != "postgresql":
        return url
    usual = {"connect_timeout": str(_REACH_SECONDS), "application_name": SCHEMA, "tcp_user_timeout": "60000"}
    return url.update_query_dict({name: value for name, value in usual.items() if name not in url.query})


def _lock_sql_server(place: HistoryPlace, connection: Connection, mode: str) -> None:
    asked = _MSSQL_LOCK.format(mode=mode, wait=round(LOCK_SECONDS * 1000))
    if connection.exec_driver_sql(asked).scalar_one() < 0:
        raise HistoryInUseError(place.shown)


def _edition(place: HistoryPlace, connection: Connection) -> int:
    """The edition of the tables, 0 where there are none. Raises `HistoryError` for others' tables or a later one."""
    there = inspect(connection)
    if not there.has_table(_EDITION_TABLE, schema=SCHEMA):
        if any(there.has_table(name, schema=SCHEMA) for name in META.tables):
            raise HistoryError(place.shown, OTHER_TABLES)
        return 0
    told = connection.exec_driver_sql(f"SELECT version_num FROM {SCHEMA}.{_EDITION_TABLE}").scalar()  # noqa: S608 - ours
    if not str(told).isdigit():
        raise HistoryError(place.shown, OTHER_TABLES)
    if int(str(told)) > EDITION:
        raise HistoryError(place.shown, NEWER)
    return int(str(told))


def _bring_up(connection: Connection, edition: int) -> None:
    if not edition and not inspect(connection).has_schema(SCHEMA):
        connection.execute(CreateSchema(SCHEMA))
    brought_up(connection, edition)
