"""Findings as a list for other programs: a row a finding, with the day as at which its workbook was read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from xl_send.findings import Cell, Finding
from xl_send.table import CellKind, CellLink, Table, TableColumn
from xl_send.workbook.submissions import Programme

FINDINGS = "Findings"
_COLUMNS = (
    TableColumn("As at", 14, CellKind.DAY),
    TableColumn("Rule", 10),
    TableColumn("Severity", 13),
    TableColumn("Workbook", 30),
    TableColumn("Sheet", 22),
    TableColumn("Cell", 10, CellKind.LINK),
    TableColumn("Record", 20),
    TableColumn("Column", 20),
    TableColumn("Message", 62),
    TableColumn("What to do", 62),
    TableColumn("Key", 30),
    TableColumn("Because of", 30),
    TableColumn("Explained", 50),
)


def findings_table(programme: Programme, findings: Sequence[Finding]) -> Table:
    """A row a finding, in the order in which they were found."""
    rows = [
        (
            as_at_of(programme, finding.cell), finding.rule, finding.severity.value, finding.cell.workbook,
            finding.cell.sheet, _link(finding.cell), finding.cell.record,
            finding.cell.column, finding.message, finding.fix, finding.key,
            finding.because_of, finding.explained.reason if finding.explained else "",
        )
        for finding in findings
    ]  # fmt: skip
    return Table(FINDINGS, _COLUMNS, rows)


def _link(cell: Cell) -> CellLink | None:
    return CellLink(cell.sheet, cell.address) if cell.address else None


def as_at_of(programme: Programme, cell: Cell) -> date | None:
    """The day as at which a cell's workbook was read."""
    submission = programme.by_workbook.get(cell.workbook)
    return programme.as_at_override or (submission.as_at if submission else programme.latest)
