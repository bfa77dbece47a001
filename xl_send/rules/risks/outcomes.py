"""What comes of risks and issues: closed by their status and not by their outcome, or a harm to strangers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from xl_send.analysis.words.named_dates import DAY, day_matched, days_named
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.risks.treatment import open_risks
from xl_send.words import every_name
from xl_send.workbook.sheets.choices import LogStatus, RiskStatus
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.milestones import Milestone
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
    r"|superseded|rejected|refused|declined|accepted|done|completed?|signed|in place|in force|in use|confirmed|closed"
    r"|duplicate|merged|moved|transferred|escalated|provided|delivered|noted|kept|bau|business as usual|by agreement"
    r"|did not (?:occur|happen|arise|materialise)|no longer|nothing further|not needed)\b"
    r"|\bcarried (?:over|forward) to [a-z]{2,5}-[a-z]\d|^not agreed[:;,]|\bno decision (?:was )?(?:needed|required)"
)
# How it was settled, by whom or with whom, and on which day; what is to happen on a day is another thing.
_ON_A_DAY = Pattern(
    r"(?i)\b(?:agreed|approved|decided|settled|resolved|signed)\b"
    r"(?:(?!\b(?:to|for|that|from|start\w*|open\w*|live|begin\w*|new|will|be)\b)[^.;:]){0,60}?\bon (?:the )?"
    rf"{DAY}",
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
    What was moved to another row, or to the work of every day, is settled here.

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
    | TRN-A04 | Closed | Carried forward to TRN-A09 | 6 Nov 2026 |
    | TRN-A05 | Closed | Moved to the service; review is ongoing there | 6 Nov 2026 |
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
    | TRN-A04 | Closed | Agreed that the letter goes out on 20 November 2026. | 1 Sep 2026 | 15 Oct 2026 |
    """
    for entry in programme.each(LogEntry):
        closed = entry.closed_on if entry.status is LogStatus.CLOSED else None
        said = _settled_on(entry.outcome or "", closed) if closed else None
        if closed and said and closed < said:
            yield hit(entry.at("closed_on"), Related(entry.at("outcome"), "the words"), closed=closed, said=said)


def _settled_on(text: str, near: date) -> date | None:
    if not any(day > near for day in days_named(text, near)):
        return None
    found = _ON_A_DAY.search(text)
    return day_matched(found, near) if found else None


@rule(
    "RK71",
    Severity.QUERY,
    "{id} threatens {names}, of {other} alone, and nothing is handed over between {code} and {other}.",
    "Name under Threatens the milestones of {code} that it would harm. If it truly harms {other}, list the handover.",
)
def threatens_a_stranger(programme: Programme) -> Iterator[Hit]:
    """A risk threatens what its own workstream does, or what waits for it.

    An id copied from another register hides what is truly in danger. A risk may well harm another workstream, by what
    is handed over; it is asked where the two have no handover between them, and no other risk of its workstream
    threatens that one. A workstream without milestones serves others.

    **Fails**

    Risks:
    | ID | Workstream | Threatens |
    | --- | --- | --- |
    | TRN-R01 | TRN | <OUT-M01> |

    Milestones:
    | ID | Workstream |
    | --- | --- |
    | TRN-M01 | TRN |
    | OUT-M01 | OUT |

    **Passes**

    Risks:
    | ID | Workstream | Threatens |
    | --- | --- | --- |
    | TRN-R01 | TRN | OUT-M01, TRN-M01 |
    | TRN-R02 | TRN | STA-M01 |
    | TRN-R03 | TRN | |
    | PMO-R01 | PMO | OUT-M01 |

    Interdependencies:
    | ID | Giver | Receiver |
    | --- | --- | --- |
    | STA-D01 | TRN | STA |

    Milestones:
    | ID | Workstream |
    | --- | --- |
    | TRN-M01 | TRN |
    | OUT-M01 | OUT |
    | STA-M01 | STA |
    """
    linked = {frozenset((row.giver, row.receiver)) for row in programme.each(Interdependency)}
    waiting = {
        frozenset((milestone.workstream, other.workstream))
        for milestone in programme.each(Milestone)
        for reference in milestone.depends_on
        if (other := programme.milestones.get(reference.id)) is not None
    }
    own = {milestone.workstream for milestone in programme.each(Milestone)}
    often = Counter(
        (risk.workstream, code)
        for risk in open_risks(programme)
        for code in {reference.id.partition("-")[0] for reference in risk.threatens}
    )
    for risk in open_risks(programme):
        found = [programme.milestones.get(reference.id) for reference in risk.threatens]
        # A workstream mistyped is told of by itself.
        known = [milestone for milestone in found if milestone and milestone.id.startswith(f"{milestone.workstream}-")]
        streams = {milestone.workstream for milestone in known}
        if len(streams) == 1 and len(known) == len(found) and risk.workstream not in streams:
            (theirs,) = streams
            by_itself = risk.workstream in own and often[risk.workstream, theirs] == 1
            if by_itself and frozenset((risk.workstream, theirs)) not in linked | waiting:
                names = every_name([reference.id for reference in risk.threatens])
                yield hit(risk.at("threatens"), id=risk.id, names=names, other=theirs, code=risk.workstream)
