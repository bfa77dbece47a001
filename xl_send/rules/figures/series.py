"""Figures that stand out in their own series: ten times too large, nought for blank, or a sudden change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from xl_send.analysis.figures import Dated, amount, broken_between, middle, readable, series
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.figures.magnitudes import FAR, LEAST, STEADY, figures_beside, out_of_line
from xl_send.workbook.days import say
from xl_send.workbook.doubts import THOUSAND
from xl_send.workbook.sheets.choices import Unit
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme


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
    "Check the decimal point: was {meant} meant? If the figure is right, explain this finding.",
    brings={"WM02": Reach.CELL, "KP68": Reach.CELL, "AC07": Reach.CELL},
)
def value_ten_times_out(programme: Programme) -> Iterator[Hit]:
    """A figure is of the same order as the figures before and after it.

    One that is ten or a hundred times its neighbours was probably typed wrongly.

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
                    meant=amount(kpi.unit, meant),
                )


@rule(
    "UN24",
    Severity.QUERY,
    "The figure for {day} is zero. The other figures of {id} lie between {lowest} and {highest}.",
    "If it was not collected, clear the cell. If it is right, explain this finding.",
)
def zero_where_blank_was_meant(programme: Programme) -> Iterator[Hit]:
    """A zero among figures that are far from zero is confirmed.

    A figure that was not collected is left blank. A zero would be counted, and turn the KPI Red or Green.

    **Fails**

    KPIs:
    | ID | Unit |
    | --- | --- |
    | TRN-K01 | Percent |

    Actuals:
    | KPI | Period end | Value | Note |
    | --- | --- | --- | --- |
    | TRN-K01 | 31 Jul 2026 | 62% | |
    | TRN-K01 | 31 Aug 2026 | <0%> | Agreed with the service |
    | TRN-K01 | 30 Sep 2026 | 63% | |
    | TRN-K01 | 31 Oct 2026 | 31.5% | |

    **Passes**

    KPIs:
    | ID | Unit | Target | Measures |
    | --- | --- | --- | --- |
    | TRN-K01 | Percent | 80% | Snapshot |
    | TRN-K02 | Percent | 80% | Snapshot |
    | TRN-K03 | Count | 0 | Snapshot |
    | TRN-K04 | Count | 80 | Snapshot |
    | TRN-K05 | Count | 80 | Period |

    Actuals:
    | KPI | Period end | Value | Note |
    | --- | --- | --- | --- |
    | TRN-K01 | 31 Jul 2026 | 62% | |
    | TRN-K01 | 31 Aug 2026 | | |
    | TRN-K01 | 30 Sep 2026 | 63% | |
    | TRN-K01 | 31 Oct 2026 | 61% | |
    | TRN-K02 | 31 Jul 2026 | 62% | |
    | TRN-K02 | 30 Sep 2026 | 63% | |
    | TRN-K02 | 31 Oct 2026 | 31% | |
    | TRN-K03 | 31 Jul 2026 | 62 | |
    | TRN-K03 | 31 Aug 2026 | 60 | |
    | TRN-K03 | 30 Sep 2026 | 55 | |
    | TRN-K03 | 31 Oct 2026 | 0 | |
    | TRN-K04 | 31 Jul 2026 | 9 | |
    | TRN-K04 | 31 Aug 2026 | 8 | |
    | TRN-K04 | 30 Sep 2026 | 7 | |
    | TRN-K04 | 31 Oct 2026 | 0 | |
    | TRN-K05 | 31 Jul 2026 | 62 | |
    | TRN-K05 | 31 Aug 2026 | 0 | |
    | TRN-K05 | 30 Sep 2026 | 63 | |
    | TRN-K05 | 31 Oct 2026 | 64 | |
    """
    for kpi, actuals in series(programme, _steady).items():
        zeros = [now for before, now in pairwise(actuals) if now.value == 0]
        if not zeros or 0 in {kpi.baseline, kpi.target}:
            continue
        others = [actual.value for actual in actuals if actual.value != 0]
        usual = middle(others)
        if len(others) < 3 or min(others) * 2 < usual or usual < LEAST.get(kpi.unit, 0.0):
            continue
        lowest, highest = amount(kpi.unit, min(others)), amount(kpi.unit, max(others))
        for zero in zeros:
            yield hit(zero.row.at("value"), day=zero.day, id=kpi.id, lowest=lowest, highest=highest)


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

    Such a change is more often a new way of counting than the work of the programme.

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
    """
    for kpi, actuals in series(programme, _steady).items():
        for place in _steps(actuals):
            before, now = actuals[place], actuals[place + 1]
            if _leaps(kpi, before, now) and not any(out_of_line(kpi, actuals, at) for at in (place, place + 1)):
                odd, other = (before, now) if _is_odd_first(kpi, actuals, place) else (now, before)
                yield hit(
                    odd.row.at("value"),
                    Related(other.row.at("value"), say(other.day)),
                    value=amount(kpi.unit, now.value),
                    before=amount(kpi.unit, before.value),
                    likely=_in_thousands(kpi, other.value, odd.value),
                )


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
    if max(before.value, now.value) < LEAST.get(kpi.unit, 0.0):
        return False
    if broken_between(kpi, before.day, now.day):
        return False
    journey = [figure for figure in (kpi.baseline, kpi.target) if figure is not None and readable(kpi, figure)]
    return len(journey) < 2 or not min(journey) <= now.value <= max(journey)
