"""Opens a history's file, and makes it where it is new.

The rollback journal is used, not write-ahead logging, because a history often lies on a shared drive.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from xl_send.history.refusals import (
    DAMAGED,
    NEWER,
    NO_FOLDER,
    NOT_OURS,
    NOT_THERE,
    UNWRITABLE,
    HistoryError,
    in_plain_words,
)
from xl_send.history.seals import check_file, check_periods, seal_period, seal_periods

# "xlsd" in the file's header says that the file is ours.
MARK = int.from_bytes(b"xlsd", "big")
VERSION = 2
# The edition before seals; its periods are believed as far as the file is sound, and sealed when next written to.
UNSEALED = 1
WAIT_SECONDS = 30.0

_TABLES = """
CREATE TABLE period (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL, council TEXT NOT NULL, programme TEXT NOT NULL, as_at TEXT NOT NULL,
    UNIQUE (key, as_at));
CREATE TABLE workbook (
    id INTEGER PRIMARY KEY, period INTEGER NOT NULL REFERENCES period (id) ON DELETE CASCADE, file TEXT NOT NULL,
    as_at TEXT, sha256 TEXT NOT NULL, macros INTEGER NOT NULL, date1904 INTEGER NOT NULL);
CREATE TABLE workstream (
    period INTEGER NOT NULL REFERENCES period (id) ON DELETE CASCADE, code TEXT NOT NULL,
    workbook INTEGER NOT NULL REFERENCES workbook (id) ON DELETE CASCADE,
    PRIMARY KEY (period, code, workbook)) WITHOUT ROWID;
CREATE TABLE sheet (
    id INTEGER PRIMARY KEY, workbook INTEGER NOT NULL REFERENCES workbook (id) ON DELETE CASCADE,
    title TEXT NOT NULL, hidden INTEGER NOT NULL);
CREATE TABLE cell (
    sheet INTEGER NOT NULL REFERENCES sheet (id) ON DELETE CASCADE, row INTEGER NOT NULL, place INTEGER NOT NULL,
    kind TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (sheet, row, place)) WITHOUT ROWID;
CREATE TABLE colour (
    period INTEGER NOT NULL REFERENCES period (id) ON DELETE CASCADE, of_what TEXT NOT NULL, aspect TEXT NOT NULL,
    status TEXT NOT NULL, reported TEXT, PRIMARY KEY (period, of_what, aspect)) WITHOUT ROWID;
CREATE TABLE seal (
    period INTEGER NOT NULL, part TEXT NOT NULL, digest TEXT NOT NULL, PRIMARY KEY (period, part)) WITHOUT ROWID;
CREATE INDEX workbook_period ON workbook (period);
CREATE INDEX workstream_workbook ON workstream (workbook);
CREATE INDEX sheet_workbook ON sheet (workbook);
"""


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A history to read from, found sound; nothing is written to it."""
    if not path.is_file():
        raise HistoryError(path, NOT_THERE)
    with in_plain_words(path), closing(_connected(path)) as connection:
        connection.execute("PRAGMA query_only = ON")
        connection.execute("BEGIN")
        if _opened(path, connection) > UNSEALED:
            check_periods(connection)
        yield connection


def is_sealed(connection: sqlite3.Connection) -> bool:
    """Whether the periods of a history bear seals."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0]) > UNSEALED


@contextmanager
def writing(path: Path) -> Iterator[sqlite3.Connection]:
    """A history to write to, found sound, in one transaction: all of it or nothing. Others wait until it is done."""
    if not path.parent.is_dir():
        raise HistoryError(path, NO_FOLDER)
    with in_plain_words(path):
        if not os.path.lexists(path):
            _begin(path)
        with closing(_connected(path)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("BEGIN IMMEDIATE")
            try:
                if _opened(path, connection) > UNSEALED:
                    check_periods(connection)
                else:
                    _seal_all(connection)
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()


def _connected(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None)


def _opened(path: Path, connection: sqlite3.Connection) -> int:
    """The edition of a sound history. Raises `HistoryError` where it is not ours, of a later edition or damaged.

    A file that is there and empty was cut short: it is not begun anew.
    """
    mark, version, tables = (
        connection.execute(query).fetchone()[0]
        for query in ("PRAGMA application_id", "PRAGMA user_version", "SELECT count(*) FROM sqlite_master")
    )
    if (mark, version, tables) == (0, 0, 0):
        raise HistoryError(path, NOT_OURS if path.stat().st_size else DAMAGED)
    if mark != MARK:
        raise HistoryError(path, NOT_OURS)
    if version > VERSION:
        raise HistoryError(path, NEWER)
    check_file(connection)
    return int(version)


def _begin(path: Path) -> None:
    """A new history with nothing in it, made aside and put in place whole; where another was quicker, theirs stands."""
    aside = path.with_name(f".~xl_send-{os.urandom(8).hex()}")
    try:
        with closing(_connected(aside)) as connection:
            connection.execute("BEGIN")
            for statement in _TABLES.split(";"):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {MARK}")
            connection.execute(f"PRAGMA user_version = {VERSION}")
            seal_periods(connection)
            connection.execute("COMMIT")
        with suppress(FileExistsError):
            _put(aside, path)
    except OSError as error:
        raise HistoryError(path, UNWRITABLE) from error
    finally:
        with suppress(OSError):
            aside.unlink()


def _put(aside: Path, path: Path) -> None:
    """Give a file its name, unless that is taken. Raises `FileExistsError` where it is."""
    if os.name == "nt":
        aside.rename(path)
        return
    try:
        path.hardlink_to(aside)
    except FileExistsError:
        raise
    except OSError:
        # Some drives know no second names.
        if not path.exists():
            aside.replace(path)


def _seal_all(connection: sqlite3.Connection) -> None:
    """Seal the periods of an edition that knew no seals, as they stand."""
    for statement in _TABLES.split(";"):
        if statement.split()[:3] == ["CREATE", "TABLE", "seal"]:
            connection.execute(statement)
    for (period,) in connection.execute("SELECT id FROM period ORDER BY id").fetchall():
        seal_period(connection, period)
    seal_periods(connection)
    connection.execute(f"PRAGMA user_version = {VERSION}")
