"""Days that texts give for the meetings of a forum, against its meetings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from xl_send.analysis.names.forums import call_names
from xl_send.analysis.notes.decided import says_outside_a_meeting
from xl_send.analysis.words.named_dates import DAY, day_matched, may_name_a_day
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.governance import Forum, Meeting
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.sheets.resources import MoneyLine
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme, Submission

_TEXTS: Mapping[type[Record], tuple[str, ...]] = {
    Workstream: ("reason", "progress", "next_period"),
    Milestone: ("name", "commentary", "help_needed", "done_when"),
    Risk: ("name", "mitigation", "controls", "outcome"),
    LogEntry: ("what", "otherwise", "outcome"),
    Interdependency: ("needed", "note"),
    MoneyLine: ("note",),
}
_VERBS = (
    r"(?:decide|agree|approve|meet|sit|consider|discusse?|hear|see|take|get|receive|endorse|note|support|refuse|defer"
    r"|adopt)(?:s|d|ed)?|agreed|met|took|heard|saw|meeting|session|sitting"
)
# Between a forum and its day: what it does, and nothing that has a day of its own.
_THEN_ITS_DAY = Pattern(
    r"(?i)^(?:'s|\u2019s)?(?:,| \()?(?: (?:cannot|can|could|will|would|should|must|may|is to|are to|to|does|did|not"
    rf"|then|now|again|only))*(?: (?:{_VERBS}))?(?: (?:it|this|them|so|in public|the (?:plan|paper|report|case"
    r"|bridge|change|request|budget|funding|policy)))?,?(?: at its meeting)?(?: on| of)?"
    rf" ?(?:[a-z]+day,? )?(?:the )?{DAY}"
)
_ITS_DAY_BEFORE = Pattern(
    rf"(?i)(?<![\d/]){DAY}(?: (?:meeting|session)(?: of)?)?(?: the| our)?,? $",
)
# The cabinet, the board, the forum of others: shadow, youth, joint.
_OF_OTHERS = Pattern(
    r"(?:\b(?i:shadow|youth|joint|other|their|trust|district|neighbouring|icb|governing|informal|pre-?)"
    r"|[a-z,] [A-Z]\w+|\w(?:'s|\u2019s|s'|s\u2019))[ -]$"
)
# A year of meetings holds the day, and another is not far from it.
SIX_WEEKS = timedelta(days=45)


@rule(
    "GV32",
    Severity.QUERY,
    'It says "{words}", but {forum} does not meet on {day}: the nearest of its meetings is on {nearest}.',
    "Correct the day, or add the meeting to the Meetings sheet. What is planned for no meeting is not decided.",
)
def forum_on_no_meeting_day(programme: Programme) -> Iterator[Hit]:
    """A day that a text gives for a meeting of a forum is one of its meetings.

    Whoever reads it has the paper ready for the wrong day. Asked where the text names a forum of the Forums sheet,
    whole or by the end of its name that is no other's, and the day stands beside it or beside what it does; and where
    its meetings are listed before that day and after it, one of them within six weeks.

    **Fails**

    Issues and decisions:
    | ID | What happens if not |
    | --- | --- |
    | TRN-A01 | <Cabinet cannot decide on 9 March> |
    | TRN-A02 | <Misses the 16 February Cabinet> |

    Risks:
    | ID | Mitigation |
    | --- | --- |
    | TRN-R01 | <Bridge put to North Cabinet on 16/02/2027> |

    Forums:
    | Forum |
    | --- |
    | North Cabinet |
    | Programme Board |

    Meetings:
    | Forum | Meeting date |
    | --- | --- |
    | North Cabinet | 8 Dec 2026 |
    | North Cabinet | 9 Feb 2027 |
    | North Cabinet | 13 Jul 2027 |

    **Passes**

    Issues and decisions:
    | ID | What happens if not |
    | --- | --- |
    | TRN-A01 | Cabinet cannot decide on 9 February |
    | TRN-A02 | Cabinet papers are due on 28 January |
    | TRN-A03 | The centre that Cabinet agreed opens on 9 March |
    | TRN-A04 | Cabinet decides by 9 March |
    | TRN-A05 | Cabinet member decides on 9 March |
    | TRN-A06 | Shadow Cabinet meets on 9 March |
    | TRN-A07 | Cabinet agreed on 9 March 2026 |
    | TRN-A08 | Special meeting of Cabinet on 9 March |
    | TRN-A09 | The schools' Cabinet on 9 March |

    Forums:
    | Forum |
    | --- |
    | North Cabinet |
    | Programme Board |

    Meetings:
    | Forum | Meeting date |
    | --- | --- |
    | North Cabinet | 8 Dec 2026 |
    | North Cabinet | 9 Feb 2027 |
    | North Cabinet | 13 Jul 2027 |
    """
    for submission in programme.submissions:
        meetings = _meetings_by_name(submission)
        for kind, names in _TEXTS.items() if meetings and submission.as_at else ():
            for record in submission.all(kind):
                for name in names:
                    text = getattr(record, name) or ""
                    if may_name_a_day(text) and not says_outside_a_meeting(text):
                        yield from _wrong_days(record, name, text, meetings, submission.as_at or date.min)


def _wrong_days(
    record: Record, name: str, text: str, meetings: Mapping[str, list[Meeting]], near: date
) -> Iterator[Hit]:
    """The days of a text on which a forum that it names beside them does not meet."""
    told = text.casefold()
    for forum, listed in meetings.items():
        place = told.find(forum)
        while place >= 0:
            found = _day_beside(text, place, place + len(forum), near)
            place = told.find(forum, place + 1)
            day, words = found or (None, "")
            days = [meeting.day for meeting in listed]
            if day is None or day in days or not days[0] < day < days[-1]:
                continue
            nearest = min(listed, key=lambda meeting: abs(meeting.day - day))
            if abs(nearest.day - day) <= SIX_WEEKS:
                related = Related(nearest.at("day"), "the nearest meeting")
                yield hit(record.at(name), related, words=words, forum=nearest.forum, day=day, nearest=nearest.day)
                return


def _day_beside(text: str, start: int, end: int, near: date) -> tuple[date | None, str] | None:
    """The day that a text gives right after a forum or right before it, and the words."""
    if (start and text[start - 1].isalnum()) or text[end : end + 1].isalnum() or _OF_OTHERS.search(text[:start]):
        return None
    before, after = text[max(0, start - 60) : start], text[end : end + 90]
    if found := _THEN_ITS_DAY.match(after):
        return day_matched(found, near), text[start:end] + found[0]
    if found := _ITS_DAY_BEFORE.search(before):
        return day_matched(found, near), found[0] + text[start:end]
    return None


def _meetings_by_name(submission: Submission) -> Mapping[str, list[Meeting]]:
    """The meetings of each forum in their order, by its name and by an end of its name that is no other's."""
    listed: dict[str, list[Meeting]] = {}
    for meeting in sorted(submission.all(Meeting), key=lambda one: one.day):
        listed.setdefault(meeting.forum.casefold(), []).append(meeting)
    found = {forum: meetings for forum, meetings in listed.items() if len(meetings) > 1}
    for name, forum in call_names([forum.name for forum in submission.all(Forum)]).items():
        if forum.casefold() in found:
            found[name] = found[forum.casefold()]
    return found
