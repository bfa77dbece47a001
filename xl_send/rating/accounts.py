"""Interdependencies as items: both parties' accounts of a handover brought together (status: interdependency)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xl_send.model.network import EXTERNAL, Interdependency
from xl_send.rating.contexts import Contexts, Measured
from xl_send.rating.interdependencies import Side, interdependency_verdict
from xl_send.rating.items import Account, Item, ItemKind, Verdict
from xl_send.schema.ids import code_of

Told = tuple[Interdependency, Contexts]


def interdependency_items(measured: Measured) -> Iterator[Item]:
    """One item for each id, with the accounts of it that were read."""
    by_id: dict[str, list[Told]] = {}
    for row in measured.programme.each(Interdependency):
        contexts = measured.of_record(row)
        if contexts:
            by_id.setdefault(row.id, []).append((row, contexts))
    for accounts in by_id.values():
        yield _item(measured, accounts)


def _item(measured: Measured, accounts: Sequence[Told]) -> Item:
    """The need is the receiver's account, the promise the giver's; where one was not read the other serves."""
    ordered = sorted(accounts, key=lambda one: one[0].receiver != code_of(one[0].id))
    need = next((one for one in ordered if _owns(measured, one[0], one[0].receiver)), None)
    promise = next((one for one in ordered if _owns(measured, one[0], one[0].giver)), None)
    need, promise = need or promise or ordered[0], promise or need or ordered[0]
    own = [_own_verdict(account) for account in accounts]
    row, giver = need[0], promise[0].giver
    return Item(
        id=row.id,
        kind=ItemKind.INTERDEPENDENCY,
        workstream=row.receiver,
        verdict=interdependency_verdict(Side(row, need[1].shared), Side(promise[0], promise[1].shared)),
        own=next(verdict for account, verdict in zip(accounts, own, strict=True) if account is need),
        record=row,
        also=giver if giver not in (EXTERNAL, row.receiver) else "",
        accounts=tuple(_account(account, verdict) for account, verdict in zip(accounts, own, strict=True)),
    )


def _owns(measured: Measured, row: Interdependency, code: str) -> bool:
    return code in measured.programme.of(row).codes


def _own_verdict(account: Told) -> Verdict:
    side = Side(account[0], account[1].own)
    return interdependency_verdict(side, side)


def _account(account: Told, verdict: Verdict) -> Account:
    return Account(account[0].at("id"), verdict.status, verdict.facts)
