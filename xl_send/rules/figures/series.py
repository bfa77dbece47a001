"""Figures that stand out in their own series: ten times too large, or a sudden change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from xl_send.analysis.figures import Dated, amount, broken_between, readable, series
from xl_send.analysis.words.reasons import tells_why
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.figures.magnitudes import FAR, LEAST, STEADY, figures_beside, out_of_line, rests_on_few
from xl_send.workbook.days import say
from xl_send.workbook.doubts import THOUSAND
from xl_send.workbook.sheets.choices import Unit
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme

# A target is passed by so small a part of the way.
A_LITTLE = 3
A_WORKING_WEEK, A_WEEK = 5, 7


def _steady(kpi: Kpi) -> bool:
    return kpi.measures in STEADY


def _steps(actuals: Sequence[Dated]) -> list[int]:
    """The places after which a figure is five times the one before it or more, or a fifth or less."""
    return [
        place
        for place, ((_, before, _), (_, now, _)) in enumerate(pairwise(actuals))
        if 0 < now * FAR <= before or 0 < before * FAR <= now
    ]


@rule(
    "UN23",
    Severity.QUERY,
    "{value} stands beside {one} and {other}, the figures nearest to it.",
    "{check} If the figure is right, explain this finding.",
    brings={"WM02": Reach.CELL, "KP68": Reach.CELL, "AC07": Reach.CELL, "UN29": Reach.CELL},
)
def value_ten_times_out(programme: Programme) -> Iterator[Hit]:
    """A figure is of the same order as the figures before and after it.

    One that is ten or a hundred times its neighbours was probably typed wrongly. Not asked where its note says why, nor
    where one of them rests on fewer than ten cases.

    **Fails**

    KPIs:
    | ID | Unit | Measures | Year basis |
    | --- | --- | --- | --- |
    | TRN-K01 | Count | Snapshot | |
    | TRN-K02 | Percent | Snapshot | |
    | TRN-K03 | Percent | Period | Academic |

    Actuals:
    | KPI | Period end | Value | Note |
    | --- | --- | --- | --- |
    | TRN-K03 | 31 May 2026 | 54% | |
    | TRN-K03 | 30 Jun 2026 | 60% | |
    | TRN-K03 | 31 Oct 2026 | <0.66%> | Agreed with the service |
    | TRN-K01 | 31 Aug 2026 | 110 | |
    | TRN-K01 | 30 Sep 2026 | <1120> | Agreed with the service |
    | TRN-K01 | 31 Oct 2026 | 115 | |
    | TRN-K02 | 31 Aug 2026 | 62% | |
    | TRN-K02 | 30 Sep 2026 | 63% | |
    | TRN-K02 | 31 Oct 2026 | <0.64%> | Agreed with the service |

    **Passes**

    KPIs:
    | ID | Measures | Year basis | Series break |
    | --- | --- | --- | --- |
    | TRN-K01 | Snapshot | | |
    | TRN-K02 | Year to date | Academic | |
    | TRN-K03 | Snapshot | | |
    | TRN-K04 | Snapshot | | 30 Sep 2026 |
    | TRN-K06 | Snapshot | | |
    | TRN-K07 | Snapshot | | |

    Actuals:
    | KPI | Period end | Value | Note |
    | --- | --- | --- | --- |
    | TRN-K01 | 31 Aug 2026 | 110 | |
    | TRN-K01 | 30 Sep 2026 | 560 | |
    | TRN-K01 | 31 Oct 2026 | 115 | |
    | TRN-K02 | 30 Jun 2026 | 100 | |
    | TRN-K02 | 31 Jul 2026 | 110 | |
    | TRN-K02 | 30 Sep 2026 | 11 | |
    | TRN-K03 | 31 Aug 2026 | 2 | |
    | TRN-K03 | 30 Sep 2026 | 20 | |
    | TRN-K03 | 31 Oct 2026 | 2 | |
    | TRN-K04 | 31 Jul 2026 | 1100 | |
    | TRN-K04 | 31 Aug 2026 | 1120 | |
    | TRN-K04 | 30 Sep 2026 | 115 | |
    | TRN-K06 | 31 Aug 2026 | 110 | |
    | TRN-K06 | 31 Oct 2026 | 115 | |
    | TRN-K07 | 31 Aug 2026 | 112 | |
    | TRN-K07 | 30 Sep 2026 | 1180 | Phase transfer: not yet placed |
    | TRN-K07 | 31 Oct 2026 | 114 | |

    **Passes**

    KPIs:
    | ID | Measures | Year basis |
    | --- | --- | --- |
    | TRN-K01 | Year to date | Academic |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Jul 2026 | 110 |
    | TRN-K01 | 30 Sep 2026 | 11 |
    | TRN-K01 | 31 Oct 2026 | 12 |
    """
    for kpi, actuals in series(programme).items():
        for place in sorted({at for first in _steps(actuals) for at in (first, first + 1)}):
            meant = out_of_line(kpi, actuals, place)
            beside = figures_beside(actuals, place) if meant else None
            if beside:
                doubted, (one, other) = actuals[place], beside
                yield hit(
                    doubted.row.at("value"),
                    Related(one.row.at("value"), say(one.day)),
                    Related(other.row.at("value"), say(other.day)),
                    value=amount(kpi.unit, doubted.value),
                    one=amount(kpi.unit, one.value),
                    other=amount(kpi.unit, other.value),
                    check=_check(kpi, doubted.value, meant, (one.value + other.value) / 2),
                )


@rule(
    "UN25",
    Severity.QUERY,
    "{value} comes after {before}, a sudden change.",
    "{likely}Check both figures. If they are not counted alike, give the date as Series break. Else explain this "
    "finding.",
    brings={"AC30": Reach.CELL, "WM02": Reach.CELL, "KP68": Reach.CELL, "AC07": Reach.CELL},
)
def sudden_change(programme: Programme) -> Iterator[Hit]:
    """A figure is not five times the one before it, nor a fifth, unless it is on its way to the target.

    Such a change is more often a new way of counting than the work of the programme. Not asked where its note says why,
    unless it is a part of a day after whole ones and about as many weeks, of fewer than ten cases, nor a little beyond
    the target.

    **Fails**

    KPIs:
    | ID | Unit | Baseline | Target |
    | --- | --- | --- | --- |
    | TRN-K01 | Count | 100 | 200 |

    Actuals:
    | KPI | Period end | Value | Note |
    | --- | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 110 | |
    | TRN-K01 | 31 Oct 2026 | <22> | Agreed with the service |

    **Fails**

    KPIs:
    | ID | Unit | Better when | Baseline | Target |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Days | Lower | 34 | 15 |

    Actuals:
    | KPI | Period end | Value | Note |
    | --- | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 30 | |
    | TRN-K01 | 31 Oct 2026 | <5.2> | Counted again with the first full half-term of panels |

    **Passes**

    KPIs:
    | ID | Unit | Baseline | Target | Measures | Series break |
    | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Count | 100 | 200 | Snapshot | |
    | TRN-K02 | Count | 5 | 200 | Snapshot | |
    | TRN-K03 | Count | 100 | 200 | Period | |
    | TRN-K04 | Count | 100 | 200 | Snapshot | 31 Oct 2026 |
    | TRN-K05 | Count | 10 | 20 | Snapshot | |
    | TRN-K06 | Count | 100 | 200 | Snapshot | |
    | TRN-K07 | Count | 100 | 200 | Snapshot | |
    | TRN-K08 | Count | 5 | 200 | Snapshot | |

    Actuals:
    | KPI | Period end | Value | Note |
    | --- | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 110 | |
    | TRN-K01 | 31 Oct 2026 | 23 | |
    | TRN-K02 | 30 Sep 2026 | 5 | |
    | TRN-K02 | 31 Oct 2026 | 60 | |
    | TRN-K03 | 31 Aug 2026 | 6 | |
    | TRN-K03 | 30 Sep 2026 | 60 | |
    | TRN-K04 | 30 Sep 2026 | 110 | |
    | TRN-K04 | 31 Oct 2026 | 20 | |
    | TRN-K05 | 30 Sep 2026 | 29 | |
    | TRN-K05 | 31 Oct 2026 | 4 | |
    | TRN-K06 | 30 Sep 2026 | 110 | |
    | TRN-K07 | 30 Sep 2026 | 110 | |
    | TRN-K07 | 31 Oct 2026 | 21 | Backlog cleared by locums |
    | TRN-K08 | 30 Sep 2026 | 5 | |
    | TRN-K08 | 31 Oct 2026 | 230 | |
    """
    for kpi, actuals in series(programme, _steady).items():
        for place in _steps(actuals):
            before, now = actuals[place], actuals[place + 1]
            why = tells_why(now.row) and not _may_be_weeks(kpi, before, now)
            told = why or any(out_of_line(kpi, actuals, at) for at in (place, place + 1))
            if not told and _leaps(kpi, before, now):
                odd, other = (before, now) if _is_odd_first(kpi, actuals, place) else (now, before)
                yield hit(
                    odd.row.at("value"),
                    Related(other.row.at("value"), say(other.day)),
                    value=amount(kpi.unit, now.value),
                    before=amount(kpi.unit, before.value),
                    likely=_in_weeks(kpi, before, now) or _in_thousands(kpi, other.value, odd.value),
                )


def _check(kpi: Kpi, value: float, meant: float, usual: float) -> str:
    """What to look at of a figure that is far out of line: its unit, where so many weeks would be as many days."""
    if kpi.unit is Unit.DAYS and abs(value * A_WEEK - usual) < abs(meant - usual):
        return f"It may be in weeks: are {amount(kpi.unit, round(value * A_WEEK))} meant?"
    return f"Check the decimal point: was {amount(kpi.unit, meant)} meant?"


def _may_be_weeks(kpi: Kpi, before: Dated, now: Dated) -> bool:
    """Whether a time with a part of a day after whole ones is about as many weeks as those were days."""
    whole = kpi.unit is Unit.DAYS and before.value.is_integer() and not now.value.is_integer()
    return whole and any(abs(now.value * days - before.value) <= before.value / 4 for days in (A_WORKING_WEEK, A_WEEK))


def _in_weeks(kpi: Kpi, before: Dated, now: Dated) -> str:
    return f"{amount(kpi.unit, now.value)} may be in weeks. " if _may_be_weeks(kpi, before, now) else ""


def _is_odd_first(kpi: Kpi, actuals: Sequence[Dated], place: int) -> bool:
    """Whether the first of a series is the odd one: those after it agree, with the baseline too if that is known."""
    after = [item.value for item in actuals[place + 1 : place + 4]]
    if place or len(after) < 2 or not 0 < max(after) <= 2 * min(after):
        return False
    return kpi.baseline is None or not readable(kpi, kpi.baseline) or min(after) / 2 <= kpi.baseline <= max(after) * 2


def _in_thousands(kpi: Kpi, before: float, now: float) -> str:
    """A question, where a figure seems to be in thousands beside one that is not."""
    times = before / now if now > 0 else 0
    meant = now * THOUSAND if kpi.unit is not Unit.PERCENT and THOUSAND / 2 <= times <= THOUSAND * 2 else 0
    return f"Was {amount(kpi.unit, meant)} meant, given in thousands? " if meant else ""


def _leaps(kpi: Kpi, before: Dated, now: Dated) -> bool:
    """Whether a step is more than chance, and leads away from the journey from baseline to target."""
    if max(before.value, now.value) < LEAST.get(kpi.unit, 0.0) or rests_on_few(kpi, before, now):
        return False
    if broken_between(kpi, before.day, now.day):
        return False
    journey = [figure for figure in (kpi.baseline, kpi.target) if figure is not None and readable(kpi, figure)]
    if len(journey) < 2:
        return True
    start, end = journey
    beyond = end + (end - start) / A_LITTLE
    return not min(start, beyond) <= now.value <= max(start, beyond)
