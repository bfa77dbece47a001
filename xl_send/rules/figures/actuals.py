"""Actuals: when they are for, what they rest on, and whether they are in pounds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xl_send.analysis.figures import actuals, amount, middle, points, series
from xl_send.analysis.figures import figures as every_figure
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.doubts import THOUSAND, WITHIN, is_in_another_money, is_more_than_base, rests_on_nothing
from xl_send.workbook.sheets.choices import Unit
from xl_send.workbook.sheets.kpis import Actual, Kpi
from xl_send.workbook.submissions import Programme

# Events, of which one child may have several, but hardly so many.
_EVENTS = Pattern(
    r"(?i)(?:the )?(?:total )?(?:number of )?(?:[\w-]{1,20} ){0,3}?(?:suspensions|exclusions|visits|sessions"
    r"|contacts|incidents"
    r"|appointments|calls|moves|referrals|appeals|complaints|requests|absences|interventions)\b"
)
SEVERAL = 12
# What is counted in parts: posts by their hours, the average of a year.
_IN_PARTS = Pattern(r"(?i)\b(?:fte|wte|equivalents?|averages?|mean)\b")


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

    A share or an average of nobody does not exist, and one of zero is a query. None of nobody is none, so a count of
    zero may stand.

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
    for actual, kpi in actuals(programme):
        if rests_on_nothing(kpi, actual):
            related = Related(actual.at("value"), "the figure")
            severity = None if actual.value else Severity.QUERY
            yield hit(actual.at("base"), related, severity=severity, value=amount(kpi.unit, actual.value or 0.0))


@rule(
    "AC03",
    Severity.QUERY,
    "The base is {base}, which is not a whole number.",
    "Give the number of children, responses or cases behind the figure, not a share of them.",
    brings={"AC24": Reach.CELL},
)
def part_of_a_base(programme: Programme) -> Iterator[Hit]:
    """A base is a whole number of children, responses or cases.

    A part of one is often a response rate. Figures that rest on few cases are not rated, so it matters. Posts in full
    time equivalents and the average of a year are counted in parts, and not asked about.

    **Fails**

    Actuals:
    | Base |
    | --- |
    | <0.28> |
    | <28%> |
    | <12.5> |

    **Passes**

    Actuals:
    | Base | Note |
    | --- | --- |
    | 28 | |
    | | |
    | 18.6 | FTE posts in the establishment |
    """
    known = {id(actual): kpi for actual, kpi in actuals(programme)}
    for actual in programme.each(Actual):
        kpi, base = known.get(id(actual)), actual.base
        said = f"{actual.note or ''}. {kpi.name or ''}. {kpi.definition or ''}" if kpi else actual.note or ""
        if base is not None and base % 1 and not (base > 1 and _IN_PARTS.search(said)):
            yield hit(actual.at("base"), base=base)


@rule(
    "AC04",
    Severity.QUERY,
    "{value} are counted out of a base of {base}.",
    "Check both. The base is everybody who could have been counted.",
)
def more_children_than_the_base(programme: Programme) -> Iterator[Hit]:
    """A count of children, or of all that is aimed at, is no more than what it is counted from.

    The two figures are easily typed the wrong way round. It is an error, and no colour rests on it, unless its title
    speaks of events. Where it begins with them, such as visits, one child may have several: up to twelve are not asked
    about.

    **Fails**

    KPIs:
    | ID | Unit | Counts children | Target |
    | --- | --- | --- | --- |
    | TRN-K01 | Count | Yes | 300 |
    | TRN-K02 | Count | No | 142 |

    Actuals:
    | KPI | Value | Base |
    | --- | --- | --- |
    | TRN-K01 | 110 | <109> |
    | TRN-K02 | 180 | <142> |

    **Passes**

    KPIs:
    | ID | Unit | Counts children | KPI |
    | --- | --- | --- | --- |
    | TRN-K01 | Count | Yes | Pupils supported |
    | TRN-K02 | Count | No | Schools supported |
    | TRN-K03 | Days | Yes | Days of support |
    | TRN-K04 | Count | Yes | Suspensions of pupils with a plan |

    Actuals:
    | KPI | Value | Base |
    | --- | --- | --- |
    | TRN-K01 | 110 | 110 |
    | TRN-K02 | 110 | 20 |
    | TRN-K03 | 110 | 20 |
    | TRN-K04 | 110 | 80 |
    """
    for actual, kpi in actuals(programme):
        too_many = actual.base and actual.value is not None and actual.value > actual.base
        # A base that is the target is all there are, of schools too.
        counted = kpi.counts_children or actual.base == kpi.target
        if not too_many or kpi.unit is not Unit.COUNT or not counted:
            continue
        if (actual.value or 0) > (actual.base or 0) * SEVERAL or not _EVENTS.match(kpi.name or ""):
            related = Related(actual.at("value"), "the figure")
            severity = Severity.ERROR if is_more_than_base(kpi, actual) else None
            value = amount(kpi.unit, actual.value or 0.0)
            yield hit(actual.at("base"), related, severity=severity, value=value, base=actual.base)


@rule(
    "UN32",
    Severity.ERROR,
    "{column} of {id} is {value}, but it {does}: one of them seems to be in thousands.",
    "Give all of them in pounds{likely}.",
    brings=dict.fromkeys(("UN22", "UN23", "UN25", "AC30", "AC35", "EX05", "EX06", "WM02", "WM11"), Reach.CELL)
    | dict.fromkeys(("KP11", "KP45", "KP46", "KP15", "UN35"), Reach.ROW),
)
def money_in_thousands(programme: Programme) -> Iterator[Hit]:
    """Every figure of a KPI in pounds is in pounds.

    A cost of £62.65 beside £61,400 is Green for nothing. Asked where a figure or an expectation is 500 times smaller
    than both baseline and target, or larger; no colour rests on it. So are a baseline or a target that is so beside the
    other one and all figures.

    **Fails**

    KPIs:
    | ID | Unit | Better when | Baseline | Target |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Pounds | Lower | 61400 | 58500 |
    | TRN-K02 | Pounds | Lower | 61400 | <58> |

    Expectations:
    | KPI | Expected |
    | --- | --- |
    | TRN-K01 | <60.8> |
    | TRN-K02 | 60800 |

    Actuals:
    | KPI | Value |
    | --- | --- |
    | TRN-K01 | <62.65> |
    | TRN-K02 | 60650 |

    **Passes**

    KPIs:
    | ID | Unit | Better when | Baseline | Target |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Pounds | Lower | 61400 | 58500 |
    | TRN-K02 | Pounds | Lower | 61400 | 0 |

    Actuals:
    | KPI | Value |
    | --- | --- |
    | TRN-K01 | 118 |
    | TRN-K02 | 62.65 |
    """
    expected = points(programme)
    for kpi, dated in series(programme, _is_money).items():
        others = [one.value for one in (*dated, *expected.get(kpi, ()))]
        name = _end_in_thousands(kpi, others)
        if name:
            likely = f": {amount(kpi.unit, (getattr(kpi, name) or 0.0) * THOUSAND)} here"
            yield hit(
                kpi.at(name), column=kpi.at(name).column, value=amount(kpi.unit, getattr(kpi, name)), id=kpi.id,
                does=f"has figures of about {amount(kpi.unit, middle(others))}", likely=likely,
            )  # fmt: skip
    for record, name, value, kpi in every_figure(programme):
        if is_in_another_money(kpi, value):
            start, end = amount(kpi.unit, kpi.baseline or 0), amount(kpi.unit, kpi.target or 0)
            likely = f": {amount(kpi.unit, value * THOUSAND)} here" if value < (kpi.baseline or 0) else ""
            yield hit(
                record.at(name), Related(kpi.at("baseline"), "the baseline"), Related(kpi.at("target"), "the target"),
                column=record.at(name).column, value=amount(kpi.unit, value), id=kpi.id, likely=likely,
                does=f"begins at {start} and is to reach {end}",
            )  # fmt: skip


def _is_money(kpi: Kpi) -> bool:
    return kpi.unit is Unit.POUNDS


def _end_in_thousands(kpi: Kpi, others: list[float]) -> str:
    """Which of baseline and target is 500 times smaller than the other and than all figures; blank where none is."""
    for name, beside in (("target", kpi.baseline), ("baseline", kpi.target)):
        value, rest = getattr(kpi, name) or 0.0, [*others, beside or 0.0]
        if 0 < value <= min(rest) * WITHIN / THOUSAND:
            return name
    return ""
