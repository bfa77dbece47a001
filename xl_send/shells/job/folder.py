"""A job's folder: the request, how far the work has come, and the answer."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import Lock
from typing import TypeVar

from xl_send.progress import telling
from xl_send.shells.job.spelling import spell

T = TypeVar("T")
REQUEST, PROGRESS, RESULT = "request.txt", "progress.txt", "result.txt"
_AN_HOUR = 3_600
_TRIES = 40


class StoppedError(Exception):
    """Nobody waits for the answer any more."""


class JobFolder:
    """The folder that a button made for one press. Its request is taken away when nobody waits any more."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._said = ""
        self._beats = 0
        self._writing = Lock()

    def request(self) -> str:
        """What the macros asked. Raises `OSError` when there is nothing to read."""
        return (self.path / REQUEST).read_text(encoding="ascii")

    def wanted(self) -> bool:
        """Whether anybody still waits for the answer."""
        return (self.path / REQUEST).exists()

    def say_progress(self, text: str) -> None:
        """What the status bar is to say; missing one is no harm. Raises `StoppedError` when nobody waits."""
        if not self.wanted():
            raise StoppedError
        self._said = text
        self.beat()

    def beat(self) -> None:
        """The same again, with another number behind it: a sign that the work goes on."""
        with self._writing, contextlib.suppress(OSError):
            self._beats += 1
            self._put(PROGRESS, f"{spell(self._said)}\t{self._beats}")

    def progress(self, things: Iterable[T], label: str, length: int) -> Iterator[T]:
        """Walk things, showing how far the work has come: a `Progress`."""
        return telling(self.say_progress)(things, label, length)

    def finish(self, answer: str) -> None:
        """Leave the answer, whole. It is tried for a while: a scanner may hold a new file for a moment.

        Raises `StoppedError` when nobody waits: an answer that nobody takes away would lie there.
        """
        for attempt in range(_TRIES):
            try:
                self._put(RESULT, answer)
            except FileNotFoundError:
                raise StoppedError from None
            except PermissionError:
                time.sleep(0.05 if attempt + 1 < _TRIES else 0)
            else:
                break
        if not self.wanted():
            raise StoppedError

    def sweep(self) -> None:
        """Delete what others left behind: copies hold personal data.

        A helper gives a sign every few seconds. One that gave none for an hour before this job began was killed, and
        whoever waited for it has long ceased to.
        """
        with contextlib.suppress(OSError):
            before = self.path.stat().st_mtime - _AN_HOUR
            for other in self.path.parent.iterdir():
                if other != self.path and _last_sign(other) < before:
                    remove(other)

    def _put(self, name: str, text: str) -> None:
        aside = self.path / f"{name}.aside"
        aside.write_text(text, encoding="ascii", newline="\n")
        os.replace(aside, self.path / name)  # noqa: PTH105 - lighter than the method, and the same


def _last_sign(folder: Path) -> float:
    """When anything was last written in a folder."""
    return max(item.stat().st_mtime for item in (folder, *folder.iterdir()))


def remove(folder: Path) -> None:
    """Delete a job's folder with its files, as far as that can be done."""
    with contextlib.suppress(OSError):
        for file in folder.iterdir():
            file.unlink()
        folder.rmdir()
