"""Figures of a year so far with a nought too many."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from xl_send.analysis.figures import amount, broken_between, points, series, year_of
from xl_send.analysis.words.reasons import accounts_for_it
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import Measures, Unit
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme

# A figure so many times the one before it, and beyond all that is planned for the year by so much, is a slip.
LEAP, BEYOND, TENFOLD = 4.0, 2.0, 10.0


@rule(
    "UN50",
    Severity.QUERY,
    "{value} comes after {before} of {day}, and is {times} times all that is planned for the year, {most}.",
    "Was {meant} meant? A year to date with a nought too many looks like a target passed.",
    brings=dict.fromkeys(("WM02", "AC07", "UN31"), Reach.CELL) | dict.fromkeys(("WM11", "KP46"), Reach.ROW),
)
def year_to_date_ten_times_out(programme: Programme) -> Iterator[Hit]:
    """A year to date does not leap far beyond what is planned for the whole year.

    Asked of counts and pounds from the second figure of a year on, where one is four times the figure before it or
    more, twice the target and all that is expected or more, and its tenth lies between the two; not where its Note
    accounts for it.

    **Fails**

    KPIs:
    | ID | Unit | Measures | Year basis | Baseline | Target |
    | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Pounds | Year to date | Financial | 0 | 290000 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 37400 |
    | TRN-K01 | 31 Oct 2026 | <789000> |

    **Passes**

    KPIs:
    | ID | Unit | Measures | Year basis | Baseline | Target |
    | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Pounds | Year to date | Financial | 0 | 290000 |
    | TRN-K02 | Pounds | Year to date | Financial | 0 | 290000 |
    | TRN-K03 | Pounds | Snapshot | | 0 | 290000 |

    Actuals:
    | KPI | Period end | Value | Note |
    | --- | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 37400 | |
    | TRN-K01 | 31 Oct 2026 | 78900 | |
    | TRN-K02 | 30 Sep 2026 | 37400 | |
    | TRN-K02 | 31 Oct 2026 | 789000 | All districts since October |
    | TRN-K03 | 30 Sep 2026 | 37400 | |
    | TRN-K03 | 31 Oct 2026 | 789000 | |
    """
    expected = points(programme)
    for kpi, figures in series(programme, _runs_through_a_year).items():
        most = max([kpi.target or 0.0, *(one.value for one in expected.get(kpi, ()))])
        for before, now in pairwise(figures):
            meant = now.value / TENFOLD
            of_one_year = kpi.year_basis and year_of(kpi.year_basis, before.day) == year_of(kpi.year_basis, now.day)
            leaps = now.value >= max(before.value * LEAP, most * BEYOND) and before.value <= meant <= most
            if of_one_year and leaps and not broken_between(kpi, before.day, now.day):
                if accounts_for_it(getattr(now.row, "note", None)):
                    continue
                yield hit(
                    now.row.at("value"), Related(kpi.at("target"), "the target"), value=amount(kpi.unit, now.value),
                    before=amount(kpi.unit, before.value), day=say(before.day), times=f"{now.value / most:.1f}",
                    most=amount(kpi.unit, most), meant=amount(kpi.unit, meant),
                )  # fmt: skip


def _runs_through_a_year(kpi: Kpi) -> bool:
    running = kpi.measures is Measures.YEAR_TO_DATE and kpi.unit in {Unit.POUNDS, Unit.COUNT}
    return running and (kpi.target or 0) > 0
