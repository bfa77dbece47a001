"""By how much a commentary says that a figure went up or down since a month, against the two figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xl_send.analysis.activity import is_active
from xl_send.analysis.figures import Dated, amount, restarted_between, series
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.days import FULL_MONTHS, say
from xl_send.workbook.sheets.choices import Measures, Unit
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme

_BY = r"(?P<by>£?\d[\d,]*(?:\.\d+)?) ?(?P<unit>p|pence|points?|percentage points?|days?|weeks?)?"
_SINCE = (
    r"(?:the )?(?:end of (?:the )?)?(?:(?P<last>last|previous) (?:month|quarter|term|time|return)"
    rf"|(?P<month>{'|'.join(FULL_MONTHS)})\b(?: (?P<year>20\d\d))?)(?: (?:quarter|figure|count|return))?"
)
_STARTS, _ENDS = (
    r"(?i)(?:^|(?<=[.;:,] ))(?:it is |now |this is )?",
    r"(?=\s*(?:$|[.,;:]| (?:and|but|as|because|when)\b))",
)
_WENT = Pattern(rf"{_STARTS}(?P<way>up|down|rose|fell|risen|fallen)(?: by)? {_BY} (?:on|since) {_SINCE}{_ENDS}")
_MORE = Pattern(rf"{_STARTS}{_BY} (?P<way>more|fewer|less|higher|lower) (?:than|since)(?: in| at)? {_SINCE}{_ENDS}")
_RISES = frozenset({"up", "rose", "risen", "more", "higher"})
_HUNDREDTH = 0.01
# By how much a step may be out that is given in whole points, and in pounds and pence.
ROUNDED, TO_THE_PENNY = 0.0101, 0.0051


@rule(
    "AC74",
    Severity.QUERY,
    'The commentary says "{words}", but the figure went from {before} ({day}) to {value}.',
    "Check both figures against the return that they came from: one may stand a row too low, or be mistyped. If they "
    "are right, correct the commentary.",
    brings={"KP98": Reach.CELL, "WM02": Reach.ROW, "WM11": Reach.ROW},
)
def step_unlike_the_figures(programme: Programme) -> Iterator[Hit]:
    """By how much a commentary says that a figure changed since a month is the difference of the two figures.

    Asked where a sentence begins with the step and the month since which it was made, or the time before, that month
    has a figure, and the KPI does not count a year to date. A step that is the latest figure itself is of one that is
    counted anew, and right.

    **Fails**

    KPIs:
    | ID | Unit | Commentary |
    | --- | --- | --- |
    | TRN-K01 | Pounds | <Down 70p on the June quarter.> |
    | TRN-K02 | Count | <214 more since July, most of them in the north.> |
    | TRN-K03 | Percent | <Fine. Up 4 points on June> |
    | TRN-K04 | Count | <Down 6 on last month> |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Jun 2026 | 41.20 |
    | TRN-K01 | 30 Sep 2026 | 41.60 |
    | TRN-K02 | 31 Jul 2026 | 188 |
    | TRN-K02 | 31 Oct 2026 | 204 |
    | TRN-K03 | 30 Jun 2026 | 61% |
    | TRN-K03 | 30 Sep 2026 | 67% |
    | TRN-K04 | 30 Sep 2026 | 40 |
    | TRN-K04 | 31 Oct 2026 | 44 |

    **Passes**

    KPIs:
    | ID | Unit | Commentary |
    | --- | --- | --- |
    | TRN-K01 | Pounds | Down 70p on the June quarter. |
    | TRN-K02 | Count | 214 more since July. 12 more than in March. |
    | TRN-K03 | Percent | Up 4 points on June in the north. Referrals up 9 on June |
    | TRN-K04 | Count | 16 more since July |
    | TRN-K05 | Percent | Up 6 points on June |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Jun 2026 | 41.60 |
    | TRN-K01 | 30 Sep 2026 | 40.90 |
    | TRN-K02 | 31 Jul 2026 | 188 |
    | TRN-K02 | 31 Oct 2026 | 402 |
    | TRN-K03 | 30 Jun 2026 | 61% |
    | TRN-K03 | 30 Sep 2026 | 67% |
    | TRN-K04 | 31 Jul 2026 | 12 |
    | TRN-K04 | 31 Oct 2026 | 16 |
    | TRN-K05 | 30 Jun 2026 | 61% |
    | TRN-K05 | 30 Sep 2026 | 66.6% |
    """
    for kpi, figures in series(programme, _is_compared).items():
        text = (kpi.commentary or "") if len(figures) > 1 and is_active(programme, kpi) else ""
        found = (_WENT.search(text) or _MORE.search(text)) if text else None
        step = _step(kpi, found) if found else None
        before = _before(found, figures) if found else None
        if found is None or step is None or before is None or restarted_between(kpi, before.day, figures[-1].day):
            continue
        latest = figures[-1]
        room = 0.0 if kpi.unit is Unit.COUNT else TO_THE_PENNY if kpi.unit is Unit.POUNDS else ROUNDED
        if abs(latest.value - before.value - step) > room and abs(latest.value - step) > room:
            cells = [Related(one.row.at("value"), f"the figure of {say(one.day)}") for one in (before, latest)]
            yield hit(
                kpi.at("commentary"), *cells, words=found[0].strip(), before=amount(kpi.unit, before.value),
                day=before.day, value=amount(kpi.unit, latest.value),
            )  # fmt: skip


def _is_compared(kpi: Kpi) -> bool:
    return kpi.measures is not Measures.YEAR_TO_DATE and kpi.commentary is not None


def _step(kpi: Kpi, found: re.Match[str]) -> float | None:
    """How much a figure rose, or fell where it is below nought, in the unit of a KPI; None where it is in another."""
    by, unit = float(found["by"].strip("£").replace(",", "")), (found["unit"] or "").casefold()
    sign = 1 if found["way"].casefold() in _RISES else -1
    is_money = "£" in found["by"] or unit in {"p", "pence"}
    if kpi.unit is Unit.POUNDS and is_money:
        return sign * by * (_HUNDREDTH if unit else 1)
    if kpi.unit is Unit.PERCENT and "point" in unit:
        return sign * by * _HUNDREDTH
    return sign * by if kpi.unit is Unit.COUNT and not unit and not is_money else None


def _before(found: re.Match[str], figures: Sequence[Dated]) -> Dated | None:
    """The figure since which words say that it changed: the one before, or the last of a month that they name."""
    if found["last"]:
        return figures[-2]
    month = FULL_MONTHS.index(found["month"].casefold()) + 1
    of_it = [one for one in figures[:-1] if one.day.month == month]
    year = int(found["year"]) if found["year"] else None
    return next((one for one in reversed(of_it) if year in {None, one.day.year}), None)
