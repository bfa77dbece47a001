"""The day of the minutes that show a decision, against the day of the decision."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from xl_send.analysis.words.named_dates import days_named
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.words import counted
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import Decision
from xl_send.workbook.sheets.governance import Meeting
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme, Submission

_OF_A_MEETING = Pattern(
    r"(?i)\b(?:minutes?|mins?|minuted|meeting notes|decision notice|board|cabinet|forum|committee|executive|panel|item"
    r"|it)\b"
)
_OF_MORE = Pattern(
    r"(?i)\b(?:draft\w*|report of|paper of|policy|contract|letter|confirmed|approved at the next|terms of reference|v\d"
    r"|version|from|since|published|signed)\b"
)
_KEPT = Pattern(
    r"(?i)\b(?:circulated|issued|sent|received|filed|seen|uploaded|agreed|e-?mail\w*|checked|read|notices?|records?|on|in|by|to)\b"
)
# Minutes from before that are told of already by how long before they are.
A_TERM = timedelta(days=84)


@rule(
    "MS93",
    Severity.QUERY,
    "Evidence seen is of {seen}, {when}, but the decision was given on {day}.{met}",
    "Name the minute of the decision itself, or correct the date of one of the two.",
)
def minutes_from_before_the_decision(programme: Programme) -> Iterator[Hit]:
    """The minutes that show a decision are of the day on which it was given.

    Minutes of a meeting before it show that it was spoken of, and not that it was agreed. Asked of a decision, where
    Evidence seen names one day alone, of a meeting or of minutes, that lies before the decision by up to a term; what
    is from longer before is asked about in any case. Minutes of the next meeting may confirm it; those of a day after
    the decision on which its forum does not meet are of something else.

    **Fails**

    Milestones:
    | ID | Actual date | Forum | Decision needed | Decision given | Evidence seen |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | 5 Nov 2026 | Programme Board | Decision | 5 Nov 2026 | <PB 5 Oct minute 6> |
    | TRN-M02 | 5 Nov 2026 | Programme Board | Decision | 5 Nov 2026 | <Board minutes 01/10/26, item 4> |
    | TRN-M03 | 5 Nov 2026 | Programme Board | Assurance | | <Programme Board of 4 November> |
    | TRN-M04 | 5 Nov 2026 | Programme Board | Decision | 5 Nov 2026 | <Board minutes, 11 November 2026, item 6> |

    Meetings:
    | Forum | Meeting date |
    | --- | --- |
    | Programme Board | 1 Oct 2026 |
    | Programme Board | 5 Nov 2026 |
    | Programme Board | 3 Dec 2026 |

    **Passes**

    Milestones:
    | ID | Actual date | Forum | Decision needed | Decision given | Evidence seen |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | 5 Nov 2026 | Programme Board | Decision | 5 Nov 2026 | PB 5 Nov minute 6 |
    | TRN-M02 | 5 Nov 2026 | Programme Board | Decision | 5 Nov 2026 | Minutes of 1 October and 5 November |
    | TRN-M03 | 5 Nov 2026 | Programme Board | Decision | 5 Nov 2026 | Minutes confirmed on 3 December |
    | TRN-M04 | 5 Nov 2026 | | None | | Board minutes 1 October |
    | TRN-M05 | 5 Nov 2026 | Programme Board | Decision | 5 Nov 2026 | Board paper, draft of 1 October |
    | TRN-M06 | 6 Nov 2026 | Programme Board | Decision | 5 Nov 2026 | Board minutes 5 Nov |
    | TRN-M07 | 5 Nov 2026 | Programme Board | Decision | 5 Nov 2026 | Minutes of the board, filed 9 November |
    | TRN-M08 | 5 Nov 2026 | Programme Board | Decision | 5 Nov 2026 | Board decision notice, 6 November 2026 |
    """
    for milestone in programme.each(Milestone):
        day, evidence = milestone.decided or milestone.actual, milestone.evidence or ""
        if day is None or milestone.decision is Decision.NONE or not evidence or _OF_MORE.search(evidence):
            continue
        seen = days_named(evidence, day)
        if len(seen) != 1 or not _OF_A_MEETING.search(evidence):
            continue
        if timedelta() < day - seen[0] <= A_TERM or _is_of_no_meeting(programme, milestone, seen[0], day):
            column = "decided" if milestone.decided else "actual"
            related = Related(milestone.at(column), "the decision")
            ago = counted(abs((day - seen[0]).days), "day")
            words = {"when": f"{ago} {'before' if seen[0] < day else 'after'}", "met": ""}
            if (meetings := _listed(programme.of(milestone), milestone)) and seen[0] not in meetings:
                words["met"] = f" No meeting of {milestone.forum} is listed for {say(seen[0])}."
            yield hit(milestone.at("evidence"), related, severity=None, seen=seen[0], day=day, **words)


def _is_of_no_meeting(programme: Programme, milestone: Milestone, seen: date, day: date) -> bool:
    """Whether minutes are of a day after the decision, between two meetings of its forum and of neither."""
    if not timedelta() < seen - day <= A_TERM or _KEPT.search(milestone.evidence or ""):
        return False
    meetings = _listed(programme.of(milestone), milestone)
    return seen not in meetings and day in meetings and max(meetings) > seen


def _listed(book: Submission, milestone: Milestone) -> list[date]:
    forum = (milestone.forum or "").casefold()
    return [meeting.day for meeting in book.all(Meeting) if meeting.forum.casefold() == forum]
