"""What the log needs by a day that is too late for what its own words name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from xl_send.analysis.activity import worked_on
from xl_send.analysis.notes.content import content_words
from xl_send.analysis.words.named_dates import MONTH_NAMES, days_named, end_of_month, next_month_named
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.words import counted
from xl_send.workbook.sheets.choices import Decision, LogKind, LogStatus
from xl_send.workbook.sheets.governance import Forum, Meeting
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.risks import LogEntry
from xl_send.workbook.submissions import Programme, Submission

_NOTICE = Pattern(
    r"(?i)\b(?:forward plan|notice of (?:the |a )?(?:key |executive )?decision|key decision notice|28[- ]days?'? notice"
    r"|28 clear days)\b"
)
_MONTH = Pattern(rf"(?i)(?<!\d )\b({MONTH_NAMES})\b(?:(?:'s)? (20\d\d)\b)?")
_OF_ANY = frozenset({"forward", "notice", "entry", "decision", "cabinet", "executive", "council", "publish", "report"})


@rule(
    "IS31",
    Severity.QUERY,
    "Needed by {needed}, it leaves {clear} before {forum} meets on {day}, not {wanted}.",
    "Bring Needed by forward, or plan the decision for the meeting after. A key decision without notice can wait.",
)
def notice_needed_too_late(programme: Programme) -> Iterator[Hit]:
    """The entry in the forward plan, or the notice of a key decision, is needed before its full notice begins.

    Days are clear days, as many as the Thresholds sheet asks for. Asked of what is open and speaks of the forward plan
    or of that notice, where it names the day or the month of a meeting of a forum that takes key decisions, or speaks
    of one key decision of its workstream that is still to come and has no notice.

    **Fails**

    Issues and decisions:
    | ID | Kind | What | Needed by | What happens if not |
    | --- | --- | --- | --- | --- |
    | TRN-A01 | Action | Write the forward plan entry for June cabinet | <28 May 2027> | No decision |
    | TRN-A02 | Action | Publish notice of the key decision | <20 May 2027> | Cabinet cannot decide on 10 June |
    | TRN-A03 | Action | Forward plan entry for the places plan | <1 Mar 2027> | |

    Milestones:
    | ID | Milestone | Forecast date | Decision needed | Forum |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Cabinet agrees the places plan | 10 Mar 2027 | Key decision | Cabinet |

    Forums:
    | Forum | Takes key decisions |
    | --- | --- |
    | Cabinet | Yes |

    Meetings:
    | Forum | Meeting date |
    | --- | --- |
    | Cabinet | 10 Mar 2027 |
    | Cabinet | 10 Jun 2027 |

    **Passes**

    Issues and decisions:
    | ID | Kind | What | Needed by | Status | Outcome | Closed on |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-A01 | Action | Write the forward plan entry for June cabinet | 30 Apr 2027 | Open | | |
    | TRN-A02 | Action | Forward plan entry | 28 May 2027 | Open | | |
    | TRN-A03 | Action | Write the cabinet report for June | 28 May 2027 | Open | | |
    | TRN-A04 | Action | Forward plan entry for June cabinet | 28 May 2026 | Closed | Done | 28 May 2026 |

    Forums:
    | Forum | Takes key decisions |
    | --- | --- |
    | Cabinet | Yes |

    Meetings:
    | Forum | Meeting date |
    | --- | --- |
    | Cabinet | 10 Mar 2027 |
    | Cabinet | 10 Jun 2027 |
    """
    for entry in worked_on(programme, LogEntry):
        needed, book = entry.needed_by, programme.of(entry)
        said = f"{entry.what or ''}. {entry.otherwise or ''}"
        if needed is None or entry.status is not LogStatus.OPEN or not _NOTICE.search(entry.what or ""):
            continue
        meeting = _meeting_meant(programme, entry, said, needed)
        wanted = book.thresholds.key_notice
        if meeting and (clear := (meeting.day - needed - timedelta(days=1)).days) < wanted:
            words = {"needed": needed, "clear": counted(max(clear, 0), "clear day"), "forum": meeting.forum}
            related = [Related(entry.at("what"), "the words"), Related(meeting.at("day"), "the meeting")]
            yield hit(entry.at("needed_by"), *related, severity=None, day=meeting.day, wanted=wanted, **words)


def _meeting_meant(programme: Programme, entry: LogEntry, said: str, needed: date) -> Meeting | None:
    """The meeting of which the notice is, by the day or the month that its words name, or by its milestone."""
    book = programme.of(entry)
    deciding = {forum.name.casefold() for forum in book.all(Forum) if forum.key_decisions}
    meetings = [meeting for meeting in book.all(Meeting) if meeting.forum.casefold() in deciding]
    named = set(days_named(said, needed))
    if on_the_day := [meeting for meeting in meetings if meeting.day in named]:
        return on_the_day[0]
    months = {next_month_named(found[1], found[2], needed) for found in _MONTH.finditer(said)} if not named else set()
    within = [one for one in meetings if one.day >= needed and any(_is_within(one.day, month) for month in months)]
    if months or named:
        return min(within, key=lambda meeting: meeting.day, default=None)
    own = [one for one in _key_decisions(book, entry.workstream) if _is_of_it(entry, one)]
    own_days = (meeting for meeting in meetings if len(own) == 1 and meeting.day == own[0].forecast)
    return next(own_days, None)


def _is_within(day: date, month: date) -> bool:
    return (day.year, day.month) == (month.year, month.month)


def _key_decisions(book: Submission, code: str) -> Iterator[Milestone]:
    for milestone in book.all(Milestone):
        to_come = milestone.workstream == code and not milestone.actual and not milestone.notice
        if to_come and milestone.decision is Decision.KEY_DECISION:
            yield milestone


def _is_of_it(entry: LogEntry, milestone: Milestone) -> bool:
    return bool(content_words(entry.what or "") & content_words(milestone.name or "") - _OF_ANY)


_PAYS = Pattern(
    r"(?i)\b(?:bridg\w*|fund\w*|pay\w*|paid|cover\w*|exten\w*|buy|grant|cost\w*|salar\w*|posts?|staff\w*|locums?|agency"
    r"|money|budget|pounds|contract|secondment|teachers?|hours|\u00a3)\b|\u00a3"
)
_MONTHS = Pattern(
    rf"(?i)\b(?:for|from|between|over|in|covering) (?:early |mid[- ]|late )?(?P<first>{MONTH_NAMES})"
    r"(?: (?P<year>20\d\d))?(?: ?(?:to|until|till|through to|and|[-\u2013]) ?)(?:the )?(?:end of )?"
    rf"(?P<last>{MONTH_NAMES})\b(?: (?P<to>20\d\d))?"
)


@rule(
    "IS32",
    Severity.QUERY,
    'Needed by is {needed}, but it pays for "{words}", which begins {begins}.',
    "Ask for it before that, or correct the months. What is paid for cannot go on until it is agreed.",
)
def decided_after_what_it_pays_for(programme: Programme) -> Iterator[Hit]:
    """Money, or people, for some months are decided on before those months begin.

    Asked of an open decision or change whose What names the months that it pays for, from one to another, where Needed
    by lies after the first of them.

    **Fails**

    Issues and decisions:
    | ID | Kind | What | Needed by |
    | --- | --- | --- | --- |
    | TRN-A01 | Decision needed | Agree the bridge of 96,000 pounds for April to August 2027 | <10 Jun 2027> |
    | TRN-A02 | Change request | Extend two posts from January to March | <12 Feb 2027> |

    **Passes**

    Issues and decisions:
    | ID | Kind | What | Needed by |
    | --- | --- | --- | --- |
    | TRN-A01 | Decision needed | Agree the bridge of 96,000 pounds for April to August 2027 | 14 Jan 2027 |
    | TRN-A02 | Decision needed | Approve the report for September to October 2026 | 3 Dec 2026 |
    | TRN-A03 | Issue | Locums cost more from September to March | 10 Dec 2026 |
    | TRN-A04 | Decision needed | Extend two posts from January to March | 10 Dec 2026 |
    """
    for entry in worked_on(programme, LogEntry):
        what, needed = entry.what or "", entry.needed_by
        asked = entry.status is LogStatus.OPEN and entry.kind in (LogKind.DECISION, LogKind.CHANGE_REQUEST)
        found = _MONTHS.search(what) if asked and needed and _PAYS.search(what) else None
        begins = _begins(found, entry.raised or needed) if found and needed else None
        if found and begins and needed and begins < needed:
            related = Related(entry.at("what"), "the months")
            yield hit(entry.at("needed_by"), related, needed=needed, words=found[0], begins=begins)


def _begins(found: re.Match[str], raised: date) -> date | None:
    """The first day of the months that words name; None where they were over when it was raised."""
    last = next_month_named(found["last"], found["to"], raised)
    first = next_month_named(found["first"], found["year"] or str(last.year), raised)
    if first > last:
        first = first.replace(year=last.year - 1)
    return first if end_of_month(last) > raised and first > raised else None
