"""A history in an SQLite file: opened, found sound, and made where it is new.

The rollback journal is used, not write-ahead logging, because a history often lies on a shared drive.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import lru_cache
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool, StaticPool

from xl_send.history.database.editions import EDITION, brought_up
from xl_send.history.database.seals import check_periods
from xl_send.history.refusals import (
    DAMAGED,
    NEWER,
    NO_FOLDER,
    NOT_OURS,
    NOT_THERE,
    UNREADABLE,
    UNWRITABLE,
    DamagedError,
    HistoryError,
)
from xl_send.new_files import give_name
from xl_send.value_classes import NamedTuple

# "xlsd" in the file's header says that the file is ours.
MARK = int.from_bytes(b"xlsd", "big")
WAIT_SECONDS = 15.0
_SOUND = "ok"


class _FileState(NamedTuple):
    """By which it is known in this process that a file has not been written to since it was found sound."""

    path: Path
    number: int
    changed: int
    size: int

    @classmethod
    def of(cls, path: Path) -> _FileState:
        found = path.stat()
        return cls(path.resolve(), found.st_ino, found.st_mtime_ns, found.st_size)


# The last file that was found sound, and the last of an earlier edition as it is brought up: a history is opened for
# each of its boards, and to go over the whole of it each time would take minutes where there are many.
_found_sound: set[_FileState] = set()
_brought_up: dict[_FileState, bytes] = {}


@contextmanager
def reading_file(path: Path) -> Iterator[Connection]:
    """A history's file to read from, found sound. Nothing is written to it: an older one is brought up in memory."""
    if not path.is_file():
        raise HistoryError(path, NOT_THERE)
    try:
        path.open("rb").close()
    except OSError as error:
        raise HistoryError(path, UNREADABLE) from error
    with _to_read(path).connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
        if _edition(path, connection) == EDITION:
            check_periods(connection)
            yield connection
            return
        with _brought_up_in_memory(path, connection) as copy:
            check_periods(copy)
            yield copy


@contextmanager
def writing_file(path: Path) -> Iterator[Connection]:
    """A history's file to write to, found sound, in one transaction: all of it or nothing. Others wait meanwhile.

    One of an earlier edition is brought up to date in the same transaction.
    """
    if not path.parent.is_dir():
        raise HistoryError(path, NO_FOLDER)
    if not os.path.lexists(path):
        _begin(path)
    with _to_write(path).begin() as connection:
        edition = _edition(path, connection)
        if edition < EDITION:
            _bring_up(connection, edition)
        check_periods(connection)
        yield connection


@lru_cache(maxsize=8)
def _to_read(path: Path) -> Engine:
    return _engine(lambda: _opened(path), "BEGIN")


@lru_cache(maxsize=8)
def _to_write(path: Path) -> Engine:
    return _engine(lambda: _opened_to_write(path), "BEGIN IMMEDIATE")


def _engine(opened: Callable[[], sqlite3.Connection], begin: str) -> Engine:
    """A new connection each time, whose transactions begin as said and not when SQLite's library thinks fit."""
    engine = create_engine("sqlite://", creator=opened, poolclass=NullPool)

    @event.listens_for(engine, "begin")
    def _(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None)


def _opened_to_write(path: Path) -> sqlite3.Connection:
    connection = _opened(path)
    try:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA foreign_keys = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def _edition(path: Path, connection: Connection) -> int:
    """The edition of a sound file. Raises `HistoryError` where it is not ours, or of a later edition.

    A file that is there and empty was cut short: it is not begun anew.
    """
    mark, version, tables = (
        connection.exec_driver_sql(query).scalar_one()
        for query in ("PRAGMA application_id", "PRAGMA user_version", "SELECT count(*) FROM sqlite_master")
    )
    if (mark, version, tables) == (0, 0, 0):
        raise HistoryError(path, NOT_OURS if path.stat().st_size else DAMAGED)
    if mark != MARK:
        raise HistoryError(path, NOT_OURS)
    if version > EDITION:
        raise HistoryError(path, NEWER)
    if version < 1:
        raise DamagedError
    _check(_FileState.of(path), connection)
    return int(version)


def _check(state: _FileState, connection: Connection) -> None:
    """Raises `DamagedError` where the database finds its own file unsound, or a row leads to none."""
    if state in _found_sound:
        return
    found = [told for (told,) in connection.exec_driver_sql("PRAGMA integrity_check(1)")]
    if found != [_SOUND] or connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise DamagedError
    _found_sound.clear()
    _found_sound.add(state)


def _bring_up(connection: Connection, edition: int) -> None:
    brought_up(connection, edition)
    connection.exec_driver_sql(f"PRAGMA application_id = {MARK}")
    connection.exec_driver_sql(f"PRAGMA user_version = {EDITION}")


@contextmanager
def _brought_up_in_memory(path: Path, connection: Connection) -> Iterator[Connection]:
    """A copy of the present edition of a file that is of an earlier one."""
    state = _FileState.of(path)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as memory:
        if state in _brought_up:
            memory.deserialize(_brought_up[state])
        else:
            _bring_up_a_copy(connection, memory)
            # Some systems' SQLite cannot do that, and there the work is done again.
            if hasattr(memory, "serialize"):
                _brought_up.clear()
                _brought_up[state] = memory.serialize()
        with _engine(lambda: memory, "BEGIN").connect() as copy:
            yield copy


def _bring_up_a_copy(connection: Connection, memory: sqlite3.Connection) -> None:
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        raise DamagedError
    driver.backup(memory)
    edition = int(memory.execute("PRAGMA user_version").fetchone()[0])
    engine = create_engine("sqlite://", creator=lambda: memory, poolclass=StaticPool)
    with engine.connect() as copy:
        copy.exec_driver_sql("BEGIN")
        _bring_up(copy, edition)
        copy.commit()


def _begin(path: Path) -> None:
    """A new history with nothing in it, made aside and put in place whole; where another was quicker, theirs stands."""
    aside = path.with_name(f".~xl_send-{os.urandom(8).hex()}")
    try:
        with _engine(lambda: _opened(aside), "BEGIN").begin() as connection:
            _bring_up(connection, 0)
        with suppress(FileExistsError):
            give_name(aside, path)
    except OSError as error:
        raise HistoryError(path, UNWRITABLE) from error
    finally:
        with suppress(OSError):
            aside.unlink()
