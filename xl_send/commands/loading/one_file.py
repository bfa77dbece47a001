"""One file read in this process, with the words for what is withheld of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

from xl_send.commands.loading.files import NamedFile, refusal_of
from xl_send.disclosure.texts import Withholding
from xl_send.errors import RefusedError
from xl_send.reading.loaded import Refusal
from xl_send.value_classes import NamedTuple

T = TypeVar("T")
Reader = Callable[[NamedFile, Withholding], T]
Words = Mapping[str, str]


class FileRead(NamedTuple, Generic[T]):
    """What was read of a file, or why it is refused; and the texts withheld, each with the words in its place."""

    found: T | Refusal
    withheld: Words


def read_here(file: NamedFile, read: Reader[T], known: Words) -> FileRead[T]:
    """One file read in this process, by the words for texts that are known already."""
    withholding = Withholding(known)
    try:
        found: T | Refusal = read(file, withholding)
    except RefusedError as error:
        found = refusal_of(file, error.sentence)
    return FileRead(found, withholding.known)
