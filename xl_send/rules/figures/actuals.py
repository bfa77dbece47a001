"""Actuals: when they are for, and what they rest on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from xl_send.analysis.figures import actuals, amount, middle, series
from xl_send.analysis.words.reasons import tells_why
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.figures.magnitudes import LEAST, STEADY
from xl_send.workbook.doubts import is_more_than_base, rests_on_nothing
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
    for kpi, known in series(programme, _is_steady).items():
        zeros = [now for before, now in pairwise(known) if now.value == 0 and not tells_why(now.row)]
        if not zeros or 0 in {kpi.baseline, kpi.target}:
            continue
        others = [actual.value for actual in known if actual.value != 0]
        usual = middle(others)
        if len(others) < 3 or min(others) * 2 < usual or usual < LEAST.get(kpi.unit, 0.0):
            continue
        lowest, highest = amount(kpi.unit, min(others)), amount(kpi.unit, max(others))
        for zero in zeros:
            yield hit(zero.row.at("value"), day=zero.day, id=kpi.id, lowest=lowest, highest=highest)


def _is_steady(kpi: Kpi) -> bool:
    return kpi.measures in STEADY
