"""Severities and targets that are set lower, or higher, than what else the return says of the same thing."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.activity import worked_on
from xl_send.analysis.notes.content import content_words
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.risks.treatment import open_risks
from xl_send.workbook.sheets.choices import Level, LogKind, LogStatus, Rag, Response
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.sheets.risks import LogEntry
from xl_send.workbook.submissions import Programme

# Two words that a reason and an issue share may be chance where a workstream is a little off its way.
SHARED = {Rag.RED: 2, Rag.AMBER: 3}


@rule(
    "RK73",
    Severity.QUERY,
    "The target {part} is {target}, higher than the {part} now, {now}.",
    "Correct one of the two: nobody means to make a part of a risk worse.",
)
def part_of_target_above_score(programme: Programme) -> Iterator[Hit]:
    """No part of a risk's target is higher than that part of its score now.

    A likelihood or an impact that was lowered by itself leaves the target above it, and the colour better than the
    words. Asked where the target's whole score is no higher than the one now: that it is, is told by itself.

    **Fails**

    Risks:
    | ID | Likelihood | Impact | Target likelihood | Target impact |
    | --- | --- | --- | --- | --- |
    | TRN-R01 | 3 | <4> | 2 | 5 |
    | TRN-R02 | <2> | 5 | 3 | 3 |

    **Passes**

    Risks:
    | ID | Likelihood | Impact | Target likelihood | Target impact | Response |
    | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | 3 | 4 | 2 | 4 | Treat |
    | TRN-R02 | 3 | 4 | | | Treat |
    | TRN-R03 | 3 | 4 | 2 | 5 | Tolerate |
    """
    for risk in open_risks(programme):
        aims = (risk.target_likelihood, risk.target_impact)
        if None in aims or risk.response is Response.TOLERATE:
            continue
        chance, harm = (aim or 0 for aim in aims)
        if chance * harm > risk.likelihood * risk.impact:
            continue
        for part, target, now in (("likelihood", chance, risk.likelihood), ("impact", harm, risk.impact)):
            if target > now:
                aimed = Related(risk.at(f"target_{part}"), "the target")
                yield hit(risk.at(part), aimed, part=part, target=target, now=now)


@rule(
    "IS41",
    Severity.QUERY,
    "Severity is Low, but {stream} is reported {rag}, and what it says of that speaks of this issue: {words}.",
    "Raise Severity, or say in the workstream's reason what else it is {rag} for. A Low issue is Green.",
)
def low_issue_behind_a_colour(programme: Programme) -> Iterator[Hit]:
    """An issue for which a workstream is Red or Amber is not of low severity.

    Otherwise the log says Green of what the workstream's own reason calls the cause. Asked where the two texts share
    two words or more that tell what they are about, three for Amber.

    **Fails**

    Workstreams:
    | Code | Reported RAG | Reason and path to green |
    | --- | --- | --- |
    | TRN | Red | Highways objected to the application at Fernhill; a new access is being drawn. |

    Issues and decisions:
    | ID | Kind | What | Severity |
    | --- | --- | --- | --- |
    | TRN-A01 | Issue | Highways have objected to the access at Fernhill | <Low> |

    **Passes**

    Workstreams:
    | Code | Reported RAG | Reason and path to green |
    | --- | --- | --- |
    | TRN | Red | Highways objected to the application at Fernhill; a new access is being drawn. |
    | OUT | Green | |

    Issues and decisions:
    | ID | Workstream | Kind | What | Severity |
    | --- | --- | --- | --- | --- |
    | TRN-A01 | TRN | Issue | Highways have objected to the access at Fernhill | High |
    | TRN-A02 | TRN | Issue | Two tablets of visiting teachers are broken | Low |
    | TRN-A03 | TRN | Action | Meet highways about the access at Fernhill | Low |
    | OUT-A01 | OUT | Issue | Highways have objected to the access at Fernhill | Low |
    """
    streams = {stream.code: stream for stream in programme.each(Workstream) if stream.reported in SHARED}
    for entry in worked_on(programme, LogEntry):
        low = entry.kind is LogKind.ISSUE and entry.status is LogStatus.OPEN and entry.severity is Level.LOW
        stream = streams.get(entry.workstream) if low else None
        if stream is None or stream.reported is None:
            continue
        shared = content_words(entry.what or "") & content_words(stream.reason or "")
        if len(shared) >= SHARED[stream.reported]:
            rag, words = stream.reported.value, ", ".join(sorted(shared))
            reason = Related(stream.at("reason"), "what it is reported for")
            yield hit(entry.at("severity"), reason, stream=stream.code, rag=rag, words=words)
