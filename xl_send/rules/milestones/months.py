"""Milestones whose date was typed as a month without a day."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.activity import worked_on
from xl_send.analysis.words.months import first_before, last_of, month
from xl_send.calendar import WorkingDays
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.milestones.quality import plan_day
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme


@rule(
    "MS31",
    Severity.QUERY,
    "{column} is {day}, {why}: Excel makes the first day out of a month that is typed without one.",
    "If {month} is all that is known, type {last}, its last day. If {day} is meant, leave it.",
    speaks_for=("MC01", "MC02"),
)
def month_taken_for_its_first_day(programme: Programme) -> Iterator[Hit]:
    """A milestone that is expected some time in a month is not dated on the first of it.

    It would seem early, or overdue, by up to a month. Asked of a forecast on the first of the very month in which the
    milestone is planned for a later day, and of a milestone that is said to have been reached on a first that is no
    working day.

    **Fails**

    Milestones:
    | ID | Baseline date | Forecast date | Actual date |
    | --- | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | <1 Dec 2026> | |
    | TRN-M02 | 16 Oct 2026 | | <1 Nov 2026> |

    **Passes**

    Milestones:
    | ID | Baseline date | Forecast date | Actual date | State |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | 2 Dec 2026 | | |
    | TRN-M02 | 11 Jan 2027 | 1 Dec 2026 | | |
    | TRN-M03 | 16 Oct 2026 | | 1 Oct 2026 | |
    | TRN-M04 | 1 Feb 2027 | 1 Feb 2027 | | |
    | TRN-M05 | 11 Dec 2026 | 1 Dec 2026 | | Paused |
    """
    calendars = {found.workbook: WorkingDays.of(found.all(CalendarEntry)) for found in programme.submissions}
    for item in worked_on(programme, Milestone):
        name, day = ("actual", item.actual) if item.actual else ("forecast", item.forecast)
        if day is None or day.day != 1:
            continue
        early = name == "forecast" and first_before(day, plan_day(item))
        calendar = calendars[item.workbook]
        closed = name == "actual" and calendar.covers(day) and not calendar.is_working(day)
        if early or closed:
            cell = item.at(name)
            why = f"though it is planned for later in {month(day)}" if early else "which is no working day"
            related = Related(item.at("agreed" if plan_day(item) == item.agreed else "baseline"), "the planned date")
            yield hit(cell, related, column=cell.column, day=day, why=why, month=month(day), last=last_of(day))
