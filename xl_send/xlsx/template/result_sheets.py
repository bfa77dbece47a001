"""Checks and Status: the two sheets that the product writes and nobody else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from xl_send.findings import Finding
from xl_send.results import Item
from xl_send.xlsx.write.cell_writer import shortened, write_text
from xl_send.xlsx.write.conditional_formats import colour_states
from xl_send.xlsx.write.looks import SEVERITIES, Looks
from xl_send.xlsx.write.page_setup import set_up_page
from xl_send.xlsx.write.result_rows import (
    CHECKS,
    CHECKS_NOTE,
    CHECKS_TITLES,
    LINK_PLACE,
    STATUS,
    STATUS_NOTE,
    STATUS_TITLES,
    TITLE_ROW,
    checks_row,
    status_row,
)
from xl_send.xlsx.write.table_sheets import add_table
from xl_send.xlsx.write.validations import heading_message
from xl_send.xlsx.write.widths import row_height

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

SPARE_ROWS = 20
DEEPEST = 5000


def write_checks(book: Workbook, looks: Looks, findings: Sequence[Finding] = ()) -> None:
    """The Checks sheet: a row a finding, its cell a link. `Place` is what the data sheets look up."""
    sheet = book.add_worksheet(CHECKS)
    _lay(sheet, looks, CHECKS_NOTE, CHECKS_TITLES, len(findings))
    for row, finding in enumerate(findings, TITLE_ROW + 1):
        _write_finding(sheet, looks, row, finding)
    for severity, pair in SEVERITIES.items():
        options = {"type": "cell", "criteria": "==", "value": f'"{severity}"', "format": looks.when(pair)}
        sheet.conditional_format(TITLE_ROW + 1, 1, DEEPEST, 1, options)
    sheet.set_column(LINK_PLACE, LINK_PLACE, CHECKS_TITLES["Cell"][0], looks.link())
    hidden = list(CHECKS_TITLES).index("Place")
    sheet.set_column(hidden, hidden, CHECKS_TITLES["Place"][0], looks.cell(), {"hidden": True})
    sheet.set_tab_color("#B10E1E")


def _write_finding(sheet: Worksheet, looks: Looks, row: int, finding: Finding) -> None:
    cell = finding.cell
    _write_texts(sheet, looks, row, dict(zip(CHECKS_TITLES, checks_row(finding), strict=True)))
    if cell.address:
        sheet.write_url(row, LINK_PLACE, f"internal:'{cell.sheet}'!{cell.address}", looks.link(), cell.address)


def write_status(book: Workbook, looks: Looks, items: Sequence[Item] = ()) -> None:
    """The Status sheet: a row an item, the computed colour beside the reported one, and why."""
    sheet = book.add_worksheet(STATUS)
    _lay(sheet, looks, STATUS_NOTE, STATUS_TITLES, len(items))
    for row, item in enumerate(items, TITLE_ROW + 1):
        _write_texts(sheet, looks, row, dict(zip(STATUS_TITLES, status_row(item), strict=True)))
    colour_states(sheet, looks, (TITLE_ROW + 1, 3, DEEPEST, 4))
    sheet.set_tab_color("#00662F")


def _write_texts(sheet: Worksheet, looks: Looks, row: int, texts: Mapping[str, str]) -> None:
    widths = {**CHECKS_TITLES, **STATUS_TITLES}
    for column, text in enumerate(texts.values()):
        write_text(sheet, (row, column), shortened(text), looks.cell())
    sheet.set_row(row, row_height((text, widths[title][0]) for title, text in texts.items()))


def _lay(sheet: Worksheet, looks: Looks, note: str, titles: Mapping[str, tuple[int, str]], rows: int) -> None:
    last = TITLE_ROW + max(rows, SPARE_ROWS)
    headers = [(title, looks.header("calculated")) for title in titles]
    add_table(sheet, (TITLE_ROW, 0, last, len(titles) - 1), f"tbl{sheet.name}", headers)
    for place, (title, (width, text)) in enumerate(titles.items()):
        sheet.set_column(place, place, width, looks.cell())
        sheet.data_validation(TITLE_ROW, place, TITLE_ROW, place, heading_message(title, text))
    set_up_page(sheet, 0, header_rows=TITLE_ROW + 1)
    sheet.set_row(0, 24, looks.bare())
    sheet.set_row(TITLE_ROW, 26)
    sheet.write_string(0, 0, note, looks.note())
