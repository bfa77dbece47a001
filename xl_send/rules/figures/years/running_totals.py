"""Figures that only grow: what has been counted since a day, and a year to date that did not begin again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from xl_send.analysis.figures import FIRST_MONTH, Dated, amount, broken_between, months_over, points, series, year_of
from xl_send.analysis.words.reasons import accounts_for_it, tells_of_another_group, tells_of_correction
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.figures.years.counts_for_all import never_falls
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import Better, Measures, Unit
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme

# Where less was done, what was done before is still counted.
_LESS_DONE = Pattern(
    r"(?i)\b(?:cancell?ed|cancellations?|postponed|delayed|paused|(?:fewer|no) (?:sessions|courses|visits|events"
    r"|training)|illness|sick\w*|holidays?|strikes?|snow|trainers? (?:was|were|is|are) (?:off|away|ill))\b"
)
_LEFT = Pattern(
    r"(?i)\b(?:left|leav\w+|withdr[ae]w\w*|removed|retired|resigned|lapsed|expired|no longer|re-?start\w*)\b"
)


@rule(
    "AC26",
    Severity.QUERY,
    "{value} is less than the {before} counted by {day}, but {id} counts all since it began.",
    "Check both figures: what has been counted once does not go away. If one was put right, say so in its "
    "Note, or explain this finding.",
    brings={"UN25": Reach.CELL, "WM02": Reach.CELL},
)
def running_total_fell(programme: Programme) -> Iterator[Hit]:
    """A count of all since a day never falls.

    The lower figure is often that of one month alone, or of one area. Asked of a count whose name or Definition says
    that it counts what has happened since a day, so far, to date or cumulatively, or those trained and the like each
    once, or whose commentary calls it a running total, but not of what is open, waits or is still there, nor where the
    Note says that figures were put right or that some have left. That sessions were cancelled is no reason: those of
    before still count.

    **Fails**

    KPIs:
    | ID | Unit | Definition |
    | --- | --- | --- |
    | TRN-K01 | Count | Staff who have finished the module since September 2026. |
    | TRN-K02 | Count | Staff who completed the two-day course since September 2026. |
    | TRN-K03 | Count | Schools visited since the launch. |
    | TRN-K04 | Count | Clinicians trained: number on the register, each person once |

    Actuals:
    | KPI | Period end | Value | Note |
    | --- | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 140 | |
    | TRN-K01 | 31 Oct 2026 | <90> | |
    | TRN-K02 | 30 Sep 2026 | 140 | |
    | TRN-K02 | 31 Oct 2026 | <90> | October sessions cancelled |
    | TRN-K03 | 30 Sep 2026 | 14 | |
    | TRN-K03 | 31 Oct 2026 | <9> | |
    | TRN-K04 | 30 Sep 2026 | 22 | |
    | TRN-K04 | 31 Oct 2026 | <14> | |
    | TRN-K04 | 6 Nov 2026 | 64 | |

    **Passes**

    KPIs:
    | ID | Unit | Definition |
    | --- | --- | --- |
    | TRN-K01 | Count | Staff who have finished the module since September 2026. |
    | TRN-K02 | Count | Children waiting at the end of the month, asked in the same way since 2025 |
    | TRN-K03 | Count | Plans which have not been reviewed since September 2025 |
    | TRN-K04 | Count | Open cases that have come in since April 2026 |
    | TRN-K05 | Count | Staff trained, running total |
    | TRN-K06 | Count | Children on roll, each child once |
    | TRN-K07 | Count | Trained staff in post, each person once |

    Actuals:
    | KPI | Period end | Value | Note |
    | --- | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 140 | |
    | TRN-K01 | 31 Oct 2026 | 140 | |
    | TRN-K02 | 30 Sep 2026 | 140 | |
    | TRN-K02 | 31 Oct 2026 | 90 | |
    | TRN-K03 | 30 Sep 2026 | 64 | |
    | TRN-K03 | 31 Oct 2026 | 52 | |
    | TRN-K04 | 30 Sep 2026 | 64 | |
    | TRN-K04 | 31 Oct 2026 | 52 | |
    | TRN-K05 | 30 Sep 2026 | 64 | |
    | TRN-K05 | 31 Oct 2026 | 52 | Leavers removed; October session cancelled |
    | TRN-K06 | 30 Sep 2026 | 64 | |
    | TRN-K06 | 31 Oct 2026 | 52 | |
    | TRN-K07 | 30 Sep 2026 | 64 | |
    | TRN-K07 | 31 Oct 2026 | 52 | |
    """
    for kpi, actuals in series(programme, never_falls).items():
        for before, now in pairwise(actuals):
            note = getattr(now.row, "note", None)
            put_right = accounts_for_it(note) and not _is_of_less_done(note or "")
            if now.value < before.value and not put_right and not broken_between(kpi, before.day, now.day):
                yield hit(
                    now.row.at("value"), Related(before.row.at("value"), say(before.day)), id=kpi.id,
                    value=amount(kpi.unit, now.value), before=amount(kpi.unit, before.value), day=before.day,
                )  # fmt: skip


def _is_of_less_done(note: str) -> bool:
    """Whether a Note tells only that less was done of late, which takes nothing off a running total."""
    told = tells_of_correction(note) or tells_of_another_group(note) or _LEFT.search(note)
    return not told and _LESS_DONE.search(note) is not None


@rule(
    "AC27",
    Severity.QUERY,
    "{value} this early in the year is more than the {before} counted by {day}, late in the year before.",
    "A year to date starts again at nought. If last year is still counted in, take it out; if not, check the figure.",
    brings={"WM02": Reach.CELL, "UN25": Reach.CELL, "AC05": Reach.CELL},
)
def count_did_not_begin_again(programme: Programme) -> Iterator[Hit]:
    """A year to date begins again at nought.

    One that was counted on from the year before is far above what the new year expects. Asked of counts, amounts
    and rates: the first figure of a year, in its first four months, against the last of the year before, in its last
    six. As much as is next expected in that year is no surprise, nor is more of what began from nothing.

    **Fails**

    KPIs:
    | ID | Unit | Measures | Year basis |
    | --- | --- | --- | --- |
    | TRN-K01 | Rate | Year to date | Academic |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 22 May 2026 | 17.6 |
    | TRN-K01 | 23 Oct 2026 | <20.9> |

    **Passes**

    KPIs:
    | ID | Unit | Measures | Year basis | Baseline |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Rate | Year to date | Academic | 12 |
    | TRN-K02 | Percent | Year to date | Academic | 50% |
    | TRN-K03 | Count | Year to date | Academic | 0 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 22 May 2026 | 17.6 |
    | TRN-K01 | 23 Oct 2026 | 3.4 |
    | TRN-K02 | 22 May 2026 | 52% |
    | TRN-K02 | 23 Oct 2026 | 61% |
    | TRN-K03 | 31 Jul 2026 | 20 |
    | TRN-K03 | 31 Oct 2026 | 45 |
    """
    for kpi, actuals in series(programme, _counts_through_a_year).items():
        basis = kpi.year_basis
        for before, now in pairwise(actuals):
            if basis is None or year_of(basis, now.day) != year_of(basis, before.day) + 1:
                continue
            early, late = months_over(kpi, now.day.month) < 4, months_over(kpi, before.day.month) >= 6
            most = max(before.value, _next_expected(programme, kpi, now))
            above = early and late and now.value > most and before.value > 0
            if above and not broken_between(kpi, before.day, now.day):
                yield hit(
                    now.row.at("value"), Related(before.row.at("value"), say(before.day)),
                    value=amount(kpi.unit, now.value), before=amount(kpi.unit, before.value), day=before.day,
                )  # fmt: skip


def _counts_through_a_year(kpi: Kpi) -> bool:
    return _runs_through_a_year(kpi) and kpi.unit in {Unit.COUNT, Unit.POUNDS, Unit.RATE}


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
    of a count that begins again. Half as much again as is next expected in that year is no surprise, nor is it where
    what is to rise began from nothing: the year before was none of its usual ones.

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
    | SOU-K02 | Count | Year to date | Academic |

    south.xlsx Expectations:
    | KPI | Expected | Measured on |
    | --- | --- | --- |
    | SOU-K01 | 15 | 18 Dec 2026 |
    | SOU-K02 | 15 | 18 Dec 2026 |

    south.xlsx Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | SOU-K01 | 31 Aug 2026 | 6 |
    | SOU-K01 | 31 Oct 2026 | 11 |
    | SOU-K02 | 31 Aug 2026 | 12 |
    | SOU-K02 | 31 Oct 2026 | 22 |
    """
    for kpi, figures in series(programme, _runs_through_a_year).items():
        basis = kpi.year_basis
        for figure in figures if basis and kpi.unit is not Unit.PERCENT else ():
            year = year_of(basis, figure.day) if basis else 0
            begins = date(year, FIRST_MONTH[basis], 1) if basis else figure.day
            last = [one for one in figures if basis and year_of(basis, one.day) == year - 1]
            whole = max(last, key=lambda one: one.value, default=None)
            full = last and last[-1].day - begins.replace(year=year - 1) > FIRST_HALF
            in_half = full and figure.day - begins <= FIRST_HALF
            most = FAR_ABOVE * max(whole.value, _next_expected(programme, kpi, figure)) if whole else 0
            if whole and in_half and whole.value > 0 and figure.value > most:
                related = Related(whole.row.at("value"), "the most of the year before")
                value, before = amount(kpi.unit, figure.value), amount(kpi.unit, whole.value)
                yield hit(figure.row.at("value"), related, value=value, day=figure.day, before=before)


def _runs_through_a_year(kpi: Kpi) -> bool:
    return kpi.measures is Measures.YEAR_TO_DATE and not _began_from_nothing(kpi)


def _began_from_nothing(kpi: Kpi) -> bool:
    """Whether a KPI is of a new service, whose years cannot be compared yet."""
    return kpi.baseline == 0 and kpi.better is Better.HIGHER


def _next_expected(programme: Programme, kpi: Kpi, figure: Dated) -> float:
    """What is expected of a count next, in the year of this figure; 0 where nothing is."""
    basis = kpi.year_basis
    later = [point for point in points(programme).get(kpi, ()) if point.day >= figure.day]
    same = basis and later and year_of(basis, later[0].day) == year_of(basis, figure.day)
    return later[0].value if same else 0
