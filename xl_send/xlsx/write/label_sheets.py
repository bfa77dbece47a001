"""The Programme sheet and the Thresholds: labels, values, and what each means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from xl_send.workbook.cells import Percentage, Value
from xl_send.workbook.columns import Column, Need, Record, columns_of
from xl_send.workbook.kinds import Choice, Percent
from xl_send.workbook.sheets.choices import Rag
from xl_send.xlsx.write.cell_writer import CellWriter
from xl_send.xlsx.write.conditional_formats import colour_states, mark_listed
from xl_send.xlsx.write.looks import Looks
from xl_send.xlsx.write.page_setup import set_up_page
from xl_send.xlsx.write.record_links import put_way_back
from xl_send.xlsx.write.table_sheets import add_table
from xl_send.xlsx.write.validations import heading_message, validation
from xl_send.xlsx.write.widths import LINE_POINTS, MARGIN_POINTS, row_height

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

TITLES = ("Item", "Value", "What it means")
HELP = ("What is asked for.", "Fill in this column.", "How each item is meant.")
HEADER_POINTS = 2 * LINE_POINTS + MARGIN_POINTS
# Cells to the right of and below the labels that may be marked as well: the risk matrix, silenced rules.
MARKED_ROWS, MARKED_COLUMNS = 200, 10


def write_label_sheet(
    sheet: Worksheet, looks: Looks, record: type[Record], given: Mapping[str, Value], widths: tuple[int, int, int]
) -> int:
    """Fill a sheet of labels and values as a table; the number of its last row, counted from 0.

    A value that is not given is shown as its default, where it has one.
    """
    columns = columns_of(record)
    headers = [(title, looks.header("required" if title == "Value" else "optional")) for title in TITLES]
    add_table(sheet, (0, 0, len(columns), 2), record.SHEET.table, headers, filtered=False)
    sheet.set_row(0, HEADER_POINTS)
    for place, (title, text, width) in enumerate(zip(TITLES, HELP, widths, strict=True)):
        sheet.set_column(place, place, width)
        sheet.data_validation(0, place, 0, place, heading_message(title, text))
    pen = CellWriter(sheet, looks, figures_right=False)
    for row, column in enumerate(columns, 1):
        shown = given.get(column.title, _default(column))
        _write_label(pen, row, column)
        _write_given(pen, row, column, shown)
        texts = ("", "" if shown is None else str(shown), _meaning(column))
        sheet.set_row(row, row_height(zip(texts, widths, strict=True)))
    mark_listed(sheet, looks, record, (1, 0, MARKED_ROWS, MARKED_COLUMNS - 1))
    set_up_page(sheet, widths)
    put_way_back(sheet, list(zip(TITLES, widths, strict=True)))
    return len(columns)


def _write_label(pen: CellWriter, row: int, column: Column) -> None:
    required = column.need is Need.REQUIRED
    pen.sheet.write_string(row, 0, column.title, pen.looks.label(required=required))
    pen.sheet.write_string(row, 2, _meaning(column), pen.looks.cell())


def _meaning(column: Column) -> str:
    return f"{column.help} Required." if column.need is Need.REQUIRED else column.help


def _write_given(pen: CellWriter, row: int, column: Column, shown: Value | None) -> None:
    pen.blank((row, 1), column.kind)
    if shown is not None:
        pen.value((row, 1), shown, column.kind)
    pen.sheet.data_validation(row, 1, row, 1, validation(column))
    if isinstance(column.kind, Choice) and column.kind.options is Rag:
        colour_states(pen.sheet, pen.looks, (row, 1, row, 1))


def _default(column: Column) -> Value | None:
    """What a blank means, written out so that it is seen: a setting's default."""
    blank = column.blank
    if isinstance(blank, float):
        return Percentage(blank) if isinstance(column.kind, Percent) else blank
    return str(blank) if isinstance(blank, str) else None
