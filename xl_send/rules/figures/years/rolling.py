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
MORE_A_MONTH, LEAST_BASE, A_YEAR, GROWS = 1 / 3, 12, 12, 1.2


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
    than a third for each month that lies between, and both bases are twelve or more; not where it has grown before, as
    what is new does, its Note tells why, or the series was broken.

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
    | TRN-K05 | Percent | Rolling 12 months |

    Actuals:
    | KPI | Period end | Value | Base | Note |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | 30 Jun 2026 | 6940 | 17 | |
    | TRN-K01 | 30 Sep 2026 | 6720 | 33 | |
    | TRN-K02 | 30 Jun 2026 | 6940 | 17 | |
    | TRN-K02 | 30 Sep 2026 | 6720 | 45 | |
    | TRN-K03 | 30 Jun 2026 | 40% | 20 | |
    | TRN-K03 | 30 Sep 2026 | 40% | 60 | All schools since September |
    | TRN-K05 | 30 Jun 2026 | 40% | 40 | |
    | TRN-K05 | 31 Jul 2026 | 40% | 70 | As all schools joined |
    | TRN-K05 | 31 Aug 2026 | 40% | 120 | |
    | TRN-K04 | 30 Jun 2026 | 40% | 5 | |
    | TRN-K04 | 30 Sep 2026 | 40% | 15 | |
    """
    for kpi, dated in series(programme, _is_rolling).items():
        based = [(one.day, one.row) for one in dated if isinstance(one.row, Actual) and one.row.base]
        grew = False
        for (earlier, before), (day, now) in pairwise(based):
            first, then = before.base or 0.0, now.base or 0.0
            # What is new grows until it is a year old.
            is_told = _leaps(first, then, (day - earlier).days) and not (grew and then > first)
            grew = then > first * GROWS
            if is_told and not (accounts_for_it(now.note) or broken_between(kpi, earlier, day)):
                yield hit(
                    now.at("base"), Related(before.at("base"), say(earlier)), base=f"{then:,.0f}",
                    before=f"{first:,.0f}", days=days((day - earlier).days),
                )  # fmt: skip


def _is_rolling(kpi: Kpi) -> bool:
    return kpi.measures is Measures.ROLLING


def _leaps(first: float, then: float, apart: int) -> bool:
    """Whether one of two bases is larger than the other by more than months that are replaced can make it."""
    few, many = sorted((first, then))
    months = max(1.0, apart / A_MONTH)
    return few >= LEAST_BASE and months < A_YEAR and many > few * (1.02 + months * MORE_A_MONTH)
