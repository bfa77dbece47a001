"""Sheets on the screen and on paper: frozen headings, A4, and titles on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

A4 = 9
# Characters of ordinary width that an A4 landscape page shows at a size people can read.
PAGE_WIDTH = 210
FOOTER = "&L&A&CSEND programme workbook&RPage &P of &N"


def set_up_page(sheet: Worksheet, width: int, *, header_rows: int = 1, frozen_columns: int = 1) -> None:
    """Freeze headings and first columns; print them on every page of A4 landscape, as wide as `width` asks."""
    sheet.freeze_panes(header_rows, frozen_columns)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1 + width // PAGE_WIDTH, 0)
    sheet.repeat_rows(0, header_rows - 1)
    if frozen_columns:
        sheet.repeat_columns(0, frozen_columns - 1)
    sheet.set_footer(FOOTER)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
