"""Which meetings of a forum can still give a decision (status: milestone, forum)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from xl_send.calendar import WorkingDays, clear_days
from xl_send.network.graph import Sitting
from xl_send.network.plans import given
from xl_send.value_classes import NamedTuple
from xl_send.words import nearest
from xl_send.workbook.sheets.choices import Decision
from xl_send.workbook.sheets.governance import Forum, Meeting
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.thresholds import Thresholds
from xl_send.workbook.submissions import Programme, once_per_programme

Key = tuple[str, str]
Row = TypeVar("Row", Forum, Meeting)
ByForum = Mapping[Key, Sequence[Row]]


class ForumMeetings(NamedTuple):
    """The meetings of one forum in order, those that are usable among them, and the forum itself if listed.

    `papers` are the days by which papers must be in for each usable meeting.
    """

    forum: Forum | None
    meetings: tuple[Meeting, ...]
    usable: tuple[Meeting, ...]
    papers: tuple[date, ...] = ()

    def last_by(self, day: date) -> Meeting | None:
        """The meeting that serves a day: the last usable one on or before it.

        What is said of a decision anywhere rests on this: its milestone's colour, conflicts, and what a slip misses.
        """
        return next((meeting for meeting in reversed(self.usable) if meeting.day <= day), None)

    def serving(self, day: date, ready: date | None = None) -> Meeting | None:
        """The meeting that serves a day, the last on or before it for whose papers all is ready; else the next."""
        usable = [
            meeting
            for meeting, papers in zip(self.usable, self.papers, strict=True)
            if ready is None or papers >= ready
        ]
        before = [meeting for meeting in usable if meeting.day <= day]
        return before[-1] if before else next(iter(usable), None)

    def first_after(self, day: date) -> Meeting | None:
        """The first usable meeting after a day."""
        return next((meeting for meeting in self.usable if meeting.day > day), None)

    def lists_beyond(self, day: date) -> bool:
        """Whether a meeting on or after a day is listed; else nothing can be told of it."""
        return bool(self.meetings) and self.meetings[-1].day >= day

    def sits_on(self, day: date) -> bool:
        """Whether the forum meets on a day."""
        return any(meeting.day == day for meeting in self.meetings)

    @property
    def sittings(self) -> Sequence[Sitting] | None:
        """When papers are due and the meeting is, for each usable one; None where no meeting at all is listed."""
        if not self.meetings:
            return None
        pairs = zip(self.papers, self.usable, strict=True)
        return tuple((papers.toordinal(), meeting.day.toordinal()) for papers, meeting in pairs)


@once_per_programme
def forums_meant(programme: Programme) -> Mapping[int, str]:
    """By the identity of a meeting whose forum is not listed in its workbook, the listed one that is nearly so called.

    Such a meeting may be of that forum: it is not known, and nothing is said for want of it.
    """
    found: dict[int, str] = {}
    for submission in programme.submissions:
        listed = tuple(forum.name for forum in submission.all(Forum))
        known = {name.casefold() for name in listed}
        strange = (meeting for meeting in submission.all(Meeting) if listed and meeting.forum.casefold() not in known)
        near = ((id(meeting), nearest(meeting.forum, listed)) for meeting in strange)
        found.update({meeting: name for meeting, name in near if name})
    return found


class Meetings:
    """Every forum's meetings: those a milestone's own workbook lists or, where it lists none, any workbook's."""

    def __init__(self, programme: Programme, thresholds: Thresholds, days: WorkingDays) -> None:
        self._programme = programme
        self._thresholds = thresholds
        self._days = days
        meant = forums_meant(programme)
        self._meetings = _grouped(programme.each(Meeting), lambda meeting: meant.get(id(meeting), meeting.forum))
        self._forums = _grouped(programme.each(Forum), lambda forum: forum.name)
        self._days_of: dict[int, Sequence[Sitting] | None] = {}
        self._known: dict[tuple[str, str, Decision, date | None, date | None], ForumMeetings] = {}

    def of(self, milestone: Milestone) -> ForumMeetings | None:
        """The sittings that a milestone's decision may come from; None where none is open or no forum is named."""
        if milestone.decision is Decision.NONE or not milestone.forum:
            return None
        as_at = self._programme.as_at(milestone)
        if given(milestone.decided, as_at):
            return None
        notice = milestone.notice if milestone.decision is Decision.KEY_DECISION else None
        key = (milestone.workbook, milestone.forum.casefold(), milestone.decision, notice, as_at)
        if key not in self._known:
            self._known[key] = self._sittings(*key)
        return self._known[key]

    def sittings_for(self, milestone: Milestone) -> Sequence[Sitting] | None:
        """The meetings that could decide a milestone; None where it needs none, or none of its forum is listed."""
        found = self.of(milestone)
        if found is None:
            return None
        if id(found) not in self._days_of:
            self._days_of[id(found)] = found.sittings
        return self._days_of[id(found)]

    def papers_for(self, milestone: Milestone, day: date) -> date | None:
        """When papers were or are due for the last meeting by a day that is to decide a milestone; None without one."""
        found = self.of(milestone)
        meeting = next((row for row in reversed(found.meetings) if row.day <= day), None) if found else None
        return self.papers_due(meeting) if meeting else None

    def papers_due(self, meeting: Meeting) -> date:
        """When papers must be in: as listed, unless that is after the meeting, else counted back from it."""
        if meeting.papers_due and meeting.papers_due <= meeting.day:
            return meeting.papers_due
        return self._days.papers_due(meeting.day, int(self._thresholds.papers_before))

    def _sittings(
        self, workbook: str, name: str, decision: Decision, notice: date | None, as_at: date | None
    ) -> ForumMeetings:
        forums = _own_or_any(self._forums, workbook, name)
        meetings = sorted(_own_or_any(self._meetings, workbook, name), key=lambda row: row.day)
        forum = forums[0] if forums else None
        if decision is Decision.KEY_DECISION and forum and not forum.key_decisions:
            return ForumMeetings(forum, tuple(meetings), ())
        since = notice or as_at  # a notice still to be published counts from the day it is planned for
        usable = [
            row
            for row in meetings
            if (as_at is None or self.papers_due(row) >= as_at)
            and (decision is not Decision.KEY_DECISION or since is None or self._noticed(since, row))
        ]
        return ForumMeetings(forum, tuple(meetings), tuple(usable), tuple(self.papers_due(row) for row in usable))

    def _noticed(self, since: date, meeting: Meeting) -> bool:
        return since < meeting.day and clear_days(since, meeting.day) >= self._thresholds.key_notice


def _grouped(rows: Iterable[Row], name_of: Callable[[Row], str]) -> ByForum[Row]:
    """Rows by workbook and forum, and by forum alone under no workbook."""
    found: dict[Key, list[Row]] = {}
    for row in rows:
        name = name_of(row).casefold()
        found.setdefault((row.workbook, name), []).append(row)
        found.setdefault(("", name), []).append(row)
    return found


def _own_or_any(rows: ByForum[Row], workbook: str, name: str) -> Sequence[Row]:
    return rows.get((workbook, name)) or rows.get(("", name)) or ()
