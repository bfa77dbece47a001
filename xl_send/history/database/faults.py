"""What goes wrong with a history, in plain words. What a database says itself is never passed on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, SQLAlchemyError

from xl_send.history.locations import HistoryPlace
from xl_send.history.refusals import (
    DAMAGED,
    DAMAGED_THERE,
    NO_RIGHTS,
    NO_ROOM,
    NOT_OURS,
    REFUSED_THERE,
    UNREACHABLE,
    UNWRITABLE,
    WENT_AWAY,
    DamagedError,
    HistoryError,
    HistoryInUseError,
)

# What a database says by the SQL standard's five signs, or the first of them.
_IN_USE = {"40001", "40P01", "55P03", "53300", "57P03", "HYT00"}
_SAID = {
    "28": UNREACHABLE, "3D": UNREACHABLE, "42501": NO_RIGHTS, "25006": NO_RIGHTS, "53100": NO_ROOM,
    "42P01": DAMAGED_THERE, "42703": DAMAGED_THERE, "42S02": DAMAGED_THERE, "42S22": DAMAGED_THERE,
    "08": WENT_AWAY, "57P": WENT_AWAY,
}  # fmt: skip
# SQL Server says with one sign that something is not allowed, and much else; these are its own numbers for the first.
_NOT_ALLOWED = ("(229)", "(230)", "(262)", "(916)", "(2760)")
# PostgreSQL's word for it comes before there is a connection that could tell signs.
_TOO_MANY = "too many clients"


@contextmanager
def in_plain_words(place: HistoryPlace) -> Iterator[None]:
    """Raises `HistoryError` for whatever goes wrong with the history within."""
    try:
        yield
    except DBAPIError as error:
        if _in_use(error.orig):
            raise HistoryInUseError(place.shown) from error
        sentence = _of_server(error) if place.on_server else _of_file(error.orig)
        raise HistoryError(place.shown, sentence) from error
    except sqlite3.Error as error:
        raise HistoryError(place.shown, _of_file(error)) from error
    except SQLAlchemyError as error:
        raise HistoryError(place.shown, REFUSED_THERE if place.on_server else DAMAGED) from error
    except (DamagedError, UnicodeDecodeError) as error:
        # What the database says of a damaged table may itself be no text.
        raise HistoryError(place.shown, DAMAGED_THERE if place.on_server else DAMAGED) from error


@contextmanager
def on_the_way(place: HistoryPlace) -> Iterator[None]:
    """Raises `HistoryError` where a server cannot be reached."""
    try:
        yield
    except DBAPIError as error:
        if _in_use(error.orig) or _TOO_MANY in str(error.orig):
            raise HistoryInUseError(place.shown) from error
        raise HistoryError(place.shown, UNREACHABLE) from error


def _in_use(error: BaseException | None) -> bool:
    if isinstance(error, sqlite3.Error):
        return _kind(error) in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
    return _state(error) in _IN_USE


def _of_file(error: BaseException | None) -> str:
    if isinstance(error, sqlite3.OperationalError):
        # Errors in what is asked, and texts that are none, come of tables that are not as they were made.
        return DAMAGED if _kind(error) in {sqlite3.SQLITE_OK, sqlite3.SQLITE_ERROR} else UNWRITABLE
    is_none = isinstance(error, sqlite3.Error) and _kind(error) == sqlite3.SQLITE_NOTADB
    return NOT_OURS if is_none else DAMAGED


def _kind(error: sqlite3.Error) -> int:
    """The lower eight bits of an error's code; the rest are particulars. Python's own errors have none."""
    return int(getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK)) & 0xFF


def _of_server(error: DBAPIError) -> str:
    state = _state(error.orig)
    said = next((sentence for signs, sentence in _SAID.items() if state.startswith(signs)), "")
    if said:
        return said
    if state == "42000" and any(number in str(error.orig) for number in _NOT_ALLOWED):
        return NO_RIGHTS
    lost = error.connection_invalidated or (not state and isinstance(error, OperationalError | InterfaceError))
    return WENT_AWAY if lost else REFUSED_THERE


def _state(error: BaseException | None) -> str:
    """The SQL standard's signs of what went wrong: psycopg tells them beside the message, pyodbc as its first part."""
    told = getattr(error, "sqlstate", None) or next(iter(getattr(error, "args", ())), "")
    return told if isinstance(told, str) and len(told) == len("40001") else ""
