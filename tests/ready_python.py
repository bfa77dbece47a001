"""A Python that has loaded what buttons need, and waits: each job is done by a process forked from it.

`python ready_python.py PIPE` reads the folder of each job, a line, from a named pipe, until its own input ends.
"""

from __future__ import annotations

import gc
import os
import select
import signal
import sys

from places import EXAMPLES
from xl_send.progress import quietly
from xl_send.shells.buttons.button import ButtonPress, answer
from xl_send.shells.job.__main__ import main as do_job


def load() -> None:
    """All that the buttons pressed most often load."""
    book = EXAMPLES / "transition.xlsx"
    for action in ("validate", "why"):
        answer(ButtonPress(action, str(book), book.name, "Milestones", 8), quietly)
    gc.freeze()


def serve(pipe: str) -> None:
    """Do each job in a process of its own."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    jobs, over = os.open(pipe, os.O_RDWR), sys.stdin.fileno()
    begun = b""
    while over not in select.select([jobs, over], [], [])[0]:
        *whole, begun = (begun + os.read(jobs, 4096)).split(b"\n")
        for folder in whole:
            if os.fork() == 0:
                os._exit(do_job([os.fsdecode(folder)]))


if __name__ == "__main__":
    load()
    serve(sys.argv[1])
