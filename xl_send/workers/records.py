"""What travels between processes: records of the model and plain values, as bytes, and nothing else.

What is read back may name only classes of the product and plain ones of Python's own, so that bytes from elsewhere
can make nothing run.
"""

from __future__ import annotations

import copyreg
import io
import pickle
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from functools import cache
from types import MappingProxyType
from typing import Any

from xl_send.workbook.columns import Column, Record, columns_by_name, columns_of
from xl_send.workbook.submissions import SHEETS

_OURS = "xl_send."
_PLAIN = {
    ("builtins", "frozenset"), ("builtins", "set"), ("builtins", "complex"), ("builtins", "bytearray"),
    ("datetime", "date"), ("datetime", "datetime"), ("datetime", "time"), ("datetime", "timedelta"),
    ("decimal", "Decimal"), ("collections", "OrderedDict"), ("copyreg", "__newobj__"), ("copyreg", "_reconstructor"),
    ("builtins", "object"), ("builtins", "float"),
}  # fmt: skip


class NotPlainError(Exception):
    """Bytes that name something that is no record and no plain value."""


def sent(value: object) -> bytes:
    """A value as bytes for another process. Columns of the declaration are named, so that they stay themselves."""
    into = io.BytesIO()
    pickler = pickle.Pickler(into, protocol=5)
    pickler.dispatch_table = {**_TABLE, **dict.fromkeys(_our_lists(Enum), _listed)}
    pickler.dump(value)
    return into.getvalue()


def received(content: bytes) -> Any:  # noqa: ANN401 - whatever was sent
    """The value that another process sent. Raises `NotPlainError` where it is none that `sent` would send."""
    return _Plain(io.BytesIO(content)).load()


class _Plain(pickle.Unpickler):
    """Makes records and plain values, whatever the bytes name."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 - a class, as the pickle names it
        found = super().find_class(module, name) if module.startswith(_OURS) or (module, name) in _PLAIN else None
        if isinstance(found, type) or (module, name) in _PLAIN or found in _MAKERS:
            return found
        message = f"{module}.{name}"
        raise NotPlainError(message)


@cache
def _places() -> Mapping[int, tuple[type[Record], str]]:
    """Where each declared column stands, by its identity."""
    return {id(column): (record, column.name) for record in SHEETS for column in columns_of(record)}


def _declared(record: type[Record], name: str) -> Column:
    return columns_by_name(record)[name]


def _column(column: Column) -> tuple[Callable[..., object], tuple[object, ...]]:
    if id(column) in _places():
        return _declared, _places()[id(column)]
    return Column, tuple(column)


def _mapping(content: Mapping[str, object]) -> MappingProxyType[str, object]:
    return MappingProxyType(dict(content))


def _unchanging(mapping: MappingProxyType[str, object]) -> tuple[Callable[..., object], tuple[object, ...]]:
    return _mapping, (dict(mapping),)


def _our_lists(kind: type[Enum]) -> Iterator[type[Enum]]:
    """The lists of words of the product that are loaded."""
    for found in kind.__subclasses__():
        if found.__module__.startswith(_OURS):
            yield found
        yield from _our_lists(found)


def _listed(member: Enum) -> tuple[type[Enum], tuple[object, ...]]:
    """By its value: some editions of Python would ask an attribute of its list, which is no plain value."""
    return type(member), (member.value,)


_MAKERS: tuple[Callable[..., object], ...] = (_declared, _mapping)
_TABLE: dict[type, Callable[[Any], Any]] = {
    **copyreg.dispatch_table,
    Column: _column,
    MappingProxyType: _unchanging,
}
