"""Checks and Status: the two sheets that the product writes and nobody else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from xl_send.excel.looks import SEVERITIES, Looks
from xl_send.excel.table_sheets import LINE_HEIGHT, colour_states, lines_of, set_up_page
from xl_send.findings import Finding
from xl_send.rating.items import Item

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

CHECKS_TITLES = ("Rule", "Severity", "Sheet", "Cell", "Record", "What is wrong", "What to do", "Place")
CHECKS_WIDTHS = (8, 11, 20, 9, 22, 62, 62, 26)
STATUS_TITLES = ("ID", "Kind", "Workstream", "Computed RAG", "Reported RAG", "Why")
STATUS_WIDTHS = (12, 17, 13, 15, 15, 100)
SPARE_ROWS = 20

CHECKS_NOTE = "Written by Validate. Each cell listed here lights up in its own sheet. Empty means not yet checked."
STATUS_NOTE = "Written by Compute RAG: the computed colour beside the reported one, with the reason."


def write_checks(book: Workbook, looks: Looks, findings: Sequence[Finding] = ()) -> None:
    """The Checks sheet: a row a finding, its cell a link. `Place` is what the data sheets look up."""
    sheet = book.add_worksheet("Checks")
    _lay(sheet, looks, "tblChecks", CHECKS_NOTE, CHECKS_TITLES, CHECKS_WIDTHS, len(findings))
    for row, finding in enumerate(findings, 2):
        cell = finding.cell
        place = f"{cell.sheet}!{cell.address}"
        texts = (finding.rule, finding.severity.value, cell.sheet, "", cell.record, finding.message, finding.fix, place)
        _write_texts(sheet, looks, row, texts, CHECKS_WIDTHS)
        if cell.address:
            link = f"internal:'{cell.sheet}'!{cell.address}"
            sheet.write_url(row, 3, link, looks.link(), cell.address)
    for severity, pair in SEVERITIES.items():
        options = {"type": "cell", "criteria": "==", "value": f'"{severity}"', "format": looks.when(pair)}
        sheet.conditional_format(2, 1, 5000, 1, options)
    sheet.set_column(7, 7, CHECKS_WIDTHS[7], None, {"hidden": True})
    sheet.set_tab_color("#B10E1E")


def write_status(book: Workbook, looks: Looks, items: Sequence[Item] = ()) -> None:
    """The Status sheet: a row an item, the computed colour beside the reported one, and why."""
    sheet = book.add_worksheet("Status")
    _lay(sheet, looks, "tblStatus", STATUS_NOTE, STATUS_TITLES, STATUS_WIDTHS, len(items))
    for row, item in enumerate(items, 2):
        reported = item.reported.value if item.reported else ""
        texts = (item.id, item.kind.value, item.workstream, item.status.value, reported, item.reason)
        _write_texts(sheet, looks, row, texts, STATUS_WIDTHS)
    colour_states(sheet, looks, 2, 3, 5000, 4)
    sheet.set_tab_color("#00662F")


def _write_texts(sheet: Worksheet, looks: Looks, row: int, texts: Sequence[str], widths: Sequence[int]) -> None:
    for column, text in enumerate(texts):
        sheet.write_string(row, column, text, looks.cell())
    sheet.set_row(row, 4 + LINE_HEIGHT * max(lines_of(text, width) for text, width in zip(texts, widths, strict=True)))


def _lay(  # noqa: PLR0913 - what a result sheet consists of
    sheet: Worksheet,
    looks: Looks,
    name: str,
    note: str,
    titles: Sequence[str],
    widths: Sequence[int],
    rows: int,
) -> None:
    last = 1 + max(rows, SPARE_ROWS)
    columns = [{"header": title, "header_format": looks.header("calculated")} for title in titles]
    sheet.add_table(1, 0, last, len(titles) - 1, {"name": name, "style": "Table Style Light 1", "columns": columns})
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    set_up_page(sheet, header_rows=2)
    sheet.set_row(0, 22)
    sheet.write_string(0, 0, note, looks.make(italic=True, font_color="#474C52"))
