"""Sheets on the screen and on paper: frozen headings, one page wide, and titles on every page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

A3, A4 = 8, 9
# Characters of ordinary width that a landscape page shows at a size people can read, and at most.
A4_WIDTH, A3_WIDTH = 170, 325
DEEPEST = 1_048_575
FOOTER = "&L&A&CSEND programme workbook&RPage &P of &N"


def set_up_page(sheet: Worksheet, widths: Sequence[int], *, header_rows: int = 1, frozen_columns: int = 1) -> None:
    """Freeze headings and first columns; print on landscape pages, each as wide as the sheet.

    `widths` are those of the columns that are seen, and what is too much for one page is not printed. The area ends
    where the data end, whatever their number: it is of whole columns.
    """
    sheet.freeze_panes(header_rows, frozen_columns)
    sheet.set_landscape()
    printed = columns_on_a_page(widths)
    sheet.set_paper(A4 if sum(widths[:printed]) <= A4_WIDTH else A3)
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, DEEPEST, printed - 1)
    sheet.repeat_rows(0, header_rows - 1)
    sheet.set_footer(FOOTER)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)


def columns_on_a_page(widths: Sequence[int]) -> int:
    """How many of the first columns one page holds, at least one."""
    used = 0
    for number, width in enumerate(widths):
        used += width
        if used > A3_WIDTH:
            return max(number, 1)
    return len(widths)
