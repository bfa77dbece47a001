"""The days that figures speak of: typed as a month, too close to one another, or before the work began."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise

from xl_send.analysis.figures import Dated, points, series
from xl_send.analysis.words.months import last_of, month, why_a_month
from xl_send.analysis.words.reasons import stands_for_comparison, tells_of_its_day, was_counted_again
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.kpis.reports import comes_far_more_often
from xl_send.workbook.cells import MonthAlone
from xl_send.workbook.sheets.choices import Better, Frequency
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme

# Monthly figures, and those that come less often, are never so few days apart.
MONTHLY_APART, OTHERS_APART = timedelta(days=14), timedelta(days=7)
# Figures of one series that are further apart than a year have a year mistyped between them, or none was drawn.
A_GAP, SOON = timedelta(days=366), timedelta(days=120)


_THE_FIRST = Pattern(
    r"(?i)\b(?:1|1st|first) (?:day )?(?:of )?(?:(?:the|each|every) (?:month|term|year)"
    r"|january|february|march|april|may|june|july|august|september|october|november|december)\b|\bcensus\b"
)


@rule(
    "AC11",
    Severity.QUERY,
    "Period end is {day}, and {why}: Excel makes the first day out of a month that is typed without one.",
    "If all of {month} is meant, type {last}. If the figure is of {day}, say so in its Note.",
    speaks_for=("AC12", "AC13"),
    brings={"KP51": Reach.CELL, "AC35": Reach.CELL},
)
def month_read_as_its_first_day(programme: Programme) -> Iterator[Hit]:
    """A figure for a month is dated at the end of the month.

    A figure for October that is dated on the 1st is held against what was expected in September. Asked where the
    other figures of the KPI are of months' ends, where it counts a period, which does not end on a first, where one
    that comes less often than monthly is within three weeks of the one before, where two others or more are all
    later in their months (of what comes half-termly), and where the baseline or the start of the workstream
    lies later in that month; and where the cell shows the month alone, as Excel shows a month that was typed without a
    day. A Note that names the first, such as "As at 1 October", answers it, as a baseline of that very day does.

    **Fails**

    KPIs:
    | ID | Measures | Year basis | Baseline date |
    | --- | --- | --- | --- |
    | TRN-K01 | Snapshot | | 31 Jul 2026 |
    | TRN-K02 | Period | Academic | 31 Jul 2026 |
    | TRN-K03 | Snapshot | | 7 Sep 2026 |

    Actuals:
    | KPI | Period end |
    | --- | --- |
    | TRN-K01 | 30 Sep 2026 |
    | TRN-K01 | <1 Oct 2026> |
    | TRN-K02 | <1 Oct 2026> |
    | TRN-K03 | <1 Sep 2026> |

    **Fails**

    KPIs:
    | ID | Baseline date |
    | --- | --- |
    | TRN-K01 | 31 Jul 2026 |

    Actuals:
    | KPI | Period end |
    | --- | --- |
    | TRN-K01 | Sep-2026 |
    | TRN-K01 | <Oct-2026> |

    **Passes**

    KPIs:
    | ID | Measures | Year basis | Baseline date |
    | --- | --- | --- | --- |
    | TRN-K01 | Snapshot | | 31 Jul 2026 |
    | TRN-K02 | Snapshot | | 1 Sep 2026 |
    | TRN-K03 | Snapshot | | 1 Oct 2025 |
    | TRN-K04 | Snapshot | | 31 Jul 2026 |
    | TRN-K05 | Snapshot | | 1 Sep 2026 |

    Actuals:
    | KPI | Period end | Note |
    | --- | --- | --- |
    | TRN-K05 | 1 Sep 2026 | |
    | TRN-K05 | 30 Sep 2026 | |
    | TRN-K05 | 31 Oct 2026 | |
    | TRN-K01 | 30 Sep 2026 | |
    | TRN-K01 | 31 Oct 2026 | |
    | TRN-K02 | 1 Sep 2026 | |
    | TRN-K02 | 1 Oct 2026 | |
    | TRN-K03 | 2 Oct 2025 | |
    | TRN-K03 | 1 Oct 2026 | |
    | TRN-K04 | 30 Sep 2026 | |
    | TRN-K04 | 1 Oct 2026 | As at 1 October |
    """
    for kpi, figures in series(programme).items():
        # Of figures that were all typed so, the latest is the one that is held against anything.
        asked_once = [figure for figure in figures if isinstance(figure.day, MonthAlone)][:-1]
        for figure in figures:
            why = _why_a_month(programme, kpi, figure, figures)
            if why and figure not in asked_once:
                cell = figure.row.at("period_end")
                yield hit(cell, day=figure.day, why=why, month=month(figure.day), last=last_of(figure.day))


def _why_a_month(programme: Programme, kpi: Kpi, one: Dated, figures: Sequence[Dated]) -> str:
    note = getattr(one.row, "note", None)
    if one.day.day != 1 or one.day == kpi.baseline_date or _THE_FIRST.search(note or ""):
        return ""
    stream = programme.streams.get(kpi.workstream)
    others = [other.day for other in figures if other.day != one.day]
    return why_a_month(kpi, one.day, others, stream.starts if stream else None)


@rule(
    "AC12",
    Severity.QUERY,
    "This figure is for {day}, {days} after the one before, but figures come {frequency}.",
    "Check both dates: is one of them of another month? If it is an extra figure, say so in its Note.",
    brings={"AC35": Reach.CELL, "UN30": Reach.ROW},
)
def figures_days_apart(programme: Programme) -> Iterator[Hit]:
    """Two figures of one KPI lie about as far apart as its frequency says.

    Two within days are one figure given twice, or one of them is dated wrongly, and then it is held against what was
    expected at another time. Asked of monthly figures fewer than 14 days apart, and of less frequent ones fewer than
    7, unless all come so often, the later one is of the day of the return itself or of one for which a figure is
    expected, or a Note tells of an extra, a provisional or a final figure.

    **Fails**

    KPIs:
    | ID | Frequency |
    | --- | --- |
    | TRN-K01 | Monthly |
    | TRN-K02 | Termly |

    Actuals:
    | KPI | Period end |
    | --- | --- |
    | TRN-K01 | 31 Jul 2026 |
    | TRN-K01 | 31 Aug 2026 |
    | TRN-K01 | <13 Sep 2026> |
    | TRN-K02 | 17 Jul 2026 |
    | TRN-K02 | <23 Jul 2026> |

    **Passes**

    KPIs:
    | ID | Frequency |
    | --- | --- |
    | TRN-K01 | Monthly |
    | TRN-K02 | Termly |
    | TRN-K03 | Monthly |
    | TRN-K04 | Monthly |
    | TRN-K05 | Monthly |

    Actuals:
    | KPI | Period end | Note |
    | --- | --- | --- |
    | TRN-K01 | 31 Aug 2026 | |
    | TRN-K01 | 14 Sep 2026 | |
    | TRN-K02 | 17 Jul 2026 | |
    | TRN-K02 | 24 Jul 2026 | |
    | TRN-K03 | 1 Oct 2026 | |
    | TRN-K03 | 8 Oct 2026 | |
    | TRN-K03 | 15 Oct 2026 | |
    | TRN-K03 | 22 Oct 2026 | |
    | TRN-K04 | 31 Aug 2026 | |
    | TRN-K04 | 10 Sep 2026 | Extra count for Schools Forum |
    | TRN-K04 | 31 Oct 2026 | |
    | TRN-K04 | 13 Nov 2026 | |
    | TRN-K05 | 31 Oct 2026 | |
    | TRN-K05 | 6 Nov 2026 | |

    Expectations:
    | KPI | Expected | Measured on |
    | --- | --- | --- |
    | TRN-K05 | 60 | 6 Nov 2026 |
    """
    expected = points(programme)
    for kpi, figures in series(programme).items():
        least = MONTHLY_APART if kpi.frequency is Frequency.MONTHLY else OTHERS_APART
        if comes_far_more_often(kpi, figures):
            continue
        for before, figure in pairwise(figures):
            apart = figure.day - before.day
            asked_for = {programme.as_at(kpi), *(point.day for point in expected.get(kpi, ()))}
            beside = figure.day in asked_for or any(map(_is_beside, (before, figure)))
            if timedelta() < apart < least and not beside:
                days, frequency = f"{apart.days} day{'s' * (apart.days > 1)}", kpi.frequency.value.lower()
                earlier = Related(before.row.at("period_end"), "the figure before")
                yield hit(figure.row.at("period_end"), earlier, day=figure.day, days=days, frequency=frequency)


def _is_beside(figure: Dated) -> bool:
    """Whether a figure was given beside the usual ones, by its Note."""
    note = getattr(figure.row, "note", None)
    return bool(note) and (was_counted_again(note) or tells_of_its_day(note))


@rule(
    "AC13",
    Severity.QUERY,
    "This figure is for {day}, before the baseline of {baseline}.",
    "Check the year and the month. If it is there to be compared with, say so in its Note.",
)
def figure_before_the_baseline(programme: Programme) -> Iterator[Hit]:
    """Figures describe days on or after the baseline.

    One that is written below later ones and dated before the baseline is mostly a slip of the year, and the latest
    figure of all is then missing. So are ones with no other for more than a year after them, or three where figures are
    annual. Earlier figures that stand in their order, or are there to be compared with by their Note, are a history,
    and are not asked about.

    **Fails**

    KPIs:
    | ID | Baseline date |
    | --- | --- |
    | TRN-K01 | 31 Aug 2026 |
    | TRN-K02 | 31 Jul 2025 |

    Actuals:
    | KPI | Period end |
    | --- | --- |
    | TRN-K01 | 30 Sep 2026 |
    | TRN-K01 | <31 Oct 2025> |
    | TRN-K02 | <28 Feb 2025> |
    | TRN-K02 | <31 Mar 2025> |
    | TRN-K02 | 30 Apr 2026 |

    **Passes**

    KPIs:
    | ID | Baseline date | Better when |
    | --- | --- | --- |
    | TRN-K01 | 31 Aug 2026 | Higher |
    | TRN-K02 | 31 Aug 2026 | Higher |
    | TRN-K03 | 31 Aug 2026 | Context only |

    Actuals:
    | KPI | Period end | Note |
    | --- | --- | --- |
    | TRN-K01 | 31 Aug 2026 | |
    | TRN-K01 | 30 Sep 2026 | |
    | TRN-K01 | 30 Sep 2025 | Same month last year |
    | TRN-K02 | 31 May 2026 | |
    | TRN-K02 | 30 Sep 2026 | |
    | TRN-K03 | 31 Mar 2026 | |
    """
    for kpi, figures in series(programme).items():
        start = kpi.baseline_date
        for figure in figures if start and kpi.better is not Better.CONTEXT else ():
            if start and figure.day < start and _looks_mistyped(kpi, figure, figures):
                note = getattr(figure.row, "note", None)
                if stands_for_comparison(note):
                    continue
                related = Related(kpi.at("baseline_date"), "the baseline")
                yield hit(figure.row.at("period_end"), related, day=figure.day, baseline=start)


def _looks_mistyped(kpi: Kpi, figure: Dated, figures: Sequence[Dated]) -> bool:
    gap = A_GAP * 3 if kpi.frequency is Frequency.ANNUAL else A_GAP
    return _out_of_order(figure, figures) or _a_year_early(figure, figures, gap)


def _out_of_order(one: Dated, figures: Sequence[Dated]) -> bool:
    """Whether a figure alone stands out of the order of dates: later ones are written above it, all in their order."""
    others = sorted((other for other in figures if other is not one), key=lambda other: other.row.row)
    ascending = all(before.day <= after.day for before, after in pairwise(others))
    return ascending and any(other.row.row < one.row.row and other.day > one.day for other in others)


def _a_year_early(one: Dated, figures: Sequence[Dated], gap: timedelta) -> bool:
    """Whether a figure, with those just before it, would stand in its place a year later: there is a gap of a year."""
    later = [other.day for other in figures if other.day - one.day > gap]
    return bool(later) and not any(SOON < other.day - one.day <= gap for other in figures)
