"""Rows of the log that name a risk, and speak of another or are older than it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from xl_send.analysis.activity import worked_on
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.risks.reworded import that_matter
from xl_send.workbook.sheets.choices import LogStatus
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme, first_by_id

A_FORTNIGHT = timedelta(days=14)
# So many of the words that matter a row shares with another risk, and none with the one that it names.
SHARED = 2
# What hardly any row of a log is without.
_EVERYWHERE = frozenset({
    "school", "child", "children", "pupil", "famili", "parent", "team", "plan", "work", "late", "delay", "two", "three",
    "four", "five", "six", "not", "need", "needed", "wait", "time", "week", "month", "term", "year", "meet", "agre",
    "start", "end", "send", "council", "milestone", "trial", "rollout", "after", "staff", "january", "february",
    "march", "april", "june", "july", "september", "october", "november", "december", "autumn", "spring", "summer",
})  # fmt: skip


@rule(
    "IS43",
    Severity.QUERY,
    "From risk names {risk}, with which this row shares no word; it speaks of {other}.",
    "Name {other} if it came from that. If it came from {risk}, say in the words how.",
    brings={"IS07": Reach.CELL, "RK30": Reach.NAMED},
)
def issue_of_another_risk(programme: Programme) -> Iterator[Hit]:
    """What came of a risk speaks of that risk.

    The id of a neighbour closes, or explains, what has nothing to do with it. Asked of an open row that has no word
    that matters in common with the risk that it names, its mitigation and controls among it, and two or more with
    another risk of the same workstream.

    **Fails**

    Risks:
    | ID | Risk | Mitigation |
    | --- | --- | --- |
    | TRN-R01 | Because highways may object, consent for the Fernhill site may be refused | Transport survey |
    | TRN-R02 | Because journeys do not shorten, transport costs stay | Route reviews |

    Issues and decisions:
    | ID | What | From risk |
    | --- | --- | --- |
    | TRN-A01 | Prepare for highways on consent for the Fernhill access | <TRN-R02> |

    **Passes**

    Risks:
    | ID | Risk | Mitigation |
    | --- | --- | --- |
    | TRN-R01 | Because highways may object, consent for the Fernhill site may be refused | Transport survey |
    | TRN-R02 | Because journeys do not shorten, transport costs stay | Route reviews |

    Issues and decisions:
    | ID | What | From risk |
    | --- | --- | --- |
    | TRN-A01 | Prepare for highways on consent for the Fernhill access | TRN-R01 |
    | TRN-A02 | Buses from Fernhill take as long as before | TRN-R02 |
    | TRN-A03 | Highways and consent for Fernhill make journeys longer | TRN-R02 |
    """
    risks = list(programme.each(Risk))
    by_id = {risk.id: risk for risk in risks}
    for entry in worked_on(programme, LogEntry):
        named = by_id.get(entry.from_risk or "")
        if named is None or named.workstream != entry.workstream or entry.status is not LogStatus.OPEN:
            continue
        mine = that_matter(f"{entry.what} {entry.otherwise or ''}") - _EVERYWHERE
        if mine & _matter_of(named):
            continue
        others = [risk for risk in risks if risk.workstream == entry.workstream]
        other = max(others, key=lambda risk: len(mine & _matter_of(risk)))
        if len(mine & _matter_of(other)) >= SHARED:
            related = Related(other.at("name"), "that risk"), Related(named.at("name"), "the risk that is named")
            yield hit(entry.at("from_risk"), *related, risk=named.id, other=other.id)


def _matter_of(risk: Risk) -> frozenset[str]:
    return that_matter(f"{risk.name or ''} {risk.mitigation or ''} {risk.controls or ''}") - _EVERYWHERE


@rule(
    "IS17",
    Severity.QUERY,
    "Raised is {raised}, but {risk}, from which it came, was raised on {later}.",
    "Correct one of the two dates, or take {risk} out of From risk if it came of something else.",
)
def raised_before_its_risk(programme: Programme) -> Iterator[Hit]:
    """What came of a risk was raised after the risk.

    A day typed month first makes an issue of this month three quarters of a year old. Asked where it is more than a
    fortnight older than its risk: what was seen together may be written down in either order.

    **Fails**

    Risks:
    | ID | Raised |
    | --- | --- |
    | TRN-R01 | 2 Mar 2026 |

    Issues and decisions:
    | ID | Raised | From risk |
    | --- | --- | --- |
    | TRN-A01 | <15 Feb 2026> | TRN-R01 |

    **Passes**

    Risks:
    | ID | Raised |
    | --- | --- |
    | TRN-R01 | 2 Mar 2026 |

    Issues and decisions:
    | ID | Raised | From risk |
    | --- | --- | --- |
    | TRN-A01 | 16 Feb 2026 | TRN-R01 |
    """
    by_id = first_by_id(programme.each(Risk))
    for entry in programme.each(LogEntry):
        risk = by_id.get(entry.from_risk or "")
        if risk and risk.raised and entry.raised and risk.raised - entry.raised > A_FORTNIGHT:
            related = Related(risk.at("raised"), "the risk")
            yield hit(entry.at("raised"), related, raised=entry.raised, risk=risk.id, later=risk.raised)
