"""Actuals: when they are for, and what they rest on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from xl_send.analysis.figures import Dated, amount, broken_between, finder, points, series
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.days import say
from xl_send.workbook.doubts import rests_on_nothing
from xl_send.workbook.sheets.choices import Better, Unit
from xl_send.workbook.sheets.kpis import Actual, Kpi
from xl_send.workbook.submissions import Programme


@rule(
    "AC01",
    Severity.ERROR,
    "This figure is for {day}, after {as_at}, the date of this return. It is treated as not given.",
    "Correct the period end. If the figure is a forecast, delete it: only what has been counted belongs here.",
)
def value_after_as_at(programme: Programme) -> Iterator[Hit]:
    """An actual is for a period that has ended.

    What is still to come cannot have been counted. A row that waits for its value may stand.

    **Fails**

    KPIs:
    | ID |
    | --- |
    | TRN-K01 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | <14 Nov 2026> | 110 |

    **Passes**

    KPIs:
    | ID |
    | --- |
    | TRN-K01 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 13 Nov 2026 | 110 |
    | TRN-K01 | 30 Nov 2026 | |
    """
    for submission in programme.submissions:
        as_at = programme.as_at_override or submission.as_at or date.max
        for actual in submission.all(Actual):
            if actual.period_end > as_at and actual.value is not None:
                related = Related(actual.at("value"), "the figure")
                yield hit(actual.at("period_end"), related, day=actual.period_end, as_at=as_at)


@rule(
    "AC02",
    Severity.ERROR,
    "The base is zero, but there is a figure: {value}.",
    "Correct the base. If nobody was asked or counted, clear the value.",
)
def base_of_zero(programme: Programme) -> Iterator[Hit]:
    """A figure rests on one case at least.

    A share or an average of nobody does not exist. None of nobody is none, so a count of zero may stand.

    **Fails**

    KPIs:
    | ID | Unit |
    | --- | --- |
    | TRN-K01 | Percent |
    | TRN-K02 | Count |

    Actuals:
    | KPI | Value | Base |
    | --- | --- | --- |
    | TRN-K01 | 62% | <0> |
    | TRN-K02 | 3 | <0> |

    **Passes**

    KPIs:
    | ID | Unit |
    | --- | --- |
    | TRN-K01 | Percent |
    | TRN-K02 | Count |
    | TRN-K03 | Percent |

    Actuals:
    | KPI | Value | Base |
    | --- | --- | --- |
    | TRN-K01 | 62% | 1 |
    | TRN-K02 | 0 | 0 |
    | TRN-K03 | | 0 |
    """
    for submission in programme.submissions:
        find = finder(programme, submission)
        for actual in submission.all(Actual):
            kpi = find(actual.kpi)
            if kpi is not None and rests_on_nothing(kpi, actual):
                related = Related(actual.at("value"), "the figure")
                yield hit(actual.at("base"), related, value=amount(kpi.unit, actual.value or 0.0))


@rule(
    "AC03",
    Severity.QUERY,
    "The base is {base}, which is not a whole number.",
    "Give the number of children, responses or cases behind the figure, not a share of them.",
)
def part_of_a_base(programme: Programme) -> Iterator[Hit]:
    """A base is a whole number of children, responses or cases.

    A part of one is often a response rate. Figures that rest on few cases are not rated, so it matters.

    **Fails**

    Actuals:
    | Base |
    | --- |
    | <0.28> |
    | <28%> |
    | <12.5> |

    **Passes**

    Actuals:
    | Base |
    | --- |
    | 28 |
    | |
    """
    for actual in programme.each(Actual):
        if actual.base is not None and actual.base % 1:
            yield hit(actual.at("base"), base=actual.base)


@rule(
    "AC04",
    Severity.QUERY,
    "{value} are counted out of a base of {base}.",
    "Check both. The base is everybody who could have been counted.",
)
def more_children_than_the_base(programme: Programme) -> Iterator[Hit]:
    """A count of children is no more than the children it is counted from.

    The two figures are easily typed the wrong way round.

    **Fails**

    KPIs:
    | ID | Unit | Counts children |
    | --- | --- | --- |
    | TRN-K01 | Count | Yes |

    Actuals:
    | KPI | Value | Base |
    | --- | --- | --- |
    | TRN-K01 | 110 | <109> |

    **Passes**

    KPIs:
    | ID | Unit | Counts children |
    | --- | --- | --- |
    | TRN-K01 | Count | Yes |
    | TRN-K02 | Count | No |
    | TRN-K03 | Days | Yes |

    Actuals:
    | KPI | Value | Base |
    | --- | --- | --- |
    | TRN-K01 | 110 | 110 |
    | TRN-K02 | 110 | 20 |
    | TRN-K03 | 110 | 20 |
    """
    for submission in programme.submissions:
        find = finder(programme, submission)
        for actual in submission.all(Actual):
            if actual.base and actual.value is not None and actual.value > actual.base:
                kpi = find(actual.kpi)
                if kpi is not None and kpi.unit is Unit.COUNT and kpi.counts_children:
                    related = Related(actual.at("value"), "the figure")
                    yield hit(actual.at("base"), related, value=amount(kpi.unit, actual.value), base=actual.base)


# Two measurements may well come out alike.
RUN = 3


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
    keeps a colour that nobody has earned. Counts, figures that stand at none, all or their target, and those that rest
    on another number of cases each time are not asked about.

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

    Expectations:
    | KPI | Milestone | Expected | Measured on |
    | --- | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 58% | 31 Aug 2026 |
    | TRN-K02 | TRN-M01 | 58 | 31 Aug 2026 |
    | TRN-K03 | TRN-M01 | 58% | 31 Aug 2026 |
    | TRN-K04 | TRN-M01 | 58% | 31 Aug 2026 |
    | TRN-K05 | TRN-M01 | 90% | 31 Aug 2026 |
    | TRN-K06 | TRN-M01 | 58% | 31 Aug 2026 |

    Actuals:
    | KPI | Period end | Value | Base |
    | --- | --- | --- | --- |
    | TRN-K01 | 31 Aug 2026 | 61% | |
    | TRN-K01 | 30 Sep 2026 | 61% | |
    | TRN-K01 | 31 Oct 2026 | 62% | |
    | TRN-K02 | 31 Aug 2026 | 61 | |
    | TRN-K02 | 30 Sep 2026 | 61 | |
    | TRN-K02 | 31 Oct 2026 | 61 | |
    | TRN-K03 | 31 Aug 2026 | 75% | |
    | TRN-K03 | 30 Sep 2026 | 75% | |
    | TRN-K03 | 31 Oct 2026 | 75% | |
    | TRN-K04 | 31 Aug 2026 | 61% | |
    | TRN-K04 | 30 Sep 2026 | 61% | |
    | TRN-K04 | 31 Oct 2026 | 61% | |
    | TRN-K05 | 31 Aug 2026 | 88% | |
    | TRN-K05 | 30 Sep 2026 | 88% | |
    | TRN-K05 | 31 Oct 2026 | 88% | |
    | TRN-K06 | 31 Aug 2026 | 61% | 401 |
    | TRN-K06 | 30 Sep 2026 | 61% | 449 |
    | TRN-K06 | 31 Oct 2026 | 61% | 497 |
    """
    expected = points(programme)
    for kpi, actuals in series(programme, _is_measured).items():
        moving = {point.value for point in expected.get(kpi, ())} | {kpi.target}
        for run in _runs(actuals) if len(moving) > 1 else ():
            first, last = run[0], run[-1]
            rests = first.value in _resting_places(kpi) or _on_other_cases(run)
            if not rests and not broken_between(kpi, first.day, last.day):
                beside = [Related(item.row.at("value"), say(item.day)) for item in run[:-1]]
                value = amount(kpi.unit, last.value)
                yield hit(last.row.at("value"), *beside, value=value, number=len(run), first=first.day, day=last.day)


def _is_measured(kpi: Kpi) -> bool:
    return kpi.unit is not Unit.COUNT and kpi.better is not Better.CONTEXT


def _resting_places(kpi: Kpi) -> set[float | None]:
    """Where a figure may well stay: at none, at all of a share, at its target."""
    return {0.0, kpi.target, *([1.0] if kpi.unit is Unit.PERCENT else [])}


def _on_other_cases(run: list[Dated]) -> bool:
    """Whether each figure of a stretch rests on a number of cases that another does not: all were worked out."""
    bases = {item.row.base for item in run if isinstance(item.row, Actual)}
    return None not in bases and len(bases) == len(run)


def _runs(actuals: list[Dated]) -> Iterator[list[Dated]]:
    """Stretches of a series on whose every day the figure is the same."""
    for _, found in groupby(actuals, key=lambda item: item.value):
        by_day = {item.day: item for item in found}
        if len(by_day) >= RUN:
            yield list(by_day.values())
