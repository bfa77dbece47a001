"""Risks that are scored low while the log, the plan and the reason of their workstream fear them."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.notes.content import of_its_colour, of_one_part, stems
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.risks.log.while_it_happens import OF_COMMENTARY, OF_MOST_RISKS
from xl_send.rules.risks.treatment import open_risks
from xl_send.workbook.sheets.choices import Level, LogKind, LogStatus, Rag, Response
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme

# So many words of a risk tell that the reason of a workstream, by its colour, is of the same matter.
_OF_REASON = {Rag.RED: 2, Rag.AMBER: 3}
# What is done about it comes behind these, and is no worry.
_PATH = Pattern(r"(?i)\b(?:path (?:back )?to green|ptg|to (?:get|go|return) (?:back )?to green)\b")
_ENDS = ("; ", "\n", "! ", "? ", " 2) ", " 3) ", " (2) ", " (3) ")
_INITIALS = Pattern(r"\b[A-Z]{3,5}\b")
_Told = tuple[str, str, Related]


@rule(
    "RK86",
    Severity.QUERY,
    "Scored {likelihood} for likelihood and {impact} for impact, which is Green, but {what}.",
    "Score it as it stands now, or say in Controls in place what keeps it down: {source} tells another story.",
)
def scored_low_though_it_is_feared(programme: Programme) -> Iterator[Hit]:
    """A risk is not scored low while the rest of the return fears it.

    Its colour hides from the board what the log, the plan and the workstream's own reason call their worry. Asked of an
    open risk that is treated and Green by the matrix, where an open decision or issue that is High names it under From
    risk; or where, in the words of the risk, a milestone that it threatens is reported Red, or the workstream Red or
    Amber, in one sentence of its reason and before the path to green.

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
    | TRN-R05 | A course that families lose has to be held again | 1 | 4 | Treat |

    Workstreams:
    | Code | Reported RAG | Reason and path to green |
    | --- | --- | --- |
    | TRN | Amber | The ICB has not said whether it goes on paying for the therapists. PTG: course for families. |

    Issues and decisions:
    | ID | Kind | What | Severity | From risk | Status |
    | --- | --- | --- | --- | --- | --- |
    | TRN-A01 | Decision needed | Money for therapists | High | TRN-R01 | Open |
    | TRN-A02 | Issue | Two families have asked for a taxi again | Medium | TRN-R02 | Open |
    """
    for risk in open_risks(programme):
        is_green = programme.of(risk).thresholds.colour_of(risk.likelihood, risk.impact) is Rag.GREEN
        told = next(_fears(programme, risk), None) if is_green and risk.response is Response.TREAT else None
        if told:
            what, source, related = told
            name = "likelihood" if risk.likelihood <= risk.impact else "impact"
            yield hit(risk.at(name), related, likelihood=risk.likelihood, impact=risk.impact, what=what, source=source)


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
    worries = _worries(of_its_colour(stream.reason or "", stream.reported or "")) if stream and most else ()
    if stream and stream.reported and most and any(_shared(risk, one) >= most for one in worries):
        what = f"{stream.code} is reported {stream.reported.value} for it"
        yield what, f"the reason of {stream.code}", Related(stream.at("reason"), "the reason")


def _worries(reason: str) -> list[str]:
    """The sentences of a reason before its path to green."""
    text = _PATH.split(reason)[0] or ""
    for end in _ENDS:
        text = text.replace(end, ". ")
    return of_one_part(text.split(". "))


def _feared_in_the_plan(programme: Programme, risk: Risk) -> Iterator[_Told]:
    """The milestone that is reported Red, and is of the same matter."""
    for reference in risk.threatens:
        one = programme.milestones.get(reference.id)
        is_red = one is not None and one.reported is Rag.RED and one.actual is None
        if one and is_red and _shared(risk, f"{one.name}. {one.commentary or ''}") >= OF_COMMENTARY:
            related = Related(one.at("commentary"), "what is said there")
            yield f"{one.id}, which it threatens, is reported Red", one.id, related


def _shared(risk: Risk, text: str) -> int:
    """How many words a risk and a text share."""
    return len(_matter(risk.name or "") & _matter(text))


def _matter(text: str) -> frozenset[str]:
    """The words that tell what a text is about, with names such as ICB."""
    return stems(text, OF_MOST_RISKS) | frozenset(name.casefold() for name in _INITIALS.findall(text))
