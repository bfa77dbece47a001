"""Shares that no whole number out of their base comes to, or that the year so far cannot have come to since."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from math import ceil, floor

from xl_send.analysis.figures import FIRST_MONTH, Dated, percent, series, year_of
from xl_send.analysis.figures import figures as every_figure
from xl_send.findings import Related, Severity
from xl_send.frozen import NamedTuple
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.cells import Percentage
from xl_send.workbook.doubts import LARGEST_SHARE, is_more_than_all
from xl_send.workbook.doubts import may_be_more_than_all as is_of_a_measure
from xl_send.workbook.sheets.choices import Measures, Unit, YearBasis
from xl_send.workbook.sheets.kpis import Actual, Kpi
from xl_send.workbook.submissions import Programme

# A share with more decimals was worked out, not typed.
MOST_DECIMALS = 2
# What a share is of, where that is not the children, cases or answers behind it.
_OF_SOMETHING_ELSE = Pattern(
    r"(?i)\b(?:sessions?|hours?|lessons?|minutes|(?:school |half[- ])days|attendance rate|overall absence|averages?"
    r"|mean|median|spend|spent|costs?|budget|funding)\b",
    needs="session|hour|lesson|minute|day|attendance|absence|average|mean|median|spen|cost|budget|funding",
)


@rule(
    "AC07",
    Severity.QUERY,
    "{value} cannot be counted out of {base}: {low} of {base} is {low_share} and {high} of {base} is {high_share}.",
    "Check the figure and its Base. If the figure is not a count out of that base, explain this finding.",
    brings={"WM02": Reach.CELL},
)
def share_that_the_base_cannot_give(programme: Programme) -> Iterator[Hit]:
    """A share is some whole number of cases out of its base, as nearly as it is written.

    A base with a digit lost, 0.24% for 24%, or the figure of another KPI stand out by it where cases are few. Rounding
    up or down is allowed for. A share with more than two decimals was worked out and is not asked about. Where the KPI
    says that it is a share of sessions, of hours or of money, or half of its figures are none, the base says how many
    cases stand behind it, and is not what it is a share of.

    **Fails**

    KPIs:
    | ID | Unit |
    | --- | --- |
    | TRN-K01 | Percent |
    | TRN-K02 | Percent |

    Actuals:
    | KPI | Period end | Value | Base |
    | --- | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | <63%> | 4 |
    | TRN-K02 | 30 Sep 2026 | 26.5% | 147 |
    | TRN-K02 | 31 Oct 2026 | <0.24%> | 148 |

    **Passes**

    KPIs:
    | ID | Unit |
    | --- | --- |
    | TRN-K01 | Percent |
    | TRN-K02 | Percent |
    | TRN-K03 | Percent |
    | TRN-K04 | Count |
    | TRN-K05 | Percent |

    north.xlsx KPIs:
    | ID | Unit | Definition |
    | --- | --- | --- |
    | NOR-K01 | Percent | Sessions attended, of sessions possible, by Year 7 pupils |

    north.xlsx Actuals:
    | KPI | Period end | Value | Base |
    | --- | --- | --- | --- |
    | NOR-K01 | 23 Oct 2026 | 90.1% | 48 |

    Actuals:
    | KPI | Period end | Value | Base |
    | --- | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 63% | 41 |
    | TRN-K02 | 31 Oct 2026 | 33% | 3 |
    | TRN-K03 | 31 Oct 2026 | 24% | 148 |
    | TRN-K04 | 31 Oct 2026 | 63 | 4 |
    | TRN-K05 | 31 Aug 2026 | 12.1% | 38 |
    | TRN-K05 | 30 Sep 2026 | 12.5% | 40 |
    | TRN-K05 | 31 Oct 2026 | 13.7% | 39 |
    """
    for kpi, figures in series(programme).items():
        counted = kpi.unit is Unit.PERCENT and not _OF_SOMETHING_ELSE.search(f"{kpi.name} {kpi.definition or ''}")
        shares = [share for share in map(_share, figures) if share] if counted else []
        odd = [share for share in shares if _is_none(share)]
        if len(odd) == 1 or 2 * len(odd) < len(shares):
            yield from map(_told, odd)


class _Share(NamedTuple):
    """A share of at most all, as it was counted, and the whole number of cases behind it."""

    row: Actual
    value: float
    base: int


def _share(figure: Dated) -> _Share | None:
    row = figure.row
    if isinstance(row, Actual) and row.base and row.base == int(row.base) and figure.value <= 1:
        return _Share(row, figure.value, int(row.base))
    return None


def _is_none(share: _Share) -> bool:
    """Whether no whole number out of its base comes to a share, as nearly as it is written."""
    unit = _last_place(share.value)
    near = (floor(share.value * share.base), ceil(share.value * share.base))
    return unit > 0 and all(abs(some / share.base - share.value) > unit + 1e-9 for some in near)


def _told(share: _Share) -> Hit:
    low, high = floor(share.value * share.base), ceil(share.value * share.base)
    low_share, high_share = (percent(round(some / share.base, 3)) for some in (low, high))
    return hit(
        share.row.at("value"), Related(share.row.at("base"), "its base"), value=percent(share.value), base=share.base,
        low=low, high=high, low_share=low_share, high_share=high_share,
    )  # fmt: skip


def _last_place(value: float) -> float:
    """What one in the last place of a share is worth as it was written: 0.01 of 63%; 0 where it was worked out."""
    places = next((places for places in range(MOST_DECIMALS + 1) if abs(round(value, places + 2) - value) < 1e-9), None)
    return 0.0 if places is None else 10.0 ** -(places + 2)


@rule(
    "AC42",
    Severity.QUERY,
    "{value} of {base} is about {count}, after about {before} of {base_before} by {day}: {why}.",
    "Check both figures; one may be that of another row. If cases were corrected, explain this finding.",
    brings={"WM02": Reach.CELL, "KP64": Reach.CELL, "UN25": Reach.CELL, "UN23": Reach.CELL},
)
def share_of_the_year_that_cannot_be(programme: Programme) -> Iterator[Hit]:
    """In a share of the year so far, the cases that count grow by no more than all cases, and never become fewer.

    A figure typed into another row's cell shows by it where it is a likely share. Half of the last place as it is
    written is allowed for, twice. Asked within one year, of figures whose base grows with the year. Where the base is
    all who are on roll and hardly changes, the share is one of pupils as they stand, such as those persistently absent
    so far: it may fall again.

    **Fails**

    KPIs:
    | ID | Unit | Measures | Year basis |
    | --- | --- | --- | --- |
    | TRN-K01 | Percent | Year to date | Calendar |
    | TRN-K02 | Percent | Year to date | Calendar |

    Actuals:
    | KPI | Period end | Value | Base |
    | --- | --- | --- | --- |
    | TRN-K01 | 31 Aug 2026 | 46% | 401 |
    | TRN-K01 | 30 Sep 2026 | <55%> | 449 |
    | TRN-K01 | 31 Oct 2026 | 46% | 497 |
    | TRN-K02 | 31 Aug 2026 | 55% | 449 |
    | TRN-K02 | 30 Sep 2026 | <46%> | 497 |

    **Passes**

    KPIs:
    | ID | Unit | Measures | Year basis |
    | --- | --- | --- | --- |
    | TRN-K01 | Percent | Year to date | Calendar |
    | TRN-K02 | Percent | Period | Calendar |
    | TRN-K03 | Percent | Year to date | Academic |
    | TRN-K04 | Percent | Year to date | Academic |

    Actuals:
    | KPI | Period end | Value | Base |
    | --- | --- | --- | --- |
    | TRN-K01 | 31 Aug 2026 | 46% | 401 |
    | TRN-K01 | 30 Sep 2026 | 51% | 449 |
    | TRN-K01 | 31 Oct 2026 | 46% | 497 |
    | TRN-K02 | 31 Aug 2026 | 46% | 401 |
    | TRN-K02 | 30 Sep 2026 | 55% | 449 |
    | TRN-K03 | 31 Jul 2026 | 46% | 401 |
    | TRN-K03 | 30 Sep 2026 | 55% | 449 |
    | TRN-K04 | 19 Dec 2025 | 27.9% | 4210 |
    | TRN-K04 | 27 Mar 2026 | 30.3% | 4236 |
    | TRN-K04 | 21 Jul 2026 | 27.4% | 4251 |
    """
    for kpi, figures in series(programme, _share_of_the_year).items():
        blamed: Dated | None = None
        for before, now in pairwise(figures):
            why = _impossible(kpi, before, now)
            # A figure that is too high makes the one after it too low: only the first is told.
            if why and blamed is not before:
                blamed = now
                yield _impossible_hit(before, now, why)


def _share_of_the_year(kpi: Kpi) -> bool:
    return kpi.unit is Unit.PERCENT and kpi.measures is Measures.YEAR_TO_DATE


def _impossible(kpi: Kpi, before: Dated, now: Dated) -> str:
    """Why a share of the year so far cannot follow from the one before; blank where it can."""
    one, other = (row.base if isinstance(row, Actual) else None for row in (before.row, now.row))
    basis = kpi.year_basis
    if not one or not other or other < one or basis is None or year_of(basis, before.day) != year_of(basis, now.day):
        return ""
    if not _grows_with_the_year(basis, (before.day, one), (now.day, other)):
        return ""
    allowed = one * _last_place(before.value) + other * _last_place(now.value) + 1
    grown = now.value * other - before.value * one
    if grown > other - one + allowed:
        return "more than all that were added"
    return "fewer than had been counted" if -grown > allowed else ""


def _grows_with_the_year(basis: YearBasis, before: tuple[date, float], now: tuple[date, float]) -> bool:
    """Whether a base has grown by at least a tenth of what it would at an even pace since its year began."""
    (day, base), (later, grown) = before, now
    passed = (day - date(year_of(basis, day), FIRST_MONTH[basis], 1)).days + 1
    return (grown - base) * passed * 10 >= base * (later - day).days


def _impossible_hit(before: Dated, now: Dated, why: str) -> Hit:
    bases = [int(getattr(figure.row, "base", 0) or 0) for figure in (before, now)]
    counts = [round(figure.value * base) for figure, base in zip((before, now), bases, strict=True)]
    return hit(
        now.row.at("value"), Related(before.row.at("value"), "the figure before"), value=percent(now.value),
        base=bases[1], count=counts[1], before=counts[0], base_before=bases[0], day=before.day, why=why,
    )  # fmt: skip


@rule(
    "UN03",
    Severity.QUERY,
    "{column} is {value}, which is more than all of them.",
    "Check it. If one child can count more than once, choose Rate as the unit.",
)
def percentage_over_one_hundred(programme: Programme) -> Iterator[Hit]:
    """A percentage is no more than 100%.

    A share cannot be more than the whole. What can be more, such as suspensions for every hundred pupils, is a rate.
    Above 150% it is an error, however it was typed; so is a figure above 100% of what is a share of all by its title
    ("Share of plans") or its definition ("out of all plans"). Of a capacity or a budget, or near all, it is no mistake.

    **Fails**

    KPIs:
    | ID | Unit | Target |
    | --- | --- | --- |
    | TRN-K01 | Percent | <120%> |

    Actuals:
    | KPI | Value |
    | --- | --- |
    | TRN-K01 | <150%> |

    **Passes**

    KPIs:
    | ID | Unit | Target |
    | --- | --- | --- |
    | TRN-K01 | Percent | 100% |
    | TRN-K02 | Rate | 120 |

    north.xlsx KPIs:
    | ID | KPI | Unit | Better when | Target |
    | --- | --- | --- | --- | --- |
    | NOR-K01 | Spend against profile | Percent | Close to target | 103% |
    | NOR-K02 | Occupancy of places | Percent | Lower | 104% |
    | NOR-K03 | Savings delivered against plan | Percent | Higher | 110% |
    """
    for record, name, value, kpi in every_figure(programme, "baseline", "target", "tolerance"):
        above = kpi.unit is Unit.PERCENT and 1 < value <= LARGEST_SHARE and isinstance(value, Percentage)
        if above and not is_of_a_measure(kpi):
            cell = record.at(name)
            severity = Severity.ERROR if name in {"expected", "value"} and is_more_than_all(kpi, value) else None
            unit = Related(kpi.at("unit"), "the KPI's unit")
            yield hit(cell, unit, severity=severity, column=cell.column, value=percent(value))
