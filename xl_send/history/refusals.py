"""Why a history cannot be used, in one plain sentence each, with what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from xl_send.errors import CannotRunError

OTHER_KIND = "Only a history in a file is known here: give its path, or sqlite:/// and the path."
NO_FOLDER = "The folder for this history is not there. Make the folder first, or choose another place."
NOT_THERE = "There is no history here. Check the name; a history begins when returns are consolidated with --history."
NOT_OURS = "This file is not a history of returns, so it is left alone. Choose another name."
NEWER = "This history was written by a later edition of the product. Install that edition to use it."
DAMAGED = "This history is damaged and cannot be read. Put back a copy of the file from a backup."
IN_USE = "This history is being written to by somebody else just now. Try again in a minute."
UNWRITABLE = "This history cannot be written to. Check that its folder may be written to and the disk is not full."


class DamagedError(Exception):
    """Something stands in a history that the product never writes there."""


class HistoryError(CannotRunError):
    """A history cannot be used; the message names it and says why and what to do."""

    def __init__(self, path: Path | str, sentence: str) -> None:
        super().__init__(f"{path}: {sentence}")
        self.sentence = sentence


@contextmanager
def in_plain_words(path: Path) -> Iterator[None]:
    """What goes wrong with the file within, in plain words."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise HistoryError(path, _operational(error)) from error
    except sqlite3.DatabaseError as error:
        raise HistoryError(path, NOT_OURS if _kind(error) == sqlite3.SQLITE_NOTADB else DAMAGED) from error
    except (DamagedError, UnicodeDecodeError) as error:
        # What the database says of a damaged table may itself be no text.
        raise HistoryError(path, DAMAGED) from error


def _operational(error: sqlite3.OperationalError) -> str:
    if _kind(error) in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return IN_USE
    # Errors in what is asked, and texts that are none, come of tables that are not as they were made.
    return DAMAGED if _kind(error) in {sqlite3.SQLITE_OK, sqlite3.SQLITE_ERROR} else UNWRITABLE


def _kind(error: sqlite3.Error) -> int:
    """The lower eight bits of an error's code; the rest are particulars. Python's own errors have none."""
    return int(getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK)) & 0xFF
