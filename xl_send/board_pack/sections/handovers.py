"""Handovers between workstreams that are Red or Amber."""

from __future__ import annotations

from datetime import date

from xl_send.board_pack.material import Material, severity
from xl_send.board_pack.values import Heading, Section, SectionPart, Table, TableEntry, Tag
from xl_send.board_pack.wording import day, filled, labelled, sentence, statuses_counted
from xl_send.results import Item, Status
from xl_send.words import counted
from xl_send.workbook.sheets.interdependencies import Interdependency

_HEADINGS = (
    Heading("What is handed over", "name"), Heading("From"), Heading("To"), Heading("Needed by", "day"),
    Heading("Promised for", "day"), Heading("Forecast", "day"), Heading("Float in working days", "number"),
    Heading("RAG", "why"),
)  # fmt: skip
Rated = tuple[Item, Interdependency]


def handovers(material: Material) -> Section:
    """Red and Amber handovers, the worst and soonest first."""
    return Section("interdependencies", "Interdependencies", (_part(material, material.rated(Interdependency)),))


def _part(material: Material, rated: list[Rated]) -> SectionPart:
    if not rated:
        return SectionPart(sentences=(material.none("No handover between workstreams is listed.", Interdependency),))
    told = f"{counted(len(rated), 'handover')}: {statuses_counted([item.status for item, _ in rated])}."
    off = [entry for entry in rated if entry[0].status in {Status.RED, Status.AMBER}]
    if not off:
        return SectionPart(sentences=(told, material.none("None is Red or Amber.", Interdependency)))
    off.sort(key=lambda entry: (severity(entry[0]), entry[1].needed_by or date.max, entry[0].id))
    table = Table("Red and Amber handovers", _HEADINGS, tuple(_row(material, *entry) for entry in off))
    return SectionPart(sentences=(told,), tables=(table.trimmed(),))


def _row(material: Material, item: Item, need: Interdependency) -> tuple[TableEntry, ...]:
    promise = _promise(material, need)
    room = item.rating.facts.get("float")
    kind = need.kind.value if need.kind else ""
    return (
        TableEntry(need.needed or item.id, notes=filled(item.id, kind, labelled("Escalate to", need.escalate_to))),
        TableEntry(material.stream(need.giver), notes=filled(labelled("Owner", need.giver_owner))),
        TableEntry(material.stream(need.receiver), notes=filled(labelled("Owner", need.receiver_owner))),
        TableEntry(day(need.needed_by) or "No date given"),
        TableEntry(day(promise.promised) or "No date given"),
        TableEntry(day(promise.forecast), notes=filled(labelled("Delivered", day(promise.delivered)))),
        TableEntry(f"{room}" if isinstance(room, int) else ""),
        TableEntry(tag=Tag.of(item.status), notes=(sentence(item.reason),)),
    )


def _promise(material: Material, need: Interdependency) -> Interdependency:
    """The giver's account, whose word the promise is; where it was not read, the receiver's."""
    accounts = (
        interdependency for interdependency in material.programme.each(Interdependency) if interdependency.id == need.id
    )
    return next((account for account in accounts if account.giver in material.programme.of(account).codes), need)
