"""Interdependencies as items: both parties' accounts of a handover brought together (status: interdependency)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from xl_send.findings import Cell
from xl_send.frozen import frozen
from xl_send.network import Accounts, network_of, reconciled
from xl_send.rag.context import Measured
from xl_send.rag.interdependencies import (
    BothAccounts,
    Side,
    both_accounts,
    days_compared,
    interdependency_rating,
    is_mild,
    is_overdue,
    is_past_need,
    rested,
)
from xl_send.rag.items import record_order
from xl_send.rag.unknown import Unknowns
from xl_send.results import Account, Item, ItemKind, Rating, Status
from xl_send.workbook.sheets.interdependencies import EXTERNAL, Interdependency
from xl_send.workbook.submissions import Programme, once_per_programme


class MeasuredHandover(NamedTuple):
    """A handover as the programme measures it; its colour and its words are worked out only when they are asked for."""

    measured: Measured
    accounts: Accounts

    @property
    def row(self) -> Interdependency:
        """The receiver's account, by which it is known."""
        return self.accounts.need

    @property
    def is_rested(self) -> bool:
        """Whether it, or its receiver's workstream, is paused or withdrawn."""
        return rested(*self._sides) is not None

    @property
    def dates(self) -> BothAccounts:
        """The day of the handover and the float."""
        return both_accounts(*self._sides)

    @property
    def rating(self) -> Rating:
        """What it earns by the programme's measures, whatever could not be read."""
        return interdependency_rating(*self._sides)

    @property
    def item(self) -> Item:
        """The handover as it is counted, with what each of its accounts says by itself."""
        own = {id(account): self._own_rating(account) for account in (self.row, *self.accounts.rows)}
        return self._item(self.rating, lambda account: own[id(account)])

    def as_shared(self, rating: Rating) -> Item:
        """The same by the programme's measures alone: a rating, as if each account by itself said so too."""
        return self._item(rating, lambda _: rating)

    def _item(self, rating: Rating, own: Callable[[Interdependency], Rating]) -> Item:
        row, giver = self.row, self.accounts.promise.giver
        return Item(
            id=row.id,
            kind=ItemKind.INTERDEPENDENCY,
            workstream=row.receiver,
            rating=rating,
            own=own(row),
            record=row,
            also=giver if giver not in (EXTERNAL, row.receiver) else "",
            accounts=tuple(_account(account, own(account)) for account in self.accounts.rows),
        )

    @property
    def _sides(self) -> tuple[Side, Side]:
        """The need and the promise."""
        need, promise, books = self.accounts.need, self.accounts.promise, self.measured.by_workbook
        return Side(need, books[need.workbook].shared), Side(promise, books[promise.workbook].shared)

    def _own_rating(self, row: Interdependency) -> Rating:
        side = Side(row, self.measured.by_workbook[row.workbook].own)
        return interdependency_rating(side, side)


def handovers_measured(measured: Measured) -> Iterator[MeasuredHandover]:
    """Every handover with the accounts of it that were read. A workbook without an as at date has none."""
    return (MeasuredHandover(measured, accounts) for accounts in _dated(measured).values())


def _dated(measured: Measured) -> Mapping[str, Accounts]:
    """The accounts in workbooks with an as at date, by id: those of the network, where all of them have one."""
    programme = measured.programme
    network = next((contexts.shared.network for contexts in measured.by_workbook.values()), None)
    if network and all(submission.workbook in measured.by_workbook for submission in programme.submissions):
        return network.accounts
    dated = (row for row in programme.each(Interdependency) if measured.of_record(row))
    return reconciled(programme, dated)


def _account(row: Interdependency, rating: Rating) -> Account:
    return Account(row.at("id"), rating.status, rating.facts)


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
