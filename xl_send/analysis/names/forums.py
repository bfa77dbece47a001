"""Forums that rows name and that the Forums sheet has under another name, or has no more."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from xl_send.analysis.names.misnamed_rows import TWICE, WrongCode
from xl_send.analysis.references import FORUM_LINKS
from xl_send.patterns import Pattern
from xl_send.value_classes import NamedTuple
from xl_send.words import nearest
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.choices import LogStatus, RiskStatus
from xl_send.workbook.sheets.governance import Forum, Meeting
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme, Submission, once_per_programme


class MissingForum(NamedTuple):
    """A forum that cells of a return name and that its Forums sheet has not, nor one nearly so called."""

    name: str
    named: Sequence[tuple[Record, str]]


@once_per_programme
def misnamed_forums(programme: Programme) -> Mapping[tuple[str, str], WrongCode]:
    """By workbook and the key of a forum that is named and not listed, the listed one that nothing names."""
    found: dict[tuple[str, str], WrongCode] = {}
    for submission in programme.submissions:
        forums = {forum.name.casefold(): forum for forum in submission.all(Forum)}
        named = [forum for _, _, forum in forums_named(submission)] if forums else []
        counts = Counter(forum.casefold() for forum in named)
        free = tuple(forum.name for key, forum in forums.items() if key not in counts)
        written = {forum.casefold(): forum for forum in named} if free else {}
        for key, forum in written.items():
            near = nearest(forum, free) if key not in forums and counts[key] >= TWICE else ""
            if near:
                cell = forums[near.casefold()].at("name")
                found[submission.workbook, key] = WrongCode(cell, near, forum, counts[key])
    return found


def forums_named(submission: Submission) -> Iterator[tuple[Record, str, str]]:
    """Every forum that a record names, with the record and the field that names it."""
    for kind, records in submission.records.items():
        for name in FORUM_LINKS[kind]:
            for record in records:
                forum = getattr(record, name)
                if forum:
                    yield record, name, forum


def unlisted_forums(submission: Submission) -> Mapping[str, Sequence[tuple[Record, str]]]:
    """The forums that rows name and that its Forums sheet has not, by name, each with the rows and fields.

    A sheet without any forum is not checked; nor are rows that are over, of a forum that may be no more.
    """
    listed = listed_forums(submission)
    known, found = {name.casefold() for name in listed}, dict[str, tuple[str, list[tuple[Record, str]]]]()
    for record, field, forum in forums_named(submission) if listed else ():
        if forum.casefold() not in known and not _is_over(record, submission.as_at):
            found.setdefault(forum.casefold(), (forum, []))[1].append((record, field))
    return dict(found.values())


def _is_over(record: Record, as_at: date | None) -> bool:
    """Whether a risk or an entry of the log is closed, a milestone was reached, or a meeting has been held."""
    if isinstance(record, Meeting):
        return as_at is not None and record.day < as_at
    closed = getattr(record, "status", None) in {RiskStatus.CLOSED, LogStatus.CLOSED}
    return closed or (isinstance(record, Milestone) and record.actual is not None)


def listed_forums(submission: Submission) -> list[str]:
    """The names on its Forums sheet, also of rows that could not be read."""
    names = [forum.name for forum in submission.all(Forum)]
    return names + [row.id for row in submission.unread_rows if row.record is Forum and row.id]


def missing_forums(submission: Submission) -> Sequence[MissingForum]:
    """The forums that two cells or more name and that seem to have been taken off the sheet."""
    listed = tuple(listed_forums(submission))
    return [
        MissingForum(name, named)
        for name, named in unlisted_forums(submission).items()
        if len(named) >= TWICE and not nearest(name, listed)
    ]


_WORDS_OF_A_FORUM = frozenset({"board", "cabinet", "forum", "executive", "committee", "panel", "group"})


def call_names(forums: Sequence[str]) -> dict[str, str]:
    """By what texts call each forum, in small letters: its name, and an end of its name that is no other's."""
    names = [forum.casefold() for forum in forums]
    by_end = [(end, forum) for name, forum in zip(names, forums, strict=True) for end in _ends_of(name)]
    ends = [end for end, _ in by_end]
    found = {end: forum for end, forum in by_end if ends.count(end) == 1 and end not in names}
    return dict(zip(names, forums, strict=True)) | found


def _ends_of(forum: str) -> Iterator[str]:
    """The last two words of a forum's name, and the last but of "schools forum", by which texts call it."""
    words = re.findall(r"[\w']+", forum)
    last = words[-1] if words else ""
    if len(words) > 1 and (last == "forum" or last in _WORDS_OF_A_FORUM):
        yield " ".join(words[-2:])
    if last in _WORDS_OF_A_FORUM - {"forum"}:
        yield last


_HEARS = Pattern(
    r"(?i)(?:the )?(?:send )?(?P<forum>[a-z' ]{5,60}?) (?:(?:is |be )?assured|hears|considers|receives|agrees|approves"
    r"|decides|endorses|adopts)\b"
)


def forum_that_hears(title: str, own: str, forums: Sequence[str]) -> tuple[str, str] | None:
    """The other forum that a title begins with, by an end of its name, and that hears of something or is assured."""
    found = _HEARS.match(title)
    called = call_names(forums) if found else {}
    told = title.casefold()
    ours = [name for name, one in called.items() if one == own]
    if found is None or any(name in told or name.split()[-1] in told.split() for name in ours):
        return None
    forum = called.get(found["forum"].casefold())
    return (forum, found[0]) if forum else None
