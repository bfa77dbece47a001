"""Diagnostic tasks and what they come after: rings of them that are half done, and dates that stand the other way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from xl_send.analysis.activity import is_active
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.words import every_name
from xl_send.workbook.sheets.choices import TaskStatus
from xl_send.workbook.sheets.interdependencies import Diagnostic
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme, first_by_id


@rule(
    "RF60",
    Severity.ERROR,
    "These tasks come after one another: {ring}. {id} ended on {end}, so it waited for none of them.",
    "Take {other} out of After of {id}, or correct its Actual end.",
    brings={"RF61": Reach.CELL},
)
def ended_task_in_a_ring(programme: Programme) -> Iterator[Hit]:
    """No task comes, by way of others, after itself.

    A ring of tasks still to be done is told with those of milestones. One that goes through a task that has ended holds
    nobody back, and yet the order that it draws is wrong. It is told at the task that ended first.

    **Fails**

    Diagnostics:
    | ID | Starts | Ends | Actual end | After | Status |
    | --- | --- | --- | --- | --- | --- |
    | TRN-T01 | 4 May 2026 | 5 Jun 2026 | 12 Jun 2026 | <TRN-T02> | Done |
    | TRN-T02 | 11 Jan 2027 | 5 Feb 2027 | | TRN-T01 | Planned |

    **Fails**

    Diagnostics:
    | ID | Starts | Ends | Actual end | After | Status |
    | --- | --- | --- | --- | --- | --- |
    | TRN-T01 | 4 May 2026 | 5 Jun 2026 | 12 Jun 2026 | <TRN-T03> | Done |
    | TRN-T02 | 15 Jun 2026 | 3 Jul 2026 | 3 Jul 2026 | TRN-T01 | Done |
    | TRN-T03 | 2 Nov 2026 | 4 Dec 2026 | | TRN-T02 | Under way |

    **Passes**

    Diagnostics:
    | ID | Starts | Ends | Actual end | After | Status |
    | --- | --- | --- | --- | --- | --- |
    | TRN-T01 | 4 May 2026 | 5 Jun 2026 | 12 Jun 2026 | | Done |
    | TRN-T02 | 11 Jan 2027 | 5 Feb 2027 | | TRN-T01 | Planned |
    | TRN-T03 | 11 Jan 2027 | 5 Feb 2027 | | TRN-T01, TRN-T02 | Planned |
    """
    tasks = {name: task for name, task in first_by_id(programme.each(Diagnostic)).items() if task.after}
    told: set[str] = set()
    ended = (task for task in tasks.values() if task.actual_end)
    for task in sorted(ended, key=lambda one: one.actual_end or date.max):
        way = () if task.id in told else _way_back(tasks, task)
        if way:
            told.update(way)
            related = [Related(tasks[name].at("after"), f"what {name} comes after") for name in way[1:]]
            ring = ", after ".join([*way, task.id])
            yield hit(task.at("after"), *related, ring=ring, id=task.id, end=task.actual_end, other=way[1])


def _way_back(tasks: Mapping[str, Diagnostic], task: Diagnostic) -> tuple[str, ...]:
    """The tasks by which one comes after itself, from it on, the shortest way; none where it does not."""
    ways: list[tuple[str, ...]] = [(task.id,)]
    seen = {task.id}
    while ways:
        way = ways.pop(0)
        for reference in tasks[way[-1]].after:
            if reference.id == task.id and len(way) > 1:
                return way
            if reference.id in tasks and reference.id not in seen:
                seen.add(reference.id)
                ways.append((*way, reference.id))
    return ()


@rule(
    "RF61",
    Severity.QUERY,
    "{id} is over by {end}, before {other}, which it comes after, starts on {start}.",
    "Correct the dates of one of the two, or take {other} out of After: nothing of it could be used.",
)
def over_before_what_it_comes_after(programme: Programme) -> Iterator[Hit]:
    """A task is not over before those start whose output it uses.

    Asked where all of a task comes before all of another that stands under After; two that overlap may be worked on
    side by side. Nothing is asked of tasks that were dropped.

    **Fails**

    Diagnostics:
    | ID | Starts | Ends | Actual end | After | Status |
    | --- | --- | --- | --- | --- | --- |
    | TRN-T01 | 11 Jan 2027 | 5 Feb 2027 | | | Planned |
    | TRN-T02 | 16 Nov 2026 | 11 Dec 2026 | | <TRN-T01> | Planned |
    | TRN-T03 | 4 May 2026 | 5 Jun 2026 | 12 Jun 2026 | <TRN-T02> | Done |

    **Passes**

    Diagnostics:
    | ID | Starts | Ends | Actual end | After | Status |
    | --- | --- | --- | --- | --- | --- |
    | TRN-T01 | 16 Nov 2026 | 5 Feb 2027 | | | Planned |
    | TRN-T02 | 16 Nov 2026 | 16 Nov 2026 | | TRN-T01 | Planned |
    | TRN-T03 | 4 May 2026 | 5 Jun 2026 | 12 Jun 2026 | TRN-T04 | Done |
    | TRN-T04 | 18 Jan 2027 | 5 Feb 2027 | | | Dropped |
    """
    tasks = first_by_id(programme.each(Diagnostic))
    for task in tasks.values():
        if not task.after or task.status is TaskStatus.DROPPED:
            continue
        end = task.actual_end or task.forecast_end or task.ends
        others = (tasks.get(reference.id) for reference in task.after)
        later = [one for one in others if one and one.status is not TaskStatus.DROPPED and one.starts > end]
        if later and task.starts <= end:
            related = [Related(one.at("starts"), f"the start of {one.id}") for one in later]
            other = every_name([one.id for one in later])
            start = min(one.starts for one in later)
            yield hit(task.at("after"), *related, id=task.id, end=end, other=other, start=start)


_ANALYSED = Pattern(r"(?i)\b(?:analys\w+|collat\w+|coding|summar\w+|findings|theme\w*|write[- ]?up)\b")
_ASKED = r"consultation|survey|questionnaire|engagement|call for evidence"
_WHAT = Pattern(rf"(?i)\b(?P<what>{_ASKED})\b")
_CLOSED = Pattern(
    rf"(?i)\b(?P<what>{_ASKED})s?(?: [\w-]+){{0,5}} (?:clos\w+|end(?:s|ed)|complete\w*|finish\w+|over)\b"
    rf"|\b(?:close|end) of (?:the )?(?:[\w-]+ )?(?P<that>{_ASKED})"
)
_EARLY = Pattern(r"(?i)\b(?:interim|early|first|rolling|weekly|mid[- ]?way|previous|last|draft)\b")
A_WEEK = timedelta(days=7)


@rule(
    "MC57",
    Severity.QUERY,
    '"{task}" {does} on {day}, before the {what} that it is of has closed: {id}, {closed}.',
    "Correct one of the two dates. If the first answers are analysed on the way, say so in its name.",
)
def analysed_before_it_has_closed(programme: Programme) -> Iterator[Hit]:
    """What people answered is analysed once they have answered.

    Otherwise those who answer last are not heard, and the decision can be set aside. Asked of a task that starts more
    than a week before the one milestone of its workstream by which a consultation, a survey or the like closes, and of
    a milestone that comes before it, where its name speaks of the analysis of that, or of its findings.

    **Fails**

    Milestones:
    | ID | Milestone | Baseline date | Forecast date | Actual date |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Public consultation closed | 16 Oct 2026 | | 16 Oct 2026 |
    | TRN-M02 | Consultation findings published | 12 Oct 2026 | <12 Oct 2026> | |

    Diagnostics:
    | ID | Task | Starts | Ends |
    | --- | --- | --- | --- |
    | TRN-T01 | Analysis of consultation responses | <28 Sep 2026> | 11 Dec 2026 |

    **Passes**

    Milestones:
    | ID | Milestone | Baseline date | Forecast date | Actual date |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Public consultation closed | 16 Oct 2026 | | 16 Oct 2026 |
    | TRN-M02 | Consultation findings published | 11 Dec 2026 | 11 Dec 2026 | |

    Diagnostics:
    | ID | Task | Starts | Ends |
    | --- | --- | --- | --- |
    | TRN-T01 | Analysis of consultation responses | 12 Oct 2026 | 11 Dec 2026 |
    | TRN-T02 | Interim analysis of consultation responses | 28 Sep 2026 | 11 Dec 2026 |
    | TRN-T03 | Analysis of travel spend | 28 Sep 2026 | 11 Dec 2026 |
    | TRN-T04 | Analysis of the survey of heads | 28 Sep 2026 | 11 Dec 2026 |
    """
    for end, what in _closings(programme):
        closed = end.actual or end.forecast or end.baseline
        for record in _analyses(programme, end, what):
            if isinstance(record, Diagnostic):
                name, day, does = "starts", record.starts, "starts"
            else:
                name = "actual" if record.actual else "forecast" if record.forecast else "baseline"
                day, does = getattr(record, name), "is to be reached"
            if day < closed - (A_WEEK if does == "starts" else timedelta()):
                field = "actual" if end.actual else "forecast" if end.forecast else "baseline"
                related = Related(end.at(field), "when it closes")
                yield hit(
                    record.at(name), related, task=record.name, what=what, id=end.id, does=does, day=day, closed=closed
                )


def _closings(programme: Programme) -> Iterator[tuple[Milestone, str]]:
    """The milestones by which something that people were asked closes, where a workstream has one alone of it."""
    found = [(one, said) for one in programme.each(Milestone) if (said := _CLOSED.search(one.name or ""))]
    kinds = [(one, (said["what"] or said["that"]).casefold()) for one, said in found if is_active(programme, one)]
    keys = [(one.workstream, what) for one, what in kinds]
    return ((one, what) for one, what in kinds if keys.count((one.workstream, what)) == 1)


def _analyses(programme: Programme, end: Milestone, what: str) -> Iterator[Milestone | Diagnostic]:
    """The tasks and milestones of a workstream that are the analysis of what was asked."""
    rows: list[Milestone | Diagnostic] = [*programme.each(Milestone)]
    rows += [one for one in programme.each(Diagnostic) if one.status is not TaskStatus.DROPPED]
    for record in rows:
        name = record.name or ""
        said = record.workstream == end.workstream and record is not end and _ANALYSED.search(name)
        found = _WHAT.search(name) if said and not _EARLY.search(name) else None
        if found and found["what"].casefold() == what:
            yield record
