"""Diagnostic tasks, row by row: their dates and their status."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from xl_send.analysis.activity import worked_on
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.gaps import bearing, gaps
from xl_send.words import counted
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import TaskStatus
from xl_send.workbook.sheets.interdependencies import Diagnostic
from xl_send.workbook.submissions import Programme

HALF_A_YEAR, A_WEEK = timedelta(days=180), timedelta(days=7)
A_MONTH = timedelta(days=31)
_BEGUN = "Choose Under way if it has started, else move its dates."
_NOT_BEGUN = "Give the day on which it started, or choose Planned."
OPEN = frozenset({TaskStatus.PLANNED, TaskStatus.UNDER_WAY})


@rule(
    "RS01",
    Severity.ERROR,
    "{column} is {end}, before the task starts on {start}.",
    "Correct one of the two dates.",
)
def task_ends_before_it_starts(programme: Programme) -> Iterator[Hit]:
    """A task ends on the day it starts or later.

    A task of one day starts and ends on the same date. Where the two are half a year apart or more, that further from
    the as at date is blamed.

    **Fails**

    Diagnostics:
    | ID | Starts | Ends | Forecast end | Actual end |
    | --- | --- | --- | --- | --- |
    | TRN-T03 | <16 Nov 2027> | 11 Dec 2026 | | |
    | TRN-T01 | 2 Nov 2026 | <1 Nov 2026> | | |
    | TRN-T02 | 2 Nov 2026 | 27 Nov 2026 | <1 Nov 2026> | <30 Oct 2026> |

    **Passes**

    Diagnostics:
    | ID | Starts | Ends | Forecast end | Actual end |
    | --- | --- | --- | --- | --- |
    | TRN-T01 | 2 Nov 2026 | 2 Nov 2026 | 2 Nov 2026 | 2 Nov 2026 |
    """
    for task in programme.each(Diagnostic):
        ends = (("ends", task.ends), ("forecast_end", task.forecast_end), ("actual_end", task.actual_end))
        for name, end in ends:
            if end is not None and end < task.starts:
                cell, start, as_at = task.at(name), task.at("starts"), programme.as_at(task)
                far = as_at is not None and task.starts - end > HALF_A_YEAR and task.starts - as_at > abs(end - as_at)
                blamed, bearing = (start, Related(cell, "the end")) if far else (cell, Related(start, "the start"))
                yield hit(blamed, bearing, column=cell.column, end=end, start=task.starts)


@rule(
    "RS02",
    Severity.ERROR,
    "{id} is said to have ended on {end}, after {as_at}, the date of this return.",
    "Correct the date. An end that is still to come belongs under Forecast end.",
)
def task_ended_after_as_at(programme: Programme) -> Iterator[Hit]:
    """A task that has ended did so by the as at date.

    What others do with its output is planned from this date.

    **Fails**

    Diagnostics:
    | ID | Status | Actual end |
    | --- | --- | --- |
    | TRN-T01 | Done | <14 Nov 2026> |

    **Passes**

    Diagnostics:
    | ID | Status | Actual end |
    | --- | --- | --- |
    | TRN-T01 | Done | 13 Nov 2026 |
    """
    for task in programme.each(Diagnostic):
        as_at = programme.as_at(task)
        if task.actual_end and as_at and task.actual_end > as_at:
            yield hit(task.at("actual_end"), id=task.id, end=task.actual_end, as_at=as_at)


@rule(
    "RS03",
    Severity.ERROR,
    "{which} Done, but {has} no actual end.",
    "{do}",
)
def done_without_an_end(programme: Programme) -> Iterator[Hit]:
    """A task that is done says when it ended.

    Whatever waits for its output may start from that day. Told once where most done tasks of a workbook have none. Of a
    task whose end is still to come it is the status that is asked about.

    **Fails**

    Diagnostics:
    | ID | Starts | Ends | Status | Actual end |
    | --- | --- | --- | --- | --- |
    | TRN-T01 | 2 Nov 2026 | 6 Nov 2026 | Done | <> |
    | TRN-T02 | 2 Nov 2026 | 18 Dec 2026 | <Done> | |

    **Passes**

    Diagnostics:
    | ID | Status | Actual end |
    | --- | --- | --- |
    | TRN-T01 | Done | 13 Nov 2026 |
    | TRN-T02 | Dropped | |
    """
    for submission in programme.submissions:
        done = [task for task in submission.all(Diagnostic) if task.status is TaskStatus.DONE]
        for task in [task for task in done if not task.actual_end and _is_to_end(task, submission.as_at)]:
            name, end = "forecast_end" if task.forecast_end else "ends", say(task.forecast_end or task.ends)
            begun = submission.as_at is None or task.starts is None or task.starts <= submission.as_at
            choose = "Under way" if begun else "Planned, since it is to start after the as at date"
            do = f"It is to end on {end}, still to come: choose {choose}. If it ended early, fill in the day."
            yield hit(task.at("status"), Related(task.at(name), "its end"), which=f"{task.id} is", has="has", do=do)
            done.remove(task)
        for cell, tasks in gaps(submission, done, "actual_end"):
            which = f"{tasks[0].id} is" if len(tasks) == 1 else f"{counted(len(tasks), 'task')} are"
            has = "has" if len(tasks) == 1 else "have"
            do = "Fill in the day it ended, or correct its status."
            yield hit(cell, *bearing(tasks, "status", lambda _: "Done"), which=which, has=has, do=do)


def _is_to_end(task: Diagnostic, as_at: date | None) -> bool:
    return as_at is not None and (task.forecast_end or task.ends) > as_at


@rule(
    "RS04",
    Severity.QUERY,
    "{id} ended on {end}, but its status is {status}.",
    "Choose Done, or clear Actual end.",
)
def ended_but_not_done(programme: Programme) -> Iterator[Hit]:
    """A task that has ended is done or dropped.

    Otherwise it takes up its schools' time in every plan that is made from here on.

    **Fails**

    Diagnostics:
    | ID | Status | Actual end |
    | --- | --- | --- |
    | TRN-T01 | <Under way> | 13 Nov 2026 |

    **Passes**

    Diagnostics:
    | ID | Status | Actual end |
    | --- | --- | --- |
    | TRN-T01 | Done | 13 Nov 2026 |
    | TRN-T02 | Dropped | 13 Nov 2026 |
    | TRN-T03 | Under way | |
    """
    for task in programme.each(Diagnostic):
        if task.actual_end is not None and task.status in OPEN:
            end = Related(task.at("actual_end"), "its end")
            yield hit(task.at("status"), end, id=task.id, end=task.actual_end, status=task.status.value)


@rule(
    "RS05",
    Severity.QUERY,
    "{id} {was} to start on {start}, but its status is {status}.",
    "{remedy}",
)
def planned_though_its_start_has_passed(programme: Programme) -> Iterator[Hit]:
    """A task whose start has passed is under way, and one that is under way has started.

    A late start moves whatever waits for its output. Asked a week after, unless its end has passed as well, and a week
    before.

    **Fails**

    Diagnostics:
    | ID | Starts | Status |
    | --- | --- | --- |
    | TRN-T01 | 5 Nov 2026 | <Planned> |

    **Fails**

    Diagnostics:
    | ID | Starts | Status |
    | --- | --- | --- |
    | TRN-T01 | 21 Nov 2026 | <Under way> |

    **Passes**

    Diagnostics:
    | ID | Starts | Status | Forecast end |
    | --- | --- | --- | --- |
    | TRN-T01 | 6 Nov 2026 | Planned | |
    | TRN-T02 | 12 Nov 2026 | Under way | |
    | TRN-T03 | 2 Nov 2026 | Planned | 12 Nov 2026 |
    | TRN-T04 | 20 Nov 2026 | Under way | |
    """
    for task in worked_on(programme, Diagnostic):
        as_at = programme.as_at(task)
        ended = task.actual_end is not None or (as_at is not None and (task.forecast_end or task.ends) < as_at)
        if task.status is TaskStatus.PLANNED and as_at and as_at - task.starts > A_WEEK and not ended:
            related = Related(task.at("starts"), "its start")
            words = {"was": "was", "status": "still Planned", "remedy": _BEGUN}
            yield hit(task.at("status"), related, severity=None, id=task.id, start=task.starts, **words)
        if task.status is TaskStatus.UNDER_WAY and as_at and task.starts - as_at > A_WEEK:
            related = Related(task.at("starts"), "its start")
            words = {"was": "is", "status": "Under way", "remedy": _NOT_BEGUN}
            yield hit(task.at("status"), related, severity=None, id=task.id, start=task.starts, **words)


@rule(
    "RS06",
    Severity.QUERY,
    "{id} was to end on {end}. That day has passed, and it is {status}.",
    "Fill in the day it ended, or give a new Forecast end.",
)
def end_passed_though_not_done(programme: Programme) -> Iterator[Hit]:
    """A task whose end has passed is done, dropped, or has a new forecast end.

    Other workstreams plan their own visits to the same schools around it.

    **Fails**

    Diagnostics:
    | ID | Starts | Ends | Forecast end | Status |
    | --- | --- | --- | --- | --- |
    | TRN-T01 | 2 Nov 2026 | <12 Nov 2026> | | Under way |
    | TRN-T02 | 2 Nov 2026 | 6 Nov 2026 | <12 Nov 2026> | Planned |

    **Passes**

    Diagnostics:
    | ID | Starts | Ends | Forecast end | Status | Actual end |
    | --- | --- | --- | --- | --- | --- |
    | TRN-T01 | 2 Nov 2026 | 13 Nov 2026 | | Under way | |
    | TRN-T02 | 2 Nov 2026 | 6 Nov 2026 | 27 Nov 2026 | Under way | |
    | TRN-T03 | 2 Nov 2026 | 6 Nov 2026 | | Dropped | |
    | TRN-T04 | 2 Nov 2026 | 6 Nov 2026 | | Under way | 6 Nov 2026 |
    """
    for task in worked_on(programme, Diagnostic):
        as_at = programme.as_at(task)
        end = task.forecast_end or task.ends
        if task.status in OPEN and task.actual_end is None and as_at and task.starts <= end < as_at:
            cell = task.at("forecast_end" if task.forecast_end else "ends")
            status = "still under way" if task.status is TaskStatus.UNDER_WAY else "still planned"
            yield hit(cell, Related(task.at("status"), "its status"), id=task.id, end=end, status=status)


@rule(
    "RS07",
    Severity.QUERY,
    "{id} is to {does} on {day}, after {code} has ended on {ends}.",
    "Check the year. If it is right, correct the dates of {code} on the Workstreams sheet.",
    brings={"RS05": Reach.ROW},
)
def task_after_its_workstream(programme: Programme) -> Iterator[Hit]:
    """What is found out for a workstream is found out while there is one.

    Mostly the year was mistyped, and the task is on no list of what is due. Asked of tasks still to be done that start
    after the end of their workstream, or end more than a month after it.

    **Fails**

    Diagnostics:
    | ID | Starts | Ends | Status |
    | --- | --- | --- | --- |
    | TRN-T01 | <2 Nov 2027> | 26 Nov 2027 | Planned |
    | TRN-T02 | 2 Nov 2026 | <26 Nov 2027> | Under way |

    **Passes**

    Diagnostics:
    | ID | Starts | Ends | Status |
    | --- | --- | --- | --- |
    | TRN-T01 | 31 Aug 2027 | 1 Oct 2027 | Planned |
    | TRN-T02 | 2 Nov 2027 | 26 Nov 2027 | Dropped |
    """
    for task in worked_on(programme, Diagnostic):
        stream = programme.streams.get(task.workstream)
        if stream is None or stream.ends is None or task.status not in OPEN or task.actual_end is not None:
            continue
        name, does, day = "starts", "start", task.starts
        if task.starts <= stream.ends:
            name, does, day = ("forecast_end" if task.forecast_end else "ends"), "end", task.forecast_end or task.ends
        if day - stream.ends > (A_MONTH if does == "end" else timedelta()):
            words = {"does": does, "day": day, "code": stream.code, "ends": stream.ends}
            yield hit(task.at(name), Related(stream.at("ends"), "its end"), severity=None, id=task.id, **words)
