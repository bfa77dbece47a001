"""Monthly figures of which one month is left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from xl_send.analysis.activity import is_active
from xl_send.analysis.figures import Dated, actuals, series
from xl_send.analysis.words.months import month
from xl_send.analysis.words.reasons import tells_why
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.choices import Frequency
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme

# From one figure to the next are so many days at most, and over a month that is left out so many.
A_MONTH, TWO_MONTHS, FEWEST = 36, range(55, 70), 4
AUGUST = 8


@rule(
    "AC39",
    Severity.QUERY,
    "No figure of {id} is given for {month}, between {before} and {day}.",
    "Add it. If it was not collected, give a row without a figure, and say why in its Note.",
)
def month_left_out(programme: Programme) -> Iterator[Hit]:
    """Monthly figures that come every month come in each.

    A row that was lost, or the worst month of the year, is missed by nobody once the next has come. Asked where one
    month alone is missing of four figures or more, and neither a row without a figure nor the Note of the next says
    why; not of an August, nor of what is measured in terms.

    **Fails**

    KPIs:
    | ID | Frequency |
    | --- | --- |
    | TRN-K01 | Monthly |

    Actuals:
    | KPI | Period end |
    | --- | --- |
    | TRN-K01 | 30 Jun 2026 |
    | TRN-K01 | 31 Jul 2026 |
    | TRN-K01 | 31 Aug 2026 |
    | TRN-K01 | <31 Oct 2026> |

    **Passes**

    KPIs:
    | ID | Frequency |
    | --- | --- |
    | TRN-K01 | Monthly |
    | TRN-K02 | Monthly |
    | TRN-K03 | Monthly |
    | TRN-K04 | Monthly |
    | TRN-K05 | Monthly |

    Actuals:
    | KPI | Period end | Value | Note |
    | --- | --- | --- | --- |
    | TRN-K01 | 31 May 2026 | 100 | |
    | TRN-K01 | 30 Jun 2026 | 101 | |
    | TRN-K01 | 31 Jul 2026 | 103 | |
    | TRN-K01 | 30 Sep 2026 | 104 | |
    | TRN-K02 | 30 Jun 2026 | 100 | |
    | TRN-K02 | 31 Jul 2026 | 101 | |
    | TRN-K02 | 31 Aug 2026 | 103 | |
    | TRN-K02 | 30 Sep 2026 | | Not collected |
    | TRN-K02 | 31 Oct 2026 | 104 | |
    | TRN-K03 | 30 Jun 2026 | 100 | |
    | TRN-K03 | 31 Jul 2026 | 101 | |
    | TRN-K03 | 31 Aug 2026 | 103 | |
    | TRN-K03 | 31 Oct 2026 | 104 | September missed because of the move |
    | TRN-K04 | 30 Apr 2026 | 100 | |
    | TRN-K04 | 30 Jun 2026 | 101 | |
    | TRN-K04 | 31 Aug 2026 | 103 | |
    | TRN-K04 | 31 Oct 2026 | 104 | |
    | TRN-K05 | 30 Apr 2026 | 100 | |
    | TRN-K05 | 30 Jun 2026 | 101 | |
    | TRN-K05 | 31 Jul 2026 | 103 | |
    | TRN-K05 | 31 Aug 2026 | 104 | |
    """
    rows: dict[Kpi, set[date]] = {}
    for actual, kpi in actuals(programme):
        rows.setdefault(kpi, set()).add(actual.period_end)
    for kpi, figures in series(programme, _is_monthly).items():
        gap = _one_gap(figures) if is_active(programme, kpi) else None
        if gap is None or tells_why(gap[1].row):
            continue
        before, now = gap
        left_out = before.day + (now.day - before.day) // 2
        if left_out.month != AUGUST and not any(before.day < day < now.day for day in rows[kpi]):
            earlier = Related(before.row.at("period_end"), "the figure before")
            yield hit(
                now.row.at("period_end"), earlier, id=kpi.id, month=month(left_out), before=before.day, day=now.day
            )


def _one_gap(figures: Sequence[Dated]) -> tuple[Dated, Dated] | None:
    """The two figures between which alone one month is left out."""
    pairs = list(pairwise(figures)) if len(figures) >= FEWEST else []
    long = [(before, now) for before, now in pairs if (now.day - before.day).days > A_MONTH]
    # Before the first two the count may have begun otherwise.
    found = len(long) == 1 and long[0] != pairs[0] and (long[0][1].day - long[0][0].day).days in TWO_MONTHS
    return long[0] if found else None


def _is_monthly(kpi: Kpi) -> bool:
    return kpi.frequency is Frequency.MONTHLY and "term" not in f"{kpi.definition or ''} {kpi.source or ''}".casefold()
