"""A bare 1 in a percentage KPI: all of them, or one in a hundred."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.figures import percent, points, readable, series
from xl_send.findings import Cell, Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.figures.percents import every_figure_of
from xl_send.workbook.cells import Percentage
from xl_send.workbook.columns import Record
from xl_send.workbook.doubts import LARGEST_SHARE, may_be_more_than_all
from xl_send.workbook.sheets.choices import Better, Unit
from xl_send.workbook.sheets.kpis import Actual, Kpi
from xl_send.workbook.submissions import Programme

NEARLY_ALL, HALF, A_TENTH = 0.9, 0.5, 0.1
# Of fewer cases one is more than 1.5%.
FEW = 66


@rule(
    "UN02",
    Severity.QUERY,
    "{column} is {value} in a percentage KPI. It is read as {read}.",
    "Type {read} if that is right, or {other} if that is what you mean.",
    brings={"UN02": Reach.CELL},
)
def one_percent_or_one_hundred(programme: Programme) -> Iterator[Hit]:
    """A bare 1 in a percentage KPI is confirmed.

    It may mean all of them or one in a hundred. Typed with a percent sign it can mean one thing only; nor is it asked
    about where more is better and other figures are half of all, or nearly all where it was counted. A share of a
    budget or of places, of which there may be more than all, lies about all of it, and so does a KPI with another
    figure that is nearly all, or a figure of so few cases that none is a hundredth. Where less is better, the work
    begins at all of them, not at one in a hundred. Of several in one KPI all but the first follow from it.

    **Fails**

    KPIs:
    | ID | Unit | Target |
    | --- | --- | --- |
    | TRN-K01 | Percent | <1> |

    Actuals:
    | KPI | Value |
    | --- | --- |
    | TRN-K01 | <1.5> |

    **Passes**

    KPIs:
    | ID | Unit | Baseline | Target |
    | --- | --- | --- | --- |
    | TRN-K01 | Percent | 0.99 | 100% |
    | TRN-K02 | Percent | 1% | 1.6 |
    | TRN-K03 | Count | 1 | 1.2 |
    | TRN-K04 | Percent | 50% | 1 |

    **Passes**

    KPIs:
    | ID | KPI | Unit | Better when | Baseline | Target | Tolerance |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Forecast cost as a share of the approved budget | Percent | Lower | 1 | 1 | 3% |
    | TRN-K02 | Plans issued late | Percent | Lower | 1 | 0.4 | |
    | TRN-K03 | Returns sent in time | Percent | Context only | | 1 | |
    | TRN-K04 | Places filled, of those commissioned | Percent | Close to target | 1.1 | 1 | |
    | TRN-K05 | Share of the budget committed | Percent | Close to target | 0 | 1 | |
    | TRN-K06 | Letters sent in time | Percent | Higher | 0.3 | 0.8 | |

    Actuals:
    | KPI | Value | Base |
    | --- | --- | --- |
    | TRN-K06 | 1 | 9 |
    | TRN-K01 | 1.04 | |
    | TRN-K02 | 0.6 | |
    | TRN-K03 | 0.97 | |
    | TRN-K03 | 1 | |
    """
    first: dict[Kpi, Cell] = {}
    for record, name, value, kpi in every_figure_of(programme):
        if kpi.unit is Unit.PERCENT and 1 <= abs(value) <= LARGEST_SHARE and not isinstance(value, Percentage):
            if _is_plainly_all(kpi, name, value, _sure(programme, kpi)) or _is_of_few(record, value):
                continue
            cell = record.at(name)
            others = [Related(first[kpi], "the first of them")] if kpi in first else []
            first.setdefault(kpi, cell)
            yield hit(cell, *others, column=cell.column, value=value, read=percent(value), other=percent(value / 100))


def _is_of_few(record: Record, value: float) -> bool:
    """Whether one in a hundred cannot have been counted: out of fewer than so many."""
    base = record.base if isinstance(record, Actual) else None
    return value == 1 and bool(base) and (base or 0) < FEW


def _is_plainly_all(kpi: Kpi, name: str, value: float, sure: list[float]) -> bool:
    """Whether a bare figure can only mean all of them, or somewhat more than all, beside those that are sure."""
    if name == "tolerance":
        return False
    most, least = max(sure, default=0.0), min(sure, default=1.0)
    if may_be_more_than_all(kpi):
        return least >= A_TENTH
    if value != 1:
        return False
    if kpi.better is Better.HIGHER:
        return most >= (NEARLY_ALL if name == "value" else HALF)
    if most >= NEARLY_ALL and least >= A_TENTH:
        return kpi.better is not Better.LOWER or name in {"baseline", "value"}
    return kpi.better is Better.LOWER and name == "baseline" and bool(sure) and least >= A_TENTH


def _sure(programme: Programme, kpi: Kpi) -> list[float]:
    """The figures that can mean one thing only, but for nought, which says nothing of the rest."""
    known = [held for held in (kpi.baseline, kpi.target) if held is not None and readable(kpi, held)]
    known += [dated.value for dated in (*series(programme).get(kpi, ()), *points(programme).get(kpi, ()))]
    return [figure for figure in known if figure]
