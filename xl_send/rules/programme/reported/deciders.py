"""What decided the colour of a workstream or of the programme: its cells, and why in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xl_send.analysis.notes.money import is_carried_in
from xl_send.findings import Related
from xl_send.results import Aspect, Item, ItemKind, Status
from xl_send.rules.programme.reported.too_well import has_caught_up, reported_too_well
from xl_send.value_classes import replace
from xl_send.words import every_name
from xl_send.workbook.sheets.choices import Response
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.resources import MoneyLine
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme

MOST_DRIVERS = 6


def deciders(
    programme: Programme, items: Mapping[str, Sequence[tuple[int, Item]]], found: Aspect
) -> tuple[Related, ...]:
    """What decided a colour; where all of it is reported better than it is computed, what is reported."""
    told = reported_too_well(programme)
    are_told = bool(found.drivers) and all(name in told for name in found.drivers)
    named = sorted((items[name] for name in found.drivers[:MOST_DRIVERS]), key=lambda rows: rows[0][0])
    return tuple(
        Related(cell, f"{item.id}: {item.status.value}")
        for *_, (_, item) in named
        for cell in ([told[item.id]] if are_told else item.rating.cells[:1])
    )


def in_words(found: Aspect) -> str:
    """Why a colour is what it is; what of it is not known comes after it, where something else decides it.

    Which returns tell of an earlier day stands on their own covers.
    """
    reason = replace(found.reason, earlier=())
    if not reason.unread or not reason.drivers:
        return reason.words
    return f"{replace(reason, unread=()).words}; besides, {every_name(reason.unread)}"


def has_a_way_back(programme: Programme, items: Mapping[str, Sequence[tuple[int, Item]]], found: Aspect) -> bool:
    """Whether all that makes it Amber is a risk or money, or is to be green again on a day still to come."""
    own = [item for name in found.drivers for _, item in items.get(name, ())]
    return found.status is Status.AMBER and bool(own) and all(_is_on_its_way(programme, item) for item in own)


def is_by_seen_risks(programme: Programme, items: Mapping[str, Sequence[tuple[int, Item]]], found: Aspect) -> bool:
    """Whether all that makes it Amber is known and being seen to: risks, issues, agreed handovers, KPIs caught up."""
    own = [item for name in found.drivers for _, item in items.get(name, ())]
    return found.status is Status.AMBER and bool(own) and all(_is_known(programme, item) for item in own)


def is_by_money_carried_in(
    programme: Programme, items: Mapping[str, Sequence[tuple[int, Item]]], found: Aspect
) -> bool:
    """Whether all that makes it so are lines over their budgets by what others of the year before carry forward."""
    own = [item.record for name in found.drivers for _, item in items.get(name, ())]
    return bool(own) and all(isinstance(row, MoneyLine) and is_carried_in(programme, row) for row in own)


def _is_known(programme: Programme, item: Item) -> bool:
    """Whether what makes it Amber is being seen to, or is a handover agreed with some room, or a KPI caught up."""
    row = item.record
    if isinstance(row, Interdependency):
        agreements = {row.at("giver_agrees").column, row.at("receiver_agrees").column}
        agreed = agreements.isdisjoint(cell.column for cell in item.rating.cells)
        return "float" in item.rating.told and agreed and bool(item.rating.facts.get("float"))
    if isinstance(row, MoneyLine):
        return bool(row.note) and row.outturn < row.budget
    return has_caught_up(row, item) if isinstance(row, Kpi) else _is_seen_to(programme, row)


def _is_seen_to(programme: Programme, row: object) -> bool:
    """Whether a risk is tolerated or its next action still to come, or an issue is to be settled by a day to come."""
    if not isinstance(row, Risk | LogEntry):
        return False
    due, as_at = row.action_due if isinstance(row, Risk) else row.needed_by, programme.as_at(row)
    tolerated = isinstance(row, Risk) and row.response is Response.TOLERATE
    return tolerated or bool(due and as_at and due >= as_at)


def _is_on_its_way(programme: Programme, item: Item) -> bool:
    back, as_at = getattr(item.record, "back_to_green", None), programme.as_at(item.record)
    return item.kind in (ItemKind.RISK, ItemKind.MONEY) or bool(back and as_at and back > as_at)
