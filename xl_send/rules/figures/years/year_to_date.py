"""Figures for the year to date, which grow through their year and then start again."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from xl_send.analysis.figures import FIRST_MONTH, Dated, amount, points, series, year_of
from xl_send.analysis.words.reasons import accounts_for_it
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.choices import Better, Measures, Unit, YearBasis
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme

NOTHING_LEFT, FAR_BEHIND = 0.5, {Better.HIGHER: 0.2}
# What is taken off again as well.
_NET = Pattern(r"(?i)\b(?:net|growth|increase|change|less|minus)\b")


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
    differently looks like a sudden success or failure and is neither. Asked where it is less than half of
    what is expected, or than a fifth where more is better, of the year in which the return stands, once something of
    that year is expected: what was expected in the year before is not held against a new count.

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
    | TRN-K08 | Count | Higher | Year to date | Academic |

    Expectations:
    | KPI | Expected | Measured on |
    | --- | --- | --- |
    | TRN-K08 | 60 | 31 Oct 2026 |
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
    | TRN-K08 | 31 Jul 2026 | 400 | |
    | TRN-K08 | 31 Oct 2026 | 22 | |
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
        if pair and point and _collapsed(kpi, *pair, point):
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


def _collapsed(kpi: Kpi, before: Dated, now: Dated, point: Dated) -> bool:
    """Whether a figure is below half of the one before and of what is expected, and its Note tells no why.

    Where more is better it is too small to please: then below a fifth of what is expected.
    """
    behind = FAR_BEHIND.get(kpi.better or Better.LOWER, NOTHING_LEFT)
    far = now.value < NOTHING_LEFT * before.value and now.value < behind * point.value
    return far and not accounts_for_it(getattr(now.row, "note", None))


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


# How much of what was counted for the year has to be left at the next figure of it.
_GROWS = {Unit.COUNT: 1.0, Unit.POUNDS: 0.9, Unit.RATE: 0.8}


@rule(
    "AC06",
    Severity.QUERY,
    "{value} so far this year is less than the {before} counted by {day}.",
    "Check both figures. A year to date goes up until it starts again; if figures were corrected, say so in the Note.",
)
def year_to_date_count_went_down(programme: Programme) -> Iterator[Hit]:
    """A count for the year to date, or what was spent in it, does not go down within the year.

    What has been counted once has happened, unless its Note says that figures were put right. A net figure, of which
    what ended is taken off, may fall, and so may an amount of money by a tenth: credits and journals come in. A rate
    may fall by a fifth: more children share what has happened.

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

    **Fails**

    KPIs:
    | ID | Unit | Measures | Year basis |
    | --- | --- | --- | --- |
    | TRN-K01 | Pounds | Year to date | Financial |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 May 2026 | 158000 |
    | TRN-K01 | 30 Jun 2026 | <142199> |

    **Fails**

    KPIs:
    | ID | Unit | Measures | Year basis |
    | --- | --- | --- | --- |
    | TRN-K01 | Rate | Year to date | Academic |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 27 Mar 2026 | 22 |
    | TRN-K01 | 22 May 2026 | <17.5> |

    **Passes**

    KPIs:
    | ID | Unit | Measures | Year basis |
    | --- | --- | --- | --- |
    | TRN-K01 | Pounds | Year to date | Financial |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 May 2026 | 158000 |
    | TRN-K01 | 30 Jun 2026 | 142200 |

    **Passes**

    KPIs:
    | ID | Unit | Measures | Year basis |
    | --- | --- | --- | --- |
    | TRN-K01 | Rate | Year to date | Academic |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 27 Mar 2026 | 22 |
    | TRN-K01 | 22 May 2026 | 17.6 |

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
    | TRN-K03 | 30 Sep 2026 | 38 | Two duplicates removed |
    """
    for kpi, actuals in series(programme, _year_to_date).items():
        basis = kpi.year_basis
        if basis is None or kpi.unit not in _GROWS or _NET.search(f"{kpi.name or ''} {kpi.definition or ''}"):
            continue
        for before, now in pairwise(actuals):
            fell = now.value < before.value * _GROWS[kpi.unit] and before.day < now.day
            fell = fell and not accounts_for_it(getattr(now.row, "note", None))
            if fell and year_of(basis, before.day) == year_of(basis, now.day):
                yield hit(
                    now.row.at("value"),
                    Related(before.row.at("value"), "the figure before"),
                    value=amount(kpi.unit, now.value),
                    before=amount(kpi.unit, before.value),
                    day=before.day,
                )
