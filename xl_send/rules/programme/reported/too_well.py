"""Watermelons: green outside, red inside. A reported colour that is better than the computed one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xl_send.findings import Cell, Related, Severity
from xl_send.network.worked_out import blamed_for
from xl_send.rag.kpis.shortfalls import shortfall
from xl_send.results import Item, Status
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.reported import better_than, deciding_cells, items_with
from xl_send.workbook.sheets.choices import Measures, Rag, Response
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.risks import Risk
from xl_send.workbook.submissions import Programme, once_per_programme


@rule(
    "WM01",
    Severity.QUERY,
    "Reported {reported}, but computed {computed}: {reason}.",
    "{remedy} If you know better than its dates, explain this finding.",
    brings=dict.fromkeys(("WM01", "WM04", "WM05"), Reach.CELL),
)
def milestone_reported_too_well(programme: Programme) -> Iterator[Hit]:
    """A milestone is reported no better than its dates compute.

    A board is told that all is well until it is too late to help. Green of a Red, or of an Amber without a date under
    Back to green by, is a query; any other better colour is advice. No comment settles it: an owner who knows more
    than the dates do explains the finding. Of those that wait for one another all are told with the first.

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
    "{remedy} If a figure is out of date or mistyped, correct it; if you know better than its figures, explain this "
    "finding.",
    brings=dict.fromkeys(("WM04", "WM05"), Reach.CELL),
)
def kpi_reported_too_well(programme: Programme) -> Iterator[Hit]:
    """A KPI is reported no better than its figures compute.

    What was expected at a milestone was agreed beforehand. Whoever reads the figure otherwise explains it in sight;
    a comment settles nothing. Green of a Red, or of an Amber without a date under Back to green by, is a query; any
    other better colour is advice. Green of an Amber where a later figure, which waits for the next expectation, is as
    good as was expected is not asked about: owners report what they know now.

    **Fails**

    KPIs:
    | ID | Measures | Year basis | Better when | Baseline | Target | Reported RAG |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Period | Academic | Higher | 100 | 200 | Green |
    | TRN-K02 | Period | Academic | Higher | 100 | 200 | <Green> |

    Milestones:
    | ID | Baseline date | Forecast date | Actual date |
    | --- | --- | --- | --- |
    | TRN-M01 | 25 Sep 2026 | | 25 Sep 2026 |

    Expectations:
    | KPI | Milestone | Expected |
    | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 111 |
    | TRN-K02 | TRN-M01 | 111 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 109 |
    | TRN-K01 | 31 Oct 2026 | 112 |
    | TRN-K02 | 30 Sep 2026 | 109 |
    | TRN-K02 | 31 Oct 2026 | 110 |

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
        if row.reported and _is_too_well(row, item):
            yield hit(
                row.at("reported"),
                *deciding_cells(item.rating),
                *_waited_for(programme, row, item),
                *_moved_by(programme, row, item),
                severity=severity_of(row.reported, item.status, row.back_to_green),
                reported=row.reported.value,
                computed=item.status.value,
                reason=item.reason,
                remedy=_remedy(item),
            )


def _remedy(item: Item) -> str:
    """What to do: where something else comes too late for it, the dates are to be put right before the colour."""
    report = f"eport {item.status.value}."
    if "feasible" in item.rating.told:
        return f"Give it a forecast that this allows, or bring forward what it waits for. Until then r{report}"
    return f"R{report}"


def _is_too_well(row: Milestone | Kpi | Risk, item: Item) -> bool:
    caught_up = isinstance(row, Kpi) and item.status is Status.AMBER and has_caught_up(row, item)
    return better_than(row.reported, item.status) and not caught_up


@once_per_programme
def reported_too_well(programme: Programme) -> Mapping[str, Cell]:
    """Where the colour is reported of each milestone, KPI and risk that is reported better than computed, by its id."""
    rows: list[tuple[Milestone | Kpi | Risk, Item]] = []
    rows += [*items_with(programme, Milestone), *items_with(programme, Kpi), *items_with(programme, Risk)]
    return {row.id: row.at("reported") for row, item in rows if _is_too_well(row, item)}


def _waited_for(programme: Programme, row: Milestone | Kpi, item: Item) -> Iterator[Related]:
    """The reported colours of other milestones that make this one's worse, where they are better than computed too."""
    told = reported_too_well(programme) if isinstance(row, Milestone) else {}
    for name in dict.fromkeys(cell.record for cell in item.rating.cells):
        if name != row.id and name in told:
            yield Related(told[name], f"{name}, which it waits for, is reported too well likewise")


def _moved_by(programme: Programme, row: Milestone | Kpi, item: Item) -> Iterator[Related]:
    """What moves a milestone in the end, where its colour is worse for that."""
    blamed = blamed_for(programme).get(row.id) if "feasible" in item.rating.told else None
    if isinstance(row, Milestone) and blamed and blamed not in item.rating.cells:
        yield Related(blamed, "what it waits for in the end")


def has_caught_up(kpi: Kpi, item: Item) -> bool:
    """Whether the figure of a later period is as good as was expected of the one that is judged."""
    expected, latest = (item.rating.facts.get(name) for name in ("expected", "latest"))
    if kpi.measures is not Measures.PERIOD or not isinstance(expected, float | int):
        return False
    return isinstance(latest, float | int) and shortfall(kpi, expected, latest) <= 0


def severity_of(reported: Rag, computed: Status, way_back: object) -> Severity:
    """How a better colour is to be taken: Green of a Red, or of an Amber with no day to be Green again, is asked of."""
    hidden = reported is Rag.GREEN and (computed is Status.RED or not way_back)
    return Severity.QUERY if hidden else Severity.ADVICE


@rule(
    "WM03",
    Severity.QUERY,
    "Reported {reported}, but {reason}.",
    "Report {computed}, or change Likelihood and Impact if the risk itself has changed.",
    brings=dict.fromkeys(("WM04", "WM05"), Reach.CELL),
)
def risk_reported_too_well(programme: Programme) -> Iterator[Hit]:
    """An open risk is reported no better than its score makes it.

    The risk matrix was agreed by the board. A risk that feels milder than its score has the wrong score. Green of a
    Red, or of an Amber without a day under Action due, is a query; any other better colour is advice. An Amber that is
    tolerated is within what was accepted.

    **Fails**

    Risks:
    | ID | Likelihood | Impact | Reported RAG |
    | --- | --- | --- | --- |
    | TRN-R01 | 2 | 4 | <Green> |

    **Passes**

    Risks:
    | ID | Likelihood | Impact | Reported RAG | Status | Response |
    | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | 2 | 3 | Green | Open | Treat |
    | TRN-R02 | 2 | 4 | Red | Open | Treat |
    | TRN-R03 | 5 | 5 | Green | Closed | Treat |
    | TRN-R04 | 2 | 4 | Green | Open | Tolerate |
    """
    for risk, item in items_with(programme, Risk):
        accepted = risk.response is Response.TOLERATE and item.status is Status.AMBER
        if risk.reported and better_than(risk.reported, item.status) and not accepted:
            yield hit(
                risk.at("reported"),
                *deciding_cells(item.rating),
                severity=severity_of(risk.reported, item.status, risk.action_due),
                reported=risk.reported.value,
                computed=item.status.value,
                reason=item.reason,
            )
