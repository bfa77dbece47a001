"""Actuals: when they are for, what they rest on, and noughts that were not counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from xl_send.analysis.figures import actuals, amount
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.doubts import is_more_than_base, rests_on_nothing
from xl_send.workbook.sheets.choices import Unit
from xl_send.workbook.sheets.kpis import Actual
from xl_send.workbook.submissions import Programme

# Events, of which one child may have several, but hardly so many.
_EVENTS = Pattern(
    r"(?i)(?:the )?(?:total )?(?:number of )?(?:[\w-]{1,20} ){0,3}?(?:suspensions|exclusions|visits|sessions"
    r"|contacts|incidents"
    r"|appointments|calls|moves|referrals|appeals|complaints|requests|absences|interventions)\b"
)
SEVERAL = 12
# What is counted in parts: posts by their hours, the average of a year.
_IN_PARTS = Pattern(r"(?i)\b(?:fte|wte|equivalents?|averages?|mean)\b", needs="fte|wte|equivalent|average|mean")
_NOT_COUNTED = Pattern(
    r"\b(?:did ?n[o']t run|not (?:run|collected|measured|counted|available|asked|held|drawn|reported)"
    r"|no (?:data|figures?|survey|return|count)\b(?! (?:below|under|over))|data (?:not|to follow|awaited)|missing)",
    re.IGNORECASE,
)
# A service that had a rest: nobody came is a result.
_A_REST = Pattern(
    r"(?i)\b(?:drop-?ins?|clinics?|groups?|sessions?|courses?|services?|clubs?|workshops?|hubs?|panels?)\b[^.;]{0,20}"
    r"\b(?:did ?n[o']t run|not run|closed)|\b(?:no|none|nothing)\b[^.;]{0,30}\bmissing"
)


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
    """A count of children is no more than the children it is counted from.

    The two figures are easily typed the wrong way round. It is an error, and no colour rests on it, unless its title
    speaks of events. Where it begins with them, such as visits, one child may have several: up to twelve are not asked
    about.

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
        several = _EVENTS.match(kpi.name or "") and (actual.value or 0) <= (actual.base or 0) * SEVERAL
        if too_many and kpi.unit is Unit.COUNT and kpi.counts_children and not several:
            related = Related(actual.at("value"), "the figure")
            severity = Severity.ERROR if is_more_than_base(kpi, actual) else None
            value = amount(kpi.unit, actual.value or 0.0)
            yield hit(actual.at("base"), related, severity=severity, value=value, base=actual.base)


@rule(
    "AC21",
    Severity.QUERY,
    'The figure is {value}, but its Note says that there was none: "{note}".',
    "Clear the cell: a blank is what was not collected, nought is a result. If it was nought, correct the Note.",
    brings={"KP51": Reach.ROW, "KP53": Reach.ROW, "UN24": Reach.CELL, "UN25": Reach.CELL, "WM02": Reach.CELL},
)
def nought_for_not_counted(programme: Programme) -> Iterator[Hit]:
    """What was not collected is left blank.

    Nought is a figure: it is rated, moves the colour and spoils every average. That a service did not run is no such
    word: nobody came.

    **Fails**

    Actuals:
    | KPI | Value | Note |
    | --- | --- | --- |
    | TRN-K01 | <0> | Survey did not run |

    **Passes**

    Actuals:
    | KPI | Period end | Value | Note |
    | --- | --- | --- | --- |
    | TRN-K01 | 31 Aug 2026 | | Survey did not run |
    | TRN-K01 | 30 Sep 2026 | 0 | No placement was made |
    | TRN-K01 | 31 Oct 2026 | 12 | Two schools did not run it |
    | TRN-K01 | 31 Jul 2026 | 0 | Drop-in did not run in the holidays |
    """
    for actual in programme.each(Actual):
        note = actual.note or ""
        if actual.value == 0 and _NOT_COUNTED.search(note) and not _A_REST.search(note):
            yield hit(actual.at("value"), Related(actual.at("note"), "the Note"), value="0", note=note.rstrip(" ."))
