"""Why a history cannot be used, in one plain sentence each, with what to do."""

from __future__ import annotations

from pathlib import Path

from xl_send.errors import CannotRunError

OTHER_KIND = (
    "A history is a file, a PostgreSQL or an SQL Server database. Give a path, postgresql+psycopg:// and the address, "
    "or mssql+pyodbc:// and the address."
)
NOT_AN_ADDRESS = (
    "This is no address of a database. It is written postgresql+psycopg://USER@SERVER/DATABASE; in a password the at "
    "sign is written as %40 and a slash as %2F."
)
NO_LIBRARY = (
    "What connects to this kind of database is not installed. Install xl_send[postgresql], or xl_send[sqlserver] with "
    "Microsoft's ODBC driver."
)
NO_FOLDER = "The folder for this history is not there. Make the folder first, or choose another place."
NOT_THERE = "There is no history here. Check the name; a history begins when returns are consolidated with --history."
NOT_OURS = "This file is not a history of returns, so it is left alone. Choose another name."
OTHER_TABLES = (
    "The schema xl_send of this database holds tables that are no history of returns, so it is left alone. Choose "
    "another database."
)
NEWER = "This history was written by a later edition of the product. Install that edition to use it."
OLDER = (
    "This history was written by an earlier edition of the product. It is brought up to date when returns are next "
    "kept in it; do that first."
)
DAMAGED = "This history is damaged and cannot be read. Put back a copy of the file from a backup."
DAMAGED_THERE = (
    "This history is damaged, or was changed by another program, and cannot be read. Have the database put back from a "
    "backup."
)
IN_USE = "This history is being written to by somebody else just now. Try again in a minute."
UNWRITABLE = "This history cannot be written to. Check that its folder may be written to and the disk is not full."
UNREADABLE = (
    "This history cannot be opened. Check that you may read the file, and that no other program keeps it locked."
)
UNREACHABLE = (
    "The database for this history cannot be reached, or does not let you in. Check the server, the database, the user "
    "and the password, and that you are on the network."
)
WENT_AWAY = (
    "The database for this history went away in the middle. Nothing in it is half written: what was being kept is kept "
    "whole or not at all. Try again when it is back."
)
NO_RIGHTS = "You may not do this in the database. Ask whoever looks after it for the rights that docs/history.md names."
NO_ROOM = "The database for this history has no room left. Ask whoever looks after it."
REFUSED_THERE = "The database for this history refused what was asked of it, and nothing was written."
SAME_PLACE = "This is the history itself. Name another place for the copy."
ANOTHER_BOARD = "Another board is kept here as at {0}, so it is left as it is. Choose another history."


class DamagedError(Exception):
    """Something stands in a history that the product never writes there."""


class HistoryError(CannotRunError):
    """A history cannot be used; the message names it and says why and what to do."""

    def __init__(self, shown: Path | str, sentence: str) -> None:
        super().__init__(f"{shown}: {sentence}")
        self.sentence = sentence


class HistoryInUseError(HistoryError):
    """Somebody else was writing all the while. To try again may help."""

    def __init__(self, shown: Path | str) -> None:
        super().__init__(shown, IN_USE)
