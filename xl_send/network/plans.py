"""The date a milestone is held to, and when a date counts as given (status: milestone; whose date)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from xl_send.findings import Cell
from xl_send.workbook.sheets.choices import LogStatus
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.risks import LogEntry


class Plan(NamedTuple):
    """The date a milestone is held to. `changes` are the change references that count, `open` those that do not."""

    day: date
    milestone: Milestone
    field: str
    changes: tuple[str, ...] = ()
    open: tuple[str, ...] = ()

    @property
    def cell(self) -> Cell:
        """Where it stands."""
        return self.milestone.at(self.field)


def plan_of(milestone: Milestone, changes: Mapping[str, LogEntry]) -> Plan:
    """The agreed date if a change reference that counts stands beside it, else the baseline date.

    A reference that names one of `changes`, the change requests that were read by id, counts only when that
    is Closed.
    """
    if milestone.agreed is None:
        return Plan(milestone.baseline, milestone, "baseline")
    named = {change.upper().replace(" ", ""): change for change in milestone.changes}
    still_open = tuple(change for name, change in named.items() if _is_open(changes.get(name)))
    counted = tuple(change for change in named.values() if change not in still_open)
    if not counted:
        return Plan(milestone.baseline, milestone, "baseline", (), still_open)
    return Plan(milestone.agreed, milestone, "agreed", counted, still_open)


def _is_open(change: LogEntry | None) -> bool:
    return change is not None and change.status is not LogStatus.CLOSED


def given(day: date | None, as_at: date | None) -> date | None:
    """A day on which something happened; one after the as at date is a fault and is treated as not given."""
    return None if day is None or (as_at is not None and day > as_at) else day
