"""What a cell shows beside its value: struck through, a date without a day or with a time of day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from xl_send.analysis.words.months import last_of, month
from xl_send.findings import Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.cells.assumptions import by_column, remarks_of
from xl_send.words import counted, first_few
from xl_send.workbook.columns import Record
from xl_send.workbook.days import say, time_of
from xl_send.workbook.sheets.choices import LogStatus, RiskStatus, State, TaskStatus
from xl_send.workbook.sheets.interdependencies import Diagnostic, Interdependency
from xl_send.workbook.sheets.kpis import Actual, Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.sheets.resources import Resource
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme
from xl_send.workbook.unreadable import Remark

# How a row of each sheet is taken out of the count; on the others it is deleted.
_REMEDIES: Mapping[type[Record], str] = {
    **dict.fromkeys((Workstream, Milestone, Kpi, Interdependency), "set State to Withdrawn"),
    **dict.fromkeys((Risk, LogEntry), "set Status to Closed and say why under Outcome"),
    Diagnostic: "set Status to Dropped",
}


@rule(
    "WB28",
    Severity.QUERY,
    "{column} shows {month} and no day, so it is read as {day}.{others}",
    "Type the day that is meant, such as {last}. A date typed as a month and a year alone becomes its first day.",
    speaks_for=("MS31",),
    brings={"WB23": Reach.CELL},
)
def date_that_shows_no_day(programme: Programme) -> Iterator[Hit]:
    """A date has a day.

    A month typed into Excel, such as Oct 2026, becomes the first of that month and shows no day: lateness, and what was
    expected by then, are counted from a day that nobody meant. Told once a column, at its first such cell; figures
    that are dated so are asked about where they stand (AC11).

    **Fails**

    Milestones:
    | ID | Forecast date |
    | --- | --- |
    | TRN-M01 | <Oct-2027> |
    | TRN-M02 | Nov-2027 |

    **Passes**

    Milestones:
    | ID | Forecast date |
    | --- | --- |
    | TRN-M01 | 1 Oct 2027 |

    Actuals:
    | KPI | Period end |
    | --- | --- |
    | TRN-K01 | Oct-2026 |
    """
    figures = Actual.SHEET.title
    for cells in by_column(programme, Remark.MONTH_SHOWN):
        first, *more = cells
        day = first.value
        if first.cell.sheet == figures or not isinstance(day, date):
            continue
        others = f" So do {first_few([one.cell.address for one in more])}." if more else ""
        yield hit(first.cell, column=first.column.title, month=month(day), day=day, last=last_of(day), others=others)


@rule(
    "WB29",
    Severity.QUERY,
    "{id} is struck through, and counts as live.",
    "If it is withdrawn, {remedy}. If it stands, take the strikethrough away.",
)
def row_struck_through(programme: Programme) -> Iterator[Hit]:
    """A row that is struck through says so in words as well.

    Whoever opens the workbook takes it for withdrawn. Only State or Status takes it out of the count, in this product
    and in the workbook's own formulas. What is done, closed or withdrawn may be struck through, and a line for people
    whose time is over.

    **Fails**

    Milestones:
    | ID |
    | --- |
    | <~~TRN-M01~~> |

    Risks:
    | ID |
    | --- |
    | <~~TRN-R01~~> |

    **Passes**

    Milestones:
    | ID | State | Change reference | Actual date | Forecast date |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | | | | 11 Dec 2026 |
    | ~~TRN-M02~~ | Withdrawn | TRN-A01 | | 11 Dec 2026 |
    | ~~TRN-M03~~ | | | 2 Nov 2026 | |

    Risks:
    | ID | Status |
    | --- | --- |
    | ~~TRN-R01~~ | Closed |
    """
    for found in remarks_of(programme, Remark.STRUCK):
        submission = programme.by_workbook[found.cell.workbook]
        kind = next((kind for kind, seen in submission.seen.items() if seen.table.sheet == found.cell.sheet), None)
        rows = submission.all(kind) if kind else ()
        row = next((row for row in rows if row.at("id") == found.cell), None)
        if row is not None and _is_live(row) and not _has_ended(row, submission.as_at):
            yield hit(found.cell, id=row.label, remedy=_REMEDIES.get(type(row), "delete the row"))


@rule(
    "WB30",
    Severity.QUERY,
    '{title} says "{text}", typed over the formula that works it out.',
    "Copy the cell above or below over it. What is typed there stays as it is when dates and figures change.",
)
def typed_over_a_formula(programme: Programme) -> Iterator[Hit]:
    """What the workbook works out for itself is worked out.

    No colour or report here goes by such a cell, but whoever opens the workbook sees it among those that are.

    **Fails**

    Milestones:
    | ID | RAG by dates |
    | --- | --- |
    | TRN-M01 | =>Amber |
    | TRN-M02 | <Green> |

    **Passes**

    Milestones:
    | ID | RAG by dates |
    | --- | --- |
    | TRN-M01 | =>Amber |
    | TRN-M02 | =>Green |

    Interdependencies:
    | ID | RAG by float |
    | --- | --- |
    | TRN-D01 | Green |
    """
    for submission in programme.submissions:
        for seen in submission.seen.values():
            for found in seen.typed_over:
                yield hit(found.cell, title=found.cell.column, text=found.text)


def _has_ended(row: Record, as_at: date | None) -> bool:
    """Whether it is a line for people whose time is over."""
    return isinstance(row, Resource) and as_at is not None and row.ends < as_at


def _is_live(row: Record) -> bool:
    """Whether a row still counts."""
    if getattr(row, "state", State.ACTIVE) is State.WITHDRAWN:
        return False
    if isinstance(row, Milestone):
        return row.actual is None
    if isinstance(row, Interdependency):
        return row.accepted is None
    over = {RiskStatus.CLOSED, LogStatus.CLOSED, TaskStatus.DONE, TaskStatus.DROPPED}
    return getattr(row, "status", None) not in over


# From this hour on an export of midnight from a clock that is behind ours is likelier than work at night.
LATE = "22:00"


@rule(
    "WB21",
    Severity.QUERY,
    '{column} says "{text}", a date with a time of day{more}. It was read as {day}.',
    "{likely}Type the date alone: filters and formulas take it for another than the same day without a time.",
)
def date_with_time_of_day(programme: Programme) -> Iterator[Hit]:
    """A date is a day, without a time.

    Times come with dates that another system exports. In summer a system that keeps Greenwich time gives 23:00 on the
    day before for a date that was entered here. Asked once for each column.

    **Fails**

    Milestones:
    | ID | Forecast date |
    | --- | --- |
    | TRN-M01 | <11 Dec 2026 23:00> |
    | TRN-M02 | 12 Dec 2026 09:30 |

    **Passes**

    Milestones:
    | ID | Forecast date | Commentary |
    | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | "11 Dec 2026 23:00" |
    """
    for found in by_column(programme, Remark.TIME_OF_DAY):
        # Of several the one to ask about is the one that is most likely another day.
        doubtful = max(found, key=lambda remarked: time_of(remarked.text) >= LATE)
        day, others = doubtful.value, len(found) - 1
        if isinstance(day, date):
            next_day = say(day + timedelta(days=1))
            late = time_of(doubtful.text) >= LATE
            likely = f"If it comes from another system, {next_day} is likely meant. " if late else ""
            more = f", and so {'do' if others > 1 else 'does'} {counted(others, 'other cell')} here" if others else ""
            cell, text = doubtful.cell, doubtful.text
            yield hit(cell, column=cell.column, text=text, day=day, more=more, likely=likely)
