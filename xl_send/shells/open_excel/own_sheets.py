"""Sheets of the product's own in the open workbook: how they are known, made ready, and what their cells are given."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from xl_send.shells.open_excel.dressing import FIRST_ROW
from xl_send.table import CellLink, TableCell, cell_content
from xl_send.xlsx.update.own_columns import FIRST_EDITION
from xl_send.xlsx.write.result_rows import TITLE_ROW

if TYPE_CHECKING:
    import xlwings

Cell = str | float | Any


def is_ours(sheet: xlwings.Sheet, titles: Sequence[str]) -> bool:
    """Whether a sheet has our titles, those of a later edition perhaps not yet, or nothing at all on it."""
    found = sheet.range((TITLE_ROW + 1, 1), (TITLE_ROW + 1, len(titles))).options(ndim=1).value
    early = zip(found, titles, range(len(titles)), strict=True)
    if all(text == title or (at >= FIRST_EDITION and text is None) for text, title, at in early):
        return True
    return all(value is None for row in sheet.used_range.options(ndim=2).value for value in row)


def show_all(sheet: xlwings.Sheet, width: int, last: int) -> None:
    """Show every row again, and take links off, so that nothing old remains behind what is written."""
    for table in sheet.tables:
        with suppress(Exception):  # Excel refuses where nothing is hidden
            table.api.AutoFilter.ShowAllData()
    with suppress(Exception):  # as above
        sheet.api.ShowAllData()
    with suppress(Exception):  # not every Excel can
        sheet.range((FIRST_ROW, 1), (max(last, FIRST_ROW), width)).api.ClearHyperlinks()


def cell_value(cell: TableCell) -> Cell:
    """What a cell is given: of a link a formula that leads there, of a day a day, of a text the text that it is.

    Without a mark Excel makes numbers, dates and formulas of what looks like one.
    """
    if isinstance(cell, CellLink):
        return f"={cell.formula or _link_to(cell)}"
    value = cell_content(cell)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001 - a day
    return f"'{value}" if isinstance(value, str) and value else value


def _link_to(cell: CellLink) -> str:
    """A formula that shows a cell's address and leads there."""
    sheet = cell.sheet.replace("'", "''").replace('"', '""')
    return f'HYPERLINK("#\'{sheet}\'!{cell.address}","{cell.address}")'
