"""Entries that are closed by their status, and not by what their outcome says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xl_send.analysis.words.named_dates import DAY, day_matched
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.choices import LogStatus, RiskStatus
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme

_UNSETTLED = Pattern(
    r"(?i)\b(?:deferred|postponed|adjourned|carried (?:over|forward) to|put back to|to come back|will come back"
    r"|awaiting|awaits?|pending|still (?:open|being|to be)|under (?:discussion|review)|ongoing|in progress|next meeting"
    r"|not (?:yet )?(?:agreed|decided|settled|resolved|discussed|reached|heard|taken)|no decision"
    r"|to be (?:agreed|decided|confirmed|discussed|resolved))\b",
    needs="deferred|postponed|adjourned|carried |put back|come back|await|pending|still |under |ongoing|in progress"
    "|next meeting|not |no decision|to be ",
)
_SETTLED = Pattern(
    r"(?i)(?<!not )(?<!not yet )(?<!to be )(?<!be )\b(?:agreed|approved|decided|resolved|settled|withdrawn|replaced"
    r"|superseded|rejected|refused|declined|accepted|done|completed?|signed|in place|in force|in use)\b"
)
_ON_A_DAY = Pattern(
    rf"(?i)\b(?:agreed|approved|decided|settled|resolved|signed)\b[^.;]{{0,60}}?\bon {DAY}",
    needs="agreed|approved|decided|settled|resolved|signed",
)


@rule(
    "IS08",
    Severity.QUERY,
    'Status is Closed, but the Outcome says "{words}".',
    "Choose Open until it is settled. If it is settled, say how.",
)
def closed_while_unsettled(programme: Programme) -> Iterator[Hit]:
    """What is closed was settled.

    A decision that was put off is still needed. Closed, it leaves the list of what the board is asked, and a change
    that rests on it counts as agreed. A risk that is closed while its outcome is still to come is no longer watched.

    **Fails**

    Risks:
    | ID | Status | Outcome |
    | --- | --- | --- |
    | TRN-R01 | <Closed> | Post to be confirmed in January |

    **Fails**

    Issues and decisions:
    | ID | Status | Outcome | Closed on |
    | --- | --- | --- | --- |
    | TRN-A01 | <Closed> | Deferred to the February meeting | 6 Nov 2026 |
    | TRN-A02 | <Closed> | Not yet agreed by schools | 6 Nov 2026 |

    **Passes**

    Issues and decisions:
    | ID | Status | Outcome | Closed on |
    | --- | --- | --- | --- |
    | TRN-A01 | Open | Deferred to the February meeting | |
    | TRN-A02 | Closed | Agreed on 6 November after it was deferred in October | 6 Nov 2026 |
    | TRN-A03 | Closed | Two-page form in use; review under way | 6 Nov 2026 |
    """
    closed: list[LogEntry | Risk] = [row for row in programme.each(LogEntry) if row.status is LogStatus.CLOSED]
    closed += [row for row in programme.each(Risk) if row.status is RiskStatus.CLOSED]
    for row in closed:
        text = row.outcome or ""
        found = _UNSETTLED.search(text)
        if found and not _SETTLED.search(text):
            yield hit(row.at("status"), Related(row.at("outcome"), "the words"), words=found[0])


@rule(
    "IS09",
    Severity.QUERY,
    "Closed on is {closed}, but by its Outcome it was settled on {said}, after that.",
    "Give the day on which it was settled, or correct the Outcome.",
)
def closed_before_it_was_settled(programme: Programme) -> Iterator[Hit]:
    """What is closed was closed when it was settled, or after.

    Whether a change had been agreed by a date is seen from the day on which it was closed.

    **Fails**

    Issues and decisions:
    | ID | Status | Outcome | Raised | Closed on |
    | --- | --- | --- | --- | --- |
    | TRN-A01 | Closed | Agreed by the Programme Board on 15 October 2026, minute 4. | 1 Sep 2026 | <9 Oct 2026> |

    **Passes**

    Issues and decisions:
    | ID | Status | Outcome | Raised | Closed on |
    | --- | --- | --- | --- | --- |
    | TRN-A01 | Closed | Agreed by the Programme Board on 15 October 2026, minute 4. | 1 Sep 2026 | 15 Oct 2026 |
    | TRN-A02 | Closed | Agreed by the Programme Board on 15 October 2026, minute 4. | 1 Sep 2026 | 20 Oct 2026 |
    | TRN-A03 | Closed | Agreed from 1 November 2026. | 1 Sep 2026 | 15 Oct 2026 |
    """
    for entry in programme.each(LogEntry):
        closed = entry.closed_on if entry.status is LogStatus.CLOSED else None
        said = _settled_on(entry.outcome or "", closed) if closed else None
        if closed and said and closed < said:
            yield hit(entry.at("closed_on"), Related(entry.at("outcome"), "the words"), closed=closed, said=said)


def _settled_on(text: str, near: date) -> date | None:
    found = _ON_A_DAY.search(text)
    return day_matched(found, near) if found else None
