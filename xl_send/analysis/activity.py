"""Which rows are being worked on, and which are off track by their owner's own word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, TypeVar

from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.choices import LogStatus, Rag, RiskStatus, State, TaskStatus
from xl_send.workbook.sheets.interdependencies import Diagnostic, Interdependency
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme

R = TypeVar("R", bound=Record)
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


def stopped_by_itself(programme: Programme, row: Stateful) -> bool:
    """Whether a row is paused or withdrawn while its workstream goes on."""
    return row.state is not State.ACTIVE and programme.state_of(row.workstream) is State.ACTIVE


def is_stopped(programme: Programme, row: Record) -> bool:
    """Whether a row of any sheet is paused or withdrawn, or belongs to a workstream that is."""
    own = getattr(row, "state", State.ACTIVE)
    return own is not State.ACTIVE or programme.state_of(getattr(row, "workstream", "")) is not State.ACTIVE


def has_ended(programme: Programme, row: Record) -> bool:
    """Whether nothing of a row is still to be done: it is stopped, reached, closed, ended or accepted."""
    if isinstance(row, Milestone):
        over = row.actual is not None
    elif isinstance(row, Risk):
        over = row.status is not RiskStatus.OPEN
    elif isinstance(row, LogEntry):
        over = row.status is LogStatus.CLOSED
    elif isinstance(row, Diagnostic):
        over = row.actual_end is not None or row.status in {TaskStatus.DONE, TaskStatus.DROPPED}
    else:
        over = isinstance(row, Interdependency) and (row.accepted is not None or is_handover_stopped(programme, row))
    return over or is_stopped(programme, row)


def is_handover_stopped(programme: Programme, row: Interdependency) -> bool:
    """Whether a handover is paused or withdrawn, or the workstream of one of its parties is."""
    parties = (row.giver, row.receiver)
    return row.state is not State.ACTIVE or any(programme.state_of(code) is not State.ACTIVE for code in parties)


def worked_on(programme: Programme, record: type[R]) -> Iterator[R]:
    """Every row of a sheet but those that are stopped."""
    return (row for row in programme.each(record) if not is_stopped(programme, row))
