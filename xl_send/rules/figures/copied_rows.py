"""A figure that was copied from elsewhere: the row of the period before, or another KPI's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from xl_send.analysis.figures import Dated, amount, points, series
from xl_send.analysis.words.reasons import tells_why
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.figures.copied_forward import of_few
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import Unit
from xl_send.workbook.sheets.kpis import Actual, Kpi
from xl_send.workbook.submissions import Programme

# Of fewer rows with a base nothing is said of two that are alike.
FEWEST_ROWS = 3
# Bases that move so little may well be alike twice; over so many rows, all others unlike, they move less.
MOVES, MANY_ROWS, MOVES_LESS = 1.1, 5, 1.025


@rule(
    "UN30",
    Severity.QUERY,
    "{value} of {base} stands here as for {before}, though every other figure of {id} differs.",
    "Was the row of {before} copied? Give the figure of {day}, or clear it. If both were counted so, explain this "
    "finding.",
    brings={"WM02": Reach.CELL},
)
def row_of_the_period_before(programme: Programme) -> Iterator[Hit]:
    """Two periods hardly have the same share out of the same number of cases.

    The last row, copied to be filled in and left so, is a figure that nobody measured. Asked where value and base are
    those of the figure before, no other figure is like it, and no two other bases of the KPI, which differ by a tenth
    or more, over five rows by a fortieth, are alike; not of twenty cases or fewer.

    **Fails**

    KPIs:
    | ID | Unit |
    | --- | --- |
    | TRN-K01 | Percent |

    Actuals:
    | KPI | Period end | Value | Base |
    | --- | --- | --- | --- |
    | TRN-K01 | 31 Aug 2026 | 54% | 24 |
    | TRN-K01 | 30 Sep 2026 | 60% | 35 |
    | TRN-K01 | 31 Oct 2026 | <60%> | 35 |

    **Fails**

    KPIs:
    | ID | Unit |
    | --- | --- |
    | TRN-K01 | Percent |

    Actuals:
    | KPI | Period end | Value | Base |
    | --- | --- | --- | --- |
    | TRN-K01 | 30 Jun 2026 | 33.2% | 688 |
    | TRN-K01 | 31 Jul 2026 | 33.9% | 702 |
    | TRN-K01 | 31 Aug 2026 | 34.1% | 695 |
    | TRN-K01 | 30 Sep 2026 | 35% | 711 |
    | TRN-K01 | 31 Oct 2026 | <35%> | 711 |

    **Passes**

    KPIs:
    | ID | Unit |
    | --- | --- |
    | TRN-K01 | Percent |
    | TRN-K02 | Percent |
    | TRN-K03 | Percent |

    Actuals:
    | KPI | Period end | Value | Base |
    | --- | --- | --- | --- |
    | TRN-K01 | 31 Aug 2026 | 54% | 35 |
    | TRN-K01 | 30 Sep 2026 | 60% | 35 |
    | TRN-K01 | 31 Oct 2026 | 60% | 35 |
    | TRN-K02 | 31 Aug 2026 | 54% | 24 |
    | TRN-K02 | 30 Sep 2026 | 60% | 35 |
    | TRN-K02 | 31 Oct 2026 | 60% | 41 |
    | TRN-K03 | 31 Aug 2026 | 54% | 350 |
    | TRN-K03 | 30 Sep 2026 | 60% | 352 |
    | TRN-K03 | 31 Oct 2026 | 60% | 352 |
    """
    for kpi, actuals in series(programme, _rests_on_cases).items():
        based = [(item, row) for item in actuals if isinstance(row := item.row, Actual) and row.base]
        repeats = [
            ((before, earlier), (now, row))
            for (before, earlier), (now, row) in pairwise(based)
            if row.base == earlier.base and row.value == earlier.value
        ]
        if len(based) < FEWEST_ROWS or len(repeats) != 1 or len({row.base for _, row in based}) != len(based) - 1:
            continue
        (before, earlier), (now, row) = repeats[0]
        bases, others = [one.base or 0.0 for _, one in based], [one for one, _ in based if one.value == now.value]
        moves = MOVES if len(based) < MANY_ROWS else MOVES_LESS
        if max(bases) < moves * min(bases) or len(others) > len(repeats[0]):
            continue
        if (0 < now.value < 1 or kpi.unit is not Unit.PERCENT) and not (of_few([before, now]) or tells_why(row)):
            yield hit(
                row.at("value"), Related(earlier.at("value"), say(before.day)), value=amount(kpi.unit, now.value),
                base=amount(Unit.COUNT, row.base or 0.0), before=say(before.day), id=kpi.id, day=now.day,
            )  # fmt: skip


def _rests_on_cases(kpi: Kpi) -> bool:
    return kpi.unit is not Unit.COUNT


# What tells one figure from another: so many digits that it is no round number.
DIGITS = 3


@rule(
    "AC45",
    Severity.QUERY,
    "{value} is the figure of {other} for this day, and lies outside all that {id} has had or is to reach.",
    "Was it taken from the wrong column or row? Give the figure of {id}. If both are so, explain this finding.",
    brings=dict.fromkeys(("AC07", "AC26", "AC29", "AC30", "KP64", "UN22", "UN23", "WM02", "WM11"), Reach.CELL),
)
def figure_of_another_kpi(programme: Programme) -> Iterator[Hit]:
    """A figure is its own KPI's, and not that of one which was counted on the same day.

    Pasted from the column beside, it may be far better than it is. Asked of shares and scores of three digits and more
    that two KPIs have for one day, where one of them has had two other figures, none so high or so low, and neither its
    baseline, its target nor what is expected of it lies beyond.

    **Fails**

    KPIs:
    | ID | Unit | Baseline | Target |
    | --- | --- | --- | --- |
    | TRN-K01 | Percent | 38% | 42% |
    | TRN-K02 | Percent | 46% | 50% |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Mar 2026 | 38.2% |
    | TRN-K01 | 31 May 2026 | 38.4% |
    | TRN-K01 | 31 Oct 2026 | <46.6%> |
    | TRN-K02 | 31 Mar 2026 | 45.9% |
    | TRN-K02 | 31 Oct 2026 | 46.6% |

    **Passes**

    KPIs:
    | ID | Unit | Baseline | Target |
    | --- | --- | --- | --- |
    | TRN-K01 | Percent | 38% | 47% |
    | TRN-K02 | Percent | 46% | 50% |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Mar 2026 | 38.2% |
    | TRN-K01 | 31 May 2026 | 38.4% |
    | TRN-K01 | 31 Oct 2026 | 46.6% |
    | TRN-K02 | 31 Mar 2026 | 45.9% |
    | TRN-K02 | 31 Oct 2026 | 46.6% |
    """
    expected = points(programme)
    on_the_day: defaultdict[tuple[float, date, Unit], list[tuple[Kpi, Dated]]] = defaultdict(list)
    for kpi, dated in series(programme, _is_told_apart).items():
        for item in dated:
            if len(f"{item.value:.10g}".replace(".", "").strip("0")) >= DIGITS:
                on_the_day[item.value, item.day, kpi.unit].append((kpi, item))
    every = series(programme)
    for (value, _, _), found in on_the_day.items():
        foreign = [(kpi, item) for kpi, item in found if _lies_outside(kpi, item, every[kpi], expected.get(kpi, ()))]
        if len({kpi.id for kpi, _ in found}) == len(found) == len(foreign) + 1:
            (owner,) = (each for each in found if each not in foreign)
            for kpi, item in foreign:
                related = Related(owner[1].row.at("value"), "that figure")
                words = {"value": amount(kpi.unit, value), "other": owner[0].id, "id": kpi.id}
                yield hit(item.row.at("value"), related, severity=None, **words)


def _is_told_apart(kpi: Kpi) -> bool:
    return kpi.unit in {Unit.PERCENT, Unit.SCORE, Unit.RATE}


def _lies_outside(kpi: Kpi, figure: Dated, dated: Sequence[Dated], expected: Sequence[Dated]) -> bool:
    """Whether a figure is above or below all others of its KPI and all that it is to reach, of two figures and more."""
    others = [item.value for item in dated if item is not figure]
    planned = [each for each in (kpi.baseline, kpi.target, *(item.value for item in expected)) if each is not None]
    return len(others) > 1 and not min(*others, *planned) <= figure.value <= max(*others, *planned)
