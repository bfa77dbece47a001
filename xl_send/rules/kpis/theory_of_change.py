"""Whether what a leading KPI promises comes true in the lagging one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from xl_send.analysis.activity import is_active
from xl_send.analysis.figures import Dated, amount, points, series
from xl_send.findings import Related, Severity
from xl_send.rag.kpis.shortfalls import restarted, shortfall, tolerance
from xl_send.rag.reported import items_with
from xl_send.results import Status
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.choices import Better, Indicator
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme

TWICE = 2


@rule(
    "KP73",
    Severity.QUERY,
    "{id} is Green, but {to}, to which it leads, has twice missed what was expected: {missed}.",
    "Ask whether the one truly leads to the other: the work may go well and still not make the difference.",
)
def outcome_missed_while_its_sign_is_green(programme: Programme) -> Iterator[Hit]:
    """Where a leading KPI does well, the outcome to which it leads follows.

    Missed once, the outcome may only need time; missed twice running by more than its tolerance, the reasoning behind
    the work is in doubt. The last two expectations that have passed are looked at.

    **Fails**

    KPIs:
    | ID | Type | Leads to | Baseline date |
    | --- | --- | --- | --- |
    | TRN-K01 | Leading | <TRN-K02> | 31 Mar 2026 |
    | TRN-K02 | Lagging | | 31 Mar 2026 |

    Milestones:
    | ID | Baseline date | Forecast date | Actual date |
    | --- | --- | --- | --- |
    | TRN-M01 | 17 Jul 2026 | | 17 Jul 2026 |
    | TRN-M02 | 9 Oct 2026 | | 9 Oct 2026 |

    Expectations:
    | KPI | Milestone | Expected |
    | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 100 |
    | TRN-K02 | TRN-M01 | 150 |
    | TRN-K02 | TRN-M02 | 160 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 110 |
    | TRN-K02 | 31 Jul 2026 | 110 |
    | TRN-K02 | 31 Oct 2026 | 110 |

    **Passes**

    KPIs:
    | ID | Type | Leads to | Baseline date |
    | --- | --- | --- | --- |
    | TRN-K01 | Leading | TRN-K02 | 31 Mar 2026 |
    | TRN-K02 | Lagging | | 31 Mar 2026 |

    Milestones:
    | ID | Baseline date | Forecast date | Actual date |
    | --- | --- | --- | --- |
    | TRN-M01 | 17 Jul 2026 | | 17 Jul 2026 |
    | TRN-M02 | 9 Oct 2026 | | 9 Oct 2026 |

    Expectations:
    | KPI | Milestone | Expected |
    | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 100 |
    | TRN-K02 | TRN-M01 | 110 |
    | TRN-K02 | TRN-M02 | 160 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 110 |
    | TRN-K02 | 31 Jul 2026 | 110 |
    | TRN-K02 | 31 Oct 2026 | 110 |
    """
    expected, actuals = points(programme), series(programme)
    for kpi, item in items_with(programme, Kpi):
        to = programme.kpis.get(kpi.leads_to or "")
        if kpi.type is not Indicator.LEADING or item.status is not Status.GREEN or to is None or to.id == kpi.id:
            continue
        if to.better is Better.CONTEXT or not is_active(programme, to):
            continue
        missed = _missed(programme, to, expected.get(to, ()), actuals.get(to, ()))
        if len(missed) == TWICE:
            said = " and ".join(
                f"{amount(to.unit, entry.value)} beside {amount(to.unit, point.value)}" for point, entry in missed
            )
            related = [Related(entry.row.at("value"), "missed") for _, entry in missed]
            yield hit(kpi.at("leads_to"), *related, id=kpi.id, to=to.id, missed=said)


def _missed(
    programme: Programme, kpi: Kpi, expected: Sequence[Dated], actuals: Sequence[Dated]
) -> list[tuple[Dated, Dated]]:
    """The last two expectations that have a figure of their own, where it falls short by more than is tolerated."""
    held = []
    for place, point in enumerate(expected):
        first = bisect_left(actuals, point.day, key=lambda dated: dated.day)
        until = expected[place + 1].day if place + 1 < len(expected) else None
        one = actuals[first] if first < len(actuals) else None
        if one and (until is None or one.day < until) and not restarted(kpi, point.day, one.day):
            held.append((point, one))
    thresholds = programme.of(kpi).thresholds
    return [
        (point, item)
        for point, item in held[-TWICE:]
        if shortfall(kpi, point.value, item.value) > tolerance(kpi, point.value, thresholds)
    ]
