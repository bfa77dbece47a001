"""Conflicts as a list: what Checks would say of them, and the other cells that bear on each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from xl_send.findings import Cell, Finding
from xl_send.network import UnresolvedReference
from xl_send.reading.loaded import LoadedProgramme
from xl_send.table import Table, TableColumn
from xl_send.words import first_few
from xl_send.workbook.days import say
from xl_send.workbook.submissions import Programme
from xl_send.xlsx.write.record_links import RecordLinks
from xl_send.xlsx.write.result_rows import CHECKS_COLUMNS, checks_rows, linked

CONFLICTS = "Conflicts"
_NOTE = "What Find conflicts found: where two dates, plans or calls on one person do not go together."
_BEARING = TableColumn("Also look at", 50, help="The other cells that bear on it.")
_WORKBOOK = TableColumn("Workbook", 24)


def conflicts_table(
    programme: Programme, findings: Sequence[Finding], not_checked: Sequence[UnresolvedReference] = ()
) -> Table:
    """A row a conflict, with its workbook where there are several.

    Where there is none, the list says so: a list of earlier ones must not stay standing.
    """
    told = checks_rows(findings)
    columns = [_BEARING if column.title == "Place" else column for column in CHECKS_COLUMNS]
    links = RecordLinks(programme if len(programme.submissions) == 1 else None)
    rows = [[*linked(links.to(finding), _beside(finding, row))] for finding, row in told]
    if len(programme.submissions) > 1:
        columns = [_WORKBOOK, *columns]
        rows = [[Path(finding.cell.workbook).name, *row] for (finding, _), row in zip(told, rows, strict=True)]
    unread = LoadedProgramme(programme).unread_line
    note = f"{unread} {_NOTE}".lstrip() if findings else none_found(programme, not_checked)
    return Table(CONFLICTS, columns, tuple(rows), (note,))


def _beside(finding: Finding, row: Sequence[str]) -> list[str]:
    """A row of Checks with what else bears on its finding in the place of Place."""
    return [
        _bearing(finding) if column.title == "Place" else text for column, text in zip(CHECKS_COLUMNS, row, strict=True)
    ]


def none_found(programme: Programme, not_checked: Sequence[UnresolvedReference]) -> str:
    """That there is no conflict, and what was not checked."""
    dated = f" as at {say(programme.latest)}" if programme.latest else ""
    line = LoadedProgramme(programme).unread_line
    among, unread = (" among what could be read", f" {line}") if line else ("", "")
    return f"No conflict was found{among}{dated}.{unread}{unchecked(not_checked)}"


def unchecked(not_checked: Sequence[UnresolvedReference]) -> str:
    """What was not checked for want of a workbook, as a sentence with a space before it; else nothing."""
    codes = sorted({reference.code for reference in not_checked})
    return f" Dates that rest on {first_few(codes)} were not checked: no workbook of theirs was read." if codes else ""


def _bearing(finding: Finding) -> str:
    return "; ".join(f"{_place(related.cell, finding.cell.workbook)}: {related.note}" for related in finding.related)


def _place(cell: Cell, workbook: str) -> str:
    elsewhere = "" if cell.workbook == workbook else f"{Path(cell.workbook).name} "
    return f"{elsewhere}{cell.sheet} {cell.address}"
