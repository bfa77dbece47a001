"""What the network is made of: the dated things of a programme, and what each waits for."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from xl_send.findings import Cell
from xl_send.value_classes import NamedTuple
from xl_send.workbook.ids import code_of, letter_of
from xl_send.workbook.sheets.interdependencies import Diagnostic, Interdependency
from xl_send.workbook.sheets.milestones import Milestone

Dated = Milestone | Diagnostic | Interdependency


class NodeKind(StrEnum):
    """What kind of thing is dated."""

    MILESTONE = "milestone"
    DIAGNOSTIC = "diagnostic"
    HANDOVER = "handover"


class Node(NamedTuple):
    """One dated thing. `own` is when it was done, else when its own row expects it; `field` of `said_by` says so.

    `own` is None where its row gives no date. `as_at` is the date of its workbook, before which nothing
    undone can be.
    """

    id: str
    kind: NodeKind
    record: Dated
    workstream: str
    own: date | None
    said_by: Dated
    field: str
    done: bool
    as_at: date | None

    @property
    def cell(self) -> Cell:
        """Where its own date stands."""
        return self.said_by.at(self.field)


class EdgeKind(StrEnum):
    """Why one thing waits for another."""

    DEPENDS_ON = "depends on"
    AFTER = "after"
    READY = "ready at"
    NEEDED = "needed for"


class Edge(NamedTuple):
    """One thing waits for another: `end` is not before `lag` working days after `start`.

    `field` of `said_by` says so. For a diagnostic task that comes after another the lag leads to its start.
    """

    start: str
    end: str
    lag: int
    kind: EdgeKind
    said_by: Dated
    field: str

    @property
    def cell(self) -> Cell:
        """Where it is said that one waits for the other."""
        return self.said_by.at(self.field)


class UnresolvedReason(StrEnum):
    """Why a reference leads to nothing in the network."""

    NOT_READ = "its workstream's workbook was not read"
    MISSING = "it does not exist"
    UNREADABLE = "its row could not be read"
    GONE = "it is no longer part of the plan"
    WRONG_SHEET = "it is an id of another sheet than the one that is meant"


class UnresolvedReference(NamedTuple):
    """A reference that leads to nothing in the network, and why."""

    record: Dated
    field: str
    id: str
    why: UnresolvedReason

    @property
    def code(self) -> str:
        """The code of the workstream whose id is named."""
        return code_of(self.id)

    @property
    def letter(self) -> str:
        """The letter of the sheet whose id is named."""
        return letter_of(self.id)
