"""Where a history is: a plain path, or `sqlite:///` and the path."""

from __future__ import annotations

import re
from pathlib import Path

from xl_send.history.refusals import OTHER_KIND, HistoryError

_SCHEME = "sqlite:///"
# A drive letter is no scheme: C:\returns.
_ANY_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:(?://|$)")
ENDINGS = (".sqlite", ".sqlite3", ".db")


def path_of(url: str) -> Path:
    """The file that a URL or a path names. Raises `HistoryError` for a database of another kind."""
    if url.casefold().startswith(_SCHEME):
        return Path(url[len(_SCHEME) :])
    if _ANY_SCHEME.match(url):
        raise HistoryError(url, OTHER_KIND)
    return Path(url)


def is_history(name: str) -> bool:
    """Whether a name is that of a history, not of a workbook or folder."""
    return name.casefold().startswith(_SCHEME) or name.casefold().endswith(ENDINGS)
