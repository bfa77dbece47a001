"""Opens a history's file, and makes it where it is new.

The rollback journal is used, not write-ahead logging, because a history often lies on a shared drive.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from xl_send.history.refusals import NEWER, NO_FOLDER, NOT_OURS, NOT_THERE, HistoryError, in_plain_words

# "xlsd" in the file's header says that the file is ours.
MARK = int.from_bytes(b"xlsd", "big")
VERSION = 1
WAIT_SECONDS = 5.0

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
CREATE INDEX workbook_period ON workbook (period);
CREATE INDEX workstream_workbook ON workstream (workbook);
CREATE INDEX sheet_workbook ON sheet (workbook);
"""


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A history to read from; nothing is written to it."""
    if not path.is_file():
        raise HistoryError(path, NOT_THERE)
    with in_plain_words(path), closing(_connected(path)) as connection:
        connection.execute("PRAGMA query_only = ON")
        if _is_new(path, connection):
            raise HistoryError(path, NOT_THERE)
        connection.execute("BEGIN")
        yield connection


@contextmanager
def writing(path: Path) -> Iterator[sqlite3.Connection]:
    """A history to write to, in one transaction: all of it or nothing."""
    if not path.parent.is_dir():
        raise HistoryError(path, NO_FOLDER)
    with in_plain_words(path), closing(_connected(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("BEGIN IMMEDIATE")
        try:
            if _is_new(path, connection):
                _make(connection)
            yield connection
        except BaseException:
            connection.rollback()
            raise
        connection.commit()


def _connected(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None)


def _is_new(path: Path, connection: sqlite3.Connection) -> bool:
    """Whether nothing is in the file yet. Raises `HistoryError` where it is not ours or of a later edition."""
    mark, version, tables = (
        connection.execute(query).fetchone()[0]
        for query in ("PRAGMA application_id", "PRAGMA user_version", "SELECT count(*) FROM sqlite_master")
    )
    if (mark, version, tables) == (0, 0, 0):
        return True
    if mark != MARK:
        raise HistoryError(path, NOT_OURS)
    if version > VERSION:
        raise HistoryError(path, NEWER)
    return False


def _make(connection: sqlite3.Connection) -> None:
    for statement in _TABLES.split(";"):
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {MARK}")
    connection.execute(f"PRAGMA user_version = {VERSION}")
