"""Milestones: late or overdue, due before long, and reached since the last report."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from xl_send.board_pack.material import Material, severity
from xl_send.board_pack.sections.colours import reported_entry
from xl_send.board_pack.values import Heading, Section, SectionPart, Table, TableEntry, Tag
from xl_send.board_pack.wording import capital, day, filled, joined, labelled, sentence
from xl_send.network import given
from xl_send.results import Item, Status
from xl_send.words import counted
from xl_send.workbook.days import say
from xl_send.workbook.sheets.milestones import Milestone

# About a half-term: as far as the next report will look.
AHEAD = timedelta(days=60)
_HEADINGS = (
    Heading("Milestone", "name"), Heading("RAG by dates", "why"), Heading("Reported", "tag"),
    Heading("Baseline", "day"), Heading("Agreed", "day"), Heading("Forecast", "day"), Heading("Actual", "day"),
    Heading("Working days late", "number"), Heading("What the owner says", "says"),
)  # fmt: skip
Rated = tuple[Item, Milestone]


def milestones(material: Material) -> Section:
    """Late or overdue; due in the next 60 days; reached since the last report."""
    rated = material.rated(Milestone)
    if not rated or material.as_at is None:
        told = "No milestone is rated."
        told = material.none(told, Milestone) if material.as_at else told
        return Section("milestones", "Milestones", (SectionPart(sentences=(told,)),))
    parts = (_late(material, rated), _ahead(material, rated, material.as_at + AHEAD), _reached(material, rated))
    return Section("milestones", "Milestones due and late", parts)


def _table(material: Material, caption: str, rated: Iterable[Rated]) -> Table:
    return Table(caption, _HEADINGS, tuple(_row(material, item, row) for item, row in rated)).trimmed()


def _late(material: Material, rated: list[Rated]) -> SectionPart:
    off = [item for item in rated if item[0].status in {Status.RED, Status.AMBER}]
    off.sort(key=lambda item: (severity(item[0]), expected_on(item[1])))
    if not off:
        return SectionPart("Red and Amber", sentences=(material.none("No milestone is Red or Amber.", Milestone),))
    told = f"{counted(len(off), 'milestone')} of {len(rated)} {'is' if len(off) == 1 else 'are'} Red or Amber."
    return SectionPart("Red and Amber", sentences=(told,), tables=(_table(material, "Red and Amber milestones", off),))


def _ahead(material: Material, rated: list[Rated], last: date) -> SectionPart:
    """Due by a day and not among the Red and Amber above: also what an older return still expected by now."""
    off = {Status.RED, Status.AMBER, Status.COMPLETE, Status.NOT_RATED}
    due = [item for item in rated if item[0].status not in off and expected_on(item[1]) <= last]
    due.sort(key=lambda item: expected_on(item[1]))
    heading = "Due in the next 60 days"
    if not due:
        return SectionPart(heading, sentences=(material.none(f"No other milestone is due by {say(last)}.", Milestone),))
    told = f"Due by {say(last)}, besides the Red and Amber ones."
    return SectionPart(
        heading, sentences=(told,), tables=(_table(material, "Milestones due in the next 60 days", due),)
    )


def _reached(material: Material, rated: list[Rated]) -> SectionPart:
    """Reached after the previous return of their own workbook and by its as at date."""
    heading = "Reached since the last report"
    if not any(submission.cover.previous for submission in material.programme.submissions):
        return SectionPart(heading, sentences=("No workbook gives the date of the return before this one.",))
    done = [(item, row) for item, row in rated if _is_new(material, row)]
    done.sort(key=lambda entry: entry[1].actual or date.min)
    if not done:
        return SectionPart(
            heading, sentences=(material.none("No milestone was reached since the last report.", Milestone),)
        )
    return SectionPart(heading, tables=(_table(material, "Milestones reached since the last report", done),))


def _is_new(material: Material, row: Milestone) -> bool:
    reached, previous = given(row.actual, material.programme.as_at(row)), material.programme.of(row).cover.previous
    return bool(reached and previous and reached > previous)


def expected_on(row: Milestone) -> date:
    """The day on which a milestone is now expected."""
    return row.forecast or row.agreed or row.baseline


def _row(material: Material, item: Item, row: Milestone) -> tuple[TableEntry, ...]:
    late = item.rating.facts.get("late")
    agreed = labelled("Change", joined(*row.changes))
    kind = capital(joined("key milestone" if row.key else "", "fixed date" if row.fixed else ""))
    return (
        TableEntry(row.name or item.id, notes=material.whose(item.id, row.workstream, row.owner, kind, agreed)),
        TableEntry(tag=Tag.of(item.status), notes=(sentence(item.reason),)),
        reported_entry(item),
        TableEntry(day(row.baseline)),
        TableEntry(day(row.agreed)),
        TableEntry(day(row.forecast)),
        TableEntry(day(given(row.actual, material.programme.as_at(row)))),
        TableEntry(f"{late}" if isinstance(late, int) else ""),
        TableEntry(row.commentary or "", notes=filled(labelled("Back to green by", day(row.back_to_green)))),
    )
