"""What the board is asked to decide: by when, at which forum, and what follows if it is not decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from xl_send.model.choices import Decision, LogKind, LogStatus
from xl_send.model.delivery import Milestone
from xl_send.model.governance import Meeting
from xl_send.model.risks import LogEntry
from xl_send.rating.items import Status
from xl_send.report.asks import help_asked, ways_back
from xl_send.report.material import Material
from xl_send.report.values import Entry, Heading, Part, Section, Table
from xl_send.report.wording import day, filled
from xl_send.schema.days import say

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
    waits = sorted([*_logged(material), *_of_milestones(material)], key=lambda one: (one.by or date.max, one.record.id))
    parts = (_decided(material, waits), help_asked(material), ways_back(material))
    return Section("decisions", "What needs a decision", parts)


def _logged(material: Material) -> Iterator[_Wait]:
    for entry in material.programme.each(LogEntry):
        if entry.kind in _ASKED and entry.status is LogStatus.OPEN:
            yield _Wait(entry, entry.kind.value, entry.what or "", entry.needed_by, entry.otherwise or "Not said")


def _of_milestones(material: Material) -> Iterator[_Wait]:
    """Milestones that wait for their forum: needed by the day on which they are now expected."""
    over = {row for item, row in material.rated(Milestone) if item.status in {Status.NOT_RATED, Status.COMPLETE}}
    for one in material.programme.each(Milestone):
        if one.decision is not Decision.NONE and one.decided is None and one.actual is None and one not in over:
            yield _Wait(one, one.decision.value, one.name or "", one.forecast or one.baseline)


def _decided(material: Material, waits: Sequence[_Wait]) -> Part:
    horizon = material.as_at + timedelta(DAYS_AHEAD) if material.as_at else date.max
    soon = [one for one in waits if one.by is None or one.by <= horizon]
    later = [one.by for one in waits if one.by is not None and one.by > horizon]
    closing = f"{len(later):,} more needed later, the next by {say(later[0])}." if later else ""
    if not soon:
        return Part(sentences=filled(f"No decision is needed in the next {DAYS_AHEAD} days.", closing))
    rows = tuple(_row(material, one) for one in soon)
    caption = f"Decisions needed in the next {DAYS_AHEAD} days, soonest first"
    return Part(tables=(Table(caption, _HEADINGS, rows, closing),))


def _row(material: Material, wait: _Wait) -> tuple[Entry, ...]:
    record = wait.record
    past = wait.by is not None and material.as_at is not None and wait.by < material.as_at
    return (
        Entry(wait.what, notes=material.whose(record.id, record.workstream, record.owner, wait.kind)),
        Entry(day(wait.by) or "No date given", notes=("This day has passed",) if past else ()),
        Entry(record.forum or "No forum named", notes=filled(_next_meeting(material, record.forum))),
        Entry(wait.otherwise),
    )


def _next_meeting(material: Material, forum: str | None) -> str:
    """The first meeting of a forum whose papers are not yet due."""
    if not forum or material.as_at is None:
        return ""
    ahead = [
        (one.day, one.papers_due)
        for one in material.programme.each(Meeting)
        if one.forum.casefold() == forum.casefold() and (one.papers_due or one.day) >= material.as_at
    ]
    if not ahead:
        return "No meeting is listed for which papers can still go out"
    meets, papers = min(ahead, key=lambda one: one[0])
    return f"Papers due {say(papers)} for {say(meets)}" if papers else f"Meets {say(meets)}"
