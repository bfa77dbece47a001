"""What stands in a row of Checks or Status, whoever writes it: a template, a copy, or the open workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xl_send.findings import Finding
from xl_send.results import Item
from xl_send.table import CellKind, CellLink, ColumnLook, Table, TableColumn, TableRow

CHECKS, STATUS = "Checks", "Status"
# Each title with its width and what stands below it.
CHECKS_TITLES: Mapping[str, tuple[int, str]] = {
    "Rule": (10, "The id of the rule. The guide explains each one."),
    "Severity": (13, "An error must be put right, a query answered; advice may be taken or left."),
    "Sheet": (22, "The sheet on which the cell stands."),
    "Cell": (10, "The cell to look at first. Click to go there."),
    "Record": (20, "The row's id."),
    "What is wrong": (62, "What was found, in plain words."),
    "What to do": (62, "How to put it right."),
    "Place": (26, "What the data sheets look up to light the cell."),
}
STATUS_TITLES: Mapping[str, tuple[int, str]] = {
    "ID": (13, "The row's id."),
    "Kind": (18, "What kind of row it is."),
    "Workstream": (16, "The workstream's code."),
    "Computed RAG": (17, "The colour worked out from dates and figures."),
    "Reported RAG": (17, "The owner's own colour."),
    "Why": (100, "How the computed colour was reached."),
}
CHECKS_NOTE = "What Validate found. Each cell listed here lights up on its own sheet. Empty: not yet checked."
STATUS_NOTE = "The computed colour beside the reported one, with the reason. Empty: not yet worked out."
# The title row, counted from 0: above it stands the note.
TITLE_ROW = 1
# Where on Checks the link to a finding's cell stands, counted from 0.
LINK_PLACE = list(CHECKS_TITLES).index("Cell")


def checks_row(finding: Finding) -> tuple[str, ...]:
    """A finding under the titles of Checks. Its cell is shown as a link to itself; a whole sheet has none."""
    cell = finding.cell
    place = f"{cell.sheet}!{cell.address}"
    return (
        finding.rule, finding.severity.value, cell.sheet, cell.address, cell.record, finding.message, finding.fix, place
    )  # fmt: skip


def status_row(item: Item) -> tuple[str, ...]:
    """An item under the titles of Status."""
    reported = item.reported.value if item.reported else ""
    return (item.id, item.kind.value, item.workstream, item.status.value, reported, item.reason)


def checks_table(findings: Sequence[Finding]) -> Table:
    """The Checks sheet: a row a finding, its cell a link."""
    return Table(CHECKS, _CHECKS_COLUMNS, tuple(map(_linked, findings)), (CHECKS_NOTE,))


def status_table(items: Sequence[Item]) -> Table:
    """The Status sheet: a row an item."""
    return Table(STATUS, _STATUS_COLUMNS, tuple(map(status_row, items)), (STATUS_NOTE,))


def _linked(finding: Finding) -> TableRow:
    row: list[str | CellLink | None] = list(checks_row(finding))
    row[LINK_PLACE] = CellLink(finding.cell.sheet, finding.cell.address) if finding.cell.address else None
    return row


_KINDS = {"Cell": CellKind.LINK}
_LOOKS = {
    "Place": ColumnLook.HIDDEN,
    **dict.fromkeys(("Computed RAG", "Reported RAG"), ColumnLook.STATE),
}


def _columns(titles: Mapping[str, tuple[int, str]]) -> tuple[TableColumn, ...]:
    return tuple(
        TableColumn(title, width, _KINDS.get(title, CellKind.TEXT), text, _LOOKS.get(title, ColumnLook.PLAIN))
        for title, (width, text) in titles.items()
    )


_CHECKS_COLUMNS, _STATUS_COLUMNS = _columns(CHECKS_TITLES), _columns(STATUS_TITLES)
