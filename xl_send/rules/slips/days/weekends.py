"""Dates on which nobody works, in whichever column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.gaps import batches
from xl_send.rules.governance.meetings import WEEKEND
from xl_send.rules.milestones.dates.days_off import AT_WEEKENDS
from xl_send.words import counted
from xl_send.workbook.columns import Record, date_names
from xl_send.workbook.days import ends_a_month
from xl_send.workbook.sheets.choices import CalendarKind
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.sheets.interdependencies import Diagnostic, Interdependency
from xl_send.workbook.sheets.kpis import Actual, Expectation, Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.resources import Resource
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme, Submission

# How many of the other dates are pointed to, of however many are counted.
SHOWN = 6
_KINDS: tuple[type[Record], ...] = (
    Milestone, Kpi, Expectation, Actual, Risk, Interdependency, Diagnostic, Resource, LogEntry,
)  # fmt: skip
# Of the first two MC01 tells; the others are filled in when there is time for it.
_NOT_ASKED: Mapping[type[Record], tuple[str, ...]] = {
    Milestone: ("forecast", "agreed", "updated"), Risk: ("reviewed",),
}  # fmt: skip


@rule(
    "WB33",
    Severity.QUERY,
    "{column} is {day}, {weekday}{rows}.",
    "Check the day and the month: one may be mistyped. If it was or will be at a weekend, explain this finding.",
)
def date_at_a_weekend(programme: Programme) -> Iterator[Hit]:
    """What is done, counted or promised in an office is done on a weekday.

    A month too many, or a day and a month exchanged, leaves two of seven dates at a weekend. The first and the last of
    a month are not asked about, on which figures are counted and posts begin and end, nor a statutory date of the
    Calendar, the day of a figure that is its baseline's, what is held at weekends by its words, or when a row was
    looked at. More than three of a workbook are told once.

    **Fails**

    Risks:
    | ID | Raised | Action due |
    | --- | --- | --- |
    | TRN-R01 | <2 May 2026> | 4 Dec 2026 |
    | TRN-R02 | 4 May 2026 | <5 Dec 2026> |

    **Passes**

    Risks:
    | ID | Raised | Action due | Target date |
    | --- | --- | --- | --- |
    | TRN-R01 | 1 May 2026 | 4 Dec 2026 | 31 Jan 2027 |
    | TRN-R02 | 1 Aug 2026 | 7 Dec 2026 | 14 Feb 2027 |

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Plans final | Statutory date | 14 Feb 2027 | 14 Feb 2027 |

    Milestones:
    | ID | Milestone | Actual date |
    | --- | --- | --- |
    | TRN-M01 | Family fun day held | 7 Nov 2026 |
    """
    for submission in programme.submissions:
        for found in batches(list(_at_weekends(submission))):
            (row, name, day), *others = found
            cell = row.at(name)
            related = [Related(other.at(field), "so too") for other, field, _ in others[:SHOWN]]
            rows = f", as {counted(len(others), 'other date')} of this workbook are" if others else ""
            yield hit(cell, *related, column=cell.column, day=day, weekday=WEEKEND[day.weekday()], rows=rows)


def _at_weekends(submission: Submission) -> Iterator[tuple[Record, str, date]]:
    """The dates of a return that are at a weekend, and are meant to be by nothing that it says."""
    calendar = submission.all(CalendarEntry)
    by_law = {one.ends for one in calendar if one.kind is CalendarKind.STATUTORY}
    baselines = {(kpi.id, kpi.baseline_date) for kpi in submission.all(Kpi)}
    for kind in _KINDS if calendar else ():
        names = [name for name in date_names(kind) if name not in _NOT_ASKED.get(kind, ())]
        for row in submission.all(kind):
            for name in names:
                day = getattr(row, name)
                if day is None or day.weekday() not in WEEKEND or day in by_law or day.day == 1 or ends_a_month(day):
                    continue
                of_baseline = isinstance(row, Actual) and (row.kpi, day) in baselines
                if not of_baseline and not AT_WEEKENDS.search(_title(row)):
                    yield row, name, day


def _title(row: Record) -> str:
    """What a row is about."""
    return next((str(found) for name in ("name", "what", "needed") if (found := getattr(row, name, None))), "")
