"""One process that does tasks: started, asked, and ended when a task takes too long.

It is started as Windows starts every process, anew and from nothing: no memory is shared and no script run twice. Where
no second Python may be started, such as in a program frozen into one file, there is none.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Timer
from typing import IO

from xl_send.workers.frames import READY, read_frame, write_frame

SECONDS_TO_START = 60
# Where this Python finds its modules is told to the new one, whatever folder it is started in.
_BEGIN = (
    "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); from xl_send.workers.serving import main; main()"
)


class CannotStartError(Exception):
    """No second Python can be started here."""


class EndedError(Exception):
    """The process ended before it answered."""


class OvertimeError(EndedError):
    """The process was ended because it took too long."""


def python() -> str:
    """The Python to start. Raises `CannotStartError` where there is none, as inside another program."""
    found = Path(sys.executable or "")
    if getattr(sys, "frozen", False) or not found.stem.lower().startswith("python"):
        raise CannotStartError
    # pythonw has no standard streams to be spoken to by.
    beside = found.with_name(found.name.lower().replace("pythonw", "python"))
    return str(beside if found.stem.lower().startswith("pythonw") and beside.exists() else found)


class WorkerProcess:
    """A process that does tasks, one after another."""

    def __init__(self) -> None:
        try:
            self._process: subprocess.Popen[bytes] = subprocess.Popen(  # noqa: S603 - this Python, and our own words
                [python(), *(["-X", "utf8"] if sys.flags.utf8_mode else []), "-P", "-c", _BEGIN],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                creationflags=_apart(), start_new_session=os.name != "nt",
            )  # fmt: skip
        except OSError as error:
            raise CannotStartError from error
        try:
            self._begin()
        except BaseException:
            self.end()
            raise

    def _begin(self) -> None:
        """Tell it where modules are found, and hear that it is ready."""
        try:
            pickle.dump([str(Path(item).absolute()) for item in sys.path], self._into, protocol=4)
            self._into.flush()
            ready = self._told(SECONDS_TO_START)
        except (OSError, EndedError) as error:
            raise CannotStartError from error
        if ready != READY:
            raise CannotStartError

    @property
    def _into(self) -> IO[bytes]:
        assert self._process.stdin  # noqa: S101 - it was asked for
        return self._process.stdin

    @property
    def _out(self) -> IO[bytes]:
        assert self._process.stdout  # noqa: S101 - it was asked for
        return self._process.stdout

    def ask(self, task: bytes, seconds: float) -> bytes:
        """The answer to a task. Raises `EndedError` where the process ends first, `OvertimeError` after `seconds`."""
        try:
            write_frame(self._into, task)
        except (OSError, ValueError) as error:
            raise EndedError from error
        return self._told(seconds)

    def _told(self, seconds: float) -> bytes:
        """What the process says next."""
        late: list[bool] = []
        timer = Timer(seconds, self._too_late, [late])
        timer.daemon = True
        timer.start()
        try:
            answer = read_frame(self._out)
        except (OSError, ValueError):
            answer = None
        finally:
            timer.cancel()
        if answer is None:
            raise OvertimeError if late else EndedError
        return answer

    def _too_late(self, late: list[bool]) -> None:
        late.append(True)
        self.kill()

    def kill(self) -> None:
        """Have the process ended, whatever it does; whoever waits for it hears that it has."""
        self._process.kill()

    @property
    def has_ended(self) -> bool:
        """Whether the process is over."""
        return self._process.poll() is not None

    def end(self) -> None:
        """End the process, and wait until it has."""
        self._process.kill()
        self._process.wait()
        for stream in (self._into, self._out):
            with suppress(OSError):
                stream.close()


def _apart() -> int:
    """On Windows: without a window, and apart from the Ctrl-C that is meant for the one who started it."""
    if sys.platform == "win32":
        return subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP
    return 0
