"""What is expected of a year to date: figures far beyond it, and a path that goes down within the year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from xl_send.analysis.figures import Dated, amount, months_over, points, series, year_of
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.sheets.choices import Better, Measures, Unit
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme

# So many times what is expected by now is a slip of digits, and so many months are the first half of a year.
FAR_BEYOND, HALF = 5, 6


@rule(
    "AC43",
    Severity.QUERY,
    "{value} by {day} is above the target of {target}, and far more than the {expected} expected by {expected_day}.",
    "Check the digits. If so much was reached so early, the target says nothing any more: explain this finding.",
    brings={"WM02": Reach.CELL, "UN23": Reach.CELL, "UN25": Reach.CELL, "AC29": Reach.CELL, "KP64": Reach.CELL},
)
def more_than_the_year_is_to_bring(programme: Programme) -> Iterator[Hit]:
    """In the first half of its year a count for the year to date is not beyond all that the year is to bring.

    A nought too many in the first figure of a year has nothing before it to be compared with, and is Green. Asked of
    counts and amounts that are to grow, and of five times as much as was expected by then.

    **Fails**

    KPIs:
    | ID | Unit | Better when | Measures | Year basis | Baseline | Target | Target date |
    | --- | --- | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Pounds | Higher | Year to date | Financial | 0 | 310000 | 31 Mar 2027 |

    Expectations:
    | KPI | Expected | Measured on |
    | --- | --- | --- |
    | TRN-K01 | 30000 | 30 Jun 2026 |
    | TRN-K01 | 160000 | 31 Dec 2026 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Jun 2026 | <342000> |

    **Passes**

    KPIs:
    | ID | Unit | Better when | Measures | Year basis | Baseline | Target | Target date |
    | --- | --- | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Pounds | Higher | Year to date | Financial | 0 | 310000 | 31 Mar 2027 |
    | TRN-K02 | Count | Higher | Year to date | Financial | 0 | 60 | 31 Mar 2027 |
    | TRN-K03 | Count | Lower | Year to date | Financial | 90 | 60 | 31 Mar 2027 |

    Expectations:
    | KPI | Expected | Measured on |
    | --- | --- | --- |
    | TRN-K01 | 30000 | 30 Jun 2026 |
    | TRN-K02 | 30 | 30 Jun 2026 |
    | TRN-K03 | 10 | 30 Jun 2026 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Jun 2026 | 34200 |
    | TRN-K02 | 30 Jun 2026 | 61 |
    | TRN-K03 | 30 Jun 2026 | 90 |
    """
    for kpi, actuals in series(programme, _counts_through_a_year).items():
        target = kpi.target if kpi.better is Better.HIGHER else None
        for now in actuals if target else ():
            expected = _expected_by_then(kpi, points(programme).get(kpi, ()), now)
            early = months_over(kpi, now.day.month) < HALF
            if target and early and expected and now.value > max(target, FAR_BEYOND * expected.value):
                yield hit(
                    now.row.at("value"), Related(kpi.at("target"), "its target"),
                    Related(expected.row.at("expected"), "what is expected by then"),
                    value=amount(kpi.unit, now.value), day=now.day, target=amount(kpi.unit, target),
                    expected=amount(kpi.unit, expected.value), expected_day=expected.day,
                )  # fmt: skip


def _expected_by_then(kpi: Kpi, path: Iterable[Dated], now: Dated) -> Dated | None:
    """What is expected next of a year to date from a figure's day on, or else was expected last, in its year."""
    own = [point for point in path if _in_one_year(kpi, point.day, now.day)]
    return next((point for point in own if point.day >= now.day), own[-1] if own else None)


def _in_one_year(kpi: Kpi, one: date, other: date) -> bool:
    return kpi.year_basis is not None and year_of(kpi.year_basis, one) == year_of(kpi.year_basis, other)


@rule(
    "EX15",
    Severity.QUERY,
    "{value} is expected by {day}, less than the {before} expected by {earlier} in the same year.",
    "Check both: a count for the year to date goes up until it starts again. If it may go down, choose Snapshot.",
    brings={"EX05": Reach.ROW, "EX04": Reach.CELL},
)
def year_to_date_expected_to_fall(programme: Programme) -> Iterator[Hit]:
    """What is expected of a count for the year to date does not go down within the year.

    Two digits exchanged in the earlier one make the KPI Green until the later one is due. The target, on its own date,
    is no less either.

    **Fails**

    KPIs:
    | ID | Unit | Better when | Measures | Year basis | Target | Target date |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Count | Lower | Year to date | Financial | 60 | 31 Mar 2027 |
    | TRN-K02 | Count | Higher | Year to date | Academic | <30> | 31 Jul 2027 |

    Expectations:
    | KPI | Expected | Measured on |
    | --- | --- | --- |
    | TRN-K01 | 42 | 30 Sep 2026 |
    | TRN-K01 | <34> | 31 Dec 2026 |
    | TRN-K02 | 12 | 31 Oct 2026 |
    | TRN-K02 | 34 | 12 Apr 2027 |

    **Passes**

    KPIs:
    | ID | Unit | Better when | Measures | Year basis | Target | Target date |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Count | Lower | Year to date | Academic | 38 | 31 Jul 2027 |
    | TRN-K02 | Rate | Lower | Year to date | Financial | 3 | 31 Mar 2027 |
    | TRN-K03 | Count | Lower | Year to date | Financial | 30 | 31 Mar 2028 |

    Expectations:
    | KPI | Expected | Measured on |
    | --- | --- | --- |
    | TRN-K01 | 42 | 31 Jul 2026 |
    | TRN-K01 | 34 | 31 Dec 2026 |
    | TRN-K02 | 4.2 | 30 Sep 2026 |
    | TRN-K02 | 3.4 | 31 Dec 2026 |
    | TRN-K03 | 34 | 30 Sep 2026 |
    | TRN-K03 | 34 | 31 Dec 2026 |
    """
    for kpi, path in points(programme).items():
        if kpi.measures is not Measures.YEAR_TO_DATE or kpi.unit is not Unit.COUNT:
            continue
        falls = False
        for before, then in pairwise(path):
            if then.value < before.value and _in_one_year(kpi, before.day, then.day):
                falls = True
                yield hit(
                    then.row.at("expected"), Related(before.row.at("expected"), "what is expected before"),
                    value=amount(kpi.unit, then.value), day=then.day,
                    before=amount(kpi.unit, before.value), earlier=before.day,
                )  # fmt: skip
        last, target, due = path[-1], kpi.target, kpi.target_date
        if target is None or due is None or due <= last.day or not 0 < target < last.value:
            continue
        if not falls and _in_one_year(kpi, last.day, due):
            yield hit(
                kpi.at("target"), Related(last.row.at("expected"), "what is expected before"),
                value=amount(kpi.unit, target), day=due, before=amount(kpi.unit, last.value), earlier=last.day,
            )  # fmt: skip


def _counts_through_a_year(kpi: Kpi) -> bool:
    return kpi.measures is Measures.YEAR_TO_DATE and kpi.unit in {Unit.COUNT, Unit.POUNDS, Unit.RATE}
