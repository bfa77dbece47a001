"""When what stands in the log was closed, against its other days and its outcome."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from xl_send.analysis.words.named_dates import DAY, day_matched, days_named
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.programme.people import person_in
from xl_send.workbook.sheets.choices import LogKind, LogStatus, RiskStatus
from xl_send.workbook.sheets.resources import Resource
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme

A_FORTNIGHT = timedelta(days=14)
# What counts as agreed by the as at date.
_AGREED = frozenset({LogKind.CHANGE_REQUEST, LogKind.DECISION})
# How it was settled, by whom or with whom, and on which day; what is to happen on a day is another thing.
_ON_A_DAY = Pattern(
    r"(?i)\b(?:agreed|approved|decided|settled|resolved|signed)\b"
    r"(?:(?!\b(?:to|for|that|from|start\w*|open\w*|live|begin\w*|new|will|be)\b)[^.;:]){0,60}?\bon (?:the )?"
    rf"{DAY}",
)
_FORUM_OF_A_DAY = Pattern(
    rf"(?i)(?:the )?(?:[a-z][\w'-]{{1,20}} ){{0,3}}(?:board|cabinet|forum|panel|committee)(?:,| of| on|:)? {DAY}:",
)
_DONE_ON = Pattern(
    r"(?i)^(?:[a-z]+ ){0,3}(?:held|met|sent|issued|done|completed|delivered|launched|published|took place|ran|signed"
    rf"|agreed|approved)(?: on)?,? (?:[a-z]+day,? )?(?:the )?{DAY}"
)
# What happened on a day, of which the row tells as its end: "Licence live 16 November", "started on 16 November 2026".
_HAPPENED = Pattern(
    r"(?i)\b(?:started|began|went (?:live|out)|live|opened|in (?:post|place|force|use)|up and running|resolved|arrived"
    r"|installed|delivered|received|filled|restored|repaired|returned|back at work)(?: (?:on|from|since|as of))?,?"
    rf" (?:[a-z]+day,? )?(?:the )?{DAY}"
)
# Settled before it begins: somebody was appointed, or it is to come.
_TO_COME = Pattern(
    r"(?i)\b(?:will|to be|is to|are to|to (?:start|begin|open|go)|due|planned|expected|appointed|offer\w*|accepted"
    r"|agreed|approved|decided|ordered|booked|confirmed|should|not|until|before)\b"
)
_IN_POST = Pattern(r"(?i)\b(?:in post|started|has begun|began|at work)\b")
_BEGINS_SETTLED = Pattern(
    r"(?i)^(?:(?:it|this|was|were|has|been|all|both|fully|formally|unanimously"
    r"|the (?:change|request|decision|issue|risk)) ){0,4}(?:agreed|approved|decided|settled|resolved|signed(?: off)?"
    r"|closed|refused|rejected|accepted|withdrawn|confirmed)\b"
    r"(?:(?!\b(?:to|for|that|from|start\w*|open\w*|live|begin\w*|new|will|be)\b)[^.;:]){0,60}?(?: on (?:the )?|[:,] )"
    rf"(?:[a-z]+day,? )?{DAY}"
)
_BEGINS_WITH_A_FORUM = Pattern(
    r"(?i)^(?:the )?(?:[a-z][\w'-]{1,20} ){0,4}(?:board|cabinet|forum|panel|committee|group)"
    rf"(?:,| of| on|:| (?:agreed|approved|decided)(?: (?:it|this))?(?: on)?)? (?:the )?{DAY}"
)
_KNOWN_BEFORE = Pattern(
    r"(?i)\b(?:already|earlier|retrospective\w*|previous\w*|beforehand|in principle|recorded|logged|entered"
    r"|minuted late|first|again|re-?raised)\b"
)


@rule(
    "IS09",
    Severity.QUERY,
    "Closed on is {closed}, but by {by} it was settled on {said}, after that.",
    "Give the day on which it was settled, or correct the Outcome.",
)
def closed_before_it_was_settled(programme: Programme) -> Iterator[Hit]:
    """What is closed was closed when it was settled, or after.

    Whether a change had been agreed by a date is seen from the day on which it was closed. The day is that of which the
    Outcome tells as its end, such as "live 16 November", or From of the line of somebody who, it says, is in post. What
    was agreed may begin later.

    **Fails**

    Issues and decisions:
    | ID | Status | Outcome | Raised | Closed on |
    | --- | --- | --- | --- | --- |
    | TRN-A01 | Closed | Agreed by the Programme Board on 15 October 2026, minute 4. | 1 Sep 2026 | <9 Oct 2026> |
    | TRN-A02 | Closed | Programme Board, 15 October 2026: six schools chosen | 1 Sep 2026 | <9 Oct 2026> |
    | TRN-A03 | Closed | Held 18 Oct, 9 attended | 1 Sep 2026 | <9 Oct 2026> |
    | TRN-A04 | Closed | Licence live 9 November, six weeks late | 1 Sep 2026 | <9 Oct 2026> |
    | TRN-A05 | Closed | Imogen Slater started on 9 November 2026 | 1 Sep 2026 | <9 Oct 2026> |

    **Fails**

    Issues and decisions:
    | ID | Status | Outcome | Raised | Closed on |
    | --- | --- | --- | --- | --- |
    | TRN-A01 | Closed | Imogen Slater in post | 1 Sep 2026 | <9 Oct 2026> |

    Resources:
    | ID | Person or team | From |
    | --- | --- | --- |
    | TRN-P01 | Imogen Slater | 9 Nov 2026 |

    **Passes**

    Issues and decisions:
    | ID | Status | Outcome | Raised | Closed on |
    | --- | --- | --- | --- | --- |
    | TRN-A01 | Closed | Agreed by the Programme Board on 15 October 2026, minute 4. | 1 Sep 2026 | 15 Oct 2026 |
    | TRN-A02 | Closed | Agreed by the Programme Board on 15 October 2026, minute 4. | 1 Sep 2026 | 20 Oct 2026 |
    | TRN-A03 | Closed | Agreed from 1 November 2026. | 1 Sep 2026 | 15 Oct 2026 |
    | TRN-A04 | Closed | Agreed that the letter goes out on 20 November 2026. | 1 Sep 2026 | 15 Oct 2026 |
    | TRN-A05 | Closed | Licence live 9 November | 1 Sep 2026 | 9 Nov 2026 |
    | TRN-A06 | Closed | Imogen Slater appointed, in post from 9 November | 1 Sep 2026 | 15 Oct 2026 |
    | TRN-A07 | Closed | Imogen Slater in post from 4 January | 1 Sep 2026 | 15 Oct 2026 |
    | TRN-A08 | Closed | Imogen Slater in post | 1 Sep 2026 | 9 Nov 2026 |

    Resources:
    | ID | Person or team | From |
    | --- | --- | --- |
    | TRN-P01 | Imogen Slater | 9 Nov 2026 |
    """
    for entry in programme.each(LogEntry):
        closed = entry.closed_on if entry.status is LogStatus.CLOSED else None
        as_at, text = programme.as_at(entry), entry.outcome or ""
        if closed is None or as_at is None:
            continue
        said = _settled_on(text, closed, as_at)
        begun = None if days_named(text, closed) else _in_post_from(programme, entry, text)
        if said and closed < said:
            related = Related(entry.at("outcome"), "the words")
            yield hit(entry.at("closed_on"), related, closed=closed, said=said, by="its Outcome")
        elif begun and closed < begun.starts <= as_at:
            related, by = Related(begun.at("starts"), "the start"), f"its Outcome and From of {begun.id}"
            yield hit(entry.at("closed_on"), related, closed=closed, said=begun.starts, by=by)


def _settled_on(text: str, near: date, as_at: date) -> date | None:
    if not any(day > near for day in days_named(text, near)):
        return None
    found = _ON_A_DAY.search(text) or _FORUM_OF_A_DAY.match(text) or _DONE_ON.match(text)
    if found:
        return day_matched(found, near)
    happened = None if _TO_COME.search(text) else _HAPPENED.search(text)
    day = day_matched(happened, near) if happened else None
    return day if day and day <= as_at else None


def _in_post_from(programme: Programme, entry: LogEntry, text: str) -> Resource | None:
    """The first line of a person of whom an Outcome says no more than that they are in post."""
    if not _IN_POST.search(text) or _TO_COME.search(text):
        return None
    lines = [line for line in programme.of(entry).all(Resource) if (name := person_in(line.who)) and name in text]
    return min(lines, key=lambda line: line.starts, default=None)


@rule(
    "IS05",
    Severity.ERROR,
    "Closed on is {closed}, {wrong}.",
    "Correct the date. If it is not settled yet, choose Open and clear the date.",
    brings={"IS09": Reach.CELL},
)
def closing_date_impossible(programme: Programme) -> Iterator[Hit]:
    """What is closed was closed on or after the day it was raised, and not after the as at date.

    A closing date is a fact, not a plan. What was settled in the fortnight in which a return is written is put into it;
    whether a change or a decision was agreed is seen by the as at date.

    **Fails**

    Issues and decisions:
    | ID | Status | Outcome | Raised | Closed on | Kind |
    | --- | --- | --- | --- | --- | --- |
    | TRN-A01 | Closed | Agreed | 2 Nov 2026 | <1 Nov 2026> | Issue |
    | TRN-A02 | Closed | Agreed | 2 Nov 2026 | <14 Nov 2026> | Change request |
    | TRN-A03 | Closed | Agreed | 2 Nov 2026 | <28 Nov 2026> | Issue |

    **Passes**

    Issues and decisions:
    | ID | Status | Outcome | Raised | Closed on |
    | --- | --- | --- | --- | --- |
    | TRN-A01 | Closed | Agreed | 2 Nov 2026 | 2 Nov 2026 |
    | TRN-A02 | Closed | Agreed | 2 Nov 2026 | 13 Nov 2026 |
    | TRN-A03 | Closed | Agreed | 2 Nov 2026 | 27 Nov 2026 |
    """
    for entry in programme.each(LogEntry):
        as_at, closed = programme.as_at(entry), entry.closed_on
        if closed and entry.raised and closed < entry.raised:
            yield hit(
                entry.at("closed_on"), Related(entry.at("raised"), "Raised"), closed=closed, wrong="before Raised"
            )
        elif closed and as_at and closed > as_at + (timedelta() if entry.kind in _AGREED else A_FORTNIGHT):
            yield hit(entry.at("closed_on"), closed=closed, wrong="after the as at date")


@rule(
    "IS16",
    Severity.QUERY,
    "The Outcome says that it was settled on {said}, but it was raised on {raised}, after that.",
    "Correct the day in the Outcome, or Raised. If it was settled before it was recorded, say so in the Outcome.",
)
def settled_before_it_was_raised(programme: Programme) -> Iterator[Hit]:
    """What is closed was settled when it had been raised.

    The day in an Outcome is what an auditor looks up in the minutes. Asked where an Outcome begins with how, or by
    whom, it was settled and on which day, and every day that it names is before Raised; not where Closed on is that
    day, or the words say that it was settled already.

    **Fails**

    Issues and decisions:
    | ID | Status | Outcome | Raised | Closed on |
    | --- | --- | --- | --- | --- |
    | TRN-A01 | Closed | <Approved by the board on 8 October.> | 2 Nov 2026 | 12 Nov 2026 |
    | TRN-A02 | Closed | <Programme Board, 15 October 2026: six schools chosen> | 20 Oct 2026 | 12 Nov 2026 |

    Risks:
    | ID | Status | Raised | Outcome |
    | --- | --- | --- | --- |
    | TRN-R01 | Closed | 2 Nov 2026 | <Closed by the Programme Board on 8 October> |

    **Passes**

    Issues and decisions:
    | ID | Status | Outcome | Raised | Closed on |
    | --- | --- | --- | --- | --- |
    | TRN-A01 | Closed | Approved by the board on 8 October. | 8 Oct 2026 | 12 Oct 2026 |
    | TRN-A02 | Closed | Funding was approved by the Schools Forum on 8 October: not needed | 2 Nov 2026 | 12 Nov 2026 |
    | TRN-A03 | Closed | Approved by Cabinet on 8 October and by the trust on 12 November | 2 Nov 2026 | 12 Nov 2026 |
    | TRN-A04 | Closed | Already agreed by the board on 8 October | 2 Nov 2026 | 12 Nov 2026 |
    | TRN-A05 | Open | Approved by the board on 8 October | 2 Nov 2026 | |
    """
    entries = [entry for entry in programme.each(LogEntry) if entry.status is LogStatus.CLOSED]
    risks = [risk for risk in programme.each(Risk) if risk.status is RiskStatus.CLOSED]
    rows: list[LogEntry | Risk] = [*entries, *risks]
    for row in rows:
        text, raised = row.outcome or "", row.raised
        if not text or raised is None or (isinstance(row, LogEntry) and (row.closed_on or raised) < raised):
            continue
        found = _BEGINS_SETTLED.match(text) or _BEGINS_WITH_A_FORUM.match(text)
        said = day_matched(found, raised) if found and not _KNOWN_BEFORE.search(text) else None
        if said and said < raised and all(day < raised for day in days_named(text, raised)):
            yield hit(row.at("outcome"), Related(row.at("raised"), "when it was raised"), said=said, raised=raised)
