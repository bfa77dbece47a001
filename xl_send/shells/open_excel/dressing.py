"""How a sheet that is added to the open workbook looks and prints: as the macros make it (macros/SendSheet.bas)."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from xl_send.results import Status
from xl_send.table import CellKind, ColumnLook, TableColumn
from xl_send.xlsx.write.looks import LINK, NAVY, PAPER, SEVERITIES, STATES
from xl_send.xlsx.write.result_rows import TITLE_ROW

if TYPE_CHECKING:
    import xlwings

FIRST_ROW, DEEPEST = TITLE_ROW + 2, 5000
# Words that have a colour carry it on every sheet.
COLOURED = {
    **{status.value: STATES[status] for status in (Status.RED, Status.AMBER, Status.GREEN)},
    **SEVERITIES,
}
_LANDSCAPE, _UNDERLINED, _CELL_VALUE, _EQUAL = 2, 2, 1, 3


def dress(sheet: xlwings.Sheet, columns: Sequence[TableColumn]) -> None:
    """Widths, wrapping, titles that stand out and stay in view, words in their colours, and pages as wide as the sheet.

    What an Excel cannot be told is left: what a sheet says counts, however it looks.
    """
    for step in (_lay, _colour, _freeze, _set_up_page):
        with suppress(Exception):
            step(sheet, columns)


def _lay(sheet: xlwings.Sheet, columns: Sequence[TableColumn]) -> None:
    for place, column in enumerate(columns, 1):
        sheet.range((1, place)).column_width = column.width
        if column.look is ColumnLook.HIDDEN:
            sheet.range((1, place)).api.EntireColumn.Hidden = True
    below = sheet.range((TITLE_ROW + 1, 1), (DEEPEST, len(columns)))
    below.wrap_text, below.vertical_alignment = True, "top"
    titles = sheet.range((TITLE_ROW + 1, 1), (TITLE_ROW + 1, len(columns)))
    titles.color, titles.font.bold, titles.font.color = NAVY, True, PAPER
    sheet.range((1, 1)).font.italic = True
    for place, column in enumerate(columns, 1):
        if column.kind is CellKind.LINK:
            links = sheet.range((FIRST_ROW, place), (DEEPEST, place))
            links.font.color = LINK
            links.api.Font.Underline = _UNDERLINED


def _colour(sheet: xlwings.Sheet, columns: Sequence[TableColumn]) -> None:
    area = sheet.range((FIRST_ROW, 1), (DEEPEST, len(columns))).api
    for word, (fill, ink) in COLOURED.items():
        shown = area.FormatConditions.Add(_CELL_VALUE, _EQUAL, f'="{word}"')
        shown.Interior.Color, shown.Font.Color = _number(fill), _number(ink)


def _number(colour: str) -> int:
    """A colour as Excel counts it: blue first."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return red + 256 * green + 65536 * blue


def _freeze(sheet: xlwings.Sheet, _: Sequence[TableColumn]) -> None:
    sheet.activate()
    window: Any = sheet.book.api.Windows(1)
    window.FreezePanes = False
    window.ScrollRow, window.SplitColumn, window.SplitRow = 1, 0, TITLE_ROW + 1
    window.FreezePanes, window.DisplayGridlines = True, False


def _set_up_page(sheet: xlwings.Sheet, _: Sequence[TableColumn]) -> None:
    page: Any = sheet.page_setup.api
    page.Orientation, page.Zoom = _LANDSCAPE, False
    page.FitToPagesWide, page.FitToPagesTall = 1, False
    page.PrintTitleRows = f"$1:${TITLE_ROW + 1}"
