"""Totals of a year so far among the figures of single periods."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xl_send.analysis.figures import amount, broken_between, series, year_begins, year_of
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.kpis.dates import PERIOD
from xl_send.workbook.sheets.choices import Measures, Unit
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme

# So many periods before it tell what one brings; more than so many times the most of them is no period's.
FEWEST, BEYOND = 2, 2
# Of so many periods the figures may be missing.
MOST_MISSING = 3


@rule(
    "AC44",
    Severity.QUERY,
    "{value} is about what {id} comes to in all since the year began: {sum} by {day}, and this period's besides.",
    "Give the figure of the period alone. If it truly rose so far, explain this finding.",
    brings=dict.fromkeys(("WM02", "WM11", "UN23", "UN25", "UN28", "UN29", "AC43"), Reach.CELL),
)
def total_beside_periods(programme: Programme) -> Iterator[Hit]:
    """Among the figures of single months or quarters stands no total of the year so far.

    Systems give both, and the total is the larger: beside an expectation for one month it looks like a success. Asked
    of counts and pounds that are measured by the period, where the figure is more than twice the highest before it in
    its year, and what those come to with one like them; for months or terms without a figure there is room.

    **Fails**

    KPIs:
    | ID | Measures | Year basis | Frequency | Baseline |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Period | Financial | Monthly | 100 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Jun 2026 | 104 |
    | TRN-K01 | 31 Jul 2026 | 98 |
    | TRN-K01 | 31 Aug 2026 | 61 |
    | TRN-K01 | 30 Sep 2026 | <365> |

    **Passes**

    KPIs:
    | ID | Measures | Year basis | Frequency | Baseline |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Period | Financial | Monthly | 100 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Jun 2026 | 104 |
    | TRN-K01 | 31 Jul 2026 | 98 |
    | TRN-K01 | 31 Aug 2026 | 61 |
    | TRN-K01 | 30 Sep 2026 | 200 |
    """
    for kpi, figures in series(programme, _is_by_period).items():
        for place, one in enumerate(figures):
            before = [
                other
                for other in figures[:place]
                if kpi.year_basis
                and year_of(kpi.year_basis, other.day) == year_of(kpi.year_basis, one.day)
                and not broken_between(kpi, other.day, one.day)
            ]
            if len(before) < FEWEST:
                continue
            values = [other.value for other in before]
            missing = _missing(kpi, before[0].day, one.day, len(before))
            lower, upper = sum(values) + min(values) / 2, sum(values) + 1.2 * max(values) * (1 + missing)
            if min(values) >= 0 and one.value > BEYOND * max(values) and lower <= one.value <= upper:
                cells = (Related(other.row.at("value"), "a period alone") for other in before)
                value, so_far = amount(kpi.unit, one.value), amount(kpi.unit, sum(values))
                yield hit(one.row.at("value"), *cells, id=kpi.id, day=before[-1].day, value=value, sum=so_far)


def _missing(kpi: Kpi, first: date, day: date, given: int) -> int:
    """Of how many periods since the year began no figure is given, as far as that may matter."""
    start = year_begins(kpi.year_basis, day) if kpi.year_basis else first
    length = PERIOD.get(kpi.frequency, 31) if kpi.frequency else 31
    return min(max(round((day - start).days / length) - given - 1, 0), MOST_MISSING)


def _is_by_period(kpi: Kpi) -> bool:
    return kpi.measures is Measures.PERIOD and kpi.unit in {Unit.COUNT, Unit.POUNDS}
