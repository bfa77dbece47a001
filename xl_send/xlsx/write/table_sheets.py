"""The data sheets: each an Excel table, from the declaration, with or without rows.

Columns carry the looks, so that blank rows cost nothing to store or to read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from xl_send.workbook.cells import Value
from xl_send.workbook.columns import Calculated, Column, Need, Record, columns_of
from xl_send.workbook.kinds import Choice
from xl_send.workbook.sheets.choices import Rag
from xl_send.workbook.sheets.programme import Workstream
from xl_send.xlsx.formulas.cells import RowsWorkedOut, formula_of, write_column
from xl_send.xlsx.write.cell_writer import CellWriter
from xl_send.xlsx.write.conditional_formats import DEPTH, band_filled_rows, colour_states, mark_listed, show_percentages
from xl_send.xlsx.write.looks import Looks
from xl_send.xlsx.write.page_setup import set_up_page
from xl_send.xlsx.write.validations import calculated_message, guard, heading_message, input_message, validation
from xl_send.xlsx.write.widths import header_height, row_height, width_for_title, width_of

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

# Rows ready to fill below the last filled one; tables grow beyond them. Ready formulas weigh, so there are fewer.
SPARE_ROWS, SPARE_FORMULA_ROWS, FEW_ROWS = 40, 25, 10
CALCULATED_WIDTH = 17
NO_FORMULAS: Mapping[str, str] = {}

Values = Mapping[str, Value]


def write_table_sheet(
    sheet: Worksheet, looks: Looks, record: type[Record], rows: Sequence[Values], worked_out: RowsWorkedOut
) -> None:
    """Fill a sheet: header, rows, spare rows, help, pull-downs, formulas, colours and print set-up.

    `worked_out` holds what the formulas of each row come to, as the engine says.
    """
    columns, calculated = columns_of(record), record.SHEET.calculated
    last = len(rows) + _spare_rows(record)
    widths = [width_of(column) for column in columns] + [_calculated_width(item) for item in calculated]
    live = {item.title: formula_of(record, item) for item in calculated}
    add_table(sheet, (0, 0, last, len(widths) - 1), record.SHEET.table, list(_headers(looks, record)), live=live)
    sheet.set_row(0, header_height(zip(titles_of(record), widths, strict=True)))
    pen = CellWriter(sheet, looks, ruled=False)
    for place, column in enumerate(columns):
        _lay_column(pen, place, column)
        sheet.data_validation(1, place, DEPTH, place, validation(column, record))
    for place, item in enumerate(calculated, len(columns)):
        _lay_calculated(pen, place, item)
        write_column(pen, record, item, place, last, worked_out)
    for number, row in enumerate(rows, 1):
        _write_row(pen, number, columns, row)
    _colour(sheet, looks, record)
    set_up_page(sheet, sum(widths))


def _spare_rows(record: type[Record]) -> int:
    if record is Workstream:
        return FEW_ROWS
    return SPARE_FORMULA_ROWS if record.SHEET.calculated else SPARE_ROWS


def titles_of(record: type[Record]) -> list[str]:
    """Every title of a sheet, the calculated ones last."""
    return [column.title for column in columns_of(record)] + [
        calculated.title for calculated in record.SHEET.calculated
    ]


def add_table(  # noqa: PLR0913 - a table is all of this
    sheet: Worksheet,
    area: tuple[int, int, int, int],
    name: str,
    headers: Sequence[tuple[str, Format]],
    *,
    live: Mapping[str, str] = NO_FORMULAS,
    filtered: bool = True,
) -> None:
    """Make an area an Excel table with these titles, each with its look.

    `live` gives the formulas of columns that fill themselves, also in rows typed below.
    """
    columns = [{"header": title, "header_format": look, "formula": live.get(title)} for title, look in headers]
    options = {"name": name, "style": "Table Style Light 1", "autofilter": filtered, "columns": columns}
    sheet.add_table(*area, options)


def _headers(looks: Looks, record: type[Record]) -> Iterator[tuple[str, Format]]:
    for column in columns_of(record):
        yield column.title, looks.header(_header_look(column))
    for calculated in record.SHEET.calculated:
        yield calculated.title, looks.header("calculated")


def _header_look(column: Column) -> str:
    if column.need is not Need.OPTIONAL:
        return "required"
    return "folded" if column.folded else "optional"


def _lay_column(pen: CellWriter, place: int, column: Column) -> None:
    level = {"level": 1} if column.folded else {}
    pen.sheet.set_column(place, place, width_of(column), pen.look(column.kind), level)
    pen.sheet.data_validation(0, place, 0, place, heading_message(column.title, input_message(column)))


def _lay_calculated(pen: CellWriter, place: int, one: Calculated) -> None:
    pen.sheet.set_column(place, place, _calculated_width(one), pen.calculated(one.kind))
    pen.sheet.data_validation(0, place, 0, place, heading_message(one.title, calculated_message(one)))
    pen.sheet.data_validation(1, place, DEPTH, place, guard(one))


def _calculated_width(one: Calculated) -> int:
    return max(CALCULATED_WIDTH, width_for_title(one.title))


def _write_row(pen: CellWriter, number: int, columns: Sequence[Column], row: Values) -> None:
    for place, column in enumerate(columns):
        if column.title in row:
            pen.value((number, place), row[column.title], column.kind)
    found = ((row.get(column.title), width_of(column)) for column in columns)
    pen.sheet.set_row(number, row_height((value, width) for value, width in found if isinstance(value, str)))


def _colour(sheet: Worksheet, looks: Looks, record: type[Record]) -> None:
    columns = columns_of(record)
    width = len(columns) + len(record.SHEET.calculated)
    mark_listed(sheet, looks, record, (0, 0, DEPTH, width - 1))
    for place in _rag_places(record):
        colour_states(sheet, looks, (1, place, DEPTH, place))
    show_percentages(sheet, looks, record)
    band_filled_rows(sheet, looks, len(columns), width)


def _rag_places(record: type[Record]) -> Iterator[int]:
    columns = columns_of(record)
    for place, column in enumerate(columns):
        if isinstance(column.kind, Choice) and column.kind.options is Rag:
            yield place
    for place, item in enumerate(record.SHEET.calculated, len(columns)):
        if item.title.startswith("RAG"):
            yield place
