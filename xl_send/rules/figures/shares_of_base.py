"""Shares that no whole number out of their base comes to."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, floor

from xl_send.analysis.figures import percent, series
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.sheets.choices import Unit
from xl_send.workbook.sheets.kpis import Actual
from xl_send.workbook.submissions import Programme

# A share with more decimals was worked out, not typed.
MOST_DECIMALS = 2


@rule(
    "AC07",
    Severity.QUERY,
    "{value} is no whole number out of a base of {base}: {low} of them are {low_share} and {high} are {high_share}.",
    "Check the figure and its Base. If it is not counted out of that base, explain this finding.",
    brings={"WM02": Reach.CELL},
)
def share_that_the_base_cannot_give(programme: Programme) -> Iterator[Hit]:
    """A share is some whole number of cases out of its base, as nearly as it is written.

    A base with a digit lost, 0.24% for 24%, or the figure of another KPI stand out by it where cases are few. Rounding
    up or down is allowed for. A share with more than two decimals was worked out and is not asked about.

    **Fails**

    KPIs:
    | ID | Unit |
    | --- | --- |
    | TRN-K01 | Percent |
    | TRN-K02 | Percent |

    Actuals:
    | KPI | Value | Base |
    | --- | --- | --- |
    | TRN-K01 | <63%> | 4 |
    | TRN-K02 | <0.24%> | 148 |

    **Passes**

    KPIs:
    | ID | Unit |
    | --- | --- |
    | TRN-K01 | Percent |
    | TRN-K02 | Percent |
    | TRN-K03 | Percent |
    | TRN-K04 | Count |

    Actuals:
    | KPI | Value | Base |
    | --- | --- | --- |
    | TRN-K01 | 63% | 41 |
    | TRN-K02 | 33% | 3 |
    | TRN-K03 | 24% | 148 |
    | TRN-K04 | 63 | 4 |
    """
    for kpi, figures in series(programme).items():
        for figure in figures if kpi.unit is Unit.PERCENT else ():
            row = figure.row
            if isinstance(row, Actual) and row.base and row.base == int(row.base) and figure.value <= 1:
                yield from _hits(row, figure.value, int(row.base))


def _hits(row: Actual, value: float, base: int) -> Iterator[Hit]:
    unit = _last_place(value)
    low, high = floor(value * base), ceil(value * base)
    if unit and all(abs(some / base - value) > unit + 1e-9 for some in (low, high)):
        low_share, high_share = (percent(round(some / base, 3)) for some in (low, high))
        yield hit(
            row.at("value"), Related(row.at("base"), "its base"), value=percent(value), base=base, low=low, high=high,
            low_share=low_share, high_share=high_share,
        )  # fmt: skip


def _last_place(value: float) -> float:
    """What one in the last place of a share is worth as it was written: 0.01 of 63%; 0 where it was worked out."""
    places = next((places for places in range(MOST_DECIMALS + 1) if abs(round(value, places + 2) - value) < 1e-9), None)
    return 0.0 if places is None else 10.0 ** -(places + 2)
