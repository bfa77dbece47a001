"""Interdependencies as items: both parties' accounts of a handover brought together (status: interdependency)."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.network import Accounts, reconciled
from xl_send.rag.contexts import Measured
from xl_send.rag.interdependencies import Side, interdependency_rating
from xl_send.results import Account, Item, ItemKind, Rating
from xl_send.workbook.sheets.interdependencies import EXTERNAL, Interdependency


def interdependency_items(measured: Measured) -> Iterator[Item]:
    """One item for each id, with the accounts of it that were read. A workbook without an as at date has none."""
    dated = (row for row in measured.programme.each(Interdependency) if measured.of_record(row))
    for accounts in reconciled(measured.programme, dated).values():
        yield _item(measured, accounts)


def _item(measured: Measured, accounts: Accounts) -> Item:
    row, giver = accounts.need, accounts.promise.giver
    return Item(
        id=row.id,
        kind=ItemKind.INTERDEPENDENCY,
        workstream=row.receiver,
        rating=interdependency_rating(_shared(measured, row), _shared(measured, accounts.promise)),
        own=_own_rating(measured, row),
        record=row,
        also=giver if giver not in (EXTERNAL, row.receiver) else "",
        accounts=tuple(_account(item, _own_rating(measured, item)) for item in accounts.rows),
    )


def _shared(measured: Measured, row: Interdependency) -> Side:
    return Side(row, measured.by_workbook[row.workbook].shared)


def _own_rating(measured: Measured, row: Interdependency) -> Rating:
    side = Side(row, measured.by_workbook[row.workbook].own)
    return interdependency_rating(side, side)


def _account(row: Interdependency, rating: Rating) -> Account:
    return Account(row.at("id"), rating.status, rating.facts)
