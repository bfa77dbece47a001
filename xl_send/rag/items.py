"""Every item of a programme, with its status by the programme's measures and by its own workbook's."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar, cast

from xl_send.errors import fault_place
from xl_send.findings import Cell
from xl_send.rag.context import Context, Measured
from xl_send.rag.handovers import handovers_measured
from xl_send.rag.knock_on import worsened
from xl_send.rag.kpis.rating import kpi_rating
from xl_send.rag.milestones import milestone_rating
from xl_send.rag.resources import money_rating, resource_rating
from xl_send.rag.risks import log_rating, risk_rating
from xl_send.rag.unknown import Unknowns
from xl_send.results import Item, ItemKind, Rating, Status
from xl_send.value_classes import replace
from xl_send.workbook.columns import Record
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import Indicator, Rag
from xl_send.workbook.sheets.interdependencies import EXTERNAL, Interdependency
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.resources import MoneyLine, Resource
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.sheets_seen import UnreadRow
from xl_send.workbook.submissions import Programme, once_per_programme
from xl_send.workbook.unread import NotRead
from xl_send.workbook.unreadable import Remark

Rated = TypeVar("Rated", Milestone, Kpi, Risk, LogEntry, Resource, MoneyLine)


def items(programme: Programme) -> tuple[Item, ...]:
    """Every rated record with its statuses, and every row that could not be one: by kind, id, workbook and row.

    In a workbook without a readable As at nothing is rated. An interdependency is one item, however many
    accounts of it were read; a KPI that two workbooks give is one item in each.
    """
    measured = Measured.of(programme)
    unknowns = Unknowns(measured)
    rated = [
        *(_worsened(measured, item) for item in _rated(measured, ItemKind.MILESTONE, Milestone, milestone_rating)),
        *_rated(measured, ItemKind.KPI, Kpi, kpi_rating),
        *_rated(measured, ItemKind.RISK, Risk, risk_rating),
        *_rated(measured, ItemKind.ISSUE, LogEntry, log_rating),
        *(handover.item for handover in handovers_measured(measured)),
        *_rated(measured, ItemKind.RESOURCE, Resource, resource_rating),
        *_rated(measured, ItemKind.MONEY, MoneyLine, money_rating),
    ]
    found = with_early_warning([unknowns.applied(item) for item in rated])
    return tuple(sorted([_of_when(programme, item) for item in (*found, *_unread(measured, rated))], key=_place))


def _of_when(programme: Programme, item: Item) -> Item:
    """A row of a workstream whose last return stands for one that did not come: its reason says of which day it is.

    So does that of a row that is struck through and counts all the same.
    """
    stream = programme.streams.get(item.workstream)
    told = [f"carried forward, as at {say(stream.carried)}"] if stream and stream.carried else []
    struck = _struck_through(programme)
    told += ["its id is struck through"] if struck and item.record.at("id") in struck and item.status.coloured else []
    if not told:
        return item
    rating = item.rating
    return item._replace(rating=replace(rating, reason="; ".join([rating.reason, *told]), brief=rating.in_brief))


@once_per_programme
def _struck_through(programme: Programme) -> frozenset[Cell]:
    """The ids that are struck through."""
    remarks = (one for submission in programme.submissions for one in submission.remarks)
    return frozenset(one.cell for one in remarks if one.remark is Remark.STRUCK)


def _unread(measured: Measured, rated: Sequence[Item]) -> Iterator[Item]:
    """The rows that should have a colour and could not be read, unless another account of the same is an item."""
    told = {item.id for item in rated if item.kind is ItemKind.INTERDEPENDENCY} - {""}
    for submission in measured.programme.submissions:
        for row in submission.unread_rows if submission.workbook in measured.by_workbook else ():
            kind = _KIND_OF.get(row.record)
            named = row.id if kind is ItemKind.INTERDEPENDENCY else ""
            if kind and named not in told:
                yield _unread_item(kind, row)
            told |= {named} - {""}


def _unread_item(kind: ItemKind, row: UnreadRow) -> Item:
    record = NotRead.of(row)
    rating = Rating.not_known(row.why, *([row.cause] if row.cause else []))
    giver = row.value("giver") if kind is ItemKind.INTERDEPENDENCY else ""
    also = giver if giver not in (EXTERNAL, record.workstream) else ""
    return Item(record.id, kind, record.workstream, rating, rating, record, also=also)


_KIND_OF: Mapping[type[Record], ItemKind] = {
    Milestone: ItemKind.MILESTONE, Kpi: ItemKind.KPI, Risk: ItemKind.RISK, LogEntry: ItemKind.ISSUE,
    Interdependency: ItemKind.INTERDEPENDENCY, Resource: ItemKind.RESOURCE, MoneyLine: ItemKind.MONEY,
}  # fmt: skip


def _place(item: Item) -> tuple[int, str, int, str, int]:
    """Where an item stands: TRN-M2 before TRN-M10."""
    return _KINDS[item.kind], *record_order(item.id, item.record)


def record_order(name: str, record: Record) -> tuple[str, int, str, int]:
    """Where a record of some id stands among those of its kind."""
    letters = name.rstrip("0123456789")
    return letters, int(name[len(letters) :] or 0), record.workbook, record.row


_KINDS: Mapping[ItemKind, int] = {kind: place for place, kind in enumerate(ItemKind)}


def _rated(
    measured: Measured, kind: ItemKind, record: type[Rated], rating: Callable[[Rated, Context], Rating]
) -> Iterator[Item]:
    for row in measured.programme.each(record):
        contexts = measured.of_record(row)
        if contexts:
            shared = _safely(rating, row, contexts.shared)
            own = shared if contexts.agree else _safely(rating, row, contexts.own)
            yield Item(row.id, kind, row.workstream, shared, own, row, _reported(row))


def _safely(rating: Callable[[Rated, Context], Rating], row: Rated, context: Context) -> Rating:
    """The rating of a row. Where working it out fails it is not known, which is told, and the other rows stand."""
    try:
        return rating(row, context)
    except Exception as error:  # noqa: BLE001 - whatever fails over one row, the others are rated
        return Rating.not_known(f"xl_send has met a fault of its own ({fault_place(error)})", row.at("id"))


def _worsened(measured: Measured, item: Item) -> Item:
    """A milestone with what the rest of the programme does to its colour."""
    shared = measured.by_workbook[item.record.workbook].shared
    return item._replace(rating=worsened(cast("Milestone", item.record), item.rating, shared))


def _reported(row: Milestone | Kpi | Risk | LogEntry | Resource | MoneyLine) -> Rag | None:
    return row.reported if isinstance(row, Milestone | Kpi | Risk) else None


def with_early_warning(kpis: Sequence[Item]) -> Iterator[Item]:
    """Tell of each Leading KPI that is Red or Amber while the KPI it leads to is still Green.

    Of two workbooks that both give the lagging KPI, the leading one's own is the one that counts.
    """
    by_id: dict[str, Item] = {}
    by_place = {(item.record.workbook, item.id): item for item in reversed(kpis)}
    for item in kpis:
        by_id.setdefault(item.id, item)
    for item in kpis:
        leads_to = _leads_to(item)
        lagging = by_place.get((item.record.workbook, leads_to)) or by_id.get(leads_to)
        yield _warned(item, lagging) if lagging else item


def _leads_to(item: Item) -> str:
    kpi = item.record
    return (kpi.leads_to or "") if isinstance(kpi, Kpi) and kpi.type is Indicator.LEADING else ""


def _warned(item: Item, lagging: Item) -> Item:
    rating, own = _warning(item.rating, lagging.rating), _warning(item.own, lagging.own)
    return item._replace(rating=rating, own=own)


def _warning(leading: Rating, lagging: Rating) -> Rating:
    early = leading.status in {Status.RED, Status.AMBER} and lagging.status is Status.GREEN
    return replace(leading, facts={**leading.facts, "early_warning": early})
