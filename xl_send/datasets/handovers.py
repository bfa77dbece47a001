"""Handovers between workstreams: one row each, however many accounts of it were read."""

from __future__ import annotations

from xl_send.datasets.dataset import DataRow, Dataset, date_field, text_field, whole, yes_no
from xl_send.datasets.items import STATUS, status_cells
from xl_send.network import reconciled
from xl_send.network.accounts import Accounts
from xl_send.results import Item, ItemKind, ProgrammeStatus
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.submissions import Programme

FIELDS = (
    text_field("id", "The id under which both parties list it."),
    text_field("needed", "What is handed over."),
    text_field("kind", "What kind of thing it is."),
    text_field("giver", "The workstream that gives, or External."),
    text_field("giver_milestone", "The milestone at which it is ready."),
    text_field("giver_owner", "Who hands it over."),
    text_field("receiver", "The workstream that receives."),
    text_field("receiver_milestone", "The milestone that waits for it."),
    text_field("receiver_owner", "Who receives it."),
    date_field("needed_by", "When it is needed, by the receiver's account."),
    date_field("promised", "When it was promised for, by the giver's account."),
    date_field("forecast", "When the giver now expects it."),
    date_field("delivered", "When it was handed over, by the giver's account."),
    date_field("accepted", "When it was accepted, by the receiver's account."),
    yes_no("agreed", "Whether both parties agree."),
    whole("accounts", "How many accounts of it were read."),
    date_field("effective", "When it was made or is expected, all considered."),
    whole("float", "How much later it may be without moving what waits for it; negative if late.", "working days"),
    *STATUS,
)  # fmt: skip


def handovers(programme: Programme, picture: ProgrammeStatus) -> Dataset:
    """One row a handover, the receiver's word on the need and the giver's on the promise."""
    items = {item.id: item for item in picture.items if item.kind is ItemKind.INTERDEPENDENCY}
    found = reconciled(programme, list(programme.each(Interdependency)))
    rows = [_row(name, accounts, items.get(name)) for name, accounts in found.items()]
    description = "One row a handover between workstreams, with both parties' dates, its float and its colour."
    return Dataset("handovers", description, FIELDS, ("id",), rows)


def _row(name: str, found: Accounts, item: Item | None) -> DataRow:
    need, promise = found.need, found.promise
    facts = item.rating.facts if item else {}
    effective, room = facts.get("effective"), facts.get("float")
    return {
        "id": name,
        "needed": need.needed or promise.needed,
        "kind": need.kind.value if need.kind else None,
        "giver": need.giver,
        "giver_milestone": found.giver_milestone,
        "giver_owner": promise.giver_owner or need.giver_owner,
        "receiver": need.receiver,
        "receiver_milestone": found.receiver_milestone,
        "receiver_owner": need.receiver_owner or promise.receiver_owner,
        "needed_by": need.needed_by,
        "promised": promise.promised,
        "forecast": promise.forecast,
        "delivered": promise.delivered,
        "accepted": need.accepted,
        "agreed": found.agreed,
        "accounts": len(found.rows),
        "effective": effective,  # type: ignore[dict-item]
        "float": room,  # type: ignore[dict-item]
        **(status_cells(item) if item else {}),
    }
