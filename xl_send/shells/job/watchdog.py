"""A sign of life while long work says nothing of itself, and an end to work that nobody waits for."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

from xl_send.shells.job.folder import JobFolder, remove

# The macros take thirty seconds without a sign for the end of the helper.
EVERY = 2.0


@contextmanager
def beating(folder: JobFolder, every: float = EVERY, end: Callable[[int], object] = os._exit) -> Iterator[None]:
    """Give a sign every so many seconds while the work goes on, and end the process when nobody waits."""
    done = Event()
    heart = Thread(target=_beat, args=(folder, done, every, end), daemon=True)
    heart.start()
    try:
        yield
    finally:
        done.set()
        heart.join()


def _beat(folder: JobFolder, done: Event, every: float, end: Callable[[int], object]) -> None:
    while not done.wait(every):
        if not folder.wanted():
            remove(folder.path)
            end(1)
            return
        folder.beat()
