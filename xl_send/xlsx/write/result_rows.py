"""What stands in a row of Checks or Status, whoever writes it: a template, a copy, or the open workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xl_send.findings import Finding
from xl_send.results import Item
from xl_send.rules.causes import followers, followers_told, open_heads
from xl_send.table import CellKind, CellLink, ColumnLook, Table, TableColumn, TableRow
from xl_send.workbook.columns import Layout
from xl_send.workbook.days import say
from xl_send.workbook.names import title_key
from xl_send.workbook.sheets.checks import COLUMNS
from xl_send.workbook.submissions import SHEETS, Programme, declared_title
from xl_send.xlsx.write.record_links import RecordLinks

CHECKS, STATUS = "Checks", "Status"
# Each title with its width and what stands below it. Workbooks of the first edition light up by their eighth column,
# so what came later stands after it.
CHECKS_TITLES: Mapping[str, tuple[int, str]] = {
    "Rule": (10, "The id of the rule. The guide explains each one."),
    "Severity": (13, "An error must be put right, a query answered; advice may be taken or left."),
    "Sheet": (22, "The sheet on which the cell stands."),
    "Cell": (10, "The cell to look at first. Click to go there."),
    "Record": (20, "The row's id."),
    "What is wrong": (62, "What was found, in plain words."),
    "What to do": (62, "How to put it right."),
    "Place": (26, "Where the cell stood when it was found."),
    "Heading": (20, "The title of the cell's column."),
    "Standing": (26, "Open; or from which finding it follows; or who has explained it."),
    "Finding": (34, "The key by which one finding is explained, on the right."),
}
STATUS_TITLES: Mapping[str, tuple[int, str]] = {
    "ID": (13, "The row's id."),
    "Kind": (18, "What kind of row it is."),
    "Workstream": (16, "The workstream's code."),
    "Computed RAG": (17, "The colour worked out from dates and figures."),
    "Reported RAG": (17, "The owner's own colour."),
    "Why": (100, "How the computed colour was reached."),
}
EXPLANATION_WIDTHS = dict(zip((column.title for column in COLUMNS), (34, 50, 22, 14), strict=True))
CHECKS_NOTE = "What Validate found. Each cell listed here lights up on its own sheet. Empty: not yet checked."
STATUS_NOTE = "The computed colour beside the reported one, with the reason. Empty: not yet worked out."
EXPLANATIONS_NOTE = "Explanations: paste the key of one finding, and say why it may stand. Nothing else silences it."
# The title row, counted from 0: above it stands the note.
TITLE_ROW = 1
# Where on Checks the link to a finding's cell stands, counted from 0.
LINK_PLACE = list(CHECKS_TITLES).index("Cell")
# Where a new Checks sheet has its Explanations, counted from 0: two columns are left free for the owner's own.
EXPLANATIONS_PLACE = len(CHECKS_TITLES) + 2
OPEN = "Open"
HIDDEN = "Its sheet is hidden: right-click any tab and choose Unhide."
# The sheets on which a row is known by its record; on the others a place is meant.
_TABLES = {title_key(record.SHEET.title) for record in SHEETS if record.SHEET.layout is Layout.TABLE}


def checks_rows(
    findings: Sequence[Finding], programme: Programme | None = None
) -> list[tuple[Finding, tuple[str, ...]]]:
    """Each finding under the titles of Checks: what is open, then what follows from that, last what is explained.

    Its cell is shown as a link to itself; a whole sheet has none. Only what is open has a place, by which it lights up.
    Where the programme is given, what stands on a hidden sheet says so: no link leads there, nor does Next problem.
    """
    hidden = _hidden_sheets(programme)
    findings = [_on_hidden(item) if (item.cell.workbook, item.cell.sheet) in hidden else item for item in findings]
    following = dict(followers(findings))
    begun, brought = [], []
    for head in open_heads(findings):
        ones = following.pop(head.key, ())
        begun.append((head, _row(head, OPEN, followers_told(head, ones))))
        place = f"{head.cell.sheet} {head.cell.address}".strip()
        # Also in the text: Standing is not printed.
        brought += [(item, _row(item, f"Follows from {place}", f" (follows from {place})")) for item in ones]
    explained = [(finding, _row(finding, _explained(finding))) for finding in findings if finding.explained]
    return begun + brought + explained


def _hidden_sheets(programme: Programme | None) -> frozenset[tuple[str, str]]:
    seen = (
        [(item.workbook, sheet) for item in programme.submissions for sheet in item.seen.values()] if programme else []
    )
    return frozenset((workbook, sheet.table.sheet) for workbook, sheet in seen if sheet.hidden)


def _on_hidden(finding: Finding) -> Finding:
    return finding._replace(wording=finding.wording.said._replace(fix=f"{finding.fix} {HIDDEN}"))


def _row(finding: Finding, standing: str, more: str = "") -> tuple[str, ...]:
    cell = finding.cell
    sheet = _known_as(cell.sheet)
    place = f"{sheet}!{cell.address}" if standing == OPEN else ""
    heading = cell.column if finding.is_of_a_record and title_key(cell.sheet) in _TABLES else ""
    return (
        finding.rule, finding.severity.value, sheet, cell.address, cell.record, f"{finding.message}{more}",
        finding.fix, place, heading, standing, finding.key,
    )  # fmt: skip


def _known_as(title: str) -> str:
    """The title by which a sheet's own cells look themselves up, though spaces have come to stand around it."""
    declared = declared_title(title)
    return declared if title.strip(" ").casefold() == declared.casefold() else title


def _explained(finding: Finding) -> str:
    told = finding.explained
    until = f", until {say(told.until)}" if told and told.until else ""
    return f"Explained{f' by {told.by}' if told and told.by else ''}{until}: {told.reason if told else ''}"


def status_row(item: Item) -> tuple[str, ...]:
    """An item under the titles of Status."""
    reported = item.reported.value if item.reported else ""
    return (item.id, item.kind.value, item.workstream, item.status.value, reported, item.reason)


def checks_table(findings: Sequence[Finding], programme: Programme | None = None) -> Table:
    """The Checks sheet: a row a finding, its cell a link, which goes with its record where the programme is given."""
    links = RecordLinks(programme)
    rows = tuple(linked(links.to(finding), row) for finding, row in checks_rows(findings, programme))
    return Table(CHECKS, CHECKS_COLUMNS, rows, (CHECKS_NOTE,))


def status_table(items: Sequence[Item]) -> Table:
    """The Status sheet: a row an item."""
    return Table(STATUS, _STATUS_COLUMNS, tuple(map(status_row, items)), (STATUS_NOTE,))


def explanation_table(rows: Sequence[TableRow]) -> Table:
    """Rows to put below those of the Explanations table on Checks."""
    kinds = (CellKind.TEXT, CellKind.TEXT, CellKind.TEXT, CellKind.DAY)
    columns = tuple(
        TableColumn(column.title, EXPLANATION_WIDTHS[column.title], kind, column.help)
        for column, kind in zip(COLUMNS, kinds, strict=True)
    )
    return Table(CHECKS, columns, rows, (EXPLANATIONS_NOTE,))


def linked(link: CellLink | None, told: Sequence[str]) -> TableRow:
    """A row of Checks whose cell is a link to itself."""
    row: list[str | CellLink | None] = list(told)
    row[LINK_PLACE] = link
    return row


_KINDS = {"Cell": CellKind.LINK}
_LOOKS = {
    "Place": ColumnLook.HIDDEN,
    "Severity": ColumnLook.SEVERITY,
    **dict.fromkeys(("Computed RAG", "Reported RAG"), ColumnLook.STATE),
}


def _columns(titles: Mapping[str, tuple[int, str]]) -> tuple[TableColumn, ...]:
    return tuple(
        TableColumn(title, width, _KINDS.get(title, CellKind.TEXT), text, _LOOKS.get(title, ColumnLook.PLAIN))
        for title, (width, text) in titles.items()
    )


CHECKS_COLUMNS, _STATUS_COLUMNS = _columns(CHECKS_TITLES), _columns(STATUS_TITLES)
