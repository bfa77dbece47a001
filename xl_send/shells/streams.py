"""Standard output and error as they are met: closed, missing, full, or another program's that has ended."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

STOPPED = "Stopped. No workbook was changed."
_FULL = "The result could not be written out: the disk is full. Make room on it, or write it somewhere else."
_CLOSED = {errno.EPIPE, errno.EBADF, errno.EINVAL}


@contextmanager
def ready_streams() -> Iterator[None]:
    """Standard output and error that take any character and are there: pythonw has none, and a shell may close them."""
    before = sys.stdout, sys.stderr
    opened = []
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            opened.append(open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 - closed below
            setattr(sys, name, opened[-1])
        stream = getattr(sys, name)
        if hasattr(stream, "reconfigure"):
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")
    try:
        yield
    finally:
        if opened:
            sys.stdout, sys.stderr = before
        for stream in opened:
            stream.close()


def told_nowhere(error: OSError) -> bool:
    """Whether this is of standard output: nobody reads it any more, or its disk is full, which is said."""
    if error.errno == errno.ENOSPC:
        with suppress(OSError):
            sys.stderr.write(f"{_FULL}\n")
    elif error.errno not in _CLOSED:
        return False
    _to_nowhere()
    return True


def _to_nowhere() -> None:
    """What is left in standard output goes nowhere, so that the end of the program does not fail over it."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
