"""The handovers still to come, for conflicts: dates at once, and a colour only of those that are asked for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from xl_send.findings import Cell
from xl_send.network import Accounts, network_of
from xl_send.rag.context import Measured
from xl_send.rag.handovers import MeasuredHandover, handovers_measured
from xl_send.rag.interdependencies import BothAccounts, days_compared, is_mild, is_overdue, is_past_need
from xl_send.rag.items import record_order
from xl_send.rag.unknown import Unknowns
from xl_send.results import Status
from xl_send.value_classes import frozen
from xl_send.workbook.submissions import Programme, once_per_programme


@frozen()
class OpenHandover:
    """A handover still to come, neither paused nor withdrawn, with a day by which it is needed.

    `accounts` are all that were read of it, those of a workbook without an as at date among them.
    """

    handover: MeasuredHandover
    accounts: Accounts
    needed_by: date
    unknowns: Unknowns
    dates: BothAccounts | None

    @property
    def effective(self) -> date | None:
        """The day on which it is expected; None of what may be paused or withdrawn."""
        return self.dates.effective if self.dates else None

    @property
    def room(self) -> int | None:
        """The working days to spare; None of what may be paused or withdrawn."""
        return self.dates.room if self.dates else None

    @property
    def is_mild(self) -> bool:
        """Whether its colour in the programme is Amber, though it is too late. What could not be read is not Amber."""
        dates = self.dates
        if dates is None or is_past_need(dates) or is_overdue(dates) or not is_mild(dates):
            return False
        # No reason is given, as nobody reads it: only what could not be read may still change the colour.
        return self.unknowns.applied(self.handover.as_shared(dates.rating(Status.AMBER, ""))).status is Status.AMBER

    @property
    def cells(self) -> Sequence[Cell]:
        """The cells that decide its colour."""
        return days_compared(self.dates) if self.dates else ()


@once_per_programme
def open_handovers(programme: Programme) -> Sequence[OpenHandover]:
    """Every handover still to come that is neither paused nor withdrawn and is needed by some day, by id."""
    return tuple(_open(programme))


def _open(programme: Programme) -> list[OpenHandover]:
    network, measured = network_of(programme), Measured.of(programme)
    unknowns = Unknowns(measured)
    found = []
    in_order = sorted(handovers_measured(measured), key=lambda handover: record_order(handover.row.id, handover.row))
    for handover in in_order:
        node, accounts = network.node(handover.row.id), network.accounts[handover.row.id]
        needed_by = accounts.need.needed_by
        if node is None or node.done or needed_by is None:
            continue
        rested = handover.is_rested
        # It may be told as not known whether it is paused at all.
        if rested and unknowns.applied(handover.as_shared(handover.rating)).status is Status.NOT_RATED:
            continue
        found.append(OpenHandover(handover, accounts, needed_by, unknowns, None if rested else handover.dates))
    return found
