"""What the board is asked to decide: by when, at which forum, and what follows if it is not decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from xl_send.board_pack.material import Material
from xl_send.board_pack.sections.asks import help_asked, ways_back
from xl_send.board_pack.values import Heading, Section, SectionPart, Table, TableEntry
from xl_send.board_pack.wording import day, filled
from xl_send.results import Status
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import Decision, LogKind, LogStatus
from xl_send.workbook.sheets.governance import Meeting
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.risks import LogEntry

DAYS_AHEAD = 90
_ASKED = frozenset({LogKind.DECISION, LogKind.CHANGE_REQUEST})
_HEADINGS = (
    Heading("Decision", "ask"), Heading("Needed by", "day"), Heading("Forum"), Heading("What happens if not", "says"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Wait:
    """One decision that somebody waits for."""

    record: LogEntry | Milestone
    kind: str
    what: str
    by: date | None
    otherwise: str = ""


def decisions(material: Material) -> Section:
    """What needs a decision, soonest first; what help is asked; and which ways back to green are missing."""
    waits = sorted(
        [*_logged(material), *_of_milestones(material)], key=lambda item: (item.by or date.max, item.record.id)
    )
    parts = (_decided(material, waits), help_asked(material), ways_back(material))
    return Section("decisions", "What needs a decision", parts)


def _logged(material: Material) -> Iterator[_Wait]:
    for entry in material.programme.each(LogEntry):
        if entry.kind in _ASKED and entry.status is LogStatus.OPEN:
            yield _Wait(entry, entry.kind.value, entry.what or "", entry.needed_by, entry.otherwise or "Not said")


def _of_milestones(material: Material) -> Iterator[_Wait]:
    """Milestones that wait for their forum: needed by the day on which they are now expected."""
    over = {row for item, row in material.rated(Milestone) if item.status in {Status.NOT_RATED, Status.COMPLETE}}
    for milestone in material.programme.each(Milestone):
        if (
            milestone.decision is not Decision.NONE
            and milestone.decided is None
            and milestone.actual is None
            and milestone not in over
        ):
            yield _Wait(
                milestone, milestone.decision.value, milestone.name or "", milestone.forecast or milestone.baseline
            )


def _decided(material: Material, waits: Sequence[_Wait]) -> SectionPart:
    horizon = material.as_at + timedelta(DAYS_AHEAD) if material.as_at else date.max
    soon = [wait for wait in waits if wait.by is None or wait.by <= horizon]
    later = [wait.by for wait in waits if wait.by is not None and wait.by > horizon]
    closing = f"{len(later):,} more needed later, the next by {say(later[0])}." if later else ""
    if not soon:
        told = material.none(f"No decision is needed in the next {DAYS_AHEAD} days.", LogEntry, Milestone)
        return SectionPart(sentences=filled(told, closing))
    rows = tuple(_row(material, wait) for wait in soon)
    caption = f"Decisions needed in the next {DAYS_AHEAD} days, soonest first"
    return SectionPart(tables=(Table(caption, _HEADINGS, rows, closing),))


def _row(material: Material, wait: _Wait) -> tuple[TableEntry, ...]:
    record = wait.record
    past = wait.by is not None and material.as_at is not None and wait.by < material.as_at
    return (
        TableEntry(wait.what, notes=material.whose(record.id, record.workstream, record.owner, wait.kind)),
        TableEntry(day(wait.by) or "No date given", notes=("This day has passed",) if past else ()),
        TableEntry(record.forum or "No forum named", notes=filled(_next_meeting(material, record.forum))),
        TableEntry(wait.otherwise),
    )


def _next_meeting(material: Material, forum: str | None) -> str:
    """The first meeting of a forum whose papers are not yet due."""
    if not forum or material.as_at is None:
        return ""
    ahead = [
        (meeting.day, meeting.papers_due)
        for meeting in material.programme.each(Meeting)
        if meeting.forum.casefold() == forum.casefold() and (meeting.papers_due or meeting.day) >= material.as_at
    ]
    if not ahead:
        return "No meeting is listed for which papers can still go out"
    meets, papers = min(ahead, key=lambda item: item[0])
    return f"Papers due {say(papers)} for {say(meets)}" if papers else f"Meets {say(meets)}"
