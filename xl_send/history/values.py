"""Cells as text and back, each with the name of its kind, so that a sheet is read again as it lay."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from xl_send.history.refusals import DamagedError
from xl_send.workbook.cells import CellError, CellErrorKind, Percentage, Value
from xl_send.workbook.characters import writable


def kind_and_text(value: Value) -> tuple[str, str]:
    """The kind of a value, by name, and the value as text."""
    if isinstance(value, CellError):
        return value.kind.name, writable(value.text)
    if isinstance(value, str):
        return "text", writable(value)
    if isinstance(value, bool):
        return "yes", str(int(value))
    if isinstance(value, date):
        return ("moment" if isinstance(value, datetime) else "day"), value.isoformat()
    return ("share" if isinstance(value, Percentage) else "number"), repr(float(value))


def from_text(kind: str, text: str) -> Value:
    """The value again, without what an earlier edition kept and no file may hold.

    Raises `DamagedError` for what `kind_and_text` never writes.
    """
    try:
        found = _READERS.get(kind)
        return found(text) if found else CellError(CellErrorKind[kind], writable(text))
    except (KeyError, ValueError) as error:
        raise DamagedError from error


def day_from(text: str) -> date:
    """The day that a text in a history gives. Raises `DamagedError` for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise DamagedError from error


_READERS: Mapping[str, Callable[[str], Value]] = {
    "text": writable,
    "number": float,
    "share": Percentage,
    "day": date.fromisoformat,
    "moment": datetime.fromisoformat,
    "yes": lambda text: bool(int(text)),
}
