"""Red and Amber milestones: how late, and when they will be on track again."""

from __future__ import annotations

from datetime import date

from xl_send.board_pack.first_page.asks import without_a_way_back
from xl_send.board_pack.material import Material, severity
from xl_send.board_pack.values import Heading, PackPage, PackTable, SectionPart, TableEntry, Tag
from xl_send.board_pack.wording import day, filled, labelled, statuses_counted, with_commas
from xl_send.results import Item, Status
from xl_send.words import capital, counted, sentence
from xl_send.workbook.sheets.milestones import Milestone

_HEADINGS = (
    Heading("Milestone", "ask"), Heading("RAG by dates", "why"), Heading("Now expected", "day"),
    Heading("What the owner says", "ask"),
)  # fmt: skip


def milestones(material: Material) -> PackPage:
    """All of them, the worst and soonest first; the rest counted."""
    rated = material.rated(Milestone)
    if not rated:
        return PackPage(
            "milestones", "Milestones", (SectionPart(sentences=(material.none("No milestone is rated.", Milestone),)),)
        )
    off = [entry for entry in rated if entry[0].status in {Status.RED, Status.AMBER}]
    off.sort(key=lambda entry: (severity(entry[0]), soonest(material, *entry), entry[0].id))
    told = f"{counted(len(rated), 'milestone')}: {statuses_counted([item.status for item, _ in rated])}."
    if not off:
        none = material.none("No milestone is Red or Amber.", Milestone)
        return PackPage("milestones", "Milestones", (SectionPart(sentences=(told, none)),))
    rows = tuple(_row(material, *entry) for entry in off)
    table = PackTable("Red and Amber milestones, the worst first", _HEADINGS, rows).trimmed()
    part = SectionPart(sentences=filled(told, without_a_way_back(material)), tables=(table,), drawn_from=(Milestone,))
    return PackPage("milestones", "Red and Amber milestones", (part,))


def expected_on(row: Milestone) -> date:
    """The day on which a milestone is now expected."""
    return row.forecast or row.agreed or row.baseline


def soonest(material: Material, item: Item, row: Milestone) -> date:
    """The same, or the day that it cannot be before, where its owner's date, still to come, does not allow for it."""
    own, feasible, at = expected_on(row), item.rating.facts.get("feasible"), material.programme.as_at(row)
    ahead = at is not None and own >= at
    return max(own, feasible) if isinstance(feasible, date) and ahead else own


def own_date(material: Material, item: Item, row: Milestone) -> str:
    """The owner's date, where it cannot be kept and another is told."""
    own = expected_on(row)
    return "" if soonest(material, item, row) == own else f"Its own date: {day(own)}"


def _row(material: Material, item: Item, row: Milestone) -> tuple[TableEntry, ...]:
    kind = capital(with_commas("key" if row.key else "", "fixed date" if row.fixed else ""))
    changed = labelled("Agreed", with_commas(day(row.agreed), *row.changes))
    own = material.profile.narrative
    return (
        TableEntry(row.name or item.id, notes=material.whose(item.id, row.owner, kind)),
        TableEntry(tag=Tag.of(item.status), notes=(sentence(item.rating.in_brief),)),
        TableEntry(
            day(soonest(material, item, row)) if row.forecast else "Not said",
            notes=filled(own_date(material, item, row), labelled("Planned", day(row.baseline)), changed),
        ),
        TableEntry(
            (row.commentary or "") if own else "",
            notes=(labelled("Back to green by", day(row.back_to_green)) or "No date for Green",),
        ),
    )
