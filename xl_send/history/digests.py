"""Digests of what is kept: a row that is lost, added or changed by so much as a letter gives another.

They are worked out over plain rows, whatever database holds them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

Value = str | int | float | bytes | None
# The rows of one table, in an order that is always the same.
TableRows = tuple[str, Iterable[Sequence[Value]]]


def digest_of(tables: Iterable[TableRows]) -> str:
    """The digest of several tables, each with its name and its rows, as hexadecimal SHA-256.

    Every value counts with its kind and length, so that no two contents are written alike.
    """
    told = hashlib.sha256()
    for name, rows in tables:
        count = 0
        told.update(_written((name,)))
        for row in rows:
            count += 1
            told.update(_written(row))
        told.update(_written((count,)))
    return told.hexdigest()


def content_digest(facts: Sequence[Value], sheets: Iterable[tuple[str, int, Iterable[Sequence[Value]]]]) -> str:
    """The digest of a workbook as it is kept: its file's facts, then each sheet's title, whether hidden, and cells.

    Where its rows stand in a database makes no difference.
    """
    return digest_of(
        [("workbook", [facts]), *((f"sheet {title}", [(hidden,), *rows]) for title, hidden, rows in sheets)]
    )


_LETTERS: Mapping[type, bytes] = {str: b"s", bool: b"b", int: b"i", float: b"f"}


def _written(row: Sequence[Value]) -> bytes:
    return b"".join([b"(", *(_value(value) for value in row), b")"])


def _value(value: Value) -> bytes:
    if value is None:
        return b"-;"
    if isinstance(value, bytes):
        content, kind = value, b"b"
    else:
        content, kind = str(value).encode("utf-8", "surrogatepass"), _letter(value)
    return b"%s%d:%s;" % (kind, len(content), content)


def _letter(value: str | float) -> bytes:
    """The first letter of a value's kind. A database's library may give kinds of its own that are one of these."""
    return (
        _LETTERS.get(type(value))
        or next(kind.__name__[:1] for kind in (str, bool, int, float) if isinstance(value, kind)).encode()
    )
