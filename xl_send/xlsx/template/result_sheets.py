"""Checks and Status: the two sheets that the product writes and nobody else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from xl_send.findings import Finding
from xl_send.results import Item
from xl_send.workbook.sheets.checks import COLUMNS, EXPLANATIONS, Explanation
from xl_send.workbook.submissions import Programme
from xl_send.xlsx.write.cell_writer import CellWriter, fitting_text, write_link, write_text
from xl_send.xlsx.write.conditional_formats import colour_severities, colour_states
from xl_send.xlsx.write.looks import Looks, format_of
from xl_send.xlsx.write.page_setup import set_up_page
from xl_send.xlsx.write.record_links import RecordLinks, put_way_back
from xl_send.xlsx.write.result_rows import (
    CHECKS,
    CHECKS_NOTE,
    CHECKS_TITLES,
    EXPLANATION_WIDTHS,
    EXPLANATIONS_NOTE,
    EXPLANATIONS_PLACE,
    LINK_PLACE,
    STATUS,
    STATUS_NOTE,
    STATUS_TITLES,
    TITLE_ROW,
    checks_rows,
    status_row,
)
from xl_send.xlsx.write.table_sheets import add_table
from xl_send.xlsx.write.validations import heading_message
from xl_send.xlsx.write.widths import row_height

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

# Columns of Checks that are there to be looked up, after those that are read.
UNPRINTED = frozenset({"Place", "Heading", "Standing", "Finding"})
HIGHEST = 409.5
DEEPEST = 5000


def write_checks(
    book: Workbook,
    looks: Looks,
    findings: Sequence[Finding] = (),
    explanations: Sequence[Explanation] = (),
    found_in: Programme | None = None,
) -> None:
    """The Checks sheet: a row a finding, its cell a link, and beside them the owner's explanations."""
    sheet = book.add_worksheet(CHECKS)
    _lay(sheet, looks, CHECKS_NOTE, CHECKS_TITLES, len(findings))
    links, rows = RecordLinks(found_in), checks_rows(findings, found_in)
    for row, (finding, texts) in enumerate(rows, TITLE_ROW + 1):
        _write_texts(sheet, looks, row, texts)
        write_link(sheet, (row, LINK_PLACE), links.to(finding), looks.link())
    _write_explanations(sheet, looks, explanations)
    _heighten(sheet, rows, explanations)
    colour_severities(sheet, looks, (TITLE_ROW + 1, 1, DEEPEST, 1))
    sheet.set_column(LINK_PLACE, LINK_PLACE, CHECKS_TITLES["Cell"][0], looks.link())
    hidden = list(CHECKS_TITLES).index("Place")
    sheet.set_column(hidden, hidden, CHECKS_TITLES["Place"][0], looks.cell(), {"hidden": True})
    sheet.set_tab_color("#B10E1E")


def _write_explanations(sheet: Worksheet, looks: Looks, explanations: Sequence[Explanation]) -> None:
    first, widths = EXPLANATIONS_PLACE, list(EXPLANATION_WIDTHS.values())
    last = TITLE_ROW + max(len(explanations), 1)
    headers = [(column.title, looks.header("optional")) for column in COLUMNS]
    add_table(sheet, (TITLE_ROW, first, last, first + len(widths) - 1), f"tbl{EXPLANATIONS}", headers)
    sheet.write_string(0, first, EXPLANATIONS_NOTE, looks.note())
    for place, (column, width) in enumerate(zip(COLUMNS, widths, strict=True), first):
        sheet.set_column(place, place, width, looks.cell(format_of(column.kind)))
        sheet.data_validation(TITLE_ROW, place, TITLE_ROW, place, heading_message(column.title, column.help))
    pen = CellWriter(sheet, looks, ruled=False)
    for row, explanation in enumerate(explanations, TITLE_ROW + 1):
        for place, (value, column) in enumerate(
            zip((explanation.key, explanation.reason, explanation.by, explanation.until), COLUMNS, strict=True), first
        ):
            if value:
                pen.value((row, place), value, column.kind)


def _heighten(
    sheet: Worksheet, rows: Sequence[tuple[Finding, tuple[str, ...]]], explanations: Sequence[Explanation]
) -> None:
    """Make each row as high as the finding and the explanation that stand in it need."""
    beside = [
        (list(zip((item.key, item.reason, item.by or ""), EXPLANATION_WIDTHS.values(), strict=False)))
        for item in explanations
    ]
    found = [_shown(dict(zip(CHECKS_TITLES, texts, strict=True))) for _, texts in rows]
    for row, (ours, theirs) in enumerate(zip_longest(found, beside, fillvalue=()), TITLE_ROW + 1):
        sheet.set_row(row, min(row_height([*ours, *theirs]), HIGHEST))


def write_status(book: Workbook, looks: Looks, items: Sequence[Item] = ()) -> None:
    """The Status sheet: a row an item, the computed colour beside the reported one, and why."""
    sheet = book.add_worksheet(STATUS)
    _lay(sheet, looks, STATUS_NOTE, STATUS_TITLES, len(items))
    for row, item in enumerate(items, TITLE_ROW + 1):
        texts = status_row(item)
        _write_texts(sheet, looks, row, texts)
        sheet.set_row(row, min(row_height(_shown(dict(zip(STATUS_TITLES, texts, strict=True)))), HIGHEST))
    colour_states(sheet, looks, (TITLE_ROW + 1, 3, DEEPEST, 4))
    sheet.set_tab_color("#00662F")


def _write_texts(sheet: Worksheet, looks: Looks, row: int, texts: Sequence[str]) -> None:
    look = looks.cell()
    for column, text in enumerate(texts):
        write_text(sheet, (row, column), fitting_text(text), look)


def _shown(texts: Mapping[str, str]) -> list[tuple[str, int]]:
    """The texts that are seen, each with the width of its column."""
    return [(text, _WIDTHS[title]) for title, text in texts.items() if title != "Place"]


_WIDTHS = {title: width for title, (width, _) in {**CHECKS_TITLES, **STATUS_TITLES}.items()}


def _lay(sheet: Worksheet, looks: Looks, note: str, titles: Mapping[str, tuple[int, str]], rows: int) -> None:
    last = TITLE_ROW + max(rows, 1)
    headers = [(title, looks.header("calculated")) for title in titles]
    add_table(sheet, (TITLE_ROW, 0, last, len(titles) - 1), f"tbl{sheet.name}", headers)
    for place, (title, (width, text)) in enumerate(titles.items()):
        sheet.set_column(place, place, width, looks.cell())
        sheet.data_validation(TITLE_ROW, place, TITLE_ROW, place, heading_message(title, text))
    widths = [width for title, (width, _) in titles.items() if title not in UNPRINTED]
    set_up_page(sheet, widths, header_rows=TITLE_ROW + 1)
    put_way_back(sheet, [(title, width) for title, (width, _) in titles.items()], TITLE_ROW)
    sheet.set_row(0, 24, looks.bare())
    sheet.set_row(TITLE_ROW, 26)
    sheet.write_string(0, 0, note, looks.note())
