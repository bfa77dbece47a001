"""Figures that only grow: what has been counted since a day, and a year to date that did not begin again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from xl_send.analysis.figures import FIRST_MONTH, amount, broken_between, series, year_of
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import Measures, Unit
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme

_SINCE = Pattern(
    r"\b(?:who|that|which) have\b[^.;]{0,120}\bsince\b|\bcumulative|\b(?:so far|to date)\b|\brunning total"
    r"|\b(?:who|that|which) (?:\w{3,}ed|took|left|began|joined)\b[^.;,]{0,120}\bsince\b"
    r"|\b(?:trained|completed|finished|opened|issued|ceased|recruited|appointed|visited|reached|signed|delivered)"
    r" since\b",
    re.IGNORECASE,
)


def _runs_on(kpi: Kpi) -> bool:
    text = f"{kpi.name or ''}. {kpi.definition or ''}"
    return kpi.unit is Unit.COUNT and kpi.measures is Measures.SNAPSHOT and bool(_SINCE.search(text))


@rule(
    "AC26",
    Severity.QUERY,
    "{value} is less than the {before} counted by {day}, but {id} counts all since it began.",
    "Check both figures: what has been counted once does not go away. If one was put right, explain this finding.",
    brings={"UN25": Reach.CELL, "WM02": Reach.CELL},
)
def running_total_fell(programme: Programme) -> Iterator[Hit]:
    """A count of all since a day never falls.

    The lower figure is often that of one month alone, or of one area. Asked of a count whose name or Definition says
    that it counts what has happened since a day, so far, to date or cumulatively.

    **Fails**

    KPIs:
    | ID | Unit | Definition |
    | --- | --- | --- |
    | TRN-K01 | Count | Staff who have finished the module since September 2026. |
    | TRN-K02 | Count | Staff who completed the two-day course since September 2026. |
    | TRN-K03 | Count | Schools visited since the launch. |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 140 |
    | TRN-K01 | 31 Oct 2026 | <90> |
    | TRN-K02 | 30 Sep 2026 | 140 |
    | TRN-K02 | 31 Oct 2026 | <90> |
    | TRN-K03 | 30 Sep 2026 | 14 |
    | TRN-K03 | 31 Oct 2026 | <9> |

    **Passes**

    KPIs:
    | ID | Unit | Definition |
    | --- | --- | --- |
    | TRN-K01 | Count | Staff who have finished the module since September 2026. |
    | TRN-K02 | Count | Children waiting at the end of the month, asked in the same way since 2025 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 140 |
    | TRN-K01 | 31 Oct 2026 | 140 |
    | TRN-K02 | 30 Sep 2026 | 140 |
    | TRN-K02 | 31 Oct 2026 | 90 |
    """
    for kpi, actuals in series(programme, _runs_on).items():
        for before, now in pairwise(actuals):
            if now.value < before.value and not broken_between(kpi, before.day, now.day):
                yield hit(
                    now.row.at("value"), Related(before.row.at("value"), say(before.day)), id=kpi.id,
                    value=amount(kpi.unit, now.value), before=amount(kpi.unit, before.value), day=before.day,
                )  # fmt: skip


@rule(
    "AC27",
    Severity.QUERY,
    "{value} this early in the year is more than the {before} counted by {day}, late in the year before.",
    "A year to date starts again at nought. If last year is still counted in, take it out; if not, check the figure.",
    brings={"WM02": Reach.CELL, "UN25": Reach.CELL, "AC05": Reach.CELL},
)
def count_did_not_begin_again(programme: Programme) -> Iterator[Hit]:
    """A year to date begins again at nought.

    One that was counted on from the year before is far above what the new year expects. Asked of counts, amounts
    and rates: the first figure of a year, in its first four months, against the last of the year before, in its last
    six.

    **Fails**

    KPIs:
    | ID | Unit | Measures | Year basis |
    | --- | --- | --- | --- |
    | TRN-K01 | Rate | Year to date | Academic |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 22 May 2026 | 17.6 |
    | TRN-K01 | 23 Oct 2026 | <20.9> |

    **Passes**

    KPIs:
    | ID | Unit | Measures | Year basis |
    | --- | --- | --- | --- |
    | TRN-K01 | Rate | Year to date | Academic |
    | TRN-K02 | Percent | Year to date | Academic |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 22 May 2026 | 17.6 |
    | TRN-K01 | 23 Oct 2026 | 3.4 |
    | TRN-K02 | 22 May 2026 | 52% |
    | TRN-K02 | 23 Oct 2026 | 61% |
    """
    for kpi, actuals in series(programme, _counts_through_a_year).items():
        basis = kpi.year_basis
        for before, now in pairwise(actuals):
            if basis is None or year_of(basis, now.day) != year_of(basis, before.day) + 1:
                continue
            early, late = _month(kpi, now.day.month) < 4, _month(kpi, before.day.month) >= 6
            if early and late and now.value > before.value > 0 and not broken_between(kpi, before.day, now.day):
                yield hit(
                    now.row.at("value"), Related(before.row.at("value"), say(before.day)),
                    value=amount(kpi.unit, now.value), before=amount(kpi.unit, before.value), day=before.day,
                )  # fmt: skip


def _counts_through_a_year(kpi: Kpi) -> bool:
    return kpi.measures is Measures.YEAR_TO_DATE and kpi.unit in {Unit.COUNT, Unit.POUNDS, Unit.RATE}


def _month(kpi: Kpi, month: int) -> int:
    """How many months of the KPI's year are over before a month."""
    return (month - FIRST_MONTH[kpi.year_basis]) % 12 if kpi.year_basis else 0
