"""Which meeting a text calls the next one, against the meetings of its forum."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from xl_send.analysis.activity import has_ended
from xl_send.analysis.words.named_dates import DAY, MONTH_NAMES, day_matched, end_of_month, next_month_named
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.governance import Meeting
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.risks import LogEntry
from xl_send.workbook.submissions import Programme, Submission

_MEETING = r"(?:one|meeting|board|forum|cabinet|panel|committee|session|date|chance|slot|opportunity)\b"
_NEXT = Pattern(
    rf"(?i)\b(?P<in>{MONTH_NAMES})(?:'s)?(?: (?P<of>20\d\d))?,? (?:is|will be|would be) (?:now )?(?:the|its|their|our)"
    rf" next(?: {_MEETING})?(?=\s*(?:[.;,]|$))"
    rf"|\b(?:the |its |our )?(?:next {_MEETING}(?: is| will be| falls| comes| it has)?(?: now)?|(?:it |which )?next"
    rf" (?:meets|sits|is|meeting)|meets (?:again|next))(?: not until| only)?,? (?:in|on|until)? ?(?:the )?"
    rf"(?:{DAY}|(?P<month_of>{MONTH_NAMES})\b(?: (?P<year_of>20\d\d))?)"
)
# The meeting that was missed, after which the next one comes.
_MISSED = Pattern(
    rf"(?i)\b(?:(?P<in>{MONTH_NAMES})(?: (?P<of>20\d\d))? (?:[\w-]+ ){{0,4}}{_MEETING}|(?:miss(?:ed|es)?|not in|in) "
    rf"(?P<missed>{MONTH_NAMES})\b)"
)
_OF_OTHERS = Pattern(r"(?i)\b(?:their|icb's?|trust's?|dfe's?|sutton's?|governors'?|was|were|last year)\b")


@rule(
    "GV52",
    Severity.QUERY,
    'It says "{words}", but the next meeting of {forum} after that is on {day}.',
    "Correct the words, the forecast or the Meetings sheet: who reads this waits for the wrong meeting.",
)
def another_meeting_comes_first(programme: Programme) -> Iterator[Hit]:
    """The meeting that a text calls the next one is the next of its forum.

    A paper that is held back for a later meeting loses weeks. Asked of a milestone still to come and of an open row of
    the log with a forum, where a text says in which month, or on which day, the next meeting is, that forum meets
    before then, after the as at date and after the meeting that the text says was missed, and the row itself is not
    for the month that it names.

    **Fails**

    Milestones:
    | ID | Forum | Forecast date | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | Cabinet | 9 Feb 2027 | <The trust slipped, so it misses the December Cabinet. April is the next one.> |
    | TRN-M02 | Cabinet | 9 Feb 2027 | <Put back; the next meeting is in April.> |

    Issues and decisions:
    | ID | Forum | Needed by | What happens if not |
    | --- | --- | --- | --- |
    | TRN-A01 | Cabinet | 9 Feb 2027 | <Cabinet next meets on 13 April> |

    Meetings:
    | Forum | Meeting date |
    | --- | --- |
    | Cabinet | 8 Dec 2026 |
    | Cabinet | 9 Feb 2027 |
    | Cabinet | 13 Apr 2027 |

    **Passes**

    Milestones:
    | ID | Forum | Forecast date | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | Cabinet | 9 Feb 2027 | Cannot now go to the December Cabinet. February is the next one. |
    | TRN-M02 | Cabinet | 9 Feb 2027 | Put back in December; the next meeting is in February. |
    | TRN-M03 | Cabinet | 13 Apr 2027 | The February Cabinet is full, and the next one is in April |
    | TRN-M04 | Cabinet | 9 Feb 2027 | The trust's next meeting is in April |
    | TRN-M05 | Cabinet | 9 Feb 2027 | April is the next intake |

    Meetings:
    | Forum | Meeting date |
    | --- | --- |
    | Cabinet | 8 Dec 2026 |
    | Cabinet | 9 Feb 2027 |
    | Cabinet | 13 Apr 2027 |
    """
    for submission in programme.submissions:
        for record, names, forum, due in _rows(programme, submission):
            for name in names:
                text = getattr(record, name) or ""
                found = _NEXT.search(text)
                as_at = programme.as_at(record)
                if found and as_at and not _OF_OTHERS.search(text[: found.end()].rpartition(". ")[2]):
                    first = _first_before(submission, forum, text, found, as_at)
                    said = _first_day(found, as_at)
                    if first and said and (due is None or _month(due) != _month(said)):
                        related = Related(first.at("day"), "the next meeting")
                        yield hit(record.at(name), related, words=found[0].strip(), forum=first.forum, day=first.day)


def _rows(programme: Programme, submission: Submission) -> Iterator[tuple[Record, tuple[str, ...], str, date | None]]:
    """The rows still to come that name a forum, with their texts, and the day for which they are."""
    for milestone in submission.all(Milestone):
        if milestone.forum and not has_ended(programme, milestone):
            yield milestone, ("commentary", "help_needed"), milestone.forum, milestone.forecast
    for entry in submission.all(LogEntry):
        if entry.forum and not has_ended(programme, entry):
            yield entry, ("what", "otherwise", "outcome"), entry.forum, entry.needed_by


def _first_day(found: re.Match[str], as_at: date) -> date | None:
    """The first day that the words for the next meeting can mean."""
    named = found["in"] or found["month_of"]
    return next_month_named(named, found["of"] or found["year_of"], as_at) if named else day_matched(found, as_at)


def _first_before(submission: Submission, forum: str, text: str, found: re.Match[str], as_at: date) -> Meeting | None:
    """The first meeting after the one that was missed, if it comes before that which is called the next."""
    said, after = _first_day(found, as_at), as_at
    for missed in _MISSED.finditer(text[: found.start()]):
        first = next_month_named(missed["in"] or missed["missed"], missed["of"], as_at)
        after = max(after, end_of_month(first)) if said and first < said else after
    days = [one for one in submission.all(Meeting) if one.forum.casefold() == forum.casefold()]
    then = min((one for one in days if one.day > after), key=lambda one: one.day, default=None)
    return then if then and said and then.day < said else None


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month
