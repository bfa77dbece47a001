"""Months in which a commentary says that a forum agreed to a change or gave a decision, against the dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from xl_send.analysis.words.named_dates import MONTH_NAMES, days_named, first_of_month
from xl_send.findings import Related, Severity
from xl_send.network import ids_named
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.risks import LogEntry
from xl_send.workbook.submissions import Programme, first_by_id

_FORUM = r"(?:board|cabinet|forum|committee|panel|executive|group|meeting)"
_WHEN = (
    rf"(?:(?:at|by|in) (?:the )?(?P<m1>{MONTH_NAMES})\b(?: (?P<y1>20\d\d))?(?:'s)? (?:[\w']+ ){{0,3}}?{_FORUM}"
    rf"|(?:at|by) (?:the |our )?(?:[\w']+ ){{0,4}}?{_FORUM} (?:in|of|on) (?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)? )?"
    rf"(?P<m2>{MONTH_NAMES})\b(?: (?P<y2>20\d\d))?)"
)
_BETWEEN = r"\b(?:(?!\b(?:will|after|before|next|again|until|report)\b)[^.;:]){0,40}? "
_MOVED = Pattern(
    r"(?i)\b(?:re-?baselined?|re-?planned|moved|put back|new date|change (?:was )?(?:agreed|approved)"
    rf"|date (?:was )?agreed){_BETWEEN}{_WHEN}"
)
_DECIDED = Pattern(rf"(?i)\b(?:agreed|approved|signed off|adopted|endorsed|decided|accepted){_BETWEEN}{_WHEN}")
_NOT_YET = Pattern(r"(?i)\b(?:in principle|draft|first|outline|informally|not|subject|would|to be|provisional\w*)\b")


@rule(
    "CM53",
    Severity.QUERY,
    'The commentary says "{words}", but {what} on {day}.',
    "Correct the month in the commentary, or the date. Whoever looks for the minute looks in the wrong month.",
)
def decided_in_another_month(programme: Programme) -> Iterator[Hit]:
    """The month in which a commentary says that a forum agreed is the month in which it did.

    Asked where the commentary names the month of the meeting that agreed to move the milestone, and every change that
    Change reference names was closed in another month, and settled in no other; and of a milestone that was decided,
    where it names the month of the decision and Decision given, or else the Actual date, is in another.

    **Fails**

    Milestones:
    | ID | Actual date | Decision given | Agreed date | Change reference | Commentary |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | 19 Oct 2026 | | 19 Oct 2026 | TRN-A01 | <Re-baselined by two weeks at October board. Met.> |
    | TRN-M02 | 8 Oct 2026 | 8 Oct 2026 | | | <Agreed without amendment by Schools Forum in September.> |
    | TRN-M03 | 8 Oct 2026 | 8 Oct 2026 | | | <Approved at the November Cabinet> |
    | TRN-M04 | 19 Oct 2026 | | 19 Oct 2026 | TRN-A01 | <Re-baselined by the board of 14 October. Met.> |

    Issues and decisions:
    | ID | Kind | Status | Outcome | Closed on |
    | --- | --- | --- | --- | --- |
    | TRN-A01 | Change request | Closed | Agreed by the board | 16 Sep 2026 |

    **Passes**

    Milestones:
    | ID | Actual date | Decision given | Agreed date | Change reference | Commentary |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | 19 Oct 2026 | | 19 Oct 2026 | TRN-A01 | Re-baselined by two weeks at September board. Met. |
    | TRN-M02 | 8 Oct 2026 | 8 Oct 2026 | | | Agreed in principle by Schools Forum in September |
    | TRN-M03 | 8 Oct 2026 | 8 Oct 2026 | | | Approved. Goes to the November Cabinet |
    | TRN-M04 | 19 Oct 2026 | | 19 Oct 2026 | TRN-A02 | Moved at the September board |
    | TRN-M05 | 8 Oct 2026 | | | | Form agreed by the group in September |

    Issues and decisions:
    | ID | Kind | Status | Outcome | Closed on |
    | --- | --- | --- | --- | --- |
    | TRN-A01 | Change request | Closed | Agreed by the board | 16 Sep 2026 |
    | TRN-A02 | Change request | Closed | Agreed by the board 16 September | 9 Oct 2026 |
    """
    log = first_by_id(programme.each(LogEntry))
    for milestone in programme.each(Milestone):
        as_at, text = programme.as_at(milestone), milestone.commentary or ""
        if not text or as_at is None:
            continue
        changes = [log[name] for words in milestone.changes for name in ids_named(words) if name in log]
        found = _MOVED.search(text) if changes else None
        if found:
            days = [day for entry in changes for day in _settled(entry, as_at)]
            last = changes[-1].closed_on
            if last and not _NOT_YET.search(found[0]) and _is_of_another(found, days, as_at):
                related = Related(changes[-1].at("closed_on"), "when it was closed")
                what = f"{changes[-1].id}, which moved it, was closed"
                yield hit(milestone.at("commentary"), related, words=found[0], what=what, day=last)
            continue
        found = _DECIDED.search(text) if milestone.decided else None
        if found and milestone.decided and not _NOT_YET.search(found[0]):
            days = [day for day in (milestone.decided, milestone.actual) if day]
            if _is_of_another(found, days, as_at):
                related = Related(milestone.at("decided"), "the decision")
                words = {"words": found[0], "what": "the decision was given"}
                yield hit(milestone.at("commentary"), related, severity=None, day=milestone.decided, **words)


def _settled(entry: LogEntry, as_at: date) -> list[date]:
    """The days on which a change may have been agreed: when it was closed, and those that its outcome names."""
    return [*([entry.closed_on] if entry.closed_on else []), *days_named(entry.outcome, as_at)]


def _is_of_another(found: re.Match[str], days: list[date], as_at: date) -> bool:
    """Whether a month that was found is that of none of some days."""
    first = first_of_month(found["m1"] or found["m2"], found["y1"] or found["y2"], as_at)
    return bool(days) and all((day.year, day.month) != (first.year, first.month) for day in days)
