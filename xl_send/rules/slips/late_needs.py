"""Decisions asked for a day by which their forum does not meet, and risks that are closed with work to come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from xl_send.analysis.activity import worked_on
from xl_send.findings import Related, Severity
from xl_send.network import forums_meant
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.names import name_key
from xl_send.workbook.sheets.choices import LogKind, LogStatus, RiskStatus
from xl_send.workbook.sheets.governance import Meeting
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme

# An action that falls so few days after the as at date may be about to be done.
SOON = 21
A_WEEK = timedelta(days=7)
_BETWEEN_MEETINGS = Pattern(
    r"(?i)\b(?:e-?mail|chair'?s action|urgent(?:ly)?|between meetings|delegated|written procedure"
    r"|correspondence|circulation)\b"
)
# Words by which an outcome says why what was still to be done need not be, or where it goes on.
_ELSEWHERE = Pattern(
    r"(?i)\b(?:no longer|not needed|withdrawn|withdrew|stopped|cancelled|ended|merged|duplicate|superseded|replaced"
    r"|transferred|moved to|continues?|goes on|bau|business as usual|[a-z]{2,5}-r\d+)\b"
)


@rule(
    "IS10",
    Severity.QUERY,
    "Needed by is {day}, but {forum} does not meet between the as at date and then; it meets next on {next}.",
    "Ask for an earlier decision, or another way to it. If {next} is soon enough, give that day.",
)
def needed_before_the_forum_meets(programme: Programme) -> Iterator[Hit]:
    """A decision is asked for a day by which its forum meets.

    It is otherwise late before it is asked for. Asked of open decisions and change requests, of forums whose later
    meetings are listed, where the next is more than a week after; not of what is to be decided between meetings.

    **Fails**

    Issues and decisions:
    | ID | Kind | Needed by | Forum |
    | --- | --- | --- | --- |
    | TRN-A01 | Decision needed | <25 Nov 2026> | Programme Board |

    Meetings:
    | Forum | Meeting date |
    | --- | --- |
    | Programme Board | 15 Oct 2026 |
    | Programme Board | 3 Dec 2026 |

    **Passes**

    Issues and decisions:
    | ID | Kind | Needed by | Forum | What |
    | --- | --- | --- | --- | --- |
    | TRN-A01 | Decision needed | 26 Nov 2026 | Programme Board | Fund two posts |
    | TRN-A02 | Action | 25 Nov 2026 | Programme Board | Write to schools |
    | TRN-A03 | Decision needed | 30 Oct 2026 | Programme Board | Fund two rooms |
    | TRN-A04 | Decision needed | 20 Nov 2026 | Programme Board | Agree the new venue by email |

    Meetings:
    | Forum | Meeting date |
    | --- | --- |
    | Programme Board | 15 Oct 2026 |
    | Programme Board | 3 Dec 2026 |
    """
    meetings: dict[str, list[Meeting]] = {}
    meant = forums_meant(programme)
    for meeting in programme.each(Meeting):
        meetings.setdefault(name_key(meant.get(id(meeting), meeting.forum)), []).append(meeting)
    for entry in worked_on(programme, LogEntry):
        as_at, day = programme.as_at(entry), entry.needed_by
        asks = entry.kind in {LogKind.DECISION, LogKind.CHANGE_REQUEST} and entry.status is LogStatus.OPEN
        if not (asks and as_at and day and as_at <= day and entry.forum):
            continue
        to_come = sorted((one for one in meetings.get(name_key(entry.forum), ()) if one.day >= as_at), key=_day)
        if to_come and to_come[0].day - day > A_WEEK and not _BETWEEN_MEETINGS.search(entry.what or ""):
            related = Related(to_come[0].at("day"), "the next meeting")
            yield hit(entry.at("needed_by"), related, day=day, forum=entry.forum, next=to_come[0].day)


def _day(meeting: Meeting) -> date:
    return meeting.day


@rule(
    "RK29",
    Severity.QUERY,
    "The risk is closed, but its action is due only on {day}, after the date of this return.",
    "Reopen the risk until the action is done, or correct Action due; where the action is no longer needed, clear it.",
)
def closed_with_an_action_to_come(programme: Programme) -> Iterator[Hit]:
    """A risk is closed when what was to be done about it is done, or need not be.

    A closed risk is on no list: nobody asks whether the action came. Asked where it falls three weeks and more after
    the as at date, and the outcome does not say that what it was for is gone, or goes on elsewhere.

    **Fails**

    Risks:
    | ID | Status | Action due | Outcome |
    | --- | --- | --- | --- |
    | TRN-R01 | Closed | <29 Jan 2027> | Posts filled |

    **Passes**

    Risks:
    | ID | Status | Action due | Outcome |
    | --- | --- | --- | --- |
    | TRN-R01 | Closed | 30 Oct 2026 | Posts filled |
    | TRN-R02 | Closed | 27 Nov 2026 | Posts filled |
    | TRN-R03 | Open | 29 Jan 2027 | |
    | TRN-R04 | Closed | 29 Jan 2027 | Merged with TRN-R03 |
    """
    for risk in programme.each(Risk):
        as_at = programme.as_at(risk)
        if risk.status is not RiskStatus.CLOSED or not risk.action_due or not as_at:
            continue
        if (risk.action_due - as_at).days > SOON and not _ELSEWHERE.search(risk.outcome or ""):
            yield hit(risk.at("action_due"), Related(risk.at("status"), "closed"), day=risk.action_due)
