"""Values that a rule calls an error by what stands elsewhere: in the programme no colour rests on them either.

Formulas of the row itself cannot see these: a scale in a definition, another cell's number format, another row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby, pairwise

from xl_send.analysis.misplaced.as_at import as_at_left_behind
from xl_send.analysis.misplaced.dates import misplaced_dates
from xl_send.analysis.misplaced.ids import misplaced_ids
from xl_send.analysis.misplaced.period_ends import misplaced_period_ends
from xl_send.analysis.needs import needed_after_milestone
from xl_send.analysis.references import is_whole, owners
from xl_send.findings import Cell
from xl_send.network import ids_named
from xl_send.rag.context import Known
from xl_send.rag.kpis.position import KpiPosition
from xl_send.words import counted, every_name
from xl_send.workbook.doubts import (
    is_more_than_all,
    is_more_than_base,
    is_off_its_scale,
    is_share_of_another_unit,
    score_range,
)
from xl_send.workbook.sheets.choices import Phase
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.kpis import Expectation, Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.risks import LogEntry
from xl_send.workbook.submissions import Programme, Submission, once_per_programme

# From so many steps from one phase to another it is told whether they are in order, and of so many of them.
FEWEST_MOVES, IN_ORDER = 3, 0.75


def figure_in_doubt(seen: KpiPosition) -> str:
    """Which figure of a KPI cannot be right by how it is shown, by its scale or by what stands beside it."""
    if seen.held is None:
        return ""
    kpi, judged, expected = seen.kpi, seen.held.actual, seen.held.expected
    for cell, value in ((judged.at("value"), seen.held.value), (expected.cell, expected.value)):
        if is_share_of_another_unit(kpi, value):
            return f"its figure is in doubt: {_place(cell)} is shown as a percentage"
        if is_off_its_scale(kpi, value):
            low, high = score_range(kpi) or (0, 0)
            return f"its figure is in doubt: {_place(cell)} is off its scale of {low} to {high}"
        if is_more_than_all(kpi, value):
            return f"its figure is in doubt: {_place(cell)} is more than all of them"
    if is_more_than_base(kpi, judged):
        return f"its figure is in doubt: {_place(judged.at('value'))} is more than its base"
    twice = [_place(actual.at("value")) for actual in seen.actuals if actual.period_end == judged.period_end]
    return f"its figure is in doubt: {every_name(twice)} are for one period end" if len(twice) > 1 else ""


@once_per_programme
def days_in_doubt(programme: Programme) -> Mapping[str, str]:
    """By workbook, why it is not known of which day any of its figures is: the days were sorted by themselves."""
    found = ((submission.workbook, misplaced_period_ends(submission)) for submission in programme.submissions)
    why = "its figures are in doubt: the days under {} do not fit their rows"
    return {workbook: why.format(_place(days.heading)) for workbook, days in found if days is not None}


def _place(cell: Cell) -> str:
    """A cell with its sheet: figures and expectations stand on other sheets than their KPI."""
    return f"{cell.sheet} {cell.address}"


def change_in_doubt(milestone: Milestone, known: Known) -> Iterator[str]:
    """Why a new date does not stand: what is named as the change that agreed it is no change request."""
    entries = known.programme.ids[LogEntry]
    for name in (name for text in milestone.changes for name in ids_named(text)):
        missing = name not in entries and is_whole(_owners(known.programme), LogEntry, name)
        if missing or (name in entries and name not in known.changes and not known.unread.named(LogEntry, name)):
            what = "which does not exist" if missing else "which is no change request"
            yield f"its Change reference is in doubt: {milestone.at('changes').address} names {name}, {what}"


@once_per_programme
def _owners(programme: Programme) -> Mapping[str, list[Submission]]:
    return owners(programme)


@once_per_programme
def milestones_in_doubt(programme: Programme) -> Mapping[str, str]:
    """By workbook, why none of its milestones is known by its id or its dates: a column was sorted by itself."""
    found: dict[str, str] = {}
    for submission in programme.submissions:
        ids, dates = misplaced_ids(submission), misplaced_dates(submission)
        if ids is not None and _follow_their_phases(submission):
            found[submission.workbook] = (
                f"its ID is in doubt: the ids under {ids.heading.address} do not fit their rows"
            )
        elif dates is not None:
            where = f"the days under {dates.heading.address} do not fit their rows"
            found[submission.workbook] = f"its {dates.column} is in doubt: {where}"
    return found


def _follow_their_phases(submission: Submission) -> bool:
    """Whether the milestones of each workstream stand by their dates in the order of their phases.

    Then it is their ids that are wrong. Where they do not, neither is known to be.
    """
    phases = list(Phase)
    rows_by_stream = sorted(submission.all(Milestone), key=lambda row: (row.workstream, row.baseline))
    moves = [
        phases.index(after.phase) - phases.index(before.phase)
        for _, rows in groupby(rows_by_stream, key=lambda row: row.workstream)
        for before, after in pairwise(rows)
        if before.phase and after.phase and before.phase is not after.phase
    ]
    return len(moves) >= FEWEST_MOVES and sum(move > 0 for move in moves) >= IN_ORDER * len(moves)


@once_per_programme
def as_at_in_doubt(programme: Programme) -> Mapping[str, str]:
    """By workbook, why it is not known of which day it tells; nothing where it is said for all of them."""
    if programme.as_at_override is not None:
        return {}
    found = ((item.workbook, as_at_left_behind(item)) for item in programme.submissions)
    return {
        workbook: f"the As at of its return is in doubt: {counted(behind.dates, 'date')} in it are later"
        for workbook, behind in found
        if behind is not None and behind.is_sure
    }


def expected_in_doubt(kpi: Kpi, known: Known) -> str:
    """Why it is not known when something is expected of a KPI: at a milestone whose dates or id are in doubt."""
    doubted = milestones_in_doubt(known.programme)
    for row in known.programme.of(kpi).all(Expectation) if doubted else ():
        if row.kpi == kpi.id and row.measured_on is None:
            why = milestone_in_doubt(row.milestone, known)
            if why:
                return f"expected at {row.milestone}; {why}"
    return ""


def milestone_in_doubt(name: str | None, known: Known) -> str:
    """Why the milestone of an id is not known by its id or its dates."""
    milestone = known.milestone(name)
    return milestones_in_doubt(known.programme).get(milestone.workbook, "") if milestone else ""


def handover_in_doubt(row: Interdependency, known: Known) -> Iterator[str]:
    """Which of a handover's own cells cannot be right, or why that is not known."""
    if row.giver and row.giver == row.receiver:
        yield f"its Giver is in doubt: {row.at('giver').address} is its receiver too"
    if row.receiver_milestone:
        yield known.unread.named(Milestone, row.receiver_milestone)
    for name in (row.giver_milestone, row.receiver_milestone):
        yield (why := milestone_in_doubt(name, known)) and f"it rests on {name}; {why}"
    late = needed_after_milestone(known.programme).get(row.id)
    if late is not None:
        cell = late.need.at("needed_by")
        yield f"its Needed by is in doubt: {cell.address} is after {late.milestone.id}, which waits for it"
