"""The way that expectations lead: from the baseline on, each at least as good as the last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from xl_send.analysis.figures import Dated, amount, broken_between, points, readable, series
from xl_send.analysis.words.reasons import accounts_for_it, foresees_it, foresees_month
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.kpis.journeys import goes_the_other_way, is_contained
from xl_send.workbook.sheets.choices import Better, Measures, Unit
from xl_send.workbook.sheets.kpis import Expectation, Kpi
from xl_send.workbook.submissions import Programme

STEADY = frozenset({Measures.SNAPSHOT, Measures.ROLLING})
A_YEAR, SAME_TIME, TWICE = 365, 21, 2
# What is worse in one term than in the last, whatever is done; and what grows before it can fall.
_SEASONAL = Pattern(r"(?i)\b(?:attendance|attending|absen\w+|miss(?:ing|ed) (?:\w+ ){0,4}sessions?)\b")
_A_BALANCE = Pattern(r"(?i)\b(?:deficit|overspend|in-year (?:pressure|position|gap))\b")


@rule(
    "EX05",
    Severity.QUERY,
    "{better} is better, but {value} is expected on {day} after {before} on {earlier}.",
    "Check both figures. If they are right, say why in the Note, or explain this finding.",
    brings={"WM11": Reach.CELL},
)
def expectation_against_the_direction(programme: Programme) -> Iterator[Hit]:
    """Each expectation is at least as good as the one before it.

    Some figures get worse before they get better: clearing a backlog lowers timeliness for a while. That is to be
    explained, under Note or for the finding; that it was agreed is no reason. A year to date, and a number for a
    period, follow the seasons and are not asked about; nor is a figure that is to recover, where what was counted has
    gone that way already, nor one that fell at the same time the year before. Nor are attendance, a deficit, and what
    its Definition or Commentary says will be worse before it is better.

    **Fails**

    KPIs:
    | ID | Better when |
    | --- | --- |
    | TRN-K01 | Higher |
    | TRN-K02 | Lower |

    Expectations:
    | KPI | Expected | Measured on | Note |
    | --- | --- | --- | --- |
    | TRN-K01 | 120 | 11 Dec 2026 | |
    | TRN-K01 | <115> | 31 Mar 2027 | Agreed with the service |
    | TRN-K02 | 115 | 11 Dec 2026 | |
    | TRN-K02 | <120> | 31 Mar 2027 | Agreed with the service |

    **Passes**

    KPIs:
    | ID | Better when | Measures | Year basis | Series break | KPI |
    | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Higher | Snapshot | | | |
    | TRN-K02 | Lower | Year to date | Academic | | |
    | TRN-K03 | Close to target | Snapshot | | | |
    | TRN-K04 | Higher | Snapshot | | 4 Jan 2027 | |
    | TRN-K05 | Lower | Snapshot | | | |
    | TRN-K06 | Higher | Snapshot | | | |
    | TRN-K07 | Higher | Snapshot | | | |
    | TRN-K08 | Lower | Snapshot | | | Cumulative DSG deficit |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K06 | 19 Dec 2025 | 118 |
    | TRN-K06 | 27 Mar 2026 | 113 |
    | TRN-K05 | 31 Jul 2026 | 284 |
    | TRN-K05 | 31 Oct 2026 | 372 |

    Expectations:
    | KPI | Expected | Measured on | Note |
    | --- | --- | --- | --- |
    | TRN-K01 | 100 | 11 Dec 2026 | |
    | TRN-K01 | 100 | 31 Mar 2027 | |
    | TRN-K02 | 28 | 31 Mar 2027 | |
    | TRN-K02 | 30 | 31 Jul 2027 | |
    | TRN-K03 | 120 | 11 Dec 2026 | |
    | TRN-K03 | 110 | 31 Mar 2027 | |
    | TRN-K04 | 120 | 11 Dec 2026 | |
    | TRN-K04 | 60 | 31 Mar 2027 | |
    | TRN-K05 | 330 | 31 Jul 2026 | |
    | TRN-K05 | 380 | 31 Oct 2026 | |
    | TRN-K05 | 290 | 31 Mar 2027 | |
    | TRN-K06 | 120 | 18 Dec 2026 | |
    | TRN-K06 | 115 | 25 Mar 2027 | |
    | TRN-K07 | 50 | 30 Sep 2026 | |
    | TRN-K07 | 40 | 31 Dec 2026 | Dips while the backlog is issued |
    | TRN-K08 | 96 | 31 Dec 2026 | |
    | TRN-K08 | 112 | 31 Mar 2027 | |
    """
    counted = series(programme)
    for kpi, expected in points(programme).items():
        for before, now in pairwise(expected) if runs_on(kpi) else ():
            apart = before.day < now.day and not broken_between(kpi, before.day, now.day)
            actuals = counted.get(kpi, ())
            passing = _recovers(kpi, expected, before, now) and _went_so(kpi, actuals, before, now)
            passing = passing and now.value not in {actual.value for actual in actuals if actual.day >= now.day}
            passing = passing or worse_the_year_before(kpi, actuals, before.day, now.day)
            if not apart or not worse(kpi, before.value, now.value) or passing:
                continue
            if not goes_both_ways(kpi) and not says_why_it_turns(now) and not foresees_month(kpi, now.day):
                yield hit(
                    now.row.at("expected"),
                    Related(before.row.at("expected"), "what it follows"),
                    *_dated_by(programme, before, now),
                    *_wrong_way(kpi),
                    better=kpi.better.value,
                    value=amount(kpi.unit, now.value),
                    day=now.day,
                    before=amount(kpi.unit, before.value),
                    earlier=before.day,
                )


def _wrong_way(kpi: Kpi) -> tuple[Related, ...]:
    """The journey, where the target lies on the worse side of the baseline: then not each expectation is at fault."""
    if not goes_the_other_way(kpi, kpi.baseline, kpi.target):
        return ()
    notes = {"target": "the target", "baseline": "the baseline", "better": "which way is better"}
    return tuple(Related(kpi.at(name), note) for name, note in notes.items())


def says_why_it_turns(expected: Dated) -> bool:
    """Whether the Note of an expectation tells why it runs against the direction, or waits."""
    return isinstance(expected.row, Expectation) and accounts_for_it(expected.row.note)


def goes_both_ways(kpi: Kpi) -> bool:
    """Whether a KPI follows the seasons, is a deficit that grows before it falls, or says that it will grow."""
    seasonal = kpi.unit is not Unit.COUNT and _SEASONAL.search(kpi.name or "")
    by_its_kind = seasonal or _A_BALANCE.search(kpi.name or "")
    return bool(by_its_kind) or foresees_it(kpi) or is_contained(kpi)


def runs_on(kpi: Kpi) -> bool:
    """Whether figures of different times of the year can be compared: of a period, shares, scores and days alone."""
    compared = {Unit.PERCENT, Unit.SCORE, Unit.DAYS}
    return kpi.measures in STEADY or (kpi.measures is Measures.PERIOD and kpi.unit in compared)


def _recovers(kpi: Kpi, expected: Sequence[Dated], before: Dated, now: Dated) -> bool:
    """Whether a later expectation is better than the one before a fall."""
    return any(point.day > now.day and worse(kpi, point.value, before.value) for point in expected)


def _went_so(kpi: Kpi, actuals: Sequence[Dated], before: Dated, now: Dated) -> bool:
    """Whether figures between two expectations held to the first, then fell behind it half as far as is expected."""
    found = [item.value for item in actuals if before.day <= item.day <= now.day]
    behind = [worse(kpi, before.value, value) for value in found]
    fell = max((abs(value - before.value) for value in found if worse(kpi, before.value, value)), default=0)
    as_far = abs(now.value - before.value) <= TWICE * fell
    return as_far and False in behind and True in behind[behind.index(False) :]


def worse_the_year_before(kpi: Kpi, actuals: Sequence[Dated], before: date, now: date) -> bool:
    """Whether what was counted a year earlier grew worse between the same two times of the year."""
    earlier, later = (_a_year_before(actuals, day) for day in (before, now))
    return earlier is not None and later is not None and worse(kpi, earlier.value, later.value)


def _a_year_before(actuals: Sequence[Dated], day: date) -> Dated | None:
    """The figure nearest to a year before a day, within three weeks of that: terms do not end on one date."""
    wanted = day - timedelta(days=A_YEAR)
    near = [item for item in actuals if abs((item.day - wanted).days) <= SAME_TIME]
    return min(near, key=lambda item: abs((item.day - wanted).days), default=None)


def worse(kpi: Kpi, before: float, now: float) -> bool:
    """Whether a figure is worse than the one before it."""
    return (kpi.better is Better.HIGHER and now < before) or (kpi.better is Better.LOWER and now > before)


@rule(
    "EX06",
    Severity.QUERY,
    "{better} is better, but the first expectation, {value}, is worse than the baseline of {baseline}.",
    "Check both figures. If they are right, say why in the Note, or explain this finding.",
)
def expectation_worse_than_the_baseline(programme: Programme) -> Iterator[Hit]:
    """The first expectation is at least as good as the baseline.

    Otherwise a KPI may be Green though it is worse than before the work began. Where the first figure that was counted
    bears the expectation out, the baseline is blamed. A Note that tells why, such as growth before it falls, answers
    it, and a deficit or attendance is not asked about. Of a year to date, more than twice as much is asked about.

    **Fails**

    KPIs:
    | ID | Better when | Baseline |
    | --- | --- | --- |
    | TRN-K01 | Higher | 100 |
    | TRN-K02 | Lower | 100 |

    Expectations:
    | KPI | Expected | Note |
    | --- | --- | --- |
    | TRN-K01 | <99> | Agreed with the service |
    | TRN-K02 | <101> | Agreed with the service |

    Milestones:
    | ID |
    | --- |
    | TRN-M01 |

    **Fails**

    KPIs:
    | ID | Unit | Better when | Baseline | Measures | Year basis |
    | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Percent | Higher | 54% | Period | Academic |
    | TRN-K02 | Rate | Lower | 18.9 | Year to date | Academic |

    Expectations:
    | KPI | Expected | Note |
    | --- | --- | --- |
    | TRN-K01 | <38%> | Agreed with the service |
    | TRN-K02 | <81.2> | |

    Milestones:
    | ID |
    | --- |
    | TRN-M01 |

    **Passes**

    KPIs:
    | ID | Better when | Baseline | Measures | Year basis | Commentary |
    | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Higher | 100 | Snapshot | | |
    | TRN-K02 | Lower | 12.7 | Year to date | Academic | |
    | TRN-K03 | Lower | 12 | Snapshot | | |
    | TRN-K04 | Lower | 612 | Snapshot | | |
    | TRN-K05 | Lower | 312 | Snapshot | | Still going up as expected until places open |
    | TRN-K06 | Lower | 118 | Snapshot | | |
    | TRN-K07 | Lower | 61250 | Snapshot | | |

    Expectations:
    | KPI | Expected | Note |
    | --- | --- | --- |
    | TRN-K07 | 61600 | Uplifts come before savings |
    | TRN-K01 | 100 | |
    | TRN-K02 | 13.3 | |
    | TRN-K04 | 630 | Contract prices rise before re-letting |
    | TRN-K05 | 322 | |
    | TRN-K06 | 120 | up first |

    Milestones:
    | ID |
    | --- |
    | TRN-M01 |
    """
    counted = series(programme)
    for kpi, expected in points(programme).items():
        start, day = kpi.baseline, kpi.baseline_date
        first = expected[0]
        if start is None or day is None or not readable(kpi, start) or not (runs_on(kpi) or _is_twice(kpi, first)):
            continue
        apart = first.day >= day and not broken_between(kpi, day, first.day)
        foreseen = says_why_it_turns(first) or goes_both_ways(kpi) or foresees_month(kpi, first.day)
        if apart and worse(kpi, start, first.value) and not foreseen:
            at_first, at_start = first.row.at("expected"), kpi.at("baseline")
            starts_there = _bears_out(first.value, start, counted.get(kpi, ()))
            yield hit(
                at_start if starts_there else at_first,
                Related(at_first, "the first expectation") if starts_there else Related(at_start, "the baseline"),
                *_wrong_way(kpi),
                better=kpi.better.value,
                value=amount(kpi.unit, first.value),
                baseline=amount(kpi.unit, start),
            )


def _is_twice(kpi: Kpi, first: Dated) -> bool:
    """Whether of a part of a year, of which less is better, more than twice the figure of a year is expected."""
    part = kpi.measures is Measures.YEAR_TO_DATE and kpi.better is Better.LOWER
    return part and kpi.baseline is not None and first.value > 2 * kpi.baseline > 0


def _bears_out(expected: float, start: float, actuals: Sequence[Dated]) -> bool:
    """Whether the first figure that was counted is far nearer to what was expected than to the baseline."""
    return bool(actuals) and 2 * abs(actuals[0].value - expected) < abs(actuals[0].value - start)


def _dated_by(programme: Programme, *expected: Dated) -> Iterator[Related]:
    """The baseline dates by which expectations without a day of their own are put in order."""
    for one in expected:
        milestone = programme.milestones.get(one.row.milestone) if isinstance(one.row, Expectation) else None
        if milestone and isinstance(one.row, Expectation) and not one.row.measured_on:
            yield Related(milestone.at("baseline"), "the day that it is expected by")
