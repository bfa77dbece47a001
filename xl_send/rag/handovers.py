"""Interdependencies as items: both parties' accounts of a handover brought together (status: interdependency)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from xl_send.network import Accounts, reconciled
from xl_send.rag.context import Measured
from xl_send.rag.interdependencies import BothAccounts, Side, both_accounts, interdependency_rating, rested
from xl_send.results import Account, Item, ItemKind, Rating
from xl_send.value_classes import NamedTuple
from xl_send.workbook.sheets.interdependencies import EXTERNAL, Interdependency


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
