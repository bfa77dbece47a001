"""Risks that are scored low while the log, the plan and the reason of their workstream fear them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from xl_send.analysis.activity import is_handover_stopped
from xl_send.analysis.notes.content import stems
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.risks.log.while_it_happens import OF_COMMENTARY, OF_MOST_RISKS, UNLIKELY
from xl_send.rules.risks.treatment import open_risks
from xl_send.workbook.sheets.choices import Level, LogKind, LogStatus, Rag, Response
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme

A_MONTH = timedelta(days=28)
# So many words of a risk tell that the reason of a workstream, by its colour, is of the same matter.
_OF_REASON = {Rag.RED: 2, Rag.AMBER: 3}
# So many of four say together that what is scored low, but not Green, is under way.
AT_LEAST = 2
_INITIALS = Pattern(r"\b[A-Z]{3,5}\b")
_Told = tuple[str, str, Related]


@rule(
    "RK86",
    Severity.QUERY,
    "Scored {likelihood} for likelihood and {impact} for impact, which is {colour}, but {what}.",
    "Score it as it stands now, or say in Controls in place what keeps it down: {source} tells another story.",
)
def scored_low_though_it_is_feared(programme: Programme) -> Iterator[Hit]:
    """A risk is not scored low while the rest of the return fears it.

    Its colour hides from the board what the log, the plan and the workstream's own reason call their worry. Asked of an
    open risk that is treated and Green by the matrix, where an open decision or issue that is High names it under From
    risk; or where, in the words of the risk, a milestone that it threatens is Red or a month late, the workstream is
    reported Red or Amber, or the giver of a handover does not agree. Of one with a likelihood of 2 or less that is not
    Green, where two of these hold.

    **Fails**

    Risks:
    | ID | Risk | Likelihood | Impact | Threatens |
    | --- | --- | --- | --- | --- |
    | TRN-R01 | The ICB does not go on paying for the two link therapists | <1> | 4 | TRN-M01 |

    Issues and decisions:
    | ID | Kind | What | Severity | From risk |
    | --- | --- | --- | --- | --- |
    | TRN-A01 | Decision needed | Money for therapists confirmed in writing | High | TRN-R01 |

    **Fails**

    Risks:
    | ID | Risk | Likelihood | Impact | Threatens |
    | --- | --- | --- | --- | --- |
    | TRN-R01 | The ICB does not go on paying for the two link therapists | <1> | 4 | TRN-M01 |

    Milestones:
    | ID | Milestone | Baseline date | Forecast date | Reported RAG | Commentary |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | Funding of therapists decided | 10 Dec 2026 | 11 Feb 2027 | Red | The ICB has not answered. |

    **Fails**

    Risks:
    | ID | Risk | Likelihood | Impact |
    | --- | --- | --- | --- |
    | TRN-R01 | The ICB does not go on paying for the two link therapists | <1> | 4 |

    Workstreams:
    | Code | Reported RAG | Reason and path to green |
    | --- | --- | --- |
    | TRN | Amber | The ICB has not said whether it goes on paying for the therapists. |

    **Passes**

    Risks:
    | ID | Risk | Likelihood | Impact | Response |
    | --- | --- | --- | --- | --- |
    | TRN-R01 | The ICB does not go on paying for the two link therapists | 4 | 4 | Treat |
    | TRN-R02 | Families see the course as losing a right | 1 | 4 | Treat |
    | TRN-R03 | The ICB does not go on paying for the two link therapists | 1 | 4 | Tolerate |
    | TRN-R04 | Therapists of the ICB leave for posts in London | 1 | 4 | Treat |

    Workstreams:
    | Code | Reported RAG | Reason and path to green |
    | --- | --- | --- |
    | TRN | Amber | The ICB has not said whether it goes on paying for the therapists. |

    Issues and decisions:
    | ID | Kind | What | Severity | From risk | Status |
    | --- | --- | --- | --- | --- | --- |
    | TRN-A01 | Decision needed | Money for therapists | High | TRN-R01 | Open |
    | TRN-A02 | Issue | Two families have asked for a taxi again | Medium | TRN-R02 | Open |
    """
    for risk in open_risks(programme):
        colour = programme.of(risk).thresholds.colour_of(risk.likelihood, risk.impact)
        if risk.response is not Response.TREAT or colour not in {Rag.GREEN, Rag.AMBER}:
            continue
        if colour is Rag.AMBER and risk.likelihood > UNLIKELY:
            continue
        told = list(_fears(programme, risk))
        if len(told) >= (1 if colour is Rag.GREEN else AT_LEAST):
            what, source, related = told[0]
            name = "likelihood" if risk.likelihood <= risk.impact else "impact"
            yield hit(
                risk.at(name), related, likelihood=risk.likelihood, impact=risk.impact, colour=colour.value,
                what=what, source=source,
            )  # fmt: skip


def _fears(programme: Programme, risk: Risk) -> Iterator[_Told]:
    """What else of the return tells that a risk is under way: in words, where, and the cell."""
    for entry in programme.of(risk).all(LogEntry):
        grave = entry.status is LogStatus.OPEN and entry.severity is Level.HIGH and entry.from_risk == risk.id
        if grave and entry.kind in {LogKind.ISSUE, LogKind.DECISION}:
            yield (
                f'{entry.id}, which comes of it, is High and open: "{entry.what}"',
                entry.id,
                Related(entry.at("severity"), "High"),
            )
            break
    yield from _feared_in_the_plan(programme, risk)
    stream = next((one for one in programme.of(risk).all(Workstream) if one.code == risk.workstream), None)
    most = _OF_REASON.get(stream.reported) if stream and stream.reported else None
    if stream and stream.reported and most and _shared(risk, stream.reason or "") >= most:
        what = f"{stream.code} is reported {stream.reported.value} for it"
        yield what, f"the reason of {stream.code}", Related(stream.at("reason"), "the reason")


def _feared_in_the_plan(programme: Programme, risk: Risk) -> Iterator[_Told]:
    """The milestone that is Red, and the handover that is not agreed, which are of the same matter."""
    for reference in risk.threatens:
        one = programme.milestones.get(reference.id)
        day = one.forecast if one and one.actual is None else None
        if one is None or day is None:
            continue
        red = one.reported is Rag.RED or day - (one.agreed or one.baseline) > A_MONTH
        if red and _shared(risk, f"{one.name}. {one.commentary or ''}") >= OF_COMMENTARY:
            said = "is reported Red" if one.reported is Rag.RED else "is over a month late"
            yield f"{one.id}, which it threatens, {said}", one.id, Related(one.at("commentary"), "what is said there")
        for row in programme.of(risk).all(Interdependency):
            waits = row.receiver_milestone == one.id and row.giver_agrees is False and not row.delivered
            if waits and not is_handover_stopped(programme, row) and _shared(risk, row.needed or "") > 1:
                yield f"the giver of {row.id} does not agree", row.id, Related(row.at("giver_agrees"), "not agreed")


def _shared(risk: Risk, text: str) -> int:
    """How many words a risk and a text share."""
    return len(_matter(risk.name or "") & _matter(text))


def _matter(text: str) -> frozenset[str]:
    """The words that tell what a text is about, with names such as ICB."""
    return stems(text, OF_MOST_RISKS) | frozenset(name.casefold() for name in _INITIALS.findall(text))
