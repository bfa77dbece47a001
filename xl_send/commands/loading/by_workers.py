"""Files read by workers: what is sent to one and what comes back, and how it is made what would have been read here."""

from __future__ import annotations

import importlib
import os
from collections.abc import Generator, Mapping, Sequence
from contextlib import closing
from io import BytesIO
from pathlib import Path

from xl_send.commands.loading.files import NamedFile
from xl_send.commands.loading.one_file import FileRead, Reader, T, Words, read_here
from xl_send.limits import MOST_HELD, MOST_SECONDS
from xl_send.reading.loaded import Refusal
from xl_send.value_classes import NamedTuple
from xl_send.workbook.names import read_as_compared, titles_read_as
from xl_send.workers.answers import each_answer
from xl_send.workers.tasks import NotDone, Task

DIED = (
    "The process that read this file ended over it, and so did another, most often for want of memory. Save it again "
    "in Excel, or read it by itself."
)
TOO_LONG = (
    f"Reading this file took longer than {MOST_SECONDS // 60} minutes, so it was stopped. Remove what does not belong "
    "in it, and save it again in Excel."
)
_PLACE = f"{__name__}:read_asked"


class FileAsked(NamedTuple):
    """What a worker needs to read one file: a path, or the bytes, and what this run knows.

    `known` are words for texts that are withheld, `titles` those that are read as ours.
    """

    reader: str
    source: str | bytes
    name: str
    known: Words
    titles: Mapping[str, str]


def read_asked(asked: FileAsked) -> FileRead[object]:
    """Read one file where it was sent to."""
    module, _, name = asked.reader.partition(":")
    read: Reader[object] = getattr(importlib.import_module(module), name)
    source = BytesIO(asked.source) if isinstance(asked.source, bytes) else asked.source
    with read_as_compared(asked.titles):
        return read_here(NamedFile(source, asked.name), read, asked.known)


def read_by_workers(
    files: Sequence[NamedFile], read: Reader[T], known: Sequence[Words], number: int, scheduler: str
) -> Generator[FileRead[T]]:
    """Each file by one of `number` processes, or by the cluster of a scheduler; what cannot be sent is read here."""
    reader, titles = f"{read.__module__}:{read.__name__}", titles_read_as()

    def task_of(file: NamedFile, words: Words) -> Task | None:
        source = _as_sent(file, afar=bool(scheduler))
        return None if source is None else Task(_PLACE, FileAsked(reader, source, file.name, words, titles))

    with closing(each_answer(map(task_of, files, known), number, scheduler, MOST_SECONDS)) as answers:
        for file, words, answer in zip(files, known, answers, strict=True):
            yield _settled(answer, file, read, words)


def _settled(answer: object, file: NamedFile, read: Reader[T], known: Words) -> FileRead[T]:
    """What a worker answered; where it did not, the file is read here, or refused because no worker survived it."""
    if answer is NotDone.DIED:
        return FileRead(Refusal(file.name, DIED), {})
    if answer is NotDone.TOO_LONG:
        return FileRead(Refusal(file.name, TOO_LONG), {})
    return answer if isinstance(answer, FileRead) else read_here(file, read, known)


def _as_sent(file: NamedFile, *, afar: bool) -> str | bytes | None:
    """What is sent of a file: its path, or its bytes to a cluster, which does not see this computer's drives.

    None for what cannot be sent: what is no path, and afar what is no ordinary file, too large, or does not open.
    """
    if not isinstance(file.source, str | os.PathLike):
        return None
    path = os.fspath(file.source)
    if not afar:
        return path
    try:
        there = Path(path)
        return there.read_bytes() if there.is_file() and there.stat().st_size <= MOST_HELD else None
    except (OSError, ValueError):
        return None
