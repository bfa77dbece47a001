"""Shares that no whole number out of their base comes to."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, floor

from xl_send.analysis.figures import Dated, percent, series
from xl_send.findings import Related, Severity
from xl_send.frozen import NamedTuple
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.sheets.choices import Unit
from xl_send.workbook.sheets.kpis import Actual
from xl_send.workbook.submissions import Programme

# A share with more decimals was worked out, not typed.
MOST_DECIMALS = 2


@rule(
    "AC07",
    Severity.QUERY,
    "{value} cannot be counted out of {base}: {low} of {base} is {low_share} and {high} of {base} is {high_share}.",
    "Check the figure and its Base. If the figure is not a count out of that base, explain this finding.",
    brings={"WM02": Reach.CELL},
)
def share_that_the_base_cannot_give(programme: Programme) -> Iterator[Hit]:
    """A share is some whole number of cases out of its base, as nearly as it is written.

    A base with a digit lost, 0.24% for 24%, or the figure of another KPI stand out by it where cases are few. Rounding
    up or down is allowed for. A share with more than two decimals was worked out and is not asked about. Where half of
    the figures of a KPI are none, its shares are of something else, as of money, and the base says how many cases
    stand behind them.

    **Fails**

    KPIs:
    | ID | Unit |
    | --- | --- |
    | TRN-K01 | Percent |
    | TRN-K02 | Percent |

    Actuals:
    | KPI | Period end | Value | Base |
    | --- | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | <63%> | 4 |
    | TRN-K02 | 30 Sep 2026 | 26.5% | 147 |
    | TRN-K02 | 31 Oct 2026 | <0.24%> | 148 |

    **Passes**

    KPIs:
    | ID | Unit |
    | --- | --- |
    | TRN-K01 | Percent |
    | TRN-K02 | Percent |
    | TRN-K03 | Percent |
    | TRN-K04 | Count |
    | TRN-K05 | Percent |

    Actuals:
    | KPI | Period end | Value | Base |
    | --- | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 63% | 41 |
    | TRN-K02 | 31 Oct 2026 | 33% | 3 |
    | TRN-K03 | 31 Oct 2026 | 24% | 148 |
    | TRN-K04 | 31 Oct 2026 | 63 | 4 |
    | TRN-K05 | 31 Aug 2026 | 12.1% | 38 |
    | TRN-K05 | 30 Sep 2026 | 12.5% | 40 |
    | TRN-K05 | 31 Oct 2026 | 13.7% | 39 |
    """
    for kpi, figures in series(programme).items():
        shares = [share for share in map(_share, figures) if share] if kpi.unit is Unit.PERCENT else []
        odd = [share for share in shares if _is_none(share)]
        if len(odd) == 1 or 2 * len(odd) < len(shares):
            yield from map(_told, odd)


class _Share(NamedTuple):
    """A share of at most all, as it was counted, and the whole number of cases behind it."""

    row: Actual
    value: float
    base: int


def _share(figure: Dated) -> _Share | None:
    row = figure.row
    if isinstance(row, Actual) and row.base and row.base == int(row.base) and figure.value <= 1:
        return _Share(row, figure.value, int(row.base))
    return None


def _is_none(share: _Share) -> bool:
    """Whether no whole number out of its base comes to a share, as nearly as it is written."""
    unit = _last_place(share.value)
    near = (floor(share.value * share.base), ceil(share.value * share.base))
    return unit > 0 and all(abs(some / share.base - share.value) > unit + 1e-9 for some in near)


def _told(share: _Share) -> Hit:
    low, high = floor(share.value * share.base), ceil(share.value * share.base)
    low_share, high_share = (percent(round(some / share.base, 3)) for some in (low, high))
    return hit(
        share.row.at("value"), Related(share.row.at("base"), "its base"), value=percent(share.value), base=share.base,
        low=low, high=high, low_share=low_share, high_share=high_share,
    )  # fmt: skip


def _last_place(value: float) -> float:
    """What one in the last place of a share is worth as it was written: 0.01 of 63%; 0 where it was worked out."""
    places = next((places for places in range(MOST_DECIMALS + 1) if abs(round(value, places + 2) - value) < 1e-9), None)
    return 0.0 if places is None else 10.0 ** -(places + 2)
