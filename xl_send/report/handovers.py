"""Handovers between workstreams that are Red or Amber."""

from __future__ import annotations

from datetime import date

from xl_send.model.network import Interdependency
from xl_send.rating.items import Item, Status
from xl_send.report.material import Material, severity
from xl_send.report.values import Entry, Heading, Part, Section, Table, Tag
from xl_send.report.wording import counted, day, filled, labelled, sentence, statuses_counted

_HEADINGS = (
    Heading("What is handed over", "name"), Heading("From"), Heading("To"), Heading("Needed by", "day"),
    Heading("Promised for", "day"), Heading("Forecast", "day"), Heading("Float in working days", "number"),
    Heading("RAG", "why"),
)  # fmt: skip
Rated = tuple[Item, Interdependency]


def handovers(material: Material) -> Section:
    """Red and Amber handovers, the worst and soonest first."""
    return Section("interdependencies", "Interdependencies", (_part(material, material.rated(Interdependency)),))


def _part(material: Material, rated: list[Rated]) -> Part:
    if not rated:
        return Part(sentences=("No handover between workstreams is listed.",))
    told = f"{counted(len(rated), 'handover')}: {statuses_counted([item.status for item, _ in rated])}."
    off = [one for one in rated if one[0].status in {Status.RED, Status.AMBER}]
    if not off:
        return Part(sentences=(told, "None is Red or Amber."))
    off.sort(key=lambda one: (severity(one[0]), one[1].needed_by or date.max, one[0].id))
    table = Table("Red and Amber handovers", _HEADINGS, tuple(_row(material, *one) for one in off))
    return Part(sentences=(told,), tables=(table.trimmed(),))


def _row(material: Material, item: Item, need: Interdependency) -> tuple[Entry, ...]:
    promise = _promise(material, need)
    room = item.verdict.facts.get("float")
    kind = need.kind.value if need.kind else ""
    return (
        Entry(need.needed or item.id, notes=filled(item.id, kind, labelled("Escalate to", need.escalate_to))),
        Entry(material.stream(need.giver), notes=filled(labelled("Owner", need.giver_owner))),
        Entry(material.stream(need.receiver), notes=filled(labelled("Owner", need.receiver_owner))),
        Entry(day(need.needed_by) or "No date given"),
        Entry(day(promise.promised) or "No date given"),
        Entry(day(promise.forecast), notes=filled(labelled("Delivered", day(promise.delivered)))),
        Entry(f"{room}" if isinstance(room, int) else ""),
        Entry(tag=Tag.of(item.status), notes=(sentence(item.reason),)),
    )


def _promise(material: Material, need: Interdependency) -> Interdependency:
    """The giver's account, whose word the promise is; where it was not read, the receiver's."""
    accounts = (one for one in material.programme.each(Interdependency) if one.id == need.id)
    return next((one for one in accounts if one.giver in material.programme.of(one).codes), need)
