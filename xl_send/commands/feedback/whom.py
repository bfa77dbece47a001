"""Whom a letter is for, and by which day it asks for an answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from xl_send.board_pack.wording import shortened
from xl_send.calendar import WorkingDays
from xl_send.consolidation.chase import ExpectedWorkstream
from xl_send.consolidation.returns import Return
from xl_send.network.meetings import Meetings
from xl_send.value_classes import NamedTuple
from xl_send.words import first_few
from xl_send.workbook.days import say
from xl_send.workbook.kinds import PLACEHOLDERS
from xl_send.workbook.names import name_key
from xl_send.workbook.sheets.choices import ForumLevel
from xl_send.workbook.sheets.governance import Forum, Meeting
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.submissions import Programme

LONGEST_NAME = 80


class ReplyBy(NamedTuple):
    """The day by which owners are asked to answer, and why then; no day where no meeting ahead is listed."""

    day: date | None = None
    why: str = ""

    def asks(self, what: str) -> str:
        """A request with its day: `Please send it by 17 November 2026: that day papers are due for ...`."""
        if self.day is None:
            return f"{what} as soon as you can."
        return f"{what} by {say(self.day)}{self.why}."


def reply_by(programme: Programme, named: date | None) -> ReplyBy:
    """The day that was named, else that on which papers are next due for a forum of the programme after the As at."""
    at, policy = programme.latest, programme.policy
    if named or at is None or policy is None:
        return ReplyBy(named)
    forums = {row.name.casefold() for row in programme.each(Forum) if row.level is ForumLevel.PROGRAMME}
    due = Meetings(programme, policy.thresholds, WorkingDays.of(policy.calendar))
    ahead = [
        (due.papers_due(row), row.day, row.forum) for row in programme.each(Meeting) if row.forum.casefold() in forums
    ]
    papers, day, forum = min((one for one in ahead if one[0] > at), default=(None, at, ""))
    return ReplyBy(papers, f": papers for {forum} on {say(day)} are due then" if papers else "")


def owners_in(item: Return) -> str:
    """Who owns the workstreams of a return; else their deputies, else who prepared it; blank where nobody is named."""
    rows = item.submission.all(Workstream)
    return (
        people_named(row.owner for row in rows)
        or people_named(row.deputy for row in rows)
        or people_named([item.submission.cover.prepared_by])
    )


def owners_expected(found: Iterable[ExpectedWorkstream]) -> str:
    """The same of workstreams without a return, as far as it is known."""
    known = list(found)
    return people_named(one.owner for one in known) or people_named(one.deputy for one in known)


def people_named(people: Iterable[str | None]) -> str:
    """People or roles in a sentence, each once; what stands for nobody yet is nobody."""
    found: dict[str, str] = {}
    for person in people:
        plain = shortened(person, LONGEST_NAME)
        if name_key(plain) and plain.casefold() not in PLACEHOLDERS:
            found.setdefault(name_key(plain), plain)
    return first_few(found.values())


def streams(found: Iterable[ExpectedWorkstream]) -> str:
    """Workstreams in a sentence: `Transition to adulthood (TRN) and Outreach (OUT)`."""
    return first_few(f"{one.name} ({one.code})" if one.name else one.code for one in found)
