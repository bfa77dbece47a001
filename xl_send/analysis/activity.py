"""Which rows are being worked on, and which are off track by their owner's own word."""

from __future__ import annotations

from typing import Protocol

from xl_send.workbook.sheets.choices import Rag, State
from xl_send.workbook.submissions import Programme

OFF_TRACK = frozenset({Rag.AMBER, Rag.RED})


class Stateful(Protocol):
    """A row with a state of its own within a workstream."""

    @property
    def state(self) -> State:
        """Active, Paused or Withdrawn."""

    @property
    def workstream(self) -> str:
        """The code of its workstream."""


def is_active(programme: Programme, row: Stateful) -> bool:
    """Whether neither the row nor its workstream is paused or withdrawn."""
    return row.state is State.ACTIVE and programme.state_of(row.workstream) is State.ACTIVE
