"""One piece of work as bytes, done wherever it arrives, and its answer as bytes."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from enum import Enum

from xl_send.value_classes import NamedTuple
from xl_send.workers.records import received, sent

# How an answer begins: that it is one, or that the work is to be done where it was asked for.
DONE, UNDONE = b"+", b"-"


class NotDone(Enum):
    """Why there is no answer."""

    DIED = "a worker ended over it, and another one again"
    TOO_LONG = "it took longer than it may"
    HERE = "no worker could take it: it is to be done here"


class Task(NamedTuple):
    """A function, as `module:function`, and the one plain value that it is given."""

    place: str
    given: object

    def as_bytes(self) -> bytes:
        """The task as it travels."""
        return sent(tuple(self))


def done(content: bytes) -> bytes:
    """The answer to a task as it travels. Whatever fails in a worker is done once more where it was asked for."""
    try:
        place, given = received(content)
        module, _, name = place.partition(":")
        function: Callable[[object], object] = getattr(importlib.import_module(module), name)
        return DONE + sent(function(given))
    except Exception:  # noqa: BLE001 - it is met again, and told, where it was asked for
        return UNDONE


def answered(content: bytes) -> object:
    """What a worker's answer holds."""
    return received(content[1:]) if content[:1] == DONE else NotDone.HERE
