"""Outputs are written whole or not at all, and never in the place of what is there, unless that is to be replaced."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
from collections.abc import Iterator
from itertools import chain, count
from pathlib import Path

from xl_send.errors import CannotRunError
from xl_send.new_files import give_name

WORKBOOK_SUFFIX = ".xlsx"
NOTHING_LOST = "Choose another name, so that nothing is lost."
# How a file begins that is being written; one that is a day older than the next was left behind by a computer that
# was switched off.
ASIDE = ".~xl_send-"
_A_DAY = 86_400
_ADDRESS = re.compile(r"(?i)(https?|ftp|file|sqlite|postgresql[\w+]*|mssql[\w+]*):[/\\]")
_NOT_ALLOWED = "you may not write there, or another program has it open"
_HELD_OPEN = "Close it if it is open, or choose another place."

_SENTENCES = {
    errno.ENOSPC: "This file could not be written: the disk is full. Make room on it, or choose another place.",
    getattr(
        errno, "EDQUOT", errno.ENOSPC
    ): "This file could not be written: no more room is allowed you there. Choose another place.",
    getattr(errno, "EDQUOT", -1): "This file could not be written: no more room is left to you. Choose another place.",
    errno.ENAMETOOLONG: "This name is too long for the drive. Choose a shorter one.",
    errno.EILSEQ: "This name has characters that the drive cannot hold. Choose another one.",
    errno.EROFS: "This file could not be written: nothing may be written to this drive. Choose another place.",
}


class AlreadyThereError(CannotRunError):
    """There is a file where a new one was to be written."""

    def __init__(self, path: Path, remedy: str = NOTHING_LOST) -> None:
        super().__init__(f"{path}: There is already a file of this name. {remedy}")


def new_workbook_path(named: str | os.PathLike[str], *, replace: bool = False, remedy: str = NOTHING_LOST) -> Path:
    """Where a new workbook goes: the path named, with the ending that its content needs.

    Raises `CannotRunError` where a folder is named, or a file is there already, unless it is to be replaced: it may
    hold somebody's work.
    """
    path = place_named(named)
    target = path if path.suffix.lower() == WORKBOOK_SUFFIX else path.with_name(f"{path.name}{WORKBOOK_SUFFIX}")
    if not replace and _is_there(target):
        raise AlreadyThereError(target, remedy)
    return target


def place_named(named: str | os.PathLike[str]) -> Path:
    """Where a new workbook is to go. Raises `CannotRunError` for a blank, an address or a folder."""
    path = Path(named)
    if not os.fspath(named).strip():
        message = "The new workbook has no name. Name one, such as programme.xlsx."
        raise CannotRunError(message)
    refuse_address(path)
    if path.is_dir() or os.fspath(named).endswith(("/", "\\")):
        message = f"{path}: This is a folder. Name the workbook to write in it, such as {path / 'programme.xlsx'}."
        raise CannotRunError(message)
    return path


def refuse_address(path: Path) -> None:
    """Raises `CannotRunError` for what is the address of a web page or a database, which is no place for a file."""
    if _ADDRESS.match(str(path)):
        message = f"{path}: This is an address, not a place for a file. Choose a folder on this computer or on a drive."
        raise CannotRunError(message)


def write_whole(path: Path, content: bytes, *, replace: bool = False) -> None:
    """Write a file aside and put it in place in one step.

    Raises `AlreadyThereError` where there is a file by then, unless it is to be replaced, and `CannotRunError` in one
    plain sentence when the place cannot be written to, or when the file is open in another program; the file that was
    there is then untouched.
    """
    refuse_address(path)
    try:
        with _aside(path, content) as aside:
            if replace:
                _keep_permissions(path, aside)
                aside.replace(path)
            else:
                give_name(aside, path)
    except FileExistsError as error:
        raise AlreadyThereError(path) from error
    except (OSError, ValueError) as error:
        message = f"{path}: {_why(error)}"
        raise CannotRunError(message) from error


def write_free(path: Path, folder: Path, content: bytes) -> Path:
    """Write a file under its own name in a folder, numbered where that is taken; its path.

    However many do so at once, each gets a name of its own. Raises `CannotRunError` as `write_whole` does.
    """
    while True:
        target = free_name(path, folder)
        with contextlib.suppress(AlreadyThereError):
            write_whole(target, content)
            return target


def free_name(path: Path, folder: Path) -> Path:
    """The file's own name in a folder, numbered where that is taken: nothing is written over."""
    names = chain([path.name], (f"{path.stem} ({number}){path.suffix}" for number in count(2)))
    return next(folder / name for name in names if not _is_there(folder / name))


def remove_written(paths: Iterator[Path] | list[Path]) -> None:
    """Take back files that were written before one of their company could not be."""
    for path in paths:
        with contextlib.suppress(OSError):
            path.unlink()


@contextlib.contextmanager
def _aside(path: Path, content: bytes) -> Iterator[Path]:
    """The content in a file beside its place, which is gone afterwards whatever happens."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise NotADirectoryError from error
    aside = path.parent / f"{ASIDE}{os.urandom(8).hex()}"
    # The system takes off what its owner does not want others to have (umask).
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        _sweep(aside)
        yield aside
    finally:
        with contextlib.suppress(OSError):
            aside.unlink()


def _keep_permissions(path: Path, aside: Path) -> None:
    with contextlib.suppress(OSError):
        aside.chmod(stat.S_IMODE(path.stat().st_mode))


def _sweep(aside: Path) -> None:
    """Take away what was left behind here, half written, a day or more before."""
    with contextlib.suppress(OSError):
        before = aside.stat().st_mtime - _A_DAY
        for other in aside.parent.glob(f"{ASIDE}*"):
            if other.stat().st_mtime < before:
                other.unlink()


def _is_there(path: Path) -> bool:
    """Whether anything has this name, a link to nothing too; what cannot be told is not."""
    try:
        return os.path.lexists(path)
    except (OSError, ValueError):
        return False


def _why(error: OSError | ValueError) -> str:
    if isinstance(error, ValueError):
        return _SENTENCES[errno.EILSEQ]
    if isinstance(error, IsADirectoryError):
        return "This is a folder. Name the file to write in it."
    if isinstance(error, NotADirectoryError):
        return "A part of this path is a file, not a folder. Choose another place."
    number = getattr(error, "errno", None)
    if number in _SENTENCES:
        return _SENTENCES[number]
    if isinstance(error, PermissionError):
        return f"This file could not be written ({_NOT_ALLOWED}). {_HELD_OPEN}"
    return f"This file could not be written ({getattr(error, 'strerror', None) or 'no reason given'}). {_HELD_OPEN}"
