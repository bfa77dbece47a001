"""Watermelons: green outside, red inside. A reported colour that is better than the computed one."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.findings import Related, Severity
from xl_send.rag.reported import better_than, deciding, items_with
from xl_send.rag.rollup import PROGRAMME, programme_status
from xl_send.results import Aspect, AspectName, ItemKind, Status
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.choices import Rag
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Cover, Workstream
from xl_send.workbook.sheets.risks import Risk
from xl_send.workbook.submissions import Programme

MOST_DRIVERS = 6


@rule(
    "WM01",
    Severity.QUERY,
    "Reported {reported}, but computed {computed}: {reason}.",
    "Report {computed}. If you know better than its dates, explain this finding.",
)
def milestone_reported_too_well(programme: Programme) -> Iterator[Hit]:
    """A milestone is reported no better than its dates compute.

    A board is told that all is well until it is too late to help. Green of a Red, or of an Amber without a date under
    Back to green by, is a query; any other better colour is advice. No comment settles it: an owner who knows more
    than the dates do explains the finding.

    **Fails**

    Milestones:
    | ID | Baseline date | Forecast date | Reported RAG | Commentary |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | 21 Dec 2026 | <Green> | |
    | TRN-M02 | 11 Dec 2026 | 5 Feb 2027 | <Amber> | |
    | TRN-M03 | 11 Dec 2026 | 5 Feb 2027 | <Green> | Families asked for the later date and nothing waits for it |

    **Passes**

    Milestones:
    | ID | Baseline date | Forecast date | Reported RAG | Commentary | State |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | 18 Dec 2026 | Green | | |
    | TRN-M03 | 11 Dec 2026 | 5 Feb 2027 | Red | | |
    | TRN-M04 | 11 Dec 2026 | 5 Feb 2027 | Green | | Paused |
    | TRN-M05 | 11 Dec 2026 | 5 Feb 2027 | | | |
    """
    yield from _rows_reported_too_well(programme, Milestone)


@rule(
    "WM02",
    Severity.QUERY,
    "Reported {reported}, but its figures compute {computed}: {reason}.",
    "Report {computed}. If you know better than its figures, explain this finding.",
)
def kpi_reported_too_well(programme: Programme) -> Iterator[Hit]:
    """A KPI is reported no better than its figures compute.

    What was expected at a milestone was agreed beforehand. Whoever reads the figure otherwise explains it in sight;
    a comment settles nothing. Green of a Red, or of an Amber without a date under Back to green by, is a query; any
    other better colour is advice.

    **Fails**

    KPIs:
    | ID | Reported RAG | Commentary |
    | --- | --- | --- |
    | TRN-K01 | <Green> | Good progress this month |

    Milestones:
    | ID | Baseline date | Forecast date | Actual date |
    | --- | --- | --- | --- |
    | TRN-M01 | 9 Oct 2026 | | 9 Oct 2026 |

    Expectations:
    | KPI | Milestone | Expected |
    | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 111 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 110 |

    **Passes**

    KPIs:
    | ID | Reported RAG |
    | --- | --- |
    | TRN-K01 | Green |

    Milestones:
    | ID | Baseline date | Forecast date | Actual date |
    | --- | --- | --- | --- |
    | TRN-M01 | 9 Oct 2026 | | 9 Oct 2026 |

    Expectations:
    | KPI | Milestone | Expected |
    | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 110 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 110 |
    """
    yield from _rows_reported_too_well(programme, Kpi)


def _rows_reported_too_well(programme: Programme, record: type[Milestone | Kpi]) -> Iterator[Hit]:
    for row, item in items_with(programme, record):
        if row.reported and better_than(row.reported, item.status):
            yield hit(
                row.at("reported"),
                *deciding(item.rating),
                severity=_severity(row.reported, item.status, row.back_to_green),
                reported=row.reported.value,
                computed=item.status.value,
                reason=item.reason,
            )


def _severity(reported: Rag, computed: Status, way_back: object) -> Severity:
    """How a better colour is to be taken: Green of a Red, or of an Amber with no day to be Green again, is asked of."""
    hidden = reported is Rag.GREEN and (computed is Status.RED or not way_back)
    return Severity.QUERY if hidden else Severity.ADVICE


@rule(
    "WM03",
    Severity.QUERY,
    "Reported {reported}, but {reason}.",
    "Report {computed}, or change Likelihood and Impact if the risk itself has changed.",
)
def risk_reported_too_well(programme: Programme) -> Iterator[Hit]:
    """An open risk is reported no better than its score makes it.

    The risk matrix was agreed by the board. A risk that feels milder than its score has the wrong score. Green of a
    Red, or of an Amber without a day under Action due, is a query; any other better colour is advice.

    **Fails**

    Risks:
    | ID | Likelihood | Impact | Reported RAG |
    | --- | --- | --- | --- |
    | TRN-R01 | 2 | 4 | <Green> |

    **Passes**

    Risks:
    | ID | Likelihood | Impact | Reported RAG | Status |
    | --- | --- | --- | --- | --- |
    | TRN-R01 | 2 | 3 | Green | Open |
    | TRN-R02 | 2 | 4 | Red | Open |
    | TRN-R03 | 5 | 5 | Green | Closed |
    """
    for risk, item in items_with(programme, Risk):
        if risk.reported and better_than(risk.reported, item.status):
            yield hit(
                risk.at("reported"),
                *deciding(item.rating),
                severity=_severity(risk.reported, item.status, risk.action_due),
                reported=risk.reported.value,
                computed=item.status.value,
                reason=item.reason,
            )


@rule(
    "WM04",
    Severity.QUERY,
    "{code} is reported {reported}. Computed, it is {sentence}.",
    "Report {computed}. If you know better than its rows, explain this finding.",
)
def workstream_reported_too_well(programme: Programme) -> Iterator[Hit]:
    """A workstream is reported no better than its rows compute.

    A board reads this colour first, and often no other. No reason given beside it settles it. Where Amber comes from
    risks alone, or a Red is reported Amber, this is advice: few workstreams have no risk.

    **Fails**

    Workstreams:
    | Code | Reported RAG | Reason and path to green |
    | --- | --- | --- |
    | TRN | <Green> | The trial is late because schools asked for it; nothing else waits for it |
    | OUT | <Green> | |

    Milestones:
    | ID | Baseline date | Forecast date |
    | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | 5 Feb 2027 |

    Risks:
    | ID | Workstream | Likelihood | Impact |
    | --- | --- | --- | --- |
    | OUT-R01 | OUT | 3 | 3 |

    **Passes**

    Workstreams:
    | Code | Reported RAG | Reason and path to green |
    | --- | --- | --- |
    | OUT | Red | |
    | EHP | Green | |

    Milestones:
    | ID | Workstream | Baseline date | Forecast date |
    | --- | --- | --- | --- |
    | OUT-M01 | OUT | 11 Dec 2026 | 5 Feb 2027 |
    | EHP-M01 | EHP | 11 Dec 2026 | 18 Dec 2026 |
    """
    overall = _overall(programme)
    for stream in programme.each(Workstream):
        found = overall.get(stream.code)
        if found and stream.reported and better_than(stream.reported, found.status):
            yield hit(
                stream.at("reported"),
                *_drivers(programme, found),
                severity=_overall_severity(programme, stream.reported, found),
                code=stream.code,
                reported=stream.reported.value,
                computed=found.status.value,
                sentence=found.sentence,
            )


@rule(
    "WM05",
    Severity.QUERY,
    "The programme is reported {reported}. Computed, it is {sentence}.",
    "Report {computed}. If you know better than its workstreams, explain this finding.",
)
def programme_reported_too_well(programme: Programme) -> Iterator[Hit]:
    """A programme is reported no better than its workstreams compute.

    An average hides the one workstream that needs help. No reason given beside it settles it. Where Amber comes from
    risks alone, or a Red is reported Amber, this is advice.

    **Fails**

    Programme:
    | Reported RAG | Reason |
    | --- | --- |
    | <Green> | The trial is late because schools asked for it |

    Milestones:
    | ID | Baseline date | Forecast date |
    | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | 5 Feb 2027 |

    **Passes**

    Programme:
    | Reported RAG | Reason |
    | --- | --- |
    | Green | |

    Milestones:
    | ID | Baseline date | Forecast date |
    | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | 18 Dec 2026 |
    """
    found = _overall(programme).get(PROGRAMME)
    for submission in programme.submissions:
        cover = submission.cover
        if found and Cover in submission.seen and cover.reported and better_than(cover.reported, found.status):
            yield hit(
                cover.at("reported"),
                *_drivers(programme, found),
                severity=_overall_severity(programme, cover.reported, found),
                reported=cover.reported.value,
                computed=found.status.value,
                sentence=found.sentence,
            )


def _overall(programme: Programme) -> dict[str, Aspect]:
    return {aspect.of: aspect for aspect in programme_status(programme).aspects if aspect.aspect is AspectName.OVERALL}


def _drivers(programme: Programme, found: Aspect) -> tuple[Related, ...]:
    wanted = set(found.drivers[:MOST_DRIVERS])
    named = {item.id: item for item in programme_status(programme).items if item.id in wanted}
    return tuple(
        Related(cell, f"{name}: {item.status.value}") for name, item in named.items() for cell in item.rating.cells[:1]
    )


def _overall_severity(programme: Programme, reported: Rag, found: Aspect) -> Severity:
    return _severity(reported, found.status, _by_risks_alone(programme, found))


def _by_risks_alone(programme: Programme, found: Aspect) -> bool:
    drivers = set(found.drivers)
    kinds = {item.kind for item in programme_status(programme).items if item.id in drivers}
    return found.status is Status.AMBER and kinds == {ItemKind.RISK}
