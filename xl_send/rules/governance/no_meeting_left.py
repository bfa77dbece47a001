"""Forums that have something to watch or decide and no meeting left."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from xl_send.findings import Cell, Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.risks.treatment import open_risks_of
from xl_send.words import counted
from xl_send.workbook.names import name_key
from xl_send.workbook.sheets.choices import LogKind, LogStatus
from xl_send.workbook.sheets.governance import Meeting
from xl_send.workbook.sheets.risks import LogEntry
from xl_send.workbook.submissions import Programme, Submission

# A list of meetings that goes on for so long is kept, and a forum that it leaves out is missing.
A_MONTH = timedelta(days=31)


@rule(
    "GV42",
    Severity.QUERY,
    "No meeting of {forum} is listed after {day}, but {number} {wait} for it.",
    "List its next meetings. If it has ended, say under Monitored at and Forum who does its work.",
)
def forum_without_a_meeting_left(programme: Programme) -> Iterator[Hit]:
    """A forum that watches over open risks, or must still decide something, has a meeting to come.

    Rows that were lost from the Meetings sheet leave its risks watched by nobody, and its decisions without a day.
    Asked where meetings of it are listed, all of them past, while those of another forum go on for more than a month.

    **Fails**

    Meetings:
    | Forum | Meeting date |
    | --- | --- |
    | Working Group | 15 Oct 2026 |
    | Working Group | <12 Nov 2026> |
    | Programme Board | 18 Dec 2026 |

    Risks:
    | ID | Monitored at |
    | --- | --- |
    | TRN-R01 | Working Group |

    **Passes**

    Meetings:
    | Forum | Meeting date |
    | --- | --- |
    | Working Group | 12 Nov 2026 |
    | Working Group | 10 Dec 2026 |
    | Steering Group | 12 Nov 2026 |
    | Programme Board | 18 Dec 2026 |

    Risks:
    | ID | Monitored at |
    | --- | --- |
    | TRN-R01 | Working Group |
    | TRN-R02 | Schools Forum |
    """
    for submission in programme.submissions:
        as_at, meetings = programme.as_at_of(submission), submission.all(Meeting)
        if as_at is None or not any(meeting.day > as_at + A_MONTH for meeting in meetings):
            continue
        for last in _over(meetings, as_at):
            waiting = [
                cell for forum, cell in _waiting(programme, submission) if name_key(forum) == name_key(last.forum)
            ]
            if waiting:
                number, wait = counted(len(waiting), "open row"), "waits" if len(waiting) == 1 else "wait"
                related = (Related(cell, "its forum") for cell in waiting)
                yield hit(last.at("day"), *related, forum=last.forum, day=last.day, number=number, wait=wait)


def _over(meetings: tuple[Meeting, ...], as_at: date) -> list[Meeting]:
    """The last meeting of each forum that has none to come."""
    last: dict[str, Meeting] = {}
    for meeting in meetings:
        key = name_key(meeting.forum)
        if key not in last or meeting.day > last[key].day:
            last[key] = meeting
    return [meeting for meeting in last.values() if meeting.day < as_at]


def _waiting(programme: Programme, submission: Submission) -> Iterator[tuple[str, Cell]]:
    """The forum of each open risk and decision that is needed, and the cell that names it."""
    for risk in open_risks_of(programme, submission):
        if risk.monitored_at:
            yield risk.monitored_at, risk.at("monitored_at")
    for entry in submission.all(LogEntry):
        if entry.kind is LogKind.DECISION and entry.status is LogStatus.OPEN and entry.forum:
            yield entry.forum, entry.at("forum")
