"""Figures over the last twelve months, of which every month replaces one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from xl_send.analysis.figures import broken_between, percent, series
from xl_send.analysis.words.reasons import accounts_for_it, tells_why
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.text import days
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import Measures, Unit
from xl_send.workbook.sheets.kpis import Actual, Kpi
from xl_send.workbook.submissions import Programme

# A figure of twelve months moves by a twelfth of all in a month, if every case of that month went the other way.
MOST_A_MONTH, A_MONTH, FEWEST_CASES = 0.2, 30.4, 30
# Its base becomes no more than so much larger, or smaller, for each month; smaller bases leap by chance.
MORE_A_MONTH, LEAST_BASE, A_YEAR = 1 / 3, 12, 12


@rule(
    "UN36",
    Severity.QUERY,
    "{value} comes after {before}, {days} earlier: a share of twelve months hardly moves so far in that time.",
    "Check both figures. If the last was of one month only, or counted otherwise, give the date as Series break.",
)
def rolling_share_that_leaps(programme: Programme) -> Iterator[Hit]:
    """A share over the last twelve months moves little from one figure to the next.

    Eleven of its twelve months are the same as before. Asked where it moves by more than 20 points for each month that
    lies between, unless its note says why, the series was broken, or one of them rests on fewer than 30 cases.

    **Fails**

    KPIs:
    | ID | Unit | Measures | Better when | Baseline | Target |
    | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Percent | Rolling 12 months | Higher | 41% | 95% |

    Actuals:
    | KPI | Period end | Value | Base |
    | --- | --- | --- | --- |
    | TRN-K01 | 31 Aug 2026 | 46% | 1130 |
    | TRN-K01 | 30 Sep 2026 | 49% | 1127 |
    | TRN-K01 | 31 Oct 2026 | <91%> | 1135 |

    **Passes**

    KPIs:
    | ID | Unit | Measures | Better when | Baseline | Target |
    | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Percent | Rolling 12 months | Higher | 41% | 95% |
    | TRN-K02 | Percent | Period | Higher | 41% | 95% |
    | TRN-K03 | Percent | Rolling 12 months | Higher | 41% | 95% |

    Actuals:
    | KPI | Period end | Value | Base | Note |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | 31 Jul 2026 | 49% | 1127 | |
    | TRN-K01 | 31 Aug 2026 | 69% | 1135 | |
    | TRN-K01 | 31 Oct 2026 | 31% | 1135 | |
    | TRN-K02 | 30 Sep 2026 | 49% | 1127 | |
    | TRN-K02 | 31 Oct 2026 | 91% | 1135 | |
    | TRN-K03 | 30 Sep 2026 | 49% | 24 | |
    | TRN-K03 | 31 Oct 2026 | 91% | 31 | |
    """
    for kpi, dated in series(programme).items():
        if kpi.unit is not Unit.PERCENT or kpi.measures is not Measures.ROLLING:
            continue
        for before, now in pairwise(dated):
            months = max(1.0, (now.day - before.day).days / A_MONTH)
            far = round(abs(now.value - before.value), 6) > MOST_A_MONTH * months
            few = any(0 < (item.row.base or 0) < FEWEST_CASES for item in (before, now) if isinstance(item.row, Actual))
            if far and not (few or tells_why(now.row) or broken_between(kpi, before.day, now.day)):
                yield hit(
                    now.row.at("value"), Related(before.row.at("value"), say(before.day)), value=percent(now.value),
                    before=percent(before.value), days=days((now.day - before.day).days),
                )  # fmt: skip


@rule(
    "AC64",
    Severity.QUERY,
    "The base is {base} after {before}, {days} earlier: of twelve months most are the same as then.",
    "Check both bases. If others were counted this time, say so in the Note.",
    brings={"AC07": Reach.ROW, "KP54": Reach.ROW},
)
def rolling_base_that_leaps(programme: Programme) -> Iterator[Hit]:
    """A base over the last twelve months changes little from one figure to the next.

    Nine of its twelve months are the same as a quarter before. Asked where it has become larger, or smaller, by more
    than a third for each month that lies between, and both bases are twelve or more; not where its Note tells why, or
    the series was broken.

    **Fails**

    KPIs:
    | ID | Unit | Measures |
    | --- | --- | --- |
    | TRN-K01 | Pounds | Rolling 12 months |

    Actuals:
    | KPI | Period end | Value | Base |
    | --- | --- | --- | --- |
    | TRN-K01 | 30 Jun 2026 | 6940 | 17 |
    | TRN-K01 | 30 Sep 2026 | 6720 | <45> |

    **Passes**

    KPIs:
    | ID | Unit | Measures |
    | --- | --- | --- |
    | TRN-K01 | Pounds | Rolling 12 months |
    | TRN-K02 | Pounds | Period |
    | TRN-K03 | Percent | Rolling 12 months |
    | TRN-K04 | Percent | Rolling 12 months |

    Actuals:
    | KPI | Period end | Value | Base | Note |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | 30 Jun 2026 | 6940 | 17 | |
    | TRN-K01 | 30 Sep 2026 | 6720 | 33 | |
    | TRN-K02 | 30 Jun 2026 | 6940 | 17 | |
    | TRN-K02 | 30 Sep 2026 | 6720 | 45 | |
    | TRN-K03 | 30 Jun 2026 | 40% | 20 | |
    | TRN-K03 | 30 Sep 2026 | 40% | 60 | All schools since September |
    | TRN-K04 | 30 Jun 2026 | 40% | 5 | |
    | TRN-K04 | 30 Sep 2026 | 40% | 15 | |
    """
    for kpi, dated in series(programme, _is_rolling).items():
        for before, now in pairwise(dated):
            earlier, later = before.row, now.row
            if not (isinstance(earlier, Actual) and isinstance(later, Actual)):
                continue
            bases = sorted((earlier.base or 0.0, later.base or 0.0))
            months = max(1.0, (now.day - before.day).days / A_MONTH)
            leaps = bases[0] >= LEAST_BASE and months < A_YEAR and bases[1] > bases[0] * (1.02 + months * MORE_A_MONTH)
            if leaps and not (accounts_for_it(later.note) or broken_between(kpi, before.day, now.day)):
                yield hit(
                    later.at("base"), Related(earlier.at("base"), say(before.day)), base=f"{later.base or 0:,.0f}",
                    before=f"{earlier.base or 0:,.0f}", days=days((now.day - before.day).days),
                )  # fmt: skip


def _is_rolling(kpi: Kpi) -> bool:
    return kpi.measures is Measures.ROLLING
