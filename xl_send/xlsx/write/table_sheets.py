"""The data sheets: each an Excel table, from the declaration, with or without rows.

Columns carry the looks, so that blank rows cost nothing to store or to read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from xl_send.consolidation.returns import SOURCE_ROW, SOURCE_WORKBOOK
from xl_send.consolidation.row_sources import added_titles
from xl_send.value_classes import NamedTuple
from xl_send.workbook.cells import Value
from xl_send.workbook.columns import Calculated, Column, Need, Record, laid_out
from xl_send.workbook.kinds import Choice, Text
from xl_send.workbook.sheets.choices import Rag
from xl_send.xlsx.formulas.sheets import RowsWorkedOut, formula_of, write_column
from xl_send.xlsx.write.cell_writer import CellWriter, write_text
from xl_send.xlsx.write.conditional_formats import DEPTH, band_filled_rows, colour_states, mark_listed, show_percentages
from xl_send.xlsx.write.looks import Looks
from xl_send.xlsx.write.page_setup import set_up_page
from xl_send.xlsx.write.record_links import put_way_back
from xl_send.xlsx.write.validations import calculated_message, guard, heading_message, input_message, validation
from xl_send.xlsx.write.widths import header_height, row_height, width_for_title, width_of, width_of_kind

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_BESIDES_WIDTH = 20
NO_FORMULAS: Mapping[str, str] = {}

Values = Mapping[str, Value]


class _Typed(NamedTuple):
    """A column that is typed into: where it stands, how wide it is, and what a text in it looks like."""

    place: int
    column: Column
    width: int
    look: Format


def write_table_sheet(
    sheet: Worksheet, looks: Looks, record: type[Record], rows: Sequence[Values], worked_out: RowsWorkedOut | None
) -> None:
    """Fill a sheet: header, rows, help, pull-downs, formulas, colours and print set-up.

    The table ends with its last row, and grows with what is typed below: whatever reads it finds no blank rows.

    `worked_out` holds what the formulas of each row come to, as the engine says; where it is None the sheet is only to
    be read again, and has neither formulas nor heights.
    """
    columns = laid_out(record)
    more = added_titles(rows, titles_of(record))
    last = max(len(rows), 1)
    widths = [*(_width(column) for column in columns), *(_width_besides(title) for title in more)]
    draft = worked_out is None
    live = {} if draft else {item.title: formula_of(record, item) for item in record.SHEET.calculated}
    headers = [*_headers(looks, record), *((title, looks.header("folded")) for title in more)]
    add_table(sheet, (0, 0, last, len(widths) - 1), record.SHEET.table, headers, live=live)
    sheet.set_row(0, header_height(zip([*titles_of(record), *more], widths, strict=True)))
    pen = CellWriter(sheet, looks, ruled=False)
    for place, column in enumerate(columns):
        if isinstance(column, Calculated):
            _lay_calculated(pen, place, column)
            if worked_out is not None:
                write_column(pen, record, column, place, last, worked_out)
        else:
            _lay_column(pen, place, column)
            sheet.data_validation(1, place, DEPTH, place, validation(column, record))
    _fold(pen, columns)
    for place, title in enumerate(more, len(columns)):
        _lay_besides(pen, place, title)
    typed = list(_typed(pen, columns))
    unfolded = [one for one in typed if not one.column.folded]
    for number, row in enumerate(rows, 1):
        _write_row(pen, number, typed, row)
        for place, title in enumerate(more, len(columns)):
            if title in row:
                pen.value((number, place), row[title], Text())
        if not draft:
            sheet.set_row(number, _height(unfolded, row))
    _colour(sheet, looks, record, len(more))
    folded = (place for place, column in enumerate(columns) if column.folded)
    seen = widths[: next(folded, len(widths))]
    set_up_page(sheet, seen, frozen_columns=record.SHEET.identity)
    put_way_back(sheet, list(zip(titles_of(record), seen, strict=False)))


def _typed(pen: CellWriter, columns: Sequence[Column | Calculated]) -> Iterator[_Typed]:
    for place, column in enumerate(columns):
        if isinstance(column, Column):
            yield _Typed(place, column, width_of(column), pen.text_look(column.kind))


def titles_of(record: type[Record]) -> list[str]:
    """Every title of a sheet, in the order in which they stand."""
    return [column.title for column in laid_out(record)]


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
    for column in laid_out(record):
        yield column.title, looks.header(_header_look(column))


def _header_look(column: Column | Calculated) -> str:
    if isinstance(column, Calculated):
        return "calculated"
    if column.need is not Need.OPTIONAL:
        return "required"
    return "folded" if column.folded else "optional"


def _lay_column(pen: CellWriter, place: int, column: Column) -> None:
    pen.sheet.set_column(place, place, width_of(column), pen.look(column.kind), _outline(column))
    pen.sheet.data_validation(0, place, 0, place, heading_message(column.title, input_message(column)))


def _lay_calculated(pen: CellWriter, place: int, one: Calculated) -> None:
    pen.sheet.set_column(place, place, _width(one), pen.calculated(one.kind), _outline(one))
    pen.sheet.data_validation(0, place, 0, place, heading_message(one.title, calculated_message(one)))
    pen.sheet.data_validation(1, place, DEPTH, place, guard(one))


def _width_besides(title: str) -> int:
    return max(_BESIDES_WIDTH, width_for_title(title))


def _lay_besides(pen: CellWriter, place: int, title: str) -> None:
    """A column of a council's own, or one that says where a row comes from."""
    help_of = {SOURCE_WORKBOOK: "The return in which this row stands.", SOURCE_ROW: "Its row on that sheet there."}
    pen.sheet.set_column(place, place, _width_besides(title), pen.look(Text()))
    words = help_of.get(title, "A column of a return's own, as it was typed there.")
    pen.sheet.data_validation(0, place, 0, place, heading_message(title, words))


def _outline(column: Column | Calculated) -> dict[str, Any]:
    return {"level": 1, "hidden": True} if column.folded else {}


def _fold(pen: CellWriter, columns: Sequence[Column | Calculated]) -> None:
    """Put the plus sign that opens the folded columns over the column after them."""
    folded = [place for place, column in enumerate(columns) if column.folded]
    if not folded:
        return
    after = folded[-1] + 1
    if after < len(columns):
        column = columns[after]
        look = pen.calculated(column.kind) if isinstance(column, Calculated) else pen.look(column.kind)
        pen.sheet.set_column(after, after, _width(column), look, {"collapsed": True})
    else:
        pen.sheet.set_column(after, after, None, None, {"collapsed": True})


def _width(column: Column | Calculated) -> int:
    if isinstance(column, Column):
        return width_of(column)
    return max(width_of_kind(column), width_for_title(column.title))


def _write_row(pen: CellWriter, number: int, typed: Sequence[_Typed], row: Values) -> None:
    for place, column, _, look in typed:
        value = row.get(column.title)
        # Most of what is typed is text.
        if type(value) is str:
            write_text(pen.sheet, (number, place), value, look)
        elif value is not None:
            pen.value((number, place), value, column.kind)


def _height(seen: Sequence[_Typed], row: Values) -> float:
    """The height of a row at which every text in the columns that are seen is seen whole."""
    found = ((row.get(one.column.title), one.width) for one in seen)
    return row_height((value, width) for value, width in found if isinstance(value, str))


def _colour(sheet: Worksheet, looks: Looks, record: type[Record], more: int) -> None:
    columns = laid_out(record)
    mark_listed(sheet, looks, record, (0, 0, DEPTH, len(columns) - 1))
    for place, column in enumerate(columns):
        if _shows_a_colour(column):
            colour_states(sheet, looks, (1, place, DEPTH, place))
    show_percentages(sheet, looks, record)
    band_filled_rows(sheet, looks, [*(isinstance(column, Calculated) for column in columns), *[False] * more])


def _shows_a_colour(column: Column | Calculated) -> bool:
    if isinstance(column, Calculated):
        return column.title.startswith("RAG")
    return isinstance(column.kind, Choice) and column.kind.options is Rag
