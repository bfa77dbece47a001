"""The handovers still to come, for conflicts: dates at once, and a colour only of those that are asked for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from weakref import WeakKeyDictionary

from xl_send.findings import Cell
from xl_send.network import Accounts, network_of
from xl_send.rag.contexts import Measured
from xl_send.rag.handovers import MeasuredHandover, handovers
from xl_send.rag.interdependencies import BothAccounts
from xl_send.rag.items import place_of
from xl_send.rag.unknown import Unknowns
from xl_send.results import Rating, Status
from xl_send.workbook.submissions import Programme


@dataclass(frozen=True)
class OpenHandover:
    """A handover still to come, neither paused nor withdrawn, with a day by which it is needed.

    `accounts` are all that were read of it, those of a workbook without an as at date among them.
    """

    handover: MeasuredHandover
    accounts: Accounts
    needed_by: date
    unknowns: Unknowns

    @cached_property
    def dates(self) -> BothAccounts | None:
        """The day on which it is expected and the float, where it is told; not of what is paused or withdrawn."""
        return None if self.handover.is_rested else self.handover.dates

    @property
    def effective(self) -> date | None:
        """The day on which it is expected."""
        return self.dates.effective if self.dates else None

    @property
    def room(self) -> int | None:
        """The working days to spare."""
        return self.dates.room if self.dates else None

    @property
    def is_amber(self) -> bool:
        """Whether its colour in the programme is Amber. What could not be read makes none Amber."""
        mild = self._rating.status is Status.AMBER
        return mild and self.unknowns.applied(self.handover.as_shared(self._rating)).status is Status.AMBER

    @property
    def cells(self) -> Sequence[Cell]:
        """The cells that decide its colour."""
        return self._rating.cells

    @cached_property
    def _rating(self) -> Rating:
        return self.handover.rating


# Several conflicts ask for them, so they are gathered once for each programme.
_KNOWN: WeakKeyDictionary[Programme, Sequence[OpenHandover]] = WeakKeyDictionary()


def open_handovers(programme: Programme) -> Sequence[OpenHandover]:
    """Every handover still to come that is neither paused nor withdrawn and is needed by some day, by id."""
    found = _KNOWN.get(programme)
    if found is None:
        found = _KNOWN[programme] = tuple(_open(programme))
    return found


def _open(programme: Programme) -> list[OpenHandover]:
    network, measured = network_of(programme), Measured.of(programme)
    unknowns = Unknowns(measured)
    found = []
    for handover in sorted(handovers(measured), key=lambda handover: place_of(handover.row.id, handover.row)):
        node, accounts = network.node(handover.row.id), network.accounts[handover.row.id]
        needed_by = accounts.need.needed_by
        if node is None or node.done or needed_by is None:
            continue
        # It may be told as not known whether it is paused at all.
        if handover.is_rested and unknowns.applied(handover.as_shared(handover.rating)).status is Status.NOT_RATED:
            continue
        found.append(OpenHandover(handover, accounts, needed_by, unknowns))
    return found
