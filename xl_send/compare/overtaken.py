"""Conflicts that are no longer found and are not settled: something worse or larger stands in their place."""

from __future__ import annotations

from collections.abc import Iterable

from xl_send.findings import Cell, Finding
from xl_send.rag.rollup.aspects import worst
from xl_send.results import ProgrammeStatus, Status


def turned_worse(then: ProgrammeStatus, now: ProgrammeStatus, name: str) -> Status | None:
    """The colour that the row of an id has become, where that is a worse one than it was."""
    was, becomes = (worst(item.status for item in picture.items if item.id == name) for picture in (then, now))
    return becomes if becomes is not was and worst([status for status in (was, becomes) if status]) is becomes else None


def uncoloured(then: ProgrammeStatus, now: ProgrammeStatus, name: str) -> str:
    """Why the row of an id, which had a colour, has none now: it is paused, closed or not known; else nothing."""
    if not any(item.id == name and item.status.coloured for item in then.items):
        return ""
    there = [item for item in now.items if item.id == name]
    found = next((item for item in there if item.status in {Status.NOT_RATED, Status.NO_DATA}), None)
    return f"{name} is {found.status.value} now ({found.rating.in_brief})" if found else ""


def told_within(gone: Finding, new: Iterable[Finding]) -> Finding | None:
    """The new conflict of the same rule that tells of all the rows of one that is gone, and so stands for it."""
    rows = _rows(gone)
    return next((one for one in new if one.rule == gone.rule and rows <= _rows(one)), None)


def _rows(one: Finding) -> frozenset[Cell]:
    return frozenset(one.cells)
