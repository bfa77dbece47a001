"""The days that go into a diary: open milestones, meetings and the days on which their papers are due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xl_send.board_pack.annex.forward_plan import papers_due
from xl_send.board_pack.annex.milestones import expected_on
from xl_send.board_pack.diary import DiaryDay
from xl_send.board_pack.material import Material
from xl_send.results import Status
from xl_send.workbook.sheets.choices import ForumLevel
from xl_send.workbook.sheets.governance import Forum, Meeting
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream

_OVER = frozenset({Status.COMPLETE, Status.NOT_RATED})


def days_ahead(material: Material) -> tuple[DiaryDay, ...]:
    """Everything from the as at date on that this audience is shown, in order of days."""
    at = material.as_at or date.min
    found = [day for day in (*_milestones(material), *_meetings(material)) if day.day >= at]
    return tuple(sorted(found, key=lambda one: (one.day, one.key)))


def what_is_missing(material: Material) -> str:
    """That days may be missing, where something that has some could not be read."""
    unread = material.unread(Workstream, Milestone, Forum, Meeting)
    return "Something could not be read when this was made, so days may be missing here." if unread else ""


def _milestones(material: Material) -> Iterator[DiaryDay]:
    for item, row in material.rated(Milestone):
        if item.status not in _OVER:
            fixed = "Fixed date. " if row.fixed else ""
            stream = material.stream_name(row.workstream)
            more = f"{fixed}{stream}. {item.status.value}.".strip()
            yield DiaryDay(row.id, expected_on(row), material.with_id(row.name or row.id, row.id), more)


def _meetings(material: Material) -> Iterator[DiaryDay]:
    """Meetings of forums above the workstreams; a public diary has those alone whose papers are published."""
    forums = {row.name.casefold(): row for row in material.programme.each(Forum)}
    due = papers_due(material)
    met = {(row.forum, row.day): row for row in material.programme.each(Meeting)}
    for (name, at), row in met.items():
        forum = forums.get(name.casefold())
        inside = forum is not None and forum.level is ForumLevel.WORKSTREAM
        closed = material.profile.public and (forum is None or not forum.public)
        if inside or closed:
            continue
        papers = due.papers_due(row)
        yield DiaryDay(f"meeting-{name}-{at:%Y%m%d}", at, f"{name} meets")
        yield DiaryDay(
            f"papers-{name}-{at:%Y%m%d}", papers, f"Papers due: {name}", f"For the meeting on {at:%d/%m/%Y}."
        )
