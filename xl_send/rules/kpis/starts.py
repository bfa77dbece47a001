"""Where a KPI starts and ends, against the figures and expectations that stand there."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.figures import amount, points, readable, series
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.sheets.choices import Unit
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme

# A share and a score are rounded when they are written down twice.
ROUNDED = 0.011
HALF_A_POINT = 0.005


@rule(
    "KP29",
    Severity.QUERY,
    "Target date is {target}, but {number} of the {all} expectations are of later days, the last on {last}.",
    "Check the year of Target date: the target is the last that is expected.",
    brings={"EX04": Reach.CELL, "KP46": Reach.ROW},
)
def target_date_before_what_is_expected(programme: Programme) -> Iterator[Hit]:
    """A target date comes after what is expected on the way to it.

    Where half of the expectations or more come later, two at least, it is that one date which is wrong.

    **Fails**

    KPIs:
    | ID | Baseline date | Target date |
    | --- | --- | --- |
    | TRN-K01 | 31 Aug 2025 | <31 Jul 2026> |

    Expectations:
    | KPI | Expected | Measured on |
    | --- | --- | --- |
    | TRN-K01 | 110 | 31 Dec 2025 |
    | TRN-K01 | 120 | 31 Dec 2026 |
    | TRN-K01 | 130 | 31 Mar 2027 |

    **Passes**

    KPIs:
    | ID | Baseline date | Target date |
    | --- | --- | --- |
    | TRN-K01 | 31 Aug 2025 | 31 Jan 2027 |

    Expectations:
    | KPI | Expected | Measured on |
    | --- | --- | --- |
    | TRN-K01 | 110 | 31 Dec 2025 |
    | TRN-K01 | 120 | 31 Dec 2026 |
    | TRN-K01 | 130 | 31 Mar 2027 |
    """
    for kpi, expected in points(programme).items():
        due = kpi.target_date
        later = [point for point in expected if due and point.day > due]
        if len(later) > 1 and 2 * len(later) >= len(expected):
            rows = [Related(kpi.at("baseline_date"), "the baseline date")]
            rows += [Related(point.row.at(name), "later") for point in later for name in ("kpi", "milestone")]
            yield hit(
                kpi.at("target_date"), *rows, target=due, number=len(later), all=len(expected), last=later[-1].day
            )


@rule(
    "KP68",
    Severity.QUERY,
    "Baseline is {baseline}, but the figure for that day, {day}, is {value}.",
    "Write the same in both. The baseline is what was counted when the work began.",
    brings={"KP11": Reach.ROW, "KP12": Reach.ROW, "KP15": Reach.ROW, "EX06": Reach.CELL, "KP45": Reach.ROW,
            "KP46": Reach.ROW},
)  # fmt: skip
def baseline_of_another_figure(programme: Programme) -> Iterator[Hit]:
    """A baseline is the figure of its own day.

    Two digits changed about in one of the two make the way to the target longer or shorter than it is. Either may be
    rounded: to a whole percent, or to the last digit that it shows.

    **Fails**

    KPIs:
    | ID | Unit | Baseline | Baseline date |
    | --- | --- | --- | --- |
    | TRN-K01 | Percent | <85%> | 31 Aug 2026 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Aug 2026 | 58% |

    **Passes**

    KPIs:
    | ID | Unit | Baseline | Baseline date |
    | --- | --- | --- | --- |
    | TRN-K01 | Percent | 58.3% | 31 Aug 2026 |
    | TRN-K02 | Percent | 85% | 31 Aug 2026 |
    | TRN-K03 | Percent | 24% | 31 Aug 2026 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Aug 2026 | 58% |
    | TRN-K02 | 30 Sep 2026 | 58% |
    | TRN-K03 | 31 Aug 2026 | 24.3% |
    """
    for kpi, actuals in series(programme).items():
        start = kpi.baseline
        for actual in actuals:
            same_day = actual.day == kpi.baseline_date
            if same_day and start is not None and readable(kpi, start) and _differ(kpi, start, actual.value):
                related = Related(actual.row.at("value"), "the figure of that day")
                yield hit(
                    kpi.at("baseline"), related, baseline=amount(kpi.unit, start), day=actual.day,
                    value=amount(kpi.unit, actual.value),
                )  # fmt: skip


def _differ(kpi: Kpi, start: float, value: float) -> bool:
    if kpi.unit is Unit.PERCENT and abs(start - value) <= HALF_A_POINT:
        return False
    return abs(start - value) > ROUNDED * max(abs(start), abs(value), kpi.tolerance or 0.0)
