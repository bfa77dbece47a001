"""Checks, colours and reports SEND programme workbooks for English councils.

From Python the same few verbs stand ready as functions over paths and open files, returning typed
values: `read`, `validate`, `status`, `conflicts`, `propose`, `consolidate` and `summarise`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xl_send.commands.functions import conflicts, consolidate, propose, read, status, summarise, validate

__all__ = ["conflicts", "consolidate", "propose", "read", "status", "summarise", "validate"]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """Load a verb when it is first asked for: a button that starts a process must not wait for all."""
    if name not in __all__:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    from xl_send.commands import functions

    return getattr(functions, name)
