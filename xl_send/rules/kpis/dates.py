"""The dates of KPIs: baseline, target and breaks in the series."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from xl_send.analysis.activity import is_active
from xl_send.analysis.figures import points
from xl_send.analysis.words.reasons import is_provisional
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.days import say, years_later
from xl_send.workbook.doubts import target_comes_too_early
from xl_send.workbook.sheets.choices import Better, Frequency
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme

A_TERM = timedelta(days=100)
PERIOD = {
    Frequency.MONTHLY: 31,
    Frequency.HALF_TERMLY: 62,
    Frequency.QUARTERLY: 92,
    Frequency.TERMLY: 122,
    Frequency.ANNUAL: 366,
}


@rule(
    "KP21",
    Severity.ERROR,
    "The target date, {target}, is not after the baseline date, {baseline}.",
    "Correct one of the two dates.",
    brings={"EX04": Reach.CELL, "KP29": Reach.CELL},
)
def target_date_not_after_baseline_date(programme: Programme) -> Iterator[Hit]:
    """A target is to be reached after the day that the baseline describes.

    Change takes time, and a way back in time cannot be followed.

    **Fails**

    KPIs:
    | ID | Baseline date | Target date |
    | --- | --- | --- |
    | TRN-K01 | 31 Jul 2026 | <31 Jul 2026> |
    | TRN-K02 | 31 Jul 2026 | <31 Jul 2025> |

    **Passes**

    KPIs:
    | ID | Baseline date | Target date | Better when |
    | --- | --- | --- | --- |
    | TRN-K01 | 31 Jul 2026 | 1 Aug 2026 | Higher |
    | TRN-K02 | 31 Jul 2026 | 31 Jul 2025 | Context only |
    """
    for kpi in programme.each(Kpi):
        start, end = kpi.baseline_date, kpi.target_date
        if start is not None and end is not None and target_comes_too_early(kpi) and kpi.better is not Better.CONTEXT:
            yield hit(kpi.at("target_date"), Related(kpi.at("baseline_date"), "baseline"), target=end, baseline=start)


@rule(
    "KP22",
    Severity.ERROR,
    "A baseline is given for {day}, which is after {as_at}, the date of this return.",
    "Correct the baseline date. If there is no baseline yet, clear both cells and fill in Baseline due.",
    brings={"EX03": Reach.CELL},
)
def baseline_after_as_at(programme: Programme) -> Iterator[Hit]:
    """A baseline describes a day that has been.

    A figure for a day to come is a guess.

    **Fails**

    KPIs:
    | ID | Baseline | Baseline date |
    | --- | --- | --- |
    | TRN-K01 | 100 | <14 Nov 2026> |

    **Passes**

    KPIs:
    | ID | Baseline | Baseline date | Baseline due |
    | --- | --- | --- | --- |
    | TRN-K01 | 100 | 13 Nov 2026 | |
    | TRN-K02 | | 14 Nov 2026 | 1 Dec 2026 |
    """
    for kpi in programme.each(Kpi):
        as_at = programme.as_at(kpi)
        if kpi.baseline is not None and kpi.baseline_date is not None and as_at and kpi.baseline_date > as_at:
            yield hit(
                kpi.at("baseline_date"), Related(kpi.at("baseline"), "figure"), day=kpi.baseline_date, as_at=as_at
            )


@rule(
    "KP89",
    Severity.QUERY,
    "Baseline due is {due}, after {what} {day}.",
    "{year}A KPI that is measured against its baseline needs one before that.",
)
def baseline_due_too_late(programme: Programme) -> Iterator[Hit]:
    """A baseline is due before anything is expected of the KPI.

    Until it is due nobody asks for it. Due after the target date, or a term and more after the first expectation, it
    would come when the way is over or half gone: mostly the year is mistyped.

    **Fails**

    KPIs:
    | ID | Baseline | Baseline date | Baseline due | Target date |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | | | <29 Jan 2029> | 31 Jul 2028 |
    | TRN-K02 | | | <29 Jan 2028> | 31 Jul 2028 |

    Expectations:
    | KPI | Expected | Measured on |
    | --- | --- | --- |
    | TRN-K02 | 110 | 31 Mar 2027 |

    **Passes**

    KPIs:
    | ID | Baseline | Baseline date | Baseline due | Target date |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | | | 29 Jan 2027 | 31 Jul 2028 |
    | TRN-K02 | | | 9 Jul 2027 | 31 Jul 2028 |

    Expectations:
    | KPI | Expected | Measured on |
    | --- | --- | --- |
    | TRN-K02 | 110 | 31 Mar 2027 |
    """
    expected = points(programme)
    for kpi in programme.each(Kpi):
        due = kpi.baseline_due
        if due is None or kpi.baseline is not None or not is_active(programme, kpi):
            continue
        first = [one for one in expected.get(kpi, ())[:1] if due - one.day > A_TERM]
        ends = [(one.day, "what is first expected, on", one.row.at("expected")) for one in first]
        if kpi.target_date and due > kpi.target_date:
            ends.append((kpi.target_date, "the target date,", kpi.at("target_date")))
        for day, what, cell in ends[-1:]:
            meant = next((one for number in (1, 2, 3) if (one := years_later(due, -number)) < ends[0][0]), None)
            as_at = programme.as_at(kpi)
            year = f"Check the year: was {say(meant)} meant? " if meant and (not as_at or meant >= as_at) else ""
            yield hit(
                kpi.at("baseline_due"), Related(cell, "what it comes after"), due=due, what=what, day=day, year=year
            )


@rule(
    "KP23",
    Severity.ERROR,
    "The baseline was due on {due}. That day has passed and there is none.",
    "Fill in the baseline and its date, or say when it is now due.",
)
def baseline_overdue(programme: Programme) -> Iterator[Hit]:
    """A baseline that is due is given, or given a new date.

    Without it nobody can say how far the KPI has come.

    **Fails**

    KPIs:
    | ID | Baseline | Baseline date | Baseline due |
    | --- | --- | --- | --- |
    | TRN-K01 | | | <12 Nov 2026> |

    **Passes**

    KPIs:
    | ID | Baseline | Baseline date | Baseline due | State |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | | | 13 Nov 2026 | |
    | TRN-K02 | 100 | 1 Nov 2026 | 12 Nov 2026 | |
    | TRN-K03 | | | 12 Nov 2026 | Paused |
    """
    for kpi in programme.each(Kpi):
        as_at = programme.as_at(kpi)
        overdue = kpi.baseline is None and kpi.baseline_due and as_at and kpi.baseline_due < as_at
        if overdue and is_active(programme, kpi):
            yield hit(kpi.at("baseline_due"), Related(kpi.at("baseline"), "still blank"), due=kpi.baseline_due)


@rule(
    "KP24",
    Severity.QUERY,
    "There is a baseline, and yet one is due on {due}.",
    'Clear Baseline due. If the baseline is a first estimate, say "Provisional" in the Definition.',
)
def baseline_given_and_still_due(programme: Programme) -> Iterator[Hit]:
    """Baseline due is filled only while there is no baseline.

    With both, readers cannot tell whether the figure will change, unless the KPI says that it is provisional, speaks of
    its baseline or names the month of the one that is due.

    **Fails**

    KPIs:
    | ID | Baseline | Baseline due |
    | --- | --- | --- |
    | TRN-K01 | 100 | <14 Nov 2026> |

    **Passes**

    KPIs:
    | ID | Baseline | Baseline date | Baseline due | Definition |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | 100 | 1 Nov 2026 | | |
    | TRN-K02 | | | 1 Dec 2026 | |
    | TRN-K03 | 100 | 1 Nov 2026 | 13 Nov 2026 | |
    | TRN-K04 | 100 | 1 Nov 2026 | 15 Jan 2027 | Provisional until the survey |
    | TRN-K05 | 100 | 1 Nov 2026 | 15 Jan 2027 | First cut; the full count follows in January |
    """
    for kpi in programme.each(Kpi):
        as_at = programme.as_at(kpi)
        both = kpi.baseline is not None and kpi.baseline_due and not is_provisional(kpi)
        if both and as_at and kpi.baseline_due and kpi.baseline_due > as_at and not _speaks_of(kpi, kpi.baseline_due):
            yield hit(kpi.at("baseline_due"), Related(kpi.at("baseline"), "the baseline"), due=kpi.baseline_due)


@rule(
    "KP25",
    Severity.ERROR,
    "A baseline is given, but not the date it describes.",
    "Fill in the baseline date.",
)
def baseline_without_its_date(programme: Programme) -> Iterator[Hit]:
    """A baseline comes with the date it describes.

    A figure without a date cannot be compared with later ones. For a Context only KPI this is a query.

    **Fails**

    KPIs:
    | ID | Better when | Baseline | Baseline date | Baseline due |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Higher | 100 | <> | 1 Dec 2026 |
    | TRN-K02 | Context only | 100 | <> | |

    **Passes**

    KPIs:
    | ID | Baseline | Baseline date | Baseline due |
    | --- | --- | --- | --- |
    | TRN-K01 | 100 | 31 Aug 2026 | |
    | TRN-K02 | | | 1 Dec 2026 |
    """
    for kpi in programme.each(Kpi):
        if kpi.baseline is not None and kpi.baseline_date is None:
            severity = Severity.QUERY if kpi.better is Better.CONTEXT else None
            yield hit(kpi.at("baseline_date"), Related(kpi.at("baseline"), "the baseline"), severity=severity)


def _speaks_of(kpi: Kpi, day: date) -> bool:
    """Whether a KPI speaks of its baseline, or names the month in which one is due."""
    return bool(re.search(rf"(?i)\b(?:baselines?|{day:%B})\b", said_by(kpi)))


def said_by(kpi: Kpi) -> str:
    """What a KPI says of itself: its Definition, Commentary and Source."""
    return f"{kpi.definition or ''} {kpi.commentary or ''} {kpi.source or ''}"
