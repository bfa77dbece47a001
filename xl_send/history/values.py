"""Cells as text and back, each with the name of its kind, so that a sheet is read again as it lay."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from xl_send.history.refusals import DamagedError
from xl_send.workbook.cells import CellError, CellErrorKind, Percentage, Value

# Halves of characters, which no file can hold, and what ends a text in some databases.
_NOWHERE_KEPT = dict.fromkeys([0, *range(0xD800, 0xE000)], "\ufffd")


def keepable(text: str) -> str:
    """A text with question marks for the characters that some database could not keep."""
    return text.translate(_NOWHERE_KEPT)


def as_text(value: Value) -> tuple[str, str]:
    """The kind of a value, by name, and the value as text."""
    if isinstance(value, CellError):
        return value.kind.name, keepable(value.text)
    if isinstance(value, str):
        return "text", keepable(value)
    if isinstance(value, bool):
        return "yes", str(int(value))
    if isinstance(value, date):
        return ("moment" if isinstance(value, datetime) else "day"), value.isoformat()
    return ("share" if isinstance(value, Percentage) else "number"), repr(float(value))


def from_text(kind: str, text: str) -> Value:
    """The value again. Raises `DamagedError` for what `as_text` never writes."""
    try:
        found = _READERS.get(kind)
        return found(text) if found else CellError(CellErrorKind[kind], text)
    except (KeyError, ValueError) as error:
        raise DamagedError from error


def day_from(text: str) -> date:
    """The day that a text in a history gives. Raises `DamagedError` for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise DamagedError from error


_READERS: Mapping[str, Callable[[str], Value]] = {
    "text": str,
    "number": float,
    "share": Percentage,
    "day": date.fromisoformat,
    "moment": datetime.fromisoformat,
    "yes": lambda text: bool(int(text)),
}
