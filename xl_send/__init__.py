"""Checks, colours and reports SEND programme workbooks for English councils.

From Python the same few verbs stand ready as functions. Each takes paths, folders, patterns, files opened in binary
mode, bytes, or what `read` gives, one or several, and returns a typed result:

    >>> for finding in xl_send.validate("returns").findings: print(finding.message)
    >>> xl_send.status("transition.xlsx", as_at="2026-11-13").aspects

Many files are read by several processes at once; `with xl_send.reading_with(workers=1):` reads them one by one, and
`with xl_send.reading_with(scheduler="tcp://server:8786"):` on a Dask cluster.

What cannot be done is raised as an `Error` whose message says in one sentence what to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from xl_send.commands.changes import changes
    from xl_send.commands.conflicts import conflicts
    from xl_send.commands.consolidate import consolidate
    from xl_send.commands.data.adopt import adopt
    from xl_send.commands.data.dry_run import dry_run
    from xl_send.commands.data.export import export
    from xl_send.commands.data.tables import tables
    from xl_send.commands.keeping.checking import check_history
    from xl_send.commands.keeping.exporting import export_history
    from xl_send.commands.keeping.listing import list_history
    from xl_send.commands.keeping.showing import show_history
    from xl_send.commands.loading import read
    from xl_send.commands.packs.report import report, summarise
    from xl_send.commands.region import region
    from xl_send.commands.sequence import sequence
    from xl_send.commands.starting.next_return import next_return
    from xl_send.commands.starting.upgrade import upgrade
    from xl_send.commands.status import status
    from xl_send.commands.validate import validate
    from xl_send.commands.whatif import whatif
    from xl_send.errors import CannotRunError, Error, RefusedError
    from xl_send.workers import reading_with

__all__ = [
    "read",
    "validate",
    "status",
    "conflicts",
    "whatif",
    "sequence",
    "consolidate",
    "changes",
    "report",
    "summarise",
    "adopt",
    "tables",
    "export",
    "dry_run",
    "next_return",
    "list_history",
    "show_history",
    "export_history",
    "check_history",
    "upgrade",
    "region",
    "reading_with",
    "Error",
    "CannotRunError",
    "RefusedError",
]

_HOMES = {
    **{verb: f"xl_send.commands.{verb}" for verb in __all__[1:8]},
    "read": "xl_send.commands.loading",
    **dict.fromkeys(("report", "summarise"), "xl_send.commands.packs.report"),
    "next_return": "xl_send.commands.starting.next_return",
    "upgrade": "xl_send.commands.starting.upgrade",
    "region": "xl_send.commands.region",
    **{verb: f"xl_send.commands.data.{verb}" for verb in ("adopt", "tables", "export", "dry_run")},
    "list_history": "xl_send.commands.keeping.listing",
    "show_history": "xl_send.commands.keeping.showing",
    "export_history": "xl_send.commands.keeping.exporting",
    "check_history": "xl_send.commands.keeping.checking",
    "reading_with": "xl_send.workers",
    **dict.fromkeys(("Error", "CannotRunError", "RefusedError"), "xl_send.errors"),
}


def __getattr__(name: str) -> object:
    """Load a verb when it is first asked for: a button that starts a process must not wait for all."""
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
