"""A figure, a baseline or a base that lies far from all others of its KPI, which lie close together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from xl_send.analysis.figures import Dated, amount, points, readable, series
from xl_send.analysis.words.reasons import accounts_for_it, tells_why
from xl_send.findings import Cell, Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.figures.magnitudes import STEADY
from xl_send.value_classes import NamedTuple
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import Measures, Unit
from xl_send.workbook.sheets.kpis import Actual, Expectation, Kpi
from xl_send.workbook.submissions import Programme

# So many others, of which the largest is no more than so many times the smallest; and what is far from them.
FEWEST, CLOSE, FAR = 3, 1.25, 1.5
# Two others are enough where they are closer.
TWO, CLOSER = 2, 1.1
# Below these, figures and bases leap about by chance.
LEAST, A_HUNDRED = {Unit.COUNT: 30.0, Unit.DAYS: 10.0}, 100


class _Known(NamedTuple):
    """A figure of a KPI: its day, its value, its cell, and its row where it is no baseline."""

    day: date
    value: float
    cell: Cell
    row: Actual | Expectation | None


@rule(
    "UN39",
    Severity.QUERY,
    "{value} is far from all other figures of {id}, which lie between {low} and {high}.",
    "Check the digits. If it is right, say in its Note what happened, or explain this finding.",
    brings=dict.fromkeys(("AC26", "KP11", "KP64", "KP68", "UN25", "WM02", "WM11"), Reach.CELL),
)
def figure_unlike_all_others(programme: Programme) -> Iterator[Hit]:
    """A number that hardly moves does not leap for one return.

    Two digits exchanged make 4,138 of 1,438, in the first figure or the baseline as well as in the last. Asked of what
    is counted at a time or over twelve months, other than shares, where three others and more lie within a quarter of
    each other, or two within a tenth, and one is half as much again as the largest, or two thirds of the smallest or
    less; not where its Note says why, nor of the latest on its way to the target or to what is expected.

    **Fails**

    KPIs:
    | ID | Better when | Measures | Baseline | Baseline date | Target | Target date |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Context only | Rolling 12 months | <4112> | 31 Dec 2025 | | |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Jun 2026 | 1438 |
    | TRN-K01 | 31 Jul 2026 | 1447 |
    | TRN-K01 | 31 Aug 2026 | 1459 |

    **Fails**

    KPIs:
    | ID | Better when | Measures | Baseline | Baseline date | Target | Target date |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Context only | Rolling 12 months | 1412 | 31 Dec 2025 | | |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Jun 2026 | <4138> |
    | TRN-K01 | 31 Jul 2026 | 1447 |
    | TRN-K01 | 31 Aug 2026 | 1459 |

    **Passes**

    KPIs:
    | ID | Better when | Measures | Baseline | Baseline date | Target |
    | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Higher | Snapshot | 100 | 31 Dec 2025 | 180 |
    | TRN-K02 | Higher | Snapshot | 100 | 31 Dec 2025 | 180 |

    Actuals:
    | KPI | Period end | Value | Note |
    | --- | --- | --- | --- |
    | TRN-K01 | 30 Jun 2026 | 104 | |
    | TRN-K01 | 31 Jul 2026 | 108 | |
    | TRN-K01 | 31 Aug 2026 | 110 | |
    | TRN-K01 | 30 Sep 2026 | 170 | |
    | TRN-K02 | 30 Jun 2026 | 104 | |
    | TRN-K02 | 31 Jul 2026 | 170 | Two more schools because of the merger |
    | TRN-K02 | 31 Aug 2026 | 110 | |
    | TRN-K02 | 30 Sep 2026 | 110 | |
    """
    expected = points(programme)
    for kpi, actuals in series(programme, _hardly_moves).items():
        known = _known(kpi, actuals)
        for place, one in enumerate(known) if _are_apart([one.value for one in known]) else ():
            others = [each.value for each in known if each.day != one.day]
            low, high = min(others, default=0.0), max(others, default=0.0)
            close = CLOSER if len(others) < FEWEST else CLOSE
            if len(others) < TWO or not _is_far(one.value, low, high, close) or high < LEAST.get(kpi.unit, 0.0):
                continue
            last = place == len(known) - 1
            meant = last and _is_on_its_way(kpi, one.value, high, expected.get(kpi, ()))
            if not meant and not (one.row and tells_why(one.row)):
                nearest = min((each for each in known if each is not one), key=lambda each: abs(each.day - one.day))
                related = Related(nearest.cell, say(nearest.day))
                low_said, high_said = amount(kpi.unit, low), amount(kpi.unit, high)
                yield hit(one.cell, related, value=amount(kpi.unit, one.value), id=kpi.id, low=low_said, high=high_said)


def _hardly_moves(kpi: Kpi) -> bool:
    return kpi.measures in STEADY and kpi.unit is not Unit.PERCENT


def _known(kpi: Kpi, actuals: Sequence[Dated]) -> list[_Known]:
    """The baseline of a KPI, where it is dated before its figures, and its figures."""
    known = [_Known(one.day, one.value, one.row.at("value"), one.row) for one in actuals]
    first = kpi.baseline_date
    if first and kpi.baseline is not None and readable(kpi, kpi.baseline) and all(first < one.day for one in known):
        known.insert(0, _Known(first, kpi.baseline, kpi.at("baseline"), None))
    return known


def _are_apart(values: Sequence[float]) -> bool:
    """Whether one of some figures may be far from the others at all."""
    return max(values, default=0.0) >= FAR * min(values, default=0.0)


def _is_far(value: float, low: float, high: float, close: float) -> bool:
    """Whether a figure is far from others that are close together."""
    return low > 0 and high <= close * low and value > 0 and not low / FAR < value < high * FAR


def _is_on_its_way(kpi: Kpi, value: float, before: float, expected: Sequence[Dated]) -> bool:
    """Whether a figure lies between those before it and the target, or what is expected."""
    ends = [end for end in (kpi.target, *(one.value for one in expected)) if end is not None]
    return any(min(before, end) <= value <= max(before, end) for end in ends)


@rule(
    "UN40",
    Severity.QUERY,
    "The base is {base}; the others of {id} lie between {low} and {high}.",
    "Check the digits. If others were asked or counted this time, say so in the Note, or explain this finding.",
    brings=dict.fromkeys(("AC07", "AC33", "AC64"), Reach.ROW),
)
def base_unlike_all_others(programme: Programme) -> Iterator[Hit]:
    """A share is of about as many each time, where it was so before.

    Two digits exchanged make a third of 4,188 children. Asked of bases of a hundred and more, where two others are
    within a tenth of each other, or three within a quarter, and one is half as many again as the largest or two thirds
    of the smallest or less; not of a year to date, which grows, nor where the Note tells of others who were counted.

    **Fails**

    KPIs:
    | ID | Unit |
    | --- | --- |
    | TRN-K01 | Percent |

    Actuals:
    | KPI | Period end | Value | Base |
    | --- | --- | --- | --- |
    | TRN-K01 | 31 Jan 2026 | 38% | 4120 |
    | TRN-K01 | 31 May 2026 | 38% | <1488> |
    | TRN-K01 | 1 Oct 2026 | 39% | 4237 |

    **Passes**

    KPIs:
    | ID | Unit |
    | --- | --- |
    | TRN-K01 | Percent |
    | TRN-K02 | Percent |

    Actuals:
    | KPI | Period end | Value | Base | Note |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | 31 Jan 2026 | 38% | 4120 | |
    | TRN-K01 | 31 May 2026 | 38% | 2825 | |
    | TRN-K01 | 1 Oct 2026 | 39% | 4237 | |
    | TRN-K02 | 31 Jan 2026 | 38% | 4120 | |
    | TRN-K02 | 31 May 2026 | 38% | 1488 | Only half of the schools returned it |
    | TRN-K02 | 1 Oct 2026 | 39% | 4237 | |
    """
    for kpi, actuals in series(programme, _is_of_as_many).items():
        based = [row for one in actuals if isinstance(row := one.row, Actual) and row.base]
        for row in based if _are_apart([row.base or 0.0 for row in based]) else ():
            others = [other.base or 0.0 for other in based if other is not row]
            low, high = min(others, default=0.0), max(others, default=0.0)
            close = CLOSER if len(others) < FEWEST else CLOSE
            if len(others) < TWO or low < A_HUNDRED or not _is_far(row.base or 0.0, low, high, close):
                continue
            if not accounts_for_it(row.note):
                related = [Related(other.at("base"), "another") for other in based if other is not row]
                base, low_said, high_said = (amount(Unit.COUNT, value) for value in (row.base or 0.0, low, high))
                yield hit(row.at("base"), *related[:FEWEST], base=base, id=kpi.id, low=low_said, high=high_said)


def _is_of_as_many(kpi: Kpi) -> bool:
    return kpi.measures is not Measures.YEAR_TO_DATE
