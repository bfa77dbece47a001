"""Figures that are out of step with their own series: a year that runs at another pace, a fall beyond chance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import sqrt

from xl_send.analysis.activity import OFF_TRACK
from xl_send.analysis.figures import FIRST_MONTH, Dated, amount, broken_between, middle, series, year_of
from xl_send.analysis.words.reasons import accounts_for_it
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import Better, Measures, Unit
from xl_send.workbook.sheets.kpis import Actual, Kpi
from xl_send.workbook.submissions import Programme

# So many times as fast or as slow as the rest of its year no count runs; in its first weeks it may.
FAR, FEWEST, FIRST_WEEKS = 5.0, 4, 45
# A share that falls by so many standard errors and points did not fall by chance.
BEYOND_CHANCE, POINTS = 3.0, 0.05
DAYS_IN_A_YEAR = 366


@rule(
    "AC29",
    Severity.QUERY,
    "{value} by {day} is {times} what the other figures of that year suggest, {more}.",
    "Check the figure, its number of digits and the KPI that it stands under.",
    brings={
        "UN31": Reach.CELL,
        "UN25": Reach.CELL,
        "UN23": Reach.CELL,
        "AC06": Reach.WORKBOOK,
        "AC12": Reach.ROW,
        "WM02": Reach.CELL,
    },
)
def year_at_another_pace(programme: Programme) -> Iterator[Hit]:
    """The figures of one year to date lie about on one line.

    A figure of another KPI, or with a digit too few or too many, stands far above or below it. Asked where it is five
    times the usual pace or a fifth, six weeks or more into the year, and three others of that year are known, unless
    two are: then the year has another shape, such as a service that opens in September. A sum of money that starts
    slowly and then only grows faster is a building or a grant, and not asked about, nor is one paid out at the end of
    its year; nor is the nought of a count that had not begun.

    **Fails**

    KPIs:
    | ID | Unit | Measures | Year basis |
    | --- | --- | --- | --- |
    | TRN-K01 | Count | Year to date | Calendar |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 10 Jul 2026 | <12> |
    | TRN-K01 | 31 Jul 2026 | 455 |
    | TRN-K01 | 30 Sep 2026 | 539 |
    | TRN-K01 | 31 Oct 2026 | 604 |

    **Passes**

    KPIs:
    | ID | Unit | Measures | Year basis |
    | --- | --- | --- | --- |
    | TRN-K01 | Count | Year to date | Calendar |
    | TRN-K02 | Percent | Year to date | Calendar |
    | TRN-K03 | Pounds | Year to date | Financial |

    south.xlsx KPIs:
    | ID | Unit | Measures | Year basis |
    | --- | --- | --- | --- |
    | SOU-K01 | Count | Year to date | Financial |
    | SOU-K02 | Count | Year to date | Financial |

    south.xlsx Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | SOU-K01 | 30 Jun 2025 | 0 |
    | SOU-K01 | 30 Sep 2025 | 0 |
    | SOU-K01 | 31 Dec 2025 | 131 |
    | SOU-K01 | 28 Feb 2026 | 170 |
    | SOU-K01 | 31 Mar 2026 | 204 |
    | SOU-K02 | 30 Jun 2026 | 3 |
    | SOU-K02 | 31 Jul 2026 | 5 |
    | SOU-K02 | 30 Sep 2026 | 60 |
    | SOU-K02 | 31 Oct 2026 | 110 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K03 | 30 Jun 2025 | 12000 |
    | TRN-K03 | 30 Sep 2025 | 95400 |
    | TRN-K03 | 31 Dec 2025 | 640120 |
    | TRN-K03 | 31 Mar 2026 | 1288000 |
    | TRN-K01 | 31 Jan 2026 | 12 |
    | TRN-K01 | 31 Jul 2026 | 455 |
    | TRN-K01 | 30 Sep 2026 | 539 |
    | TRN-K01 | 31 Oct 2026 | 604 |
    | TRN-K02 | 31 Jul 2026 | 5% |
    | TRN-K02 | 31 Aug 2026 | 60% |
    | TRN-K02 | 30 Sep 2026 | 60% |
    | TRN-K02 | 31 Oct 2026 | 60% |
    """
    for kpi, actuals in series(programme, _is_counted_up).items():
        for year in _years(kpi, actuals).values():
            paces = {dated: dated.value / days for dated, days in year}
            usual = middle(list(paces.values())) if len(paces) >= FEWEST else 0.0
            if not usual or _gathers_pace(kpi, list(paces.values())):
                continue
            far = [dated for dated, pace in paces.items() if pace >= usual * FAR or pace * FAR <= usual]
            far = [dated for dated in far if dated.value or _has_begun(dated, paces)]
            if len(far) == 1 and not _is_paid_at_the_end(kpi, far[0], paces):
                dated, above = far[0], paces[far[0]] > usual
                times, more = ("five times", "or more") if above else ("a fifth of", "or less")
                value = amount(kpi.unit, dated.value)
                yield hit(dated.row.at("value"), value=value, day=dated.day, times=times, more=more)


def _is_paid_at_the_end(kpi: Kpi, one: Dated, paces: Iterable[Dated]) -> bool:
    return (
        kpi.unit is Unit.POUNDS and one.day == max(dated.day for dated in paces) and bool(getattr(one.row, "note", ""))
    )


def _has_begun(nought: Dated, paces: Iterable[Dated]) -> bool:
    return any(dated.value and dated.day < nought.day for dated in paces)


def _gathers_pace(kpi: Kpi, paces: Sequence[float]) -> bool:
    return kpi.unit is Unit.POUNDS and all(earlier < later for earlier, later in pairwise(paces))


def _is_counted_up(kpi: Kpi) -> bool:
    return kpi.measures is Measures.YEAR_TO_DATE and kpi.unit not in {Unit.PERCENT, Unit.SCORE, Unit.DAYS}


def _years(kpi: Kpi, actuals: list[Dated]) -> dict[int, list[tuple[Dated, int]]]:
    """The figures of each year, with the days of it that had gone, but those of its first weeks."""
    found: defaultdict[int, list[tuple[Dated, int]]] = defaultdict(list)
    for dated in actuals:
        if kpi.year_basis is None:
            break
        year = year_of(kpi.year_basis, dated.day)
        months = (dated.day.month - FIRST_MONTH[kpi.year_basis]) % 12
        days = round(months * DAYS_IN_A_YEAR / 12) + dated.day.day
        if days >= FIRST_WEEKS:
            found[year].append((dated, days))
    return found


@rule(
    "AC30",
    Severity.QUERY,
    "{value}, out of {base}, is further below the {before} of {day} than chance would explain.",
    "Check the figure for a mistyped digit. If it truly fell so far, say why in its Note, or explain this finding.",
    brings={"WM02": Reach.CELL, "AC07": Reach.CELL},
)
def fall_beyond_chance(programme: Programme) -> Iterator[Hit]:
    """A share of many does not worsen at once by more than chance allows.

    One digit mistyped, 63.8% for 73.8%, is no leap that the eye sees. Asked of the latest figure of a percentage that
    is a snapshot or over twelve months, where it is worse than the one before by five points or more and by three
    standard errors of the two bases, and neither its Note nor the Commentary of a KPI reported off track says why.

    **Fails**

    KPIs:
    | ID | Unit | Better when | Measures |
    | --- | --- | --- | --- |
    | TRN-K01 | Percent | Higher | Snapshot |

    Actuals:
    | KPI | Period end | Value | Base |
    | --- | --- | --- | --- |
    | TRN-K01 | 30 Jun 2026 | 72.4% | 611 |
    | TRN-K01 | 30 Sep 2026 | <63.8%> | 604 |

    **Passes**

    KPIs:
    | ID | Unit | Better when | Measures |
    | --- | --- | --- | --- |
    | TRN-K01 | Percent | Higher | Snapshot |
    | TRN-K02 | Percent | Lower | Snapshot |
    | TRN-K03 | Percent | Higher | Snapshot |
    | TRN-K04 | Percent | Higher | Snapshot |

    Actuals:
    | KPI | Period end | Value | Base | Note |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | 30 Jun 2026 | 72.4% | 61 | |
    | TRN-K01 | 30 Sep 2026 | 63.8% | 60 | |
    | TRN-K02 | 30 Jun 2026 | 72.4% | 611 | |
    | TRN-K02 | 30 Sep 2026 | 63.8% | 604 | |
    | TRN-K03 | 30 Jun 2026 | 72.4% | 6110 | |
    | TRN-K03 | 30 Sep 2026 | 68.8% | 6040 | |
    | TRN-K04 | 30 Jun 2026 | 72.4% | 611 | |
    | TRN-K04 | 30 Sep 2026 | 63.8% | 604 | Backlog of older cases issued |
    """
    for kpi, actuals in series(programme, _is_a_steady_share).items():
        for before, now in list(pairwise(actuals))[-1:]:
            bases = [dated.row.base for dated in (before, now) if isinstance(dated.row, Actual)]
            if len(bases) < 2 or not all(bases) or broken_between(kpi, before.day, now.day):
                continue
            worse = before.value - now.value if kpi.better is Better.HIGHER else now.value - before.value
            share = (before.value + now.value) / 2
            error = sqrt(max(share * (1 - share), 0.0) * sum(1 / (base or 1.0) for base in bases))
            if worse >= POINTS and error and worse >= BEYOND_CHANCE * error and not _is_told(kpi, now):
                yield hit(
                    now.row.at("value"), Related(before.row.at("value"), say(before.day)), day=before.day,
                    value=amount(kpi.unit, now.value), before=amount(kpi.unit, before.value),
                    base=amount(Unit.COUNT, bases[-1] or 0.0),
                )  # fmt: skip


def _is_told(kpi: Kpi, fallen: Dated) -> bool:
    said = kpi.commentary if kpi.reported in OFF_TRACK else None
    return any(accounts_for_it(text) for text in (getattr(fallen.row, "note", None), said))


def _is_a_steady_share(kpi: Kpi) -> bool:
    steady = kpi.measures in {Measures.SNAPSHOT, Measures.ROLLING}
    return steady and kpi.unit is Unit.PERCENT and kpi.better in {Better.HIGHER, Better.LOWER}
