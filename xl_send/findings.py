"""Findings: what is wrong, where, and what to do. Values, never exceptions."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Protocol

from xl_send.value_classes import NamedTuple


class Severity(StrEnum):
    """How a finding is to be taken, in the words of councils' statutory returns.

    An error must be put right, a query confirmed or explained, advice considered.
    """

    ERROR = "error"
    QUERY = "query"
    ADVICE = "advice"

    @property
    def rank(self) -> int:
        """Errors first."""
        return _RANKS[self]


_RANKS = {severity: place for place, severity in enumerate(Severity)}


class Cell(NamedTuple):
    """One cell of one workbook as it lies there, with the record and column it belongs to.

    `address` is blank where a whole sheet is meant (a sheet that is missing).
    """

    workbook: str
    sheet: str
    address: str
    record: str = ""
    column: str = ""


class Related(NamedTuple):
    """Another cell that bears on a finding, and in a few words how."""

    cell: Cell
    note: str


class Explained(NamedTuple):
    """Why one finding may stand: the owner's reason, whose word it is, and until when; without a day, for good."""

    reason: str
    by: str = ""
    until: date | None = None


class Worded(NamedTuple):
    """What a finding says: what is wrong and where it matters, what to do, and the other cells that bear on it."""

    message: str
    fix: str
    related: tuple[Related, ...] = ()

    @property
    def said(self) -> Worded:
        """Itself: it is in words already."""
        return self


class Wording(Protocol):
    """What is put into words when it is first shown: of many thousand findings most are only sorted and counted."""

    @property
    def said(self) -> Worded:
        """The words."""


class Finding(NamedTuple):
    """One finding: one primary cell, any number of related ones.

    `key` names the same finding from one run to the next (rule and record, not the row number). `because_of` is the
    key of the finding that it follows from, blank where it stands for itself; `explained` is its owner's reason.
    """

    rule: str
    severity: Severity
    cell: Cell
    wording: Wording
    key: str = ""
    because_of: str = ""
    explained: Explained | None = None

    @property
    def message(self) -> str:
        """What is wrong, and where it matters."""
        return self.wording.said.message

    @property
    def fix(self) -> str:
        """What to do."""
        return self.wording.said.fix

    @property
    def related(self) -> tuple[Related, ...]:
        """The other cells that bear on it."""
        return self.wording.said.related

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Its own cell, and then the others that bear on it."""
        return self.cell, *(related.cell for related in self.related)

    @property
    def is_of_a_record(self) -> bool:
        """Whether it is about a row that is known by its id wherever it stands, not about a place."""
        return bool(self.cell.record and self.cell.column) and not self.cell.record.startswith("row ")
