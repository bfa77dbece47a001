"""Figures that stand the same from period to period, as copied down where nothing was measured."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from math import inf

from xl_send.analysis.figures import Dated, amount, broken_between, points, series
from xl_send.analysis.words.reasons import tells_why
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import Better, Measures, Unit
from xl_send.workbook.sheets.kpis import Actual, Kpi
from xl_send.workbook.submissions import Programme

# Two measurements may well come out alike.
RUN = 3
# Whole days, and scores and rates to one place, come out alike sooner.
RUN_OF_ROUND = 4
AUGUST = 8
# A count stays by chance sooner; a large one of what goes on seldom does, even so.
RUN_OF_COUNTS, LARGE = 4, 100
# Agreed for a time, not measured; and taken from what is counted once a year.
# That it is the same once more: what no leap is told by.
_UNCHANGED = Pattern(r"(?i)\b(?:no change|unchanged)\b")
_AGREED = Pattern(r"(?i)\b(?:fees?|prices?|tariffs?|pay|rates? of pay|bands?)\b")
_YEARLY = Pattern(
    r"(?i)\b(?:yearly|annual(?:ly)?|census|termly|quarterly|(?:each|every|once a|last) (?:term|quarter|year))\b",
)
_POSTS = Pattern(r"(?i)\b(?:posts?|places?|capacity|establishment|structure|commissioned)\b")
# Of so many cases one more or less is seen, and none is no wonder.
FEW_CASES = 20


@rule(
    "UN26",
    Severity.QUERY,
    "{value} stands for {number} periods running, from {first} to {day}.",
    "Was each of them measured, or the figure before copied down? Clear what was not. If they are right, explain this "
    "finding.",
)
def figure_copied_forward(programme: Programme) -> Iterator[Hit]:
    """A measured figure does not stay the very same for three periods while it is expected to move.

    A share, a score, a time or an amount seldom comes out alike twice. What is copied down where nothing was measured
    keeps a colour that nobody has earned. Prices, posts and places, what is from a yearly or a termly count by its
    definition, what a note says is unchanged, shares of twenty cases or fewer, figures that stand at none, all or their
    target, and those that rest on another number of cases are not asked about; nor are whole days, and scores and rates
    to one place, before the fourth; nor is an August like the July before it. Of a hundred or more, children alike
    three times are asked about, and counts over a period, a year to date or twelve months four times, Context only or
    not.

    **Fails**

    KPIs:
    | ID | Unit | Target | Frequency |
    | --- | --- | --- | --- |
    | TRN-K01 | Percent | 75% | Monthly |

    Expectations:
    | KPI | Milestone | Expected | Measured on |
    | --- | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 58% | 31 Aug 2026 |
    | TRN-K01 | TRN-M02 | 62% | 31 Oct 2026 |

    Actuals:
    | KPI | Period end | Value | Note |
    | --- | --- | --- | --- |
    | TRN-K01 | 31 Jul 2026 | 57% | |
    | TRN-K01 | 31 Aug 2026 | 61% | |
    | TRN-K01 | 30 Sep 2026 | 61% | |
    | TRN-K01 | 31 Oct 2026 | <61%> | As measured |

    **Fails**

    KPIs:
    | ID | Unit | Better when | Target | Measures | Frequency |
    | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Count | Context only | | Rolling 12 months | Monthly |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Jul 2026 | 190 |
    | TRN-K01 | 31 Aug 2026 | 190 |
    | TRN-K01 | 30 Sep 2026 | 190 |
    | TRN-K01 | 31 Oct 2026 | <190> |

    **Fails**

    KPIs:
    | ID | Unit | Better when | Target | Counts children | Frequency |
    | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Count | Higher | 240 | Yes | Monthly |

    Expectations:
    | KPI | Milestone | Expected | Measured on |
    | --- | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 150 | 31 Aug 2026 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Aug 2026 | 144 |
    | TRN-K01 | 30 Sep 2026 | 144 |
    | TRN-K01 | 31 Oct 2026 | <144> |

    **Passes**

    KPIs:
    | ID | KPI | Unit | Target | Frequency | Definition |
    | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Working days to a first visit | Days | 15 | Monthly | |
    | TRN-K02 | Outreach posts filled | Percent | 100% | Monthly | |
    | TRN-K03 | Schools with a lead | Percent | 75% | Monthly | |
    | TRN-K04 | Pupils taught in mainstream | Percent | 46% | Monthly | From the termly count |

    Expectations:
    | KPI | Milestone | Expected | Measured on |
    | --- | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 17 | 31 Aug 2026 |
    | TRN-K02 | TRN-M01 | 90% | 31 Aug 2026 |
    | TRN-K03 | TRN-M01 | 60% | 31 Aug 2026 |
    | TRN-K04 | TRN-M01 | 42% | 31 Aug 2026 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Aug 2026 | 18 |
    | TRN-K01 | 30 Sep 2026 | 18 |
    | TRN-K01 | 31 Oct 2026 | 18 |
    | TRN-K02 | 31 Aug 2026 | 80% |
    | TRN-K02 | 30 Sep 2026 | 80% |
    | TRN-K02 | 31 Oct 2026 | 80% |
    | TRN-K03 | 31 Jul 2026 | 52% |
    | TRN-K03 | 31 Aug 2026 | 52% |
    | TRN-K03 | 30 Sep 2026 | 52% |
    | TRN-K04 | 31 Aug 2026 | 41.2% |
    | TRN-K04 | 30 Sep 2026 | 41.2% |
    | TRN-K04 | 31 Oct 2026 | 41.2% |

    **Passes**

    KPIs:
    | ID | Unit | Target | Frequency | Series break |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Percent | 75% | Monthly | |
    | TRN-K02 | Count | 75 | Monthly | |
    | TRN-K03 | Percent | 75% | Monthly | |
    | TRN-K04 | Percent | 75% | Monthly | 30 Sep 2026 |
    | TRN-K05 | Percent | 90% | Monthly | |
    | TRN-K06 | Percent | 75% | Monthly | |
    | TRN-K07 | Percent | 75% | Monthly | |
    | TRN-K08 | Percent | 75% | Monthly | |

    Expectations:
    | KPI | Milestone | Expected | Measured on |
    | --- | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 58% | 31 Aug 2026 |
    | TRN-K02 | TRN-M01 | 58 | 31 Aug 2026 |
    | TRN-K03 | TRN-M01 | 58% | 31 Aug 2026 |
    | TRN-K04 | TRN-M01 | 58% | 31 Aug 2026 |
    | TRN-K05 | TRN-M01 | 90% | 31 Aug 2026 |
    | TRN-K06 | TRN-M01 | 58% | 31 Aug 2026 |
    | TRN-K07 | TRN-M01 | 58% | 31 Aug 2026 |
    | TRN-K08 | TRN-M01 | 58% | 31 Aug 2026 |

    Actuals:
    | KPI | Period end | Value | Base | Note |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | 31 Aug 2026 | 61% | | |
    | TRN-K01 | 30 Sep 2026 | 61% | | |
    | TRN-K01 | 31 Oct 2026 | 62% | | |
    | TRN-K02 | 31 Aug 2026 | 61 | | |
    | TRN-K02 | 30 Sep 2026 | 61 | | |
    | TRN-K02 | 31 Oct 2026 | 61 | | |
    | TRN-K03 | 31 Aug 2026 | 75% | | |
    | TRN-K03 | 30 Sep 2026 | 75% | | |
    | TRN-K03 | 31 Oct 2026 | 75% | | |
    | TRN-K04 | 31 Aug 2026 | 61% | | |
    | TRN-K04 | 30 Sep 2026 | 61% | | |
    | TRN-K04 | 31 Oct 2026 | 61% | | |
    | TRN-K05 | 31 Aug 2026 | 88% | | |
    | TRN-K05 | 30 Sep 2026 | 88% | | |
    | TRN-K05 | 31 Oct 2026 | 88% | | |
    | TRN-K06 | 31 Aug 2026 | 61% | 401 | |
    | TRN-K06 | 30 Sep 2026 | 61% | 449 | |
    | TRN-K06 | 31 Oct 2026 | 61% | 497 | |
    | TRN-K07 | 31 Aug 2026 | 61% | 449 | |
    | TRN-K07 | 30 Sep 2026 | 61% | 449 | |
    | TRN-K07 | 31 Oct 2026 | 61% | 449 | No change since September |
    | TRN-K08 | 31 Aug 2026 | 50% | 8 | |
    | TRN-K08 | 30 Sep 2026 | 50% | 8 | |
    | TRN-K08 | 31 Oct 2026 | 50% | 8 | |
    """
    expected = points(programme)
    for kpi, actuals in series(programme, _is_measured).items():
        moving = {point.value for point in expected.get(kpi, ())} | {kpi.target}
        for run in _runs(actuals) if len(moving) > 1 or _goes_on(kpi) else ():
            first, last = run[0], run[-1]
            if len(run) < _least(kpi, last.value):
                continue
            noted = any(_UNCHANGED.search(item.row.note or "") for item in run)
            told = noted or _stays_for_a_time(kpi, run) or tells_why(*(item.row for item in run))
            rests = told or first.value in _resting_places(kpi) or _on_other_cases(run) or of_few(run)
            if not rests and not broken_between(kpi, first.day, last.day):
                beside = [Related(item.row.at("value"), say(item.day)) for item in run[:-1]]
                value = amount(kpi.unit, last.value)
                yield hit(last.row.at("value"), *beside, value=value, number=len(run), first=first.day, day=last.day)


def _is_measured(kpi: Kpi) -> bool:
    return _goes_on(kpi) or (
        kpi.better is not Better.CONTEXT and (kpi.unit is not Unit.COUNT or bool(kpi.counts_children))
    )


def _least(kpi: Kpi, value: float) -> float:
    """How many alike are asked about, of a KPI and a figure of its size; none of a small count."""
    if kpi.unit is Unit.COUNT:
        return inf if value < LARGE else RUN_OF_COUNTS if _goes_on(kpi) else RUN
    places = {Unit.DAYS: 0, Unit.SCORE: 1, Unit.RATE: 1}.get(kpi.unit)
    return RUN if places is None or round(value, places) != value else RUN_OF_ROUND


def _stays_for_a_time(kpi: Kpi, run: list[Dated]) -> bool:
    """Whether a KPI or the notes of its figures say that it is agreed for a time, or counted once a year."""
    agreed = (_AGREED if kpi.unit is Unit.POUNDS else _POSTS).search(kpi.name or "")
    words = " ".join((kpi.definition or "", *(item.row.note or "" for item in run)))
    return bool(agreed or _YEARLY.search(words))


def of_few(run: list[Dated]) -> bool:
    """Whether each figure of a stretch rests on few cases."""
    bases = [item.row.base for item in run if isinstance(item.row, Actual)]
    return all(base is not None and base <= FEW_CASES for base in bases)


def _goes_on(kpi: Kpi) -> bool:
    """Whether it counts what happens in a time, not what there is on a day."""
    return kpi.unit is Unit.COUNT and kpi.measures is not Measures.SNAPSHOT


def _resting_places(kpi: Kpi) -> set[float | None]:
    """Where a figure may well stay: at none, at all of a share, at its target."""
    return {0.0, kpi.target, *([1.0] if kpi.unit is Unit.PERCENT else [])}


def _on_other_cases(run: list[Dated]) -> bool:
    """Whether the figures of a stretch rest on different numbers of cases: they were worked out anew."""
    bases = {item.row.base for item in run if isinstance(item.row, Actual)}
    return None not in bases and len(bases) > 1


def _runs(actuals: list[Dated]) -> Iterator[list[Dated]]:
    """Stretches of a series on whose every day the figure is the same."""
    for _, found in groupby(actuals, key=lambda item: item.value):
        by_day = {item.day: item for item in found}
        first = min(by_day)
        if sum(day.month != AUGUST or day == first for day in by_day) >= RUN:
            yield list(by_day.values())
