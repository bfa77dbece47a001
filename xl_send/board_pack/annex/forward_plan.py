"""The forward plan by half-term: milestones, meetings with the day papers are due, and statutory dates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from xl_send.board_pack.annex.milestones import soonest
from xl_send.board_pack.material import Material
from xl_send.board_pack.values import Heading, PackPage, PackTable, SectionPart, TableEntry
from xl_send.board_pack.wording import day, shortened
from xl_send.calendar import Terms, WorkingDays
from xl_send.network import Meetings
from xl_send.results import Status
from xl_send.workbook.sheets.choices import CalendarKind, ForumLevel
from xl_send.workbook.sheets.governance import CalendarEntry, Forum, Meeting
from xl_send.workbook.sheets.milestones import Milestone

AHEAD = timedelta(days=200)
_HEADINGS = (
    Heading("Half-term", "tag"), Heading("Key milestones", "ask"),
    Heading("Meetings with papers due, and statutory dates", "ask"),
)  # fmt: skip
_OVER = frozenset({Status.COMPLETE, Status.NOT_RATED})
Dated = tuple[date, str]


def forward_plan(material: Material) -> PackPage:
    """What lies ahead for some three half-terms, one row a half-term."""
    if material.as_at is None:
        return PackPage("plan", "", ())
    first, last = material.as_at, material.as_at + AHEAD
    kept = [*meetings(material, first, last), *statutory(material, first, last)]
    columns = (due(material, first, last), kept)
    terms = Terms.of(material.programme.policy.calendar if material.programme.policy else ())
    names = dict.fromkeys(half_term_name(terms, at) for at in sorted(at for column in columns for at, _ in column))
    rows = tuple(
        (TableEntry(name), *(TableEntry(points=_within(column, terms, name)) for column in columns)) for name in names
    )
    table = PackTable(f"From {day(first)} to {day(last)}, by half-term", _HEADINGS, rows)
    part = SectionPart(tables=(table.trimmed(),), drawn_from=(Milestone, Forum, Meeting, CalendarEntry))
    return PackPage("plan", "Forward plan", (part,) if rows else ())


def _within(column: Sequence[Dated], terms: Terms, name: str) -> tuple[str, ...]:
    return tuple(text for at, text in sorted(column) if half_term_name(terms, at) == name)


def half_term_name(terms: Terms, at: date) -> str:
    """The half-term in which a day lies, with its year; a day in the holidays goes with the half-term before it."""
    if not terms.terms or not terms.terms[0].starts <= at <= terms.terms[-1].ends:
        return str(at.year)
    back = (at - timedelta(days=number) for number in range((at - terms.terms[0].starts).days + 1))
    return next((f"{name} {one.year}" for one in back if (name := terms.half_term_of(one))), str(at.year))


def due(material: Material, first: date, last: date) -> list[Dated]:
    """Milestones that the board would want to know of, still to come from day to day."""
    found = []
    for item, row in material.rated(Milestone):
        at = soonest(material, item, row)
        if item.status not in _OVER and row.key is not False and first <= at <= last:
            name = material.with_id(shortened(row.name or row.id, 70), row.id)
            found.append((at, f"{day(at)}: {name}, {item.status.value}"))
    return found


def meetings(material: Material, first: date, last: date) -> list[Dated]:
    """Meetings of forums above the workstreams, with the day their papers are due."""
    levels = {row.name.casefold(): row.level for row in material.programme.each(Forum)}
    reckoned = papers_due(material)
    met = {(row.forum, row.day): row for row in material.programme.each(Meeting) if first <= row.day <= last}
    return [
        (at, f"{day(at)}: {forum}, papers due {day(reckoned.papers_due(row))}")
        for (forum, at), row in met.items()
        if levels.get(forum.casefold()) is not ForumLevel.WORKSTREAM
    ]


def statutory(material: Material, first: date, last: date) -> list[Dated]:
    """Statutory dates of the programme's calendar."""
    calendar = material.programme.policy.calendar if material.programme.policy else ()
    return [
        (entry.starts, f"{day(entry.starts)}: {entry.label}")
        for entry in calendar
        if entry.kind is CalendarKind.STATUTORY and first <= entry.starts <= last
    ]


def papers_due(material: Material) -> Meetings:
    """When papers are due for meetings, by the programme's own count of days."""
    calendar: tuple[CalendarEntry, ...] = material.programme.policy.calendar if material.programme.policy else ()
    return Meetings(material.programme, material.thresholds, WorkingDays.of(calendar))
