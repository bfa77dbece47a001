"""An outcome that is dated before its row was raised."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.words.named_dates import DAY, day_matched, days_named
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.choices import LogStatus, RiskStatus
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme

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
