"""Rows of a workbook by where they stand: those that are stopped or closed, and those that wait for a baseline."""

from __future__ import annotations

from datetime import date

from xl_send.analysis.activity import is_stopped
from xl_send.findings import Cell
from xl_send.workbook.cells import row_number
from xl_send.workbook.sheets.choices import LogStatus, RiskStatus, TaskStatus
from xl_send.workbook.sheets.interdependencies import Diagnostic
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme, Submission

# A sheet and the number of a row.
RowPlace = tuple[str, int]


def row_of(cell: Cell) -> RowPlace:
    """The row in which a cell stands."""
    return cell.sheet, row_number(cell.address)


def stopped_rows(programme: Programme, submission: Submission) -> frozenset[RowPlace]:
    """The rows of a workbook that are paused or withdrawn."""
    rows = (row for found in submission.records.values() for row in found)
    return frozenset((row.table.sheet, row.row) for row in rows if is_stopped(programme, row))


def closed_rows(submission: Submission) -> frozenset[RowPlace]:
    """The rows of a workbook that are closed or dropped."""
    over = {RiskStatus.CLOSED, LogStatus.CLOSED, TaskStatus.DROPPED}
    rows = (row for kind in (Risk, LogEntry, Diagnostic) for row in submission.all(kind))
    return frozenset((row.table.sheet, row.row) for row in rows if getattr(row, "status", None) in over)


def baselines_due(submission: Submission) -> dict[RowPlace, date]:
    """The rows of KPIs that are not read and wait for their baseline, with the day on which it is due."""
    rows = ((row.cause, row.values.get("baseline_due")) for row in submission.unread_rows if row.record is Kpi)
    found = ((row_of(cause), day) for cause, day in rows if cause)
    as_at = submission.as_at or date.max
    return {row: day for row, day in found if isinstance(day, date) and day >= as_at}
