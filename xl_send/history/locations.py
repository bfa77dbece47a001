"""Where a history is: a file by its path, or a database by its URL, whose password is never told."""

from __future__ import annotations

import os
import re
from pathlib import Path

from xl_send.errors import without_passwords
from xl_send.history.refusals import NOT_AN_ADDRESS, OTHER_KIND, HistoryError
from xl_send.value_classes import NamedTuple

_SCHEME = "sqlite:///"
# A drive letter is no scheme: C:\returns.
_ANY_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):(?://|$)")
# It is meant as an address, although one has two strokes.
_ONE_STROKE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/")
# How a kind of database may be named, and by which library it is reached.
SERVERS = {
    "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg", "postgresql+psycopg": "postgresql+psycopg",
    "mssql": "mssql+pyodbc", "mssql+pyodbc": "mssql+pyodbc",
}  # fmt: skip
ENDINGS = (".sqlite", ".sqlite3", ".db")


class HistoryPlace(NamedTuple):
    """Where a history is kept. `shown` is how it is called in messages: the path, or the URL without its password.

    `url` is blank for a file, and `path` is then its path.
    """

    shown: str
    path: Path
    url: str = ""

    @property
    def on_server(self) -> bool:
        """Whether it is in a database that others look after, not in a file."""
        return bool(self.url)


def history_place(name: str | os.PathLike[str]) -> HistoryPlace:
    """The place that a path or URL names. Raises `HistoryError` for a database of a kind that is not known here."""
    text = os.fspath(name).strip()
    if text.casefold().startswith(_SCHEME):
        path = Path(text[len(_SCHEME) :])
        return HistoryPlace(str(path), path)
    scheme = _ANY_SCHEME.match(text)
    shown = shown_name(text)
    if not scheme and (shown != text or _ONE_STROKE.match(text)):
        raise HistoryError(shown, NOT_AN_ADDRESS)
    if not scheme:
        return HistoryPlace(text, Path(text))
    library = SERVERS.get(scheme[1].casefold())
    if library is None:
        raise HistoryError(shown, OTHER_KIND)
    rest = text[scheme.end(1) :]
    if not rest.startswith("://"):
        raise HistoryError(shown, NOT_AN_ADDRESS)
    return HistoryPlace(shown, Path(), library + rest)


def is_history(name: str) -> bool:
    """Whether a name is that of a history, not of a workbook or folder."""
    name = name.strip()
    scheme = _ANY_SCHEME.match(name)
    known = bool(scheme and scheme[1].casefold() in SERVERS)
    return known or name.casefold().startswith(_SCHEME) or name.casefold().endswith(ENDINGS)


def shown_name(name: str | os.PathLike[str]) -> str:
    """What a history is called in messages. A password is not told, nor what follows the question mark of a URL."""
    return without_passwords(os.fspath(name).strip())
