"""The forum that other words and rows give for a milestone's decision, where its own does not meet on that day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xl_send.analysis.notes.content import first_letters
from xl_send.analysis.words.named_dates import DAY, day_matched
from xl_send.findings import Related
from xl_send.patterns import Pattern
from xl_send.value_classes import NamedTuple
from xl_send.workbook.names import name_key, name_words
from xl_send.workbook.sheets.choices import Decision, LogKind, LogStatus
from xl_send.workbook.sheets.governance import Meeting
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.risks import LogEntry
from xl_send.workbook.submissions import Programme

_BODY = r"(?P<body>board|cabinet|forum|panel|committee|executive|group)"
# A body and, in the same clause, the day on which it decides, either first.
_ITS_DAY = (
    Pattern(
        rf"(?i)\b{_BODY}\b(?:(?!\b(?:after|then|next|until|since)\b)[^.;:]){{0,50}}? (?:on |of |by )(?:the )?{DAY}"
    ),
    Pattern(rf"(?i)\b(?:on )?{DAY}(?: (?:at|by|with|to|before|from))? (?:the )?(?:[\w-]+ ){{0,3}}?{_BODY}\b"),
)
_SMALL = frozenset({"with", "from", "that", "this", "into", "agree", "agreed", "decision", "decide", "approve", "plan"})
_LONG, _HALF, _TWO = 4, 0.5, 2


class ForumMeant(NamedTuple):
    """The name of a forum, the cell that gives it, the meeting on the day, and in words by what it is meant."""

    forum: str
    by: Related
    meeting: Meeting
    where: str


def forum_meant(programme: Programme, milestone: Milestone) -> ForumMeant | None:
    """The one other forum that meets on the day of a decision, by the log or the milestone's own words."""
    day, own = milestone.forecast, name_key(milestone.forum or "")
    if not own or day is None or milestone.decision is Decision.NONE or milestone.decided or milestone.actual:
        return None
    meetings = programme.of(milestone).all(Meeting)
    sitting = {name_key(one.forum): one for one in meetings if one.day == day}
    if not sitting or own in sitting or not any(name_key(one.forum) == own for one in meetings):
        return None
    found = [*_of_the_log(programme, milestone, day, sitting), *_of_its_words(milestone, day, sitting)]
    return found[0] if len({name_key(one.forum) for one in found}) == 1 else None


def _of_the_log(
    programme: Programme, milestone: Milestone, day: date, sitting: dict[str, Meeting]
) -> Iterator[ForumMeant]:
    """By each row of the log that asks for the same on the same day."""
    for entry in programme.of(milestone).all(LogEntry):
        meeting = sitting.get(name_key(entry.forum or ""))
        asks = entry.kind is LogKind.DECISION and entry.status is LogStatus.OPEN and entry.needed_by == day
        if meeting and asks and entry.workstream == milestone.workstream and _is_the_same(milestone, entry):
            yield ForumMeant(meeting.forum, Related(entry.at("forum"), "its forum"), meeting, entry.id)


def _is_the_same(milestone: Milestone, entry: LogEntry) -> bool:
    """Whether a row of the log names a milestone, or half or more of its words are of the title."""
    if milestone.id in (entry.what or ""):
        return True
    asked, title = _words(entry.what), _words(milestone.name)
    return len(asked & title) >= max(_TWO, _HALF * min(len(asked), len(title)))


def _words(text: str | None) -> frozenset[str]:
    words = [word for word in name_words(text or "").split() if len(word) >= _LONG and not word.isdigit()]
    return first_letters([word for word in words if word not in _SMALL])


def _of_its_words(milestone: Milestone, day: date, sitting: dict[str, Meeting]) -> Iterator[ForumMeant]:
    """By the milestone's own words, where they give the day to a kind of body that its own forum is not."""
    own = name_words(milestone.forum or "").split()[-1:]
    for name in ("commentary", "help_needed", "done_when"):
        text, cell = getattr(milestone, name) or "", milestone.at(name)
        for found in (one for pattern in _ITS_DAY for one in pattern.finditer(text)):
            body = found["body"].casefold()
            called = [one for key, one in sitting.items() if body in key]
            if day_matched(found, day) == day and len(called) == 1 and not any(word in text.casefold() for word in own):
                yield ForumMeant(called[0].forum, Related(cell, "the words"), called[0], cell.column)
