"""Dates that hold a time of day, as exports leave them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from xl_send.findings import Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.cells.assumptions import by_column
from xl_send.words import counted
from xl_send.workbook.days import say, time_of
from xl_send.workbook.submissions import Programme
from xl_send.workbook.unreadable import Remark

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
