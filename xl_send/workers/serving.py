"""What a worker's process does: it answers task after task, until nobody asks any more."""

from __future__ import annotations

import gc
import os
import signal
import sys
from contextlib import suppress
from typing import IO

from xl_send.limits import MOST_MEMORY
from xl_send.workers.frames import READY, read_frame, write_frame
from xl_send.workers.tasks import done

# What is read holds few cycles: to look for them now and then is enough.
FILES_BETWEEN = 16


def main() -> None:
    """Answer on standard output what is asked on standard input; what else is printed there goes nowhere."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - a device
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
    _limit_memory()
    with suppress(BrokenPipeError):
        serve(sys.stdin.buffer, out)
    # The one who asked may be gone: there is nothing to tidy up and nobody to tell.
    os._exit(0)


def serve(into: IO[bytes], out: IO[bytes]) -> None:
    """Answer until the other side has ended."""
    gc.disable()
    write_frame(out, READY)
    number = 0
    while (task := read_frame(into)) is not None:
        write_frame(out, done(task))
        del task
        number += 1
        if number % FILES_BETWEEN == 0:
            gc.collect()


def _limit_memory() -> None:
    """Where the system can: a task that needs more than a worker may have is refused its memory, and told so."""
    if sys.platform != "win32":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        limit = MOST_MEMORY if most == resource.RLIM_INFINITY else min(MOST_MEMORY, most)
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (limit, most))
