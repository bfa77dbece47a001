"""Shares that the year so far cannot have come to since the figure before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from xl_send.analysis.figures import Dated, percent, series, year_begins, year_of
from xl_send.analysis.words.reasons import accounts_for_it
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.figures.shares_of_base import last_place
from xl_send.workbook.sheets.choices import Measures, Unit, YearBasis
from xl_send.workbook.sheets.kpis import Actual, Kpi
from xl_send.workbook.submissions import Programme


@rule(
    "AC42",
    Severity.QUERY,
    "{value} of {base} is about {count}, after about {before} of {base_before} by {day}: {why}.",
    "Check both figures; one may be that of another row. If cases were corrected, say so in the Note.",
    brings={"WM02": Reach.CELL, "KP64": Reach.CELL, "UN25": Reach.CELL, "UN23": Reach.CELL},
)
def share_of_the_year_that_cannot_be(programme: Programme) -> Iterator[Hit]:
    """In a share of the year so far, the cases that count grow by no more than all cases, and never become fewer.

    A figure typed into another row's cell shows by it where it is a likely share. Half of the last place as it is
    written is allowed for, twice. Asked within one year, of figures whose base grows with the year, unless the Note
    says that figures were put right. Where the base is all who are on roll and hardly changes, the share is one of
    pupils as they stand, such as those persistently absent so far: it may fall again.

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
    | TRN-K05 | Percent | Year to date | Calendar |

    Actuals:
    | KPI | Period end | Value | Base | Note |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | 31 Aug 2026 | 46% | 401 | |
    | TRN-K01 | 30 Sep 2026 | 51% | 449 | |
    | TRN-K01 | 31 Oct 2026 | 46% | 497 | |
    | TRN-K02 | 31 Aug 2026 | 46% | 401 | |
    | TRN-K02 | 30 Sep 2026 | 55% | 449 | |
    | TRN-K03 | 31 Jul 2026 | 46% | 401 | |
    | TRN-K03 | 30 Sep 2026 | 55% | 449 | |
    | TRN-K04 | 19 Dec 2025 | 27.9% | 4210 | |
    | TRN-K04 | 27 Mar 2026 | 30.3% | 4236 | |
    | TRN-K04 | 21 Jul 2026 | 27.4% | 4251 | |
    | TRN-K05 | 31 Aug 2026 | 46% | 401 | |
    | TRN-K05 | 30 Sep 2026 | 55% | 449 | Exceptions taken out since the spring |
    """
    for kpi, figures in series(programme, _share_of_the_year).items():
        blamed: Dated | None = None
        for before, now in pairwise(figures):
            put_right = accounts_for_it(getattr(now.row, "note", None))
            why = "" if put_right else _impossible(kpi, before, now)
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
    allowed = one * last_place(before.value) + other * last_place(now.value) + 1
    grown = now.value * other - before.value * one
    if grown > other - one + allowed:
        return "more than all that were added"
    return "fewer than had been counted" if -grown > allowed else ""


def _grows_with_the_year(basis: YearBasis, before: tuple[date, float], now: tuple[date, float]) -> bool:
    """Whether a base has grown by at least a tenth of what it would at an even pace since its year began."""
    (day, base), (later, grown) = before, now
    passed = (day - year_begins(basis, day)).days + 1
    return (grown - base) * passed * 10 >= base * (later - day).days


def _impossible_hit(before: Dated, now: Dated, why: str) -> Hit:
    bases = [int(getattr(figure.row, "base", 0) or 0) for figure in (before, now)]
    counts = [round(figure.value * base) for figure, base in zip((before, now), bases, strict=True)]
    return hit(
        now.row.at("value"), Related(before.row.at("value"), "the figure before"), value=percent(now.value),
        base=bases[1], count=counts[1], before=counts[0], base_before=bases[0], day=before.day, why=why,
    )  # fmt: skip
