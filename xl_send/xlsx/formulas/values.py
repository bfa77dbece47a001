"""What every live formula comes to, as the engine says: the values that the cells are written with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from xl_send.calendar import Terms
from xl_send.rag.context import Context, Measured
from xl_send.rag.interdependencies import Side, effective_day, interdependency_rating
from xl_send.rag.kpis.doubts import is_doubted
from xl_send.rag.kpis.expectations import BY_PERIOD
from xl_send.rag.kpis.position import Comparison, KpiPosition, kpi_position
from xl_send.rag.kpis.rating import kpi_rating
from xl_send.rag.kpis.shortfalls import shortfall, tolerance
from xl_send.rag.milestones import milestone_rating, plan_as_read
from xl_send.rag.risks import log_rating, risk_rating
from xl_send.results import Status
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.choices import Between
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.kpis import Expectation, Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme, Submission
from xl_send.xlsx.formulas.kpis import ELSEWHERE, IN_DOUBT

RowValues = Mapping[str, object]
# By sheet, by row number, by calculated column; None where a cell shows nothing.
LiveValues = Mapping[type[Record], Mapping[int, RowValues]]

WORST_FIRST = (Status.RED, Status.AMBER, Status.GREEN, Status.NO_DATA)


def live_values(submission: Submission) -> LiveValues:
    """The value of every calculated cell of a workbook; without a readable As at there is none."""
    measured = Measured.of(Programme((submission,)))
    contexts = measured.by_workbook.get(submission.workbook)
    if contexts is None:
        return {}
    by_sheet: dict[type[Record], Callable[[Any, Context], RowValues]] = {
        Milestone: _milestone,
        Kpi: kpi_values,
        Expectation: _expectation,
        Risk: _risk,
        LogEntry: _log_entry,
        Interdependency: _interdependency,
    }
    values = {
        record: {row.row: work_out(row, contexts.own) for row in submission.all(record)}
        for record, work_out in by_sheet.items()
    }
    values[Workstream] = {
        row.row: {
            "rag": Status.NO_DATA
            if row.without_return or row.not_read
            else worst_of(_said(row.code, submission, values))
        }
        for row in submission.all(Workstream)
    }
    return values


def _milestone(row: Milestone, context: Context) -> RowValues:
    plan, found = plan_as_read(row, context), milestone_rating(row, context)
    terms = Terms.of(context.known.programme.each(CalendarEntry))
    return {
        "half_term": terms.half_term_of(plan.day),
        "plan": plan.day,
        "late": found.facts.get("late"),
        "rag": found.status,
        "counted": len(plan.changes),
    }


def _expectation(row: Expectation, context: Context) -> RowValues:
    milestone = context.known.milestone(row.milestone)
    return {"day": row.measured_on or (milestone.baseline if milestone else None)}


def _risk(row: Risk, context: Context) -> RowValues:
    found = risk_rating(row, context)
    return {"score": found.facts.get("score"), "rag": found.status}


def _log_entry(row: LogEntry, context: Context) -> RowValues:
    return {"rag": log_rating(row, context).status}


def _interdependency(row: Interdependency, context: Context) -> RowValues:
    side = Side(row, context)
    found = interdependency_rating(side, side)
    return {"room": found.facts.get("float"), "rag": found.status, "handover": effective_day(side, side)}


def _said(code: str, submission: Submission, values: LiveValues) -> list[str]:
    """What the live cells of a workstream's rows say; a handover counts for both its parties."""
    own: tuple[Milestone | Kpi | Risk, ...] = (
        *submission.all(Milestone),
        *submission.all(Kpi),
        *submission.all(Risk),
    )
    handovers = (row for row in submission.all(Interdependency) if code in (row.giver, row.receiver))
    rows: list[Record] = [*(row for row in own if row.workstream == code), *handovers]
    return [str(values[type(row)][row.row]["rag"]) for row in rows]


def worst_of(said: list[str]) -> str | None:
    """The plain worst of colours; without one what can be said instead, and nothing of nothing."""
    for status in WORST_FIRST:
        if status in said:
            return status
    if all(item == Status.COMPLETE for item in said):
        return Status.COMPLETE if said else None
    return Status.NOT_DUE if Status.NOT_DUE in said else Status.NOT_RATED


def kpi_values(kpi: Kpi, context: Context) -> Mapping[str, object]:
    """The latest figure always; what it is held to only where formulas follow the engine."""
    seen = kpi_position(kpi, context)
    here = context.thresholds.between is Between.STEP and kpi.measures not in BY_PERIOD
    held = _held(seen, seen.held if here else None)
    latest = seen.latest
    return {
        "latest": latest.value if latest else None,
        "latest_at": latest.period_end if latest else None,
        **held,
        "rag": kpi_rating(kpi, context).status if here else ELSEWHERE,
    }


def _held(seen: KpiPosition, held: Comparison | None) -> Mapping[str, object]:
    if held is None:
        return {}
    kpi, expected = seen.kpi, held.expected
    short = IN_DOUBT if is_doubted(seen, held) else shortfall(kpi, expected.value, held.value)
    return {
        "expected": expected.value,
        "expected_since": expected.anchor,
        "shortfall": short,
        "tolerated": tolerance(kpi, expected.value, seen.context.thresholds),
    }
