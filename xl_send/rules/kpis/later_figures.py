"""Figures that came after the one by which a KPI is judged, and are worse."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.findings import Severity
from xl_send.rag.rollup import programme_status
from xl_send.results import ItemKind
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.text import figure
from xl_send.workbook.days import say
from xl_send.workbook.sheets.kpis import Actual, Kpi
from xl_send.workbook.submissions import Programme


@rule(
    "KP64",
    Severity.QUERY,
    "{id} is {status} by its figure at {judged}; {latest} at {day} would be {would} already.",
    "Tell the board of the later figure, and say in Commentary what is being done before the next expectation.",
)
def later_figure_would_be_worse(programme: Programme) -> Iterator[Hit]:
    """No figure after the one that a KPI is judged by would earn a worse colour.

    A figure of a period or of the year to date is held to the point that it reaches, and later ones wait for the
    next. In between a fall goes on unseen.

    **Fails**

    KPIs:
    | ID | Unit | Baseline | Target | Measures | Year basis |
    | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Percent | 40% | 90% | Period | Academic |

    Expectations:
    | KPI | Milestone | Expected | Measured on |
    | --- | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 50% | 1 Sep 2026 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 1 Sep 2026 | 52% |
    | TRN-K01 | 30 Sep 2026 | 35% |
    | TRN-K01 | 31 Oct 2026 | <20%> |

    **Passes**

    KPIs:
    | ID | Unit | Baseline | Target | Measures | Year basis |
    | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Percent | 40% | 90% | Period | Academic |
    | TRN-K02 | Percent | 40% | 90% | Snapshot | |

    Expectations:
    | KPI | Milestone | Expected | Measured on |
    | --- | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 50% | 1 Sep 2026 |
    | TRN-K02 | TRN-M01 | 50% | 1 Sep 2026 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 1 Sep 2026 | 52% |
    | TRN-K01 | 31 Oct 2026 | 50% |
    | TRN-K02 | 1 Sep 2026 | 52% |
    | TRN-K02 | 31 Oct 2026 | 20% |
    """
    worse = {}
    for item in programme_status(programme).items:
        if item.kind is ItemKind.KPI and item.rating.facts.get("later_status"):
            worse[item.record.workbook, item.id] = item
    for actual in programme.each(Actual):
        found = worse.get((actual.workbook, actual.kpi))
        facts = found.rating.facts if found else {}
        kpi, day = found.record if found else None, say(actual.period_end)
        if found and isinstance(kpi, Kpi) and f" at {day} would be" in str(facts["later"]):
            yield hit(
                actual.at("value"), id=actual.kpi, status=found.status.value, judged=facts["actual_date"],
                latest=figure(actual.value or 0.0, kpi.unit), day=day, would=facts["later_status"],
            )  # fmt: skip
