"""Totals of a year so far among the figures of single periods."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xl_send.analysis.figures import amount, broken_between, series, year_begins, year_of
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.kpis.dates import PERIOD
from xl_send.workbook.sheets.choices import Frequency, Measures, Unit
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme

# So many periods before it tell what one brings; more than so many times the most of them is no period's.
FEWEST, BEYOND, FAR_BEYOND, ROOM = 2, 2, 2.5, 0.25
# Of so many periods the figures may be missing.
MOST_MISSING = 3


@rule(
    "AC44",
    Severity.QUERY,
    "{value} is about what {id} comes to in all since the {span} began: {sum} by {day}, and this period's besides.",
    "Give the figure of the period alone. If it truly rose so far, explain this finding.",
    brings=dict.fromkeys(("WM02", "WM11", "UN23", "UN25", "UN28", "UN29", "AC43"), Reach.CELL),
)
def total_beside_periods(programme: Programme) -> Iterator[Hit]:
    """Among the figures of single months or quarters stands no total of the year so far.

    Systems give both, and the total is the larger: beside an expectation for one month it looks like a success. Asked
    of counts and pounds that are measured by the period, where the figure is more than twice the highest before it in
    its year, and what those come to with one like them; for months or terms without a figure there is room. So is
    the total of a quarter at its end, among months.

    **Fails**

    KPIs:
    | ID | Measures | Year basis | Frequency | Baseline |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Period | Financial | Monthly | 100 |
    | TRN-K02 | Period | Financial | Monthly | 30 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Jun 2026 | 104 |
    | TRN-K01 | 31 Jul 2026 | 98 |
    | TRN-K01 | 31 Aug 2026 | 61 |
    | TRN-K01 | 30 Sep 2026 | <365> |
    | TRN-K02 | 30 Jun 2026 | 38 |
    | TRN-K02 | 31 Jul 2026 | 36 |
    | TRN-K02 | 31 Aug 2026 | 32 |
    | TRN-K02 | 30 Sep 2026 | <115> |

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
            year = _is_total(one.value, values, missing, BEYOND)
            if not year and kpi.frequency is Frequency.MONTHLY and one.day.month % 3 == 0:
                before, values = before[-2:], values[-2:]
            if year or (len(before) == FEWEST and _is_total(one.value, values, ROOM, FAR_BEYOND)):
                cells = (Related(other.row.at("value"), "a period alone") for other in before)
                yield hit(
                    one.row.at("value"), *cells, id=kpi.id, span="year" if year else "quarter", day=before[-1].day,
                    value=amount(kpi.unit, one.value), sum=amount(kpi.unit, sum(values)),
                )  # fmt: skip


def _is_total(value: float, periods: list[float], missing: float, beyond: float) -> bool:
    """Whether a figure is what periods come to with one more like them, and room for those that are missing."""
    lower, upper = sum(periods) + min(periods) / 2, sum(periods) + 1.2 * max(periods) * (1 + missing)
    return min(periods) >= 0 and value > beyond * max(periods) and lower <= value <= upper


def _missing(kpi: Kpi, first: date, day: date, given: int) -> int:
    """Of how many periods since the year began no figure is given, as far as that may matter."""
    start = year_begins(kpi.year_basis, day) if kpi.year_basis else first
    length = PERIOD.get(kpi.frequency, 31) if kpi.frequency else 31
    return min(max(round((day - start).days / length) - given - 1, 0), MOST_MISSING)


def _is_by_period(kpi: Kpi) -> bool:
    return kpi.measures is Measures.PERIOD and kpi.unit in {Unit.COUNT, Unit.POUNDS}
