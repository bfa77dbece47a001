"""The Programme sheet and the Thresholds: labels, values, and what each means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from xl_send.excel.looks import Looks
from xl_send.excel.table_sheets import (
    LINE_HEIGHT,
    colour_states,
    lines_of,
    mark_listed,
    set_up_page,
    write_value,
)
from xl_send.excel.validations import validation
from xl_send.grids import Percentage, Value
from xl_send.model.choices import Rag
from xl_send.model.thresholds import DEFAULT_MATRIX
from xl_send.reading.labels import MATRIX_TITLE, SILENCE_TITLES
from xl_send.schema.columns import Column, Need, Record, columns_of
from xl_send.schema.kinds import Choice, Percent

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

TITLES = ("Item", "Value", "What it means")
SILENCE_ROWS = 15
NO_ROW = "Silenced rules: a rule's id, why, and the last day. They are listed in every output."


def write_label_sheet(sheet: Worksheet, looks: Looks, record: type[Record], given: Mapping[str, Value]) -> int:
    """Fill a sheet of labels and values as a table; the number of its last row, counted from 0."""
    columns = columns_of(record)
    sheet.set_column(0, 0, 46)
    sheet.set_column(1, 1, 44)
    sheet.set_column(2, 2, 84)
    headers = [looks.header("required"), looks.header("required"), looks.header("optional")]
    sheet.add_table(
        0, 0, len(columns), 2,
        {
            "name": record.SHEET.table,
            "style": "Table Style Light 1",
            "autofilter": False,
            "columns": [{"header": title, "header_format": look} for title, look in zip(TITLES, headers, strict=True)],
        },
    )  # fmt: skip
    for row, column in enumerate(columns, 1):
        _write_label(sheet, looks, row, column, given.get(column.title))
    mark_listed(sheet, looks, record.SHEET.title, 1, 200, 6)
    set_up_page(sheet)
    return len(columns)


def _write_label(sheet: Worksheet, looks: Looks, row: int, column: Column, value: Value | None) -> None:
    required = column.need is Need.REQUIRED
    sheet.write_string(row, 0, column.title, looks.header("required" if required else "optional"))
    look = looks.make(
        num_format=column.kind.number_format, text_wrap=True, border=1, border_color="#C9CED6", align="left", indent=1
    )
    sheet.write_blank(row, 1, None, look)
    shown = _default(column) if value is None else value
    sheet.set_row(row, 18 if shown is None else LINE_HEIGHT * lines_of(shown, 44) + 5)
    if shown is not None:
        write_value(sheet, row, 1, shown, looks, column.kind.number_format)
    sheet.data_validation(row, 1, row, 1, validation(column))
    sheet.write_string(row, 2, f"{column.help} Required." if required else column.help, looks.cell(label=False))
    if isinstance(column.kind, Choice) and column.kind.options is Rag:
        colour_states(sheet, looks, row, 1, row, 1)


def _default(column: Column) -> Value | None:
    """What a blank means, written out so that it is seen: a setting's default."""
    blank = column.blank
    if isinstance(blank, float):
        return Percentage(blank) if isinstance(column.kind, Percent) else blank
    return str(blank) if isinstance(blank, str) else None


def write_matrix_and_silences(sheet: Worksheet, looks: Looks, below: int) -> None:
    """The risk matrix and the table of silenced rules, under the thresholds."""
    top = below + 2
    sheet.set_column(3, 6, 14)
    sheet.write_string(top, 0, MATRIX_TITLE, looks.header("required"))
    for step in range(1, 6):
        sheet.write_number(top, step, step, looks.header("optional"))
        sheet.write_number(top + step, 0, step, looks.header("optional"))
        for impact in range(1, 6):
            colour = DEFAULT_MATRIX[step - 1][impact - 1]
            sheet.write_string(top + step, impact, colour.value, looks.cell())
    sheet.data_validation(top + 1, 1, top + 5, 5, {"validate": "list", "source": "=list_Rag", "error_type": "warning"})
    colour_states(sheet, looks, top + 1, 1, top + 5, 5)
    start = top + 8
    sheet.write_string(start - 1, 0, NO_ROW, looks.make(italic=True))
    for place, title in enumerate(SILENCE_TITLES):
        sheet.write_string(start, place, title, looks.header("optional"))
    for row in range(start + 1, start + 1 + SILENCE_ROWS):
        sheet.write_blank(row, 0, None, looks.cell())
        sheet.write_blank(row, 1, None, looks.cell())
        sheet.write_blank(row, 2, None, looks.cell("dd mmm yyyy"))
