"""Figures for the year to date, which grow through their year and then start again."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from xl_send.analysis.figures import FIRST_MONTH, Dated, amount, points, series, year_of
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.sheets.choices import Better, Measures, Unit, YearBasis
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme

NOTHING_LEFT = 0.5


def _year_to_date(kpi: Kpi) -> bool:
    return kpi.measures is Measures.YEAR_TO_DATE


@rule(
    "AC05",
    Severity.QUERY,
    "{value} follows {before}, and {expected} is expected: it may now be counted in another way.",
    "The count began again on {restart}. Correct what is expected, or explain how both are counted.",
)
def year_to_date_fell_at_its_restart(programme: Programme) -> Iterator[Hit]:
    """The first figure of a new year to date is of the same order as what is expected of it.

    A year to date starts again at nought. Beside what the new year expects, a first figure that still counts
    differently looks like a sudden success or failure and is neither. Asked of the year in which the return stands,
    once something of that year is expected: what was expected in the year before is not held against a new count.

    **Fails**

    KPIs:
    | ID | Unit | Better when | Measures | Year basis |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Rate | Lower | Year to date | Academic |

    Expectations:
    | KPI | Expected | Measured on | Note |
    | --- | --- | --- | --- |
    | TRN-K01 | 30 | 31 Jul 2026 | |
    | TRN-K01 | 25 | 31 Oct 2026 | |

    Actuals:
    | KPI | Period end | Value | Note |
    | --- | --- | --- | --- |
    | TRN-K01 | 27 Mar 2026 | 37.16 | From school returns |
    | TRN-K01 | 31 Jul 2026 | 54.05 | From school returns |
    | TRN-K01 | 31 Oct 2026 | <3.7> | From school returns |

    **Passes**

    KPIs:
    | ID | Unit | Better when | Measures | Year basis |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Rate | Lower | Year to date | Academic |
    | TRN-K02 | Percent | Lower | Year to date | Academic |
    | TRN-K03 | Rate | Lower | Year to date | Academic |
    | TRN-K04 | Rate | Lower | Year to date | Calendar |
    | TRN-K05 | Rate | Lower | Snapshot | |
    | TRN-K06 | Rate | Lower | Year to date | Academic |
    | TRN-K07 | Count | Lower | Year to date | Academic |

    Expectations:
    | KPI | Expected | Measured on |
    | --- | --- | --- |
    | TRN-K07 | 1650 | 31 Aug 2026 |
    | TRN-K07 | 1450 | 31 Jul 2027 |
    | TRN-K01 | 25 | 31 Oct 2026 |
    | TRN-K02 | 10% | 31 Oct 2026 |
    | TRN-K03 | 7.3 | 31 Oct 2026 |
    | TRN-K04 | 25 | 31 Oct 2026 |
    | TRN-K05 | 25 | 31 Oct 2026 |
    | TRN-K06 | 25 | 31 Oct 2025 |

    Actuals:
    | KPI | Period end | Value | Note |
    | --- | --- | --- | --- |
    | TRN-K01 | 31 Jul 2026 | 54.05 | |
    | TRN-K02 | 31 Jul 2026 | 12.2% | |
    | TRN-K02 | 31 Oct 2026 | 10.3% | |
    | TRN-K03 | 31 Jul 2026 | 54.05 | |
    | TRN-K03 | 31 Oct 2026 | 3.7 | |
    | TRN-K04 | 31 Jul 2026 | 54.05 | |
    | TRN-K04 | 31 Oct 2026 | 3.7 | |
    | TRN-K05 | 31 Jul 2026 | 54.05 | |
    | TRN-K05 | 31 Oct 2026 | 3.7 | |
    | TRN-K06 | 31 Jul 2025 | 54.05 | |
    | TRN-K06 | 31 Oct 2025 | 3.7 | |
    | TRN-K06 | 31 Oct 2026 | 40 | |
    | TRN-K07 | 31 Jul 2026 | 1702 | |
    | TRN-K07 | 23 Oct 2026 | 251 | |
    """
    expected = points(programme)
    for kpi, actuals in series(programme, _year_to_date).items():
        basis, as_at = kpi.year_basis, programme.as_at(kpi)
        if basis is None or as_at is None:
            continue
        year = year_of(basis, as_at)
        own = [item for item in expected.get(kpi, ()) if year_of(basis, item.day) == year]
        pair = _first_of_year(actuals, basis, year)
        point = _in_force(own, pair[1].day) if pair and kpi.better is not Better.CONTEXT else None
        if pair and point and _collapsed(*pair, point):
            yield _restarted(kpi, *pair, point, date(year, FIRST_MONTH[basis], 1))


def _first_of_year(actuals: Sequence[Dated], basis: YearBasis, year: int) -> tuple[Dated, Dated] | None:
    """The last figure of the years before, and the first of this one."""
    for before, now in pairwise(actuals):
        if year_of(basis, before.day) < year == year_of(basis, now.day):
            return before, now
    return None


def _in_force(expected: Sequence[Dated], day: date) -> Dated | None:
    place = bisect_right(expected, day, key=lambda dated: dated.day)
    return expected[place - 1] if place else None


def _collapsed(before: Dated, now: Dated, point: Dated) -> bool:
    """Whether a figure is less than half both of what came before and of what is expected."""
    return now.value < NOTHING_LEFT * min(before.value, point.value)


def _restarted(kpi: Kpi, before: Dated, now: Dated, point: Dated, restart: date) -> Hit:
    return hit(
        now.row.at("value"),
        Related(before.row.at("value"), "the last figure before the restart"),
        Related(point.row.at("expected"), "what is expected"),
        value=amount(kpi.unit, now.value),
        before=amount(kpi.unit, before.value),
        expected=amount(kpi.unit, point.value),
        restart=restart,
    )


@rule(
    "AC06",
    Severity.QUERY,
    "{value} so far this year is less than the {before} counted by {day}.",
    "Check both figures. A year to date goes up until it starts again; if figures were corrected, explain this.",
)
def year_to_date_count_went_down(programme: Programme) -> Iterator[Hit]:
    """A count for the year to date does not go down within the year.

    What has been counted once has happened.

    **Fails**

    KPIs:
    | ID | Unit | Measures | Year basis |
    | --- | --- | --- | --- |
    | TRN-K01 | Count | Year to date | Financial |

    Actuals:
    | KPI | Period end | Value | Note |
    | --- | --- | --- | --- |
    | TRN-K01 | 30 Jun 2026 | 40 | |
    | TRN-K01 | 30 Sep 2026 | <39> | Agreed with the service |

    **Passes**

    KPIs:
    | ID | Unit | Measures | Year basis |
    | --- | --- | --- | --- |
    | TRN-K01 | Count | Year to date | Academic |
    | TRN-K02 | Rate | Year to date | Financial |
    | TRN-K03 | Count | Year to date | Financial |

    Actuals:
    | KPI | Period end | Value | Note |
    | --- | --- | --- | --- |
    | TRN-K01 | 31 Jul 2026 | 40 | |
    | TRN-K01 | 30 Sep 2026 | 3 | |
    | TRN-K01 | 31 Oct 2026 | 3 | |
    | TRN-K02 | 30 Jun 2026 | 4.5 | |
    | TRN-K02 | 30 Sep 2026 | 4.4 | |
    | TRN-K03 | 30 Jun 2026 | 40 | |
    """
    for kpi, actuals in series(programme, _year_to_date).items():
        basis = kpi.year_basis
        if basis is None or kpi.unit is not Unit.COUNT:
            continue
        for before, now in pairwise(actuals):
            fell = now.value < before.value and before.day < now.day
            if fell and year_of(basis, before.day) == year_of(basis, now.day):
                yield hit(
                    now.row.at("value"),
                    Related(before.row.at("value"), "the figure before"),
                    value=amount(kpi.unit, now.value),
                    before=amount(kpi.unit, before.value),
                    day=before.day,
                )


# A year to date is in its first half so many days after it began, and then far above the year before by so much.
FIRST_HALF, FAR_ABOVE = timedelta(days=183), 1.5


@rule(
    "AC08",
    Severity.QUERY,
    "{value} on {day} is far more than the {before} that the whole year before came to.",
    "Check the decimal point. If the count has not begun again, give Series break, or explain this finding.",
    brings={"WM02": Reach.CELL, "AC27": Reach.CELL},
)
def year_to_date_above_the_year_before(programme: Programme) -> Iterator[Hit]:
    """In the first half of its year a count for the year to date is not far above all of the year before.

    A point that was left out, or a total that was carried on, shows in no other way: the year before is no neighbour
    of a count that begins again. As much as is next expected in that year is no surprise.

    **Fails**

    KPIs:
    | ID | Unit | Measures | Year basis |
    | --- | --- | --- | --- |
    | TRN-K01 | Rate | Year to date | Academic |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 27 Mar 2026 | 14.2 |
    | TRN-K01 | 22 May 2026 | 17.6 |
    | TRN-K01 | 23 Oct 2026 | <34> |

    **Passes**

    KPIs:
    | ID | Unit | Measures | Year basis |
    | --- | --- | --- | --- |
    | TRN-K01 | Rate | Year to date | Academic |
    | TRN-K02 | Rate | Year to date | Academic |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 22 May 2026 | 17.6 |
    | TRN-K01 | 23 Oct 2026 | 3.4 |
    | TRN-K02 | 31 Oct 2025 | 17.6 |
    | TRN-K02 | 23 Oct 2026 | 34 |

    south.xlsx KPIs:
    | ID | Unit | Measures | Year basis |
    | --- | --- | --- | --- |
    | SOU-K01 | Count | Year to date | Academic |

    south.xlsx Expectations:
    | KPI | Expected | Measured on |
    | --- | --- | --- |
    | SOU-K01 | 15 | 18 Dec 2026 |

    south.xlsx Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | SOU-K01 | 31 Aug 2026 | 6 |
    | SOU-K01 | 31 Oct 2026 | 11 |
    """
    for kpi, figures in series(programme, _year_to_date).items():
        basis = kpi.year_basis
        for figure in figures if basis and kpi.unit is not Unit.PERCENT else ():
            year = year_of(basis, figure.day) if basis else 0
            begins = date(year, FIRST_MONTH[basis], 1) if basis else figure.day
            last = [one for one in figures if basis and year_of(basis, one.day) == year - 1]
            whole = max(last, key=lambda one: one.value, default=None)
            full = last and last[-1].day - begins.replace(year=year - 1) > FIRST_HALF
            in_half = full and figure.day - begins <= FIRST_HALF
            most = max(FAR_ABOVE * whole.value, _next_expected(programme, kpi, figure)) if whole else 0
            if whole and in_half and whole.value > 0 and figure.value > most:
                related = Related(whole.row.at("value"), "the most of the year before")
                value, before = amount(kpi.unit, figure.value), amount(kpi.unit, whole.value)
                yield hit(figure.row.at("value"), related, value=value, day=figure.day, before=before)


def _next_expected(programme: Programme, kpi: Kpi, figure: Dated) -> float:
    """What is expected of a count next, in the year of this figure; 0 where nothing is."""
    basis = kpi.year_basis
    later = [point for point in points(programme).get(kpi, ()) if point.day >= figure.day]
    same = basis and later and year_of(basis, later[0].day) == year_of(basis, figure.day)
    return later[0].value if same else 0
