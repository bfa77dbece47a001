"""Rows put below those of a table that stands beside others on a sheet, such as Explanations on Checks.

The macros do the same (macros/SendBeside.bas).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from xl_send.table import CellKind, Table
from xl_send.workbook.names import title_key
from xl_send.xlsx.write.result_rows import EXPLANATIONS_PLACE, TITLE_ROW

if TYPE_CHECKING:
    import xlwings

_FORMATS = {CellKind.TEXT: "@", CellKind.DAY: "dd mmm yyyy"}


def add_rows(sheet: xlwings.Sheet, table: Table, rows: Sequence[Sequence[Any]]) -> None:
    """Put rows below the last filled one under these titles; where the titles are missing they are written first."""
    used = sheet.used_range
    lines = sheet.range((1, 1), used.last_cell).options(ndim=2).value
    width = len(table.titles)
    top, left = _titles_in(lines, table.titles) or _with_titles(sheet, table, used.last_cell.column)
    below = [
        number for number, line in enumerate(lines, 1)
        if number > top and any(value not in {None, ""} for value in line[left - 1 : left - 1 + width])
    ]  # fmt: skip
    first = max([top, *below]) + 1
    last = first + len(rows) - 1
    for place, column in enumerate(table.columns, left):
        if column.kind in _FORMATS:
            sheet.range((first, place), (last, place)).number_format = _FORMATS[column.kind]
    sheet.range((first, left), (last, left + width - 1)).value = rows
    for there in sheet.tables:
        if (there.range.row, there.range.column) == (top, left):
            there.resize(sheet.range((top, left), (last, left + width - 1)))


def _titles_in(lines: Sequence[Sequence[Any]], titles: Sequence[str]) -> tuple[int, int] | None:
    """The row and first column of the titles, where they stand side by side."""
    wanted = list(map(title_key, titles))
    for row, line in enumerate(lines, 1):
        keys = [title_key(value) if isinstance(value, str) else "" for value in line]
        for at in range(len(keys) - len(wanted) + 1):
            if keys[at : at + len(wanted)] == wanted:
                return row, at + 1
    return None


def _with_titles(sheet: xlwings.Sheet, table: Table, last: int) -> tuple[int, int]:
    """Write the titles right of all that is there, with their note above them; where they stand."""
    top, left = TITLE_ROW + 1, max(last + 2, EXPLANATIONS_PLACE + 1)
    sheet.range((TITLE_ROW, left)).value = table.note
    titles = sheet.range((top, left), (top, left + len(table.titles) - 1))
    titles.value = table.titles
    titles.font.bold = True
    for place, column in enumerate(table.columns, left):
        sheet.range((1, place)).column_width = column.width
    return top, left
