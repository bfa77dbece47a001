"""Late and unagreed handovers, with a map of who waits for whom."""

from __future__ import annotations

from collections import Counter
from datetime import date

from xl_send.board_pack.material import Material, severity
from xl_send.board_pack.pictures.handover_map import handover_map
from xl_send.board_pack.values import Exhibit, Heading, PackPage, PackTable, SectionPart, TableEntry, Tag
from xl_send.board_pack.wording import day, filled, labelled, shortened, statuses_counted
from xl_send.network import Accounts, reconciled
from xl_send.results import Item, Status
from xl_send.words import counted, sentence
from xl_send.workbook.sheets.interdependencies import EXTERNAL, Interdependency

_HEADINGS = (
    Heading("What is handed over", "ask"), Heading("From and to", "tag"), Heading("Needed by", "day"),
    Heading("Now expected", "day"), Heading("RAG", "why"),
)  # fmt: skip
_FIRST = 4
RatedHandover = tuple[Item, Interdependency]


def handovers(material: Material) -> PackPage:
    """Red and Amber handovers, the worst and soonest first; the map where one workstream keeps another waiting."""
    return PackPage("handovers", "Late and unagreed handovers", handover_parts(material, outside_first=False))


def partners_handovers(material: Material) -> PackPage:
    """The same for partners: what comes from outside the programme first."""
    return PackPage("handovers", "What partners hand over and wait for", handover_parts(material, outside_first=True))


def partners_first(material: Material) -> SectionPart:
    """For a first page: the handovers from outside the programme that are late or unagreed, in a sentence each."""
    off = [
        (item, row)
        for item, row in material.rated(Interdependency)
        if EXTERNAL in {row.giver, row.receiver} and item.status in {Status.RED, Status.AMBER, Status.NO_DATA}
    ]
    off.sort(key=lambda entry: (severity(entry[0]), entry[1].needed_by or date.max, entry[0].id))
    points = tuple(
        f"{item.status.value}: {material.with_id(shortened(row.needed, 90), item.id)}, "
        f"for {_short(material, row.receiver)}, needed by {day(row.needed_by) or 'no date'}. "
        f"{sentence(item.rating.in_brief)}"
        for item, row in off[:_FIRST]
    )
    rest = len(off) - _FIRST
    more = (f"{rest} more in the annex.",) if rest > 0 else ()
    if not points:
        told = material.none("No handover from outside the programme is late or unagreed.", Interdependency)
        return SectionPart("Handovers of partners", sentences=(told,))
    return SectionPart("Handovers of partners", points=(*points, *more), drawn_from=(Interdependency,))


def handover_parts(material: Material, *, outside_first: bool) -> tuple[SectionPart, ...]:
    """The parts of such a page."""
    rated = material.rated(Interdependency)
    if not rated:
        told = material.none("No handover between workstreams is listed.", Interdependency)
        return (SectionPart(sentences=(told,)),)
    counts = f"{counted(len(rated), 'handover')}: {statuses_counted([item.status for item, _ in rated])}."
    off = [entry for entry in rated if entry[0].status in {Status.RED, Status.AMBER}]
    if not off:
        return (SectionPart(sentences=(counts, material.none("None is Red or Amber.", Interdependency))),)
    off.sort(key=lambda entry: _order(entry, outside_first=outside_first))
    accounts = reconciled(material.programme, material.programme.each(Interdependency))
    rows = tuple(_row(material, item, accounts[item.id]) for item, _ in off)
    table = PackTable("Red and Amber handovers, the worst first", _HEADINGS, rows)
    return (
        SectionPart(
            sentences=(counts,),
            exhibits=_map(material, off),
            tables=(table.trimmed(),),
            drawn_from=(Interdependency,),
        ),
    )


def _order(one: RatedHandover, *, outside_first: bool) -> tuple[bool, int, date, str]:
    item, row = one
    return outside_first and row.giver != EXTERNAL, severity(item), row.needed_by or date.max, item.id


def _map(material: Material, off: list[RatedHandover]) -> tuple[Exhibit, ...]:
    late = Counter((row.giver, row.receiver) for item, row in off if item.status is Status.RED)
    if len(late) < 2:
        return ()
    named = {
        (_short(material, giver), _short(material, receiver)): number for (giver, receiver), number in late.items()
    }
    return (Exhibit(handover_map("Late handovers between workstreams", named)),)


def _short(material: Material, code: str) -> str:
    return material.stream_name(code) or material.stream(code)


def _code(material: Material, code: str) -> str:
    """A workstream by its code, or by its name for those who are shown no ids."""
    return "Outside" if code == EXTERNAL else code if material.profile.ids else _short(material, code)


def _row(material: Material, item: Item, both: Accounts) -> tuple[TableEntry, ...]:
    need, promise = both.need, both.promise
    kind = need.kind.value if need.kind else ""
    expected = promise.delivered or promise.forecast or promise.promised
    moved = f"Promised for {day(promise.promised)}" if promise.promised and promise.promised != expected else ""
    return (
        TableEntry(need.needed or item.id, notes=material.whose(item.id, None, kind)),
        TableEntry(f"{_code(material, need.giver)} to {_code(material, need.receiver)}"),
        TableEntry(day(need.needed_by) or "No date given"),
        TableEntry(day(expected) or "No date given", notes=filled(moved)),
        TableEntry(
            tag=Tag.of(item.status),
            notes=filled(sentence(item.rating.in_brief), labelled("Escalate to", need.escalate_to)),
        ),
    )
