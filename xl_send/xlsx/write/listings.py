"""A workbook of lists: each on a sheet of its own with notes above it, as a table that sorts and filters."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from xl_send.results import Status
from xl_send.table import ColumnLook, Table, cell_content
from xl_send.xlsx.write.cell_writer import DAY_FORMAT, fitting_text, write_day, write_text
from xl_send.xlsx.write.conditional_formats import colour_severities, colour_states
from xl_send.xlsx.write.looks import STATES, Looks
from xl_send.xlsx.write.page_setup import set_up_page
from xl_send.xlsx.write.table_sheets import add_table
from xl_send.xlsx.write.validations import heading_message
from xl_send.xlsx.write.widths import header_height, listing_height, width_for_title

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

# A first column of this width says by itself which row this is.
WIDE = 30


def listing_workbook(title: str, tables: Sequence[Table]) -> bytes:
    """The tables as the bytes of an .xlsx file. Text is text, also where it begins with an equals sign."""
    from xl_send.xlsx.write.new_books import new_book

    out = io.BytesIO()
    book = new_book(out, {"title": title, "author": "xl_send"})
    looks = Looks(book)
    for table in tables:
        write_listing(book, looks, table)
    book.close()
    return out.getvalue()


def write_listing(book: Workbook, looks: Looks, table: Table) -> Worksheet:
    """Add one table to a workbook as its last sheet."""
    sheet = _sheet(book, looks, table)
    _fill(sheet, looks, table)
    return sheet


def _sheet(book: Workbook, looks: Looks, table: Table) -> Worksheet:
    sheet: Worksheet = book.add_worksheet(table.name)
    top = len(table.notes)
    widths = [max(column.width, width_for_title(column.title)) for column in table.columns]
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, widths[place], looks.cell())
        if column.help:
            sheet.data_validation(top, place, top, place, heading_message(column.title, column.help))
    for row, note in enumerate(table.notes):
        sheet.set_row(row, 20, looks.bare())
        sheet.write_string(row, 0, note, looks.note())
    frozen = 1 if table.columns[0].width >= WIDE else 2
    set_up_page(sheet, widths, header_rows=top + 1, frozen_columns=frozen)
    sheet.set_row(top, header_height(zip(table.titles, widths, strict=True)))
    return sheet


def _fill(sheet: Worksheet, looks: Looks, table: Table) -> None:
    headers = [(title, looks.header("calculated")) for title in table.titles]
    top, last = len(table.notes), len(table.notes) + max(1, len(table.rows))
    add_table(sheet, (top, 0, last, len(headers) - 1), "".join(["tbl", *table.name.split()]), headers)
    for number, row in enumerate(table.rows, top + 1):
        cells = [cell_content(cell) for cell in row]
        for place, cell in enumerate(cells):
            _write(sheet, looks, (number, place), cell)
        texts = zip(cells, table.columns, strict=True)
        sheet.set_row(number, listing_height((text, column.width) for text, column in texts if isinstance(text, str)))
    for look in _LIGHTS:
        for place, column in enumerate(table.columns):
            if column.look is look:
                _LIGHTS[look](sheet, looks, (top + 1, place, last, place))


def _mark(sheet: Worksheet, looks: Looks, area: tuple[int, int, int, int]) -> None:
    """Light up every cell of an area in which something stands."""
    sheet.conditional_format(*area, {"type": "no_blanks", "format": looks.when(STATES[Status.AMBER])})


_LIGHTS: Mapping[ColumnLook, Callable[[Worksheet, Looks, tuple[int, int, int, int]], None]] = {
    ColumnLook.STATE: colour_states,
    ColumnLook.SEVERITY: colour_severities,
    ColumnLook.MARKED: _mark,
}


def _write(sheet: Worksheet, looks: Looks, at: tuple[int, int], cell: str | float | date | None) -> None:
    if isinstance(cell, date):
        write_day(sheet, at, cell, looks.cell(DAY_FORMAT))
    elif isinstance(cell, int | float):
        sheet.write_number(*at, cell, looks.cell("General", figure=True))
    elif cell:
        write_text(sheet, at, fitting_text(cell), looks.cell())
    else:
        sheet.write_blank(*at, None, looks.cell())
