"""Where a KPI starts and ends, against the figures and expectations that stand there, and how soon one is known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from xl_send.analysis.figures import amount, points, readable, series
from xl_send.analysis.words.reasons import is_on_one_basis, tells_of_correction, was_counted_again
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.kpis.dates import PERIOD, said_by
from xl_send.workbook.sheets.choices import Better, Frequency, Unit
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme

# A baseline that is of more than its day.
_OF_LONGER = Pattern(
    r"(?i)\bbaselines?\b[^.;]{0,40}\b(?:averages?|mean|median|whole|years?|quarters?|months?|terms?|period|20\d\d)\b",
)
# A share and a score are rounded when they are written down twice.
ROUNDED = 0.011
HALF_A_POINT = 0.005
# Of a count below this that is no multiple of five nobody has rounded anything.
A_ROUND_NUMBER, EXACT_BELOW = 5, 1000


@rule(
    "KP29",
    Severity.QUERY,
    "Target date is {target}, but {number} of the {all} expectations are of later days, the last on {last}.",
    "Check the year of Target date: the target is the last that is expected.",
    brings={"EX04": Reach.CELL, "KP46": Reach.ROW},
)
def target_date_before_what_is_expected(programme: Programme) -> Iterator[Hit]:
    """A target date comes after what is expected on the way to it.

    Where half of the expectations or more come later, two at least, it is that one date which is wrong, unless they
    hold the target.

    **Fails**

    KPIs:
    | ID | Baseline date | Target date |
    | --- | --- | --- |
    | TRN-K01 | 31 Aug 2025 | <31 Jul 2026> |

    Expectations:
    | KPI | Expected | Measured on |
    | --- | --- | --- |
    | TRN-K01 | 110 | 31 Dec 2025 |
    | TRN-K01 | 120 | 31 Dec 2026 |
    | TRN-K01 | 130 | 31 Mar 2027 |

    **Passes**

    KPIs:
    | ID | Baseline date | Target date |
    | --- | --- | --- |
    | TRN-K01 | 31 Aug 2025 | 31 Jan 2027 |
    | TRN-K02 | 31 Aug 2025 | 31 Jul 2026 |

    Expectations:
    | KPI | Expected | Measured on |
    | --- | --- | --- |
    | TRN-K01 | 110 | 31 Dec 2025 |
    | TRN-K01 | 120 | 31 Dec 2026 |
    | TRN-K01 | 130 | 31 Mar 2027 |
    | TRN-K02 | 110 | 31 Dec 2025 |
    | TRN-K02 | 200 | 31 Dec 2026 |
    | TRN-K02 | 200 | 31 Mar 2027 |
    """
    for kpi, expected in points(programme).items():
        due = kpi.target_date
        later = [point for point in expected if due and point.day > due and point.value != kpi.target]
        if len(later) > 1 and 2 * len(later) >= len(expected):
            rows = [Related(kpi.at("baseline_date"), "the baseline date")]
            rows += [Related(point.row.at(name), "later") for point in later for name in ("kpi", "milestone")]
            yield hit(
                kpi.at("target_date"), *rows, target=due, number=len(later), all=len(expected), last=later[-1].day
            )


@rule(
    "KP68",
    Severity.QUERY,
    "Baseline is {baseline}, but the figure for that day, {day}, is {value}.",
    "Write the same in both. If one was provisional or put right, say so in the Note of the figure.",
    brings={"KP11": Reach.ROW, "KP12": Reach.ROW, "KP15": Reach.ROW, "EX06": Reach.CELL, "KP45": Reach.ROW,
            "KP46": Reach.ROW},
)  # fmt: skip
def baseline_of_another_figure(programme: Programme) -> Iterator[Hit]:
    """A baseline is the figure of its own day.

    Two digits changed about in one of the two make the way to the target longer or shorter than it is. Either may be
    rounded: to a whole percent, or to the last digit that it shows; of counts, only one in fives or tens. Where a Note,
    the Definition or the Commentary says that one of them was provisional or put right, or that the baseline is an
    average or of a whole year, both stand.

    **Fails**

    KPIs:
    | ID | Unit | Baseline | Baseline date |
    | --- | --- | --- | --- |
    | TRN-K01 | Percent | <85%> | 31 Aug 2026 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Aug 2026 | 58% |

    **Fails**

    KPIs:
    | ID | Unit | Baseline | Baseline date |
    | --- | --- | --- | --- |
    | TRN-K01 | Count | <188> | 31 Aug 2026 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Aug 2026 | 190 |

    **Passes**

    KPIs:
    | ID | Unit | Baseline | Baseline date |
    | --- | --- | --- | --- |
    | TRN-K01 | Percent | 58.3% | 31 Aug 2026 |
    | TRN-K02 | Percent | 85% | 31 Aug 2026 |
    | TRN-K03 | Percent | 24% | 31 Aug 2026 |
    | TRN-K04 | Percent | 58% | 31 Aug 2026 |

    south.xlsx KPIs:
    | ID | Unit | Baseline | Baseline date | Definition |
    | --- | --- | --- | --- | --- |
    | SOU-K01 | Percent | 48% | 31 Aug 2026 | Baseline: mean of the school year |

    south.xlsx Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | SOU-K01 | 31 Aug 2026 | 55% |

    Actuals:
    | KPI | Period end | Value | Note |
    | --- | --- | --- | --- |
    | TRN-K01 | 31 Aug 2026 | 58% | |
    | TRN-K02 | 30 Sep 2026 | 58% | |
    | TRN-K03 | 31 Aug 2026 | 24.3% | |
    | TRN-K04 | 31 Aug 2026 | 59.5% | Final figure; 58% was provisional |
    """
    for kpi, actuals in series(programme).items():
        start = kpi.baseline
        for actual in actuals:
            if actual.day != kpi.baseline_date or start is None or not readable(kpi, start):
                continue
            if not _differ(kpi, start, actual.value):
                continue
            said = (getattr(actual.row, "note", None), kpi.definition, kpi.commentary)
            of_longer = any(_OF_LONGER.search(text) for text in said if text)
            if not (of_longer or was_counted_again(said[0]) or any(map(tells_of_correction, said))):
                related = Related(actual.row.at("value"), "the figure of that day")
                yield hit(
                    kpi.at("baseline"), related, baseline=amount(kpi.unit, start), day=actual.day,
                    value=amount(kpi.unit, actual.value),
                )  # fmt: skip


def _differ(kpi: Kpi, start: float, value: float) -> bool:
    if kpi.unit is Unit.PERCENT and abs(start - value) <= HALF_A_POINT:
        return False
    if kpi.unit is Unit.COUNT and start == int(start) and start % A_ROUND_NUMBER and start < EXACT_BELOW:
        return abs(start - value) >= 1
    return abs(start - value) > ROUNDED * max(abs(start), abs(value), kpi.tolerance or 0.0)


@rule(
    "KP28",
    Severity.QUERY,
    "The publication lag is {lag} days, far longer than the {days} days or so between figures.",
    "Check the lag. It is the days from the end of a period until its figure is known.",
)
def lag_longer_than_the_frequency(programme: Programme) -> Iterator[Hit]:
    """A figure is known before many more periods have ended.

    The lag puts off the day on which missing data is noticed. Too long a lag hides that there is none. Monthly and
    quarterly figures of others may be published weeks after the next period ends, and results of pupils later than a
    year: asked where it is longer than two periods more.

    **Fails**

    KPIs:
    | ID | Frequency | Publication lag (days) |
    | --- | --- | --- |
    | TRN-K01 | Monthly | <94> |
    | TRN-K02 | Annual | <733> |

    **Passes**

    KPIs:
    | ID | Frequency | Publication lag (days) |
    | --- | --- | --- |
    | TRN-K01 | Monthly | 45 |
    | TRN-K02 | Annual | 420 |
    | TRN-K03 | Monthly | |
    """
    for kpi in programme.each(Kpi):
        days = PERIOD[kpi.frequency]
        most = days * (2 if kpi.frequency is Frequency.ANNUAL else 3)
        if kpi.lag is not None and kpi.lag > most:
            yield hit(kpi.at("lag"), Related(kpi.at("frequency"), "how often it is measured"), lag=kpi.lag, days=days)


@rule(
    "KP27",
    Severity.QUERY,
    "Figures from {day} cannot be compared with earlier ones, and the baseline of {baseline} is earlier.",
    "Give a baseline and a target on the new basis, with the date the baseline describes.",
)
def baseline_before_series_break(programme: Programme) -> Iterator[Hit]:
    """After a break in the series there is a baseline from after the break.

    Progress from a figure on another basis is not progress, unless the KPI says that the baseline was counted anew.

    **Fails**

    KPIs:
    | ID | Baseline date | Series break |
    | --- | --- | --- |
    | TRN-K01 | <31 Aug 2026> | 1 Sep 2026 |

    **Passes**

    KPIs:
    | ID | Baseline date | Series break | Better when | Definition |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | 1 Sep 2026 | 1 Sep 2026 | Higher | |
    | TRN-K02 | 31 Aug 2026 | 1 Dec 2026 | Higher | |
    | TRN-K03 | 31 Aug 2026 | 1 Sep 2026 | Context only | |
    | TRN-K04 | 31 Aug 2026 | 1 Sep 2026 | Higher | Baseline restated after the break |
    | TRN-K05 | 31 Aug 2026 | 1 Sep 2026 | Higher | August figure taken again by the new rules |
    """
    for kpi in programme.each(Kpi):
        day, broken, as_at = kpi.baseline_date, kpi.series_break, programme.as_at(kpi)
        if not (day and broken and as_at and day < broken <= as_at) or kpi.better is Better.CONTEXT:
            continue
        if not is_on_one_basis(kpi.definition, kpi.commentary, kpi.source):
            yield hit(kpi.at("baseline_date"), Related(kpi.at("series_break"), "the break"), day=broken, baseline=day)


@rule(
    "KP26",
    Severity.QUERY,
    "The series break, {day}, is after {as_at}, the date of this return.",
    "Check the date. It counts only once it has come.",
)
def series_break_after_as_at(programme: Programme) -> Iterator[Hit]:
    """A break in a series is entered once it has happened.

    A break to come is often a date typed with the wrong year. One that the KPI announces by its year, such as "from the
    census of 2027", is not asked about.

    **Fails**

    KPIs:
    | ID | Series break |
    | --- | --- |
    | TRN-K01 | <14 Nov 2026> |

    **Passes**

    KPIs:
    | ID | Series break | Definition |
    | --- | --- | --- |
    | TRN-K01 | 13 Nov 2026 | |
    | TRN-K02 | | |
    | TRN-K03 | 1 Jan 2027 | Counted anew from the census of 2027 |
    """
    for kpi in programme.each(Kpi):
        as_at = programme.as_at(kpi)
        if kpi.series_break and as_at and kpi.series_break > as_at and not _announces(kpi, kpi.series_break):
            yield hit(kpi.at("series_break"), day=kpi.series_break, as_at=as_at)


def _announces(kpi: Kpi, day: date) -> bool:
    """Whether a KPI names the year of a change, or its season."""
    return bool(re.search(rf"(?i)\b{day.year}\b|\b\d{{1,2}}[/.]{day.year % 100}\b", said_by(kpi)))
