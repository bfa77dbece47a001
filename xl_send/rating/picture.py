"""Every item of a programme, with its status by the programme's measures and by its own workbook's."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar, cast

from xl_send.model.benefits import Kpi
from xl_send.model.choices import Indicator, Rag
from xl_send.model.delivery import Milestone
from xl_send.model.resources import MoneyLine, Resource
from xl_send.model.risks import LogEntry, Risk
from xl_send.model.submissions import Programme
from xl_send.rating.accounts import interdependency_items
from xl_send.rating.context import Context
from xl_send.rating.contexts import Measured
from xl_send.rating.items import Item, ItemKind, Status, Verdict
from xl_send.rating.kpis import kpi_verdict
from xl_send.rating.milestones import milestone_verdict
from xl_send.rating.money import money_verdict
from xl_send.rating.resources import resource_verdict
from xl_send.rating.risks import log_verdict, risk_verdict
from xl_send.rating.worsening import worsened

Rated = TypeVar("Rated", Milestone, Kpi, Risk, LogEntry, Resource, MoneyLine)


def items(programme: Programme) -> tuple[Item, ...]:
    """Every rated record with its statuses: by kind, then by id, then by workbook and row.

    A workbook without a readable As at has none. An interdependency is one item, however many
    accounts of it were read; a KPI that two workbooks give is one item in each.
    """
    measured = Measured.of(programme)
    found = [
        *(_worsened(measured, one) for one in _rated(measured, ItemKind.MILESTONE, Milestone, milestone_verdict)),
        *with_early_warning(list(_rated(measured, ItemKind.KPI, Kpi, kpi_verdict))),
        *_rated(measured, ItemKind.RISK, Risk, risk_verdict),
        *_rated(measured, ItemKind.ISSUE, LogEntry, log_verdict),
        *interdependency_items(measured),
        *_rated(measured, ItemKind.RESOURCE, Resource, resource_verdict),
        *_rated(measured, ItemKind.MONEY, MoneyLine, money_verdict),
    ]
    return tuple(sorted(found, key=_place))


def _place(item: Item) -> tuple[int, str, int, str, int]:
    """Where an item stands: TRN-M2 before TRN-M10."""
    letters = item.id.rstrip("0123456789")
    number = int(item.id[len(letters) :] or 0)
    return _KINDS[item.kind], letters, number, item.record.workbook, item.record.row


_KINDS: Mapping[ItemKind, int] = {kind: place for place, kind in enumerate(ItemKind)}


def _rated(
    measured: Measured, kind: ItemKind, record: type[Rated], verdict: Callable[[Rated, Context], Verdict]
) -> Iterator[Item]:
    for row in measured.programme.each(record):
        contexts = measured.of_record(row)
        if contexts:
            shared = verdict(row, contexts.shared)
            own = shared if contexts.agree else verdict(row, contexts.own)
            yield Item(row.id, kind, row.workstream, shared, own, row, _reported(row))


def _worsened(measured: Measured, item: Item) -> Item:
    """A milestone with what the rest of the programme does to its colour."""
    shared = measured.by_workbook[item.record.workbook].shared
    return item._replace(verdict=worsened(cast("Milestone", item.record), item.verdict, shared))


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
    verdict, own = _warning(item.verdict, lagging.verdict), _warning(item.own, lagging.own)
    return item._replace(verdict=verdict, own=own)


def _warning(leading: Verdict, lagging: Verdict) -> Verdict:
    early = leading.status in {Status.RED, Status.AMBER} and lagging.status is Status.GREEN
    return replace(leading, facts={**leading.facts, "early_warning": early})
