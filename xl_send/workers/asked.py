"""By how many workers files are read, and where: as long as nobody says so, by the cores and the number of files."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from xl_send.errors import CannotRunError
from xl_send.value_classes import NamedTuple

MOST_WORKERS = 64
# To start a worker takes about as long as to read so many returns of ordinary size.
FILES_WORTH_A_WORKER = 16
# Inside a browser there is one process and no other can be started.
_ONE_PROCESS = {"emscripten", "wasi"}
ONE_PLACE = "Say --workers for this computer or --scheduler for a cluster, not both."


class Asked(NamedTuple):
    """What was asked for: `number` of workers on this computer, 0 where it follows from the files, or a cluster."""

    number: int = 0
    scheduler: str = ""


_ASKED: ContextVar[Asked] = ContextVar("_ASKED", default=Asked())  # noqa: B039 - never changed


@contextmanager
def reading_with(workers: int | str | None = None, *, scheduler: str = "") -> Iterator[None]:
    """Read files by so many processes, or on the Dask cluster of a scheduler's address, as long as this lasts.

    With `workers=1` no process is started. Every result is the same, whoever reads. Raises `CannotRunError` for what is
    no whole number from 1 to 64, and where both are named.
    """
    before = _ASKED.set(Asked(_number(workers), scheduler.strip()))
    try:
        if all(_ASKED.get()):
            raise CannotRunError(ONE_PLACE)
        yield
    finally:
        _ASKED.reset(before)


def asked_now() -> Asked:
    """What was asked for here and now."""
    return _ASKED.get()


def how_many(files: int) -> int:
    """The workers for a number of files: as many as were asked for, but none without a file; else by the cores."""
    if sys.platform in _ONE_PROCESS:
        return 1
    number = _ASKED.get().number
    return max(min(number or min(_cores(), files // FILES_WORTH_A_WORKER), files), 1)


def _cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _number(given: int | str | None) -> int:
    if given is None or given == "":
        return 0
    text = str(given).strip()
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0
    if not 1 <= number <= MOST_WORKERS:
        message = (
            f"--workers {given} cannot be read. Give a whole number from 1 to {MOST_WORKERS}, such as --workers 2."
        )
        raise CannotRunError(message)
    return number
