"""An expectation that lies on the line between its neighbours once two of its digits are exchanged."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xl_send.analysis.activity import is_active
from xl_send.analysis.figures import Dated, amount, points, readable, with_digits_turned, year_begins
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import Measures, Unit
from xl_send.workbook.sheets.kpis import Expectation, Kpi
from xl_send.workbook.submissions import Programme

# How far from the line between its neighbours is far, and how near is on it, in parts of the way between these.
FAR, ON_IT, FEWEST_DIGITS = 0.2, 0.02, 3
_Point = tuple[date, float, Expectation | None]


@rule(
    "UN42",
    Severity.QUERY,
    "{value} is expected on {day}; with two digits exchanged it would be {meant}, on the way from {before} to {after}.",
    "Was {meant} meant? If the path is not even, explain this finding.",
    brings={"WM02": Reach.ROW, "WM11": Reach.ROW, "EX05": Reach.CELL, "KP46": Reach.ROW},
)
def expectation_with_digits_exchanged(programme: Programme) -> Iterator[Hit]:
    """What is expected lies about on the way from what is expected before it to what is after.

    Two digits exchanged in one of them make the KPI Green, or Red, until the next is due. Asked of figures of three
    digits and more before their noughts that lie a fifth of the way off the line and, with two digits exchanged, on it.
    A year to date begins at nought, and grows evenly; other figures are asked about where they lie beyond those before
    and after. The target is the last of the path.

    **Fails**

    KPIs:
    | ID | Unit | Better when | Measures | Year basis | Baseline | Target | Target date |
    | --- | --- | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Pounds | Lower | Year to date | Financial | 3480000 | 3300000 | 31 Mar 2027 |
    | TRN-K02 | Count | Higher | Snapshot | | 100 | 300 | 31 Jul 2027 |

    Expectations:
    | KPI | Expected | Measured on |
    | --- | --- | --- |
    | TRN-K01 | 1650000 | 30 Sep 2026 |
    | TRN-K01 | <2840000> | 31 Dec 2026 |
    | TRN-K02 | 142 | 31 Dec 2026 |
    | TRN-K02 | <129> | 31 Mar 2027 |
    | TRN-K02 | 244 | 30 Jun 2027 |

    **Passes**

    KPIs:
    | ID | Unit | Better when | Measures | Year basis | Baseline | Target | Target date |
    | --- | --- | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Pounds | Lower | Year to date | Financial | 3480000 | 3300000 | 31 Mar 2027 |
    | TRN-K02 | Count | Higher | Snapshot | | 100 | 300 | 31 Jul 2027 |
    | TRN-K03 | Count | Higher | Snapshot | | 10 | 90 | 31 Jul 2027 |
    | TRN-K04 | Count | Higher | Snapshot | | 320 | 1800 | 31 Mar 2027 |

    Expectations:
    | KPI | Expected | Measured on |
    | --- | --- | --- |
    | TRN-K01 | 1650000 | 30 Sep 2026 |
    | TRN-K01 | 2480000 | 31 Dec 2026 |
    | TRN-K02 | 142 | 31 Dec 2026 |
    | TRN-K02 | 240 | 31 Mar 2027 |
    | TRN-K03 | 14 | 31 Dec 2026 |
    | TRN-K03 | 53 | 31 Mar 2027 |
    | TRN-K04 | 1500 | 31 Dec 2026 |
    """
    for kpi, dated in points(programme).items():
        if kpi.unit is Unit.PERCENT or not is_active(programme, kpi):
            continue
        path = _path(kpi, dated)
        for (start, low, _), (day, value, row), (end, high, _) in zip(path, path[1:], path[2:], strict=False):
            span, way = (end - start).days, high - low
            if row is None or span <= 0 or not way or len(f"{value:.0f}".rstrip("0")) < FEWEST_DIGITS:
                continue
            line = low + way * (day - start).days / span
            on_the_way = kpi.measures is not Measures.YEAR_TO_DATE and min(low, high) <= value <= max(low, high)
            if on_the_way or abs(value - line) <= FAR * abs(way):
                continue
            meant = next((one for one in with_digits_turned(value) if abs(one - line) <= ON_IT * abs(way)), None)
            if meant is not None:
                related = Related(kpi.at("target"), "the target")
                yield hit(
                    row.at("expected"), related, value=amount(kpi.unit, value), day=say(day),
                    meant=amount(kpi.unit, meant), before=amount(kpi.unit, low), after=amount(kpi.unit, high),
                )  # fmt: skip
                break


def _path(kpi: Kpi, dated: list[Dated]) -> list[_Point]:
    """Where a KPI begins, what is expected of it, and its target, in order of date."""
    path: list[_Point] = [(one.day, one.value, one.row if isinstance(one.row, Expectation) else None) for one in dated]
    if kpi.measures is Measures.YEAR_TO_DATE and kpi.year_basis:
        path.insert(0, (year_begins(kpi.year_basis, dated[0].day), 0.0, None))
    elif kpi.baseline is not None and kpi.baseline_date and kpi.baseline_date < dated[0].day:
        path.insert(0, (kpi.baseline_date, kpi.baseline, None))
    target, due = kpi.target, kpi.target_date
    if target is not None and due and due > dated[-1].day and readable(kpi, target):
        path.append((due, target, None))
    return path
