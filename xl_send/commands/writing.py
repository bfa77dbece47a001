"""Outputs are written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from itertools import chain, count
from pathlib import Path

from xl_send.errors import CannotRunError

WORKBOOK_SUFFIX = ".xlsx"
NOTHING_LOST = "Choose another name, so that nothing is lost."


def new_workbook_path(named: str | os.PathLike[str], *, replace: bool = False, remedy: str = NOTHING_LOST) -> Path:
    """Where a new workbook goes: the path named, with the ending that its content needs.

    Raises `CannotRunError` where a file is there already, unless it is to be replaced: it may hold somebody's work.
    """
    path = Path(named)
    target = path if path.suffix.lower() == WORKBOOK_SUFFIX else path.with_name(f"{path.name}{WORKBOOK_SUFFIX}")
    if target.exists() and not replace:
        message = f"{target}: There is already a file of this name. {remedy}"
        raise CannotRunError(message)
    return target


def write_whole(path: Path, content: bytes) -> None:
    """Write a file aside and put it in place in one step.

    Raises `CannotRunError` in one plain sentence when the place cannot be written to, or when the
    file is open in another program; the file that was there is then untouched.
    """
    aside = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(prefix=".~xl_send-", dir=path.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(aside).chmod(0o644)
        Path(aside).replace(path)
    except OSError as error:
        if aside:
            with contextlib.suppress(OSError):
                Path(aside).unlink()
        why = error.strerror or "no reason given"
        message = f"{path}: This file could not be written ({why}). Close it if it is open, or choose another place."
        raise CannotRunError(message) from error


def free_name(path: Path, folder: Path) -> Path:
    """The file's own name in a folder, numbered where that is taken: nothing is written over."""
    names = chain([path.name], (f"{path.stem} ({number}){path.suffix}" for number in count(2)))
    return next(folder / name for name in names if not (folder / name).exists())
