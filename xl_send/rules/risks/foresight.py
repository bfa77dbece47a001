"""Risks: whether they were thought of before anything began, and whether the people they turn on are counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.risks.treatment import open_risks_of
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import Category, Mitigation, Phase, Response, State
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.sheets.resources import Resource
from xl_send.workbook.sheets.risks import Risk
from xl_send.workbook.submissions import Programme, Submission

HALF_A_YEAR, A_MONTH = timedelta(days=183), timedelta(days=31)
_BY_OTHERS = frozenset({Mitigation.EXTRA_CAPACITY, Mitigation.CONTRACT})
_OF_OTHERS = Pattern(
    r"(?i)\b(?:schools?|sencos?|settings?|heads|teachers|health|icb|nhs|trusts?|therap\w+|providers?|partners?|colleges?)\b"
)
BEGINNINGS = frozenset({Phase.TRIAL, Phase.ROLLOUT})


@rule(
    "RK41",
    Severity.ADVICE,
    "{milestone} was reached on {day}, but {fault}.",
    "Ask those who run it what went wrong or nearly did, and record it. Next time, raise risks before anything begins.",
)
def risks_raised_only_after_the_start(programme: Programme) -> Iterator[Hit]:
    """Risks of a workstream are raised before its first trial or rollout.

    By then families and schools are part of it, and what was not thought of is met by them. Where a risk has no
    date, or a register cannot be read as a whole, nothing is said; nor of a start more than half a year ago, unless
    there is no risk yet: it was told at the time, and cannot be done again. A register that was written within a month
    of the start, or a start before the workstream's own, is not asked about.

    **Fails**

    Milestones:
    | ID | Phase | Forecast date | Actual date |
    | --- | --- | --- | --- |
    | TRN-M01 | Trial | 11 Sep 2026 | 11 Sep 2026 |

    Risks:
    | ID | Raised |
    | --- | --- |
    | TRN-R01 | <13 Oct 2026> |
    | TRN-R02 | 19 Oct 2026 |

    north.xlsx Milestones:
    | ID | Workstream | Phase | Forecast date | Actual date |
    | --- | --- | --- | --- | --- |
    | NOR-M01 | NOR | Rollout | 11 Sep 2026 | 11 Sep 2026 |
    | EAS-M01 | EAS | Trial | 11 Sep 2026 | 11 Sep 2026 |

    north.xlsx Workstreams:
    | Code |
    | --- |
    | <NOR> |
    | EAS |

    north.xlsx Risks:
    | ID | Workstream | Raised |
    | --- | --- | --- |
    | EAS-R01 | EAS | 7 Sep 2026 |

    **Passes**

    Milestones:
    | ID | Phase | Forecast date | Actual date | State |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Design | 1 Sep 2026 | 1 Sep 2026 | |
    | TRN-M02 | Trial | 11 Sep 2026 | 11 Sep 2026 | |
    | TRN-M03 | Rollout | 1 Sep 2026 | 1 Sep 2026 | Withdrawn |

    Risks:
    | ID | Raised |
    | --- | --- |
    | TRN-R01 | 12 Oct 2026 |
    | TRN-R02 | 19 Oct 2026 |
    """
    for stream, submission, risks in _streams_with_risks(programme):
        first = _first_begun(stream, submission, programme.as_at(stream))
        if not first or any(risk.raised is None or risk.raised <= _day(first) + A_MONTH for risk in risks):
            continue
        if stream.starts and _day(first) < stream.starts:
            continue
        as_at = programme.as_at(stream)
        if risks and as_at and as_at - _day(first) > HALF_A_YEAR:
            continue
        earliest = min(risks, key=lambda risk: risk.raised or date.max, default=None)
        cell = earliest.at("raised") if earliest else stream.at("code")
        fault = f"the first risk was raised on {say(earliest.raised)}" if earliest and earliest.raised else ""
        related = Related(first.at("actual"), "the first trial or rollout")
        yield hit(cell, related, milestone=first.id, day=_day(first), fault=fault or f"{stream.code} has no risk")


@rule(
    "RK42",
    Severity.ADVICE,
    "{code} has no risk, and {milestone} is expected on {day}.",
    "Ask the people who will do the work what could stop it, before it begins.",
)
def no_risk_before_the_start(programme: Programme) -> Iterator[Hit]:
    """A workstream thinks of its risks while there is time, before its first trial or rollout.

    A list of risks that is empty shows that nobody has asked, not that nothing can happen. A workbook without
    any risk is told of by its empty sheet. Asked within half a year of the start, where no risk of another workstream
    threatens what this one plans.

    **Fails**

    Workstreams:
    | Code |
    | --- |
    | <TRN> |
    | OUT |

    Milestones:
    | ID | Phase | Forecast date |
    | --- | --- | --- |
    | TRN-M01 | Rollout | 5 Mar 2027 |
    | TRN-M02 | Trial | 11 Dec 2026 |

    Risks:
    | ID | Workstream |
    | --- | --- |
    | OUT-R01 | OUT |

    **Passes**

    Workstreams:
    | Code | State | Change reference |
    | --- | --- | --- |
    | TRN | | |
    | OUT | | |
    | EHP | Paused | Board 4 |
    | STA | | |
    | WFD | | |

    Milestones:
    | ID | Workstream | Phase | Forecast date | Actual date |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | TRN | Trial | 11 Dec 2026 | |
    | OUT-M01 | OUT | Design | 11 Dec 2026 | |
    | OUT-M02 | OUT | Trial | 6 Nov 2026 | 6 Nov 2026 |
    | EHP-M01 | EHP | Trial | 11 Dec 2026 | |
    | STA-M01 | STA | Trial | 11 Dec 2026 | |
    | WFD-M01 | WFD | Trial | 10 Sep 2027 | |

    Risks:
    | ID | Workstream | Threatens |
    | --- | --- | --- |
    | TRN-R01 | TRN | STA-M01 |
    """
    threatened = {each.id.partition("-")[0] for risk in programme.each(Risk) for each in risk.threatens}
    for stream, submission, risks in _streams_with_risks(programme):
        to_come = [
            milestone for milestone in _beginnings(stream, submission) if not milestone.actual and milestone.forecast
        ]
        first = min(to_come, key=lambda milestone: milestone.forecast or date.max, default=None)
        as_at = programme.as_at(stream)
        far = first and first.forecast and as_at and first.forecast - as_at > HALF_A_YEAR
        if (
            first
            and not far
            and not risks
            and stream.code not in threatened
            and not _first_begun(stream, submission, as_at)
        ):
            related = Related(first.at("forecast"), "the first trial or rollout to come")
            yield hit(stream.at("code"), related, code=stream.code, milestone=first.id, day=first.forecast)


def _streams_with_risks(programme: Programme) -> Iterator[tuple[Workstream, Submission, list[Risk]]]:
    """Every active workstream with its workbook and its risks, where all registers could be read as a whole."""
    by_stream = _by_stream(programme)
    cut = any(row.record is Risk for submission in programme.submissions for row in submission.unread_rows)
    for submission in programme.submissions if not cut else ():
        if submission.all(Risk) and submission.whole(Milestone):
            for stream in submission.all(Workstream):
                if stream.state is State.ACTIVE:
                    yield stream, submission, by_stream.get(stream.code, [])


def _by_stream(programme: Programme) -> Mapping[str, list[Risk]]:
    found: dict[str, list[Risk]] = {}
    for risk in programme.each(Risk):
        found.setdefault(risk.workstream, []).append(risk)
    return found


def _beginnings(stream: Workstream, submission: Submission) -> Iterator[Milestone]:
    for milestone in submission.all(Milestone):
        if milestone.workstream == stream.code and milestone.phase in BEGINNINGS and milestone.state is State.ACTIVE:
            yield milestone


def _first_begun(stream: Workstream, submission: Submission, as_at: date | None) -> Milestone | None:
    """The trial or rollout that was reached first."""
    reached = [
        milestone
        for milestone in _beginnings(stream, submission)
        if milestone.actual and as_at and milestone.actual <= as_at
    ]
    return min(reached, key=_day, default=None)


def _day(milestone: Milestone) -> date:
    return milestone.actual or date.max


@rule(
    "RK43",
    Severity.ADVICE,
    "{code} has no line on the Resources sheet, so nobody can see how much of whose time it needs.",
    "Add a line for each person or team that {code} depends on. Name it here if it is to be extra capacity.",
)
def capacity_risk_without_resource_lines(programme: Programme) -> Iterator[Hit]:
    """A workstream that sees a risk in its capacity says on the Resources sheet what capacity it counts on.

    Otherwise the board hears that people are short, but not how many or until when. Told once for a workstream,
    at the first such risk that is being treated by other means than extra capacity or a contract, in a workbook that
    lists lines of another workstream; the people of schools, of health and of providers are counted by these.

    **Fails**

    Risks:
    | ID | Category | Response |
    | --- | --- | --- |
    | TRN-R01 | <Capacity> | Treat |
    | TRN-R02 | Capacity | Treat |

    Resources:
    | ID | Workstream |
    | --- | --- |
    | OUT-P01 | OUT |

    **Passes**

    Risks:
    | ID | Category | Response |
    | --- | --- | --- |
    | TRN-R01 | Capacity | Treat |

    **Passes**

    Resources:
    | ID | Workstream |
    | --- | --- |
    | OUT-P01 | OUT |

    Risks:
    | ID | Workstream | Category | Response | Mitigation kind | Risk |
    | --- | --- | --- | --- | --- | --- |
    | OUT-R01 | OUT | Capacity | Treat | Process | Because posts are few, visits may stop |
    | TRN-R01 | TRN | Capacity | Treat | Extra capacity | Because posts are few, calls may stop |
    | TRN-R02 | TRN | Capacity | Tolerate | | Because posts are few, advice may be late |
    | TRN-R03 | TRN | Schools and settings | Treat | | Because posts are few, plans may be late |
    | TRN-R04 | TRN | Capacity | Treat | | Because the trust's therapists are few, visits may be late |
    """
    counted = {line.workstream for line in programme.each(Resource)}
    for submission in programme.submissions:
        told: set[str] = set(counted)
        used = submission.whole(Resource) and bool(submission.all(Resource))
        for risk in open_risks_of(programme, submission) if used else ():
            treated = risk.response is Response.TREAT and risk.kind not in _BY_OTHERS
            ours = not _OF_OTHERS.search(risk.name or "")
            if risk.category is Category.CAPACITY and treated and ours and risk.workstream not in told:
                told.add(risk.workstream)
                yield hit(risk.at("category"), code=risk.workstream)
