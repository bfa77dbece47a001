"""The data sheets: each an Excel table, from the declaration, with or without rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from xl_send.excel.looks import STATES, Looks
from xl_send.excel.validations import input_message, validation
from xl_send.grids import Percentage, Value, column_letters
from xl_send.model.benefits import Actual, Expectation, Kpi
from xl_send.model.choices import Rag
from xl_send.model.programme import Workstream
from xl_send.schema.columns import Column, Need, Record, columns_of
from xl_send.schema.ids import Id, Link, Links, Names
from xl_send.schema.kinds import Choice, Day, Kind, Measure, Number, Pounds, Text, YesNo

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

# Rows ready to fill below the last filled one, and how far down help and colours reach.
SPARE_ROWS = 40
FEW_ROWS = 10
DEPTH = 2000
HEADER_HEIGHT = 34
LINE_HEIGHT = 13
# Characters of ordinary width that an A4 landscape page shows at a size people can read.
PAGE_WIDTH = 210

Values = Mapping[str, Value]


def width_of(column: Column) -> int:
    """How wide a column is, in characters, by what it holds."""
    kind = column.kind
    widths: tuple[tuple[type[Kind], int], ...] = (
        (Names, 28), (Text, 24), (Id, 11), (Links, 20), (Link, 16), (Day, 13), (YesNo, 10), (Choice, 16),
        (Pounds, 13), (Number, 11), (Measure, 12),
    )  # fmt: skip
    if isinstance(kind, Text) and kind.long:
        return 44
    wanted = next((width for family, width in widths if isinstance(kind, family)), 14)
    return max(wanted, max(map(len, column.title.split())) + 4)


def write_table_sheet(sheet: Worksheet, looks: Looks, record: type[Record], rows: Sequence[Values]) -> None:
    """Fill a sheet: header, rows, spare rows, help, pull-downs, colours and print set-up."""
    columns = columns_of(record)
    last = len(rows) + (FEW_ROWS if record is Workstream else SPARE_ROWS)
    titles = [column.title for column in columns] + [one.title for one in record.SHEET.calculated]
    headers = [looks.header(_header_look(column)) for column in columns]
    headers += [looks.header("calculated")] * len(record.SHEET.calculated)
    sheet.add_table(
        0, 0, last, len(titles) - 1,
        {
            "name": record.SHEET.table,
            "style": "Table Style Light 1",
            "columns": [{"header": title, "header_format": look} for title, look in zip(titles, headers, strict=True)],
        },
    )  # fmt: skip
    for place, column in enumerate(columns):
        _lay_column(sheet, looks, place, column)
    for place, calculated in enumerate(record.SHEET.calculated, len(columns)):
        sheet.set_column(place, place, max(15, len(calculated.title) // 2 + 4), looks.cell(calculated=True))
        _header_help(sheet, place, calculated.title, f"{calculated.help} It fills itself.")
    for number, row in enumerate(rows, 1):
        _write_row(sheet, looks, number, columns, row)
    _colours(sheet, looks, record, columns)
    set_up_page(sheet, pages_wide=1 + sum(map(width_of, columns)) // PAGE_WIDTH)


def _header_look(column: Column) -> str:
    if column.need is not Need.OPTIONAL:
        return "required"
    return "folded" if column.folded else "optional"


def _lay_column(sheet: Worksheet, looks: Looks, place: int, column: Column) -> None:
    level = {"level": 1} if column.folded else {}
    sheet.set_column(place, place, width_of(column), looks.cell(column.kind.number_format), level)
    sheet.data_validation(1, place, DEPTH, place, validation(column))
    _header_help(sheet, place, column.title, input_message(column))


def _header_help(sheet: Worksheet, place: int, title: str, text: str) -> None:
    sheet.data_validation(
        0, place, 0, place, {"validate": "any", "input_title": title[:32], "input_message": text[:255]}
    )


def _write_row(sheet: Worksheet, looks: Looks, number: int, columns: Sequence[Column], row: Values) -> None:
    lines = 1
    for place, column in enumerate(columns):
        if column.title in row:
            value = row[column.title]
            write_value(sheet, number, place, value, looks, column.kind.number_format)
            lines = max(lines, lines_of(value, width_of(column)))
    sheet.set_row(number, LINE_HEIGHT * lines + 4)


def lines_of(value: Value, width: int) -> int:
    """How many lines a value takes in a column so many characters wide, as words wrap."""
    if not isinstance(value, str):
        return 1
    return sum(1 + len(part) // max(1, width - 1) for part in value.splitlines() or [""])


def write_value(sheet: Worksheet, row: int, place: int, value: Value, looks: Looks, number_format: str) -> None:  # noqa: PLR0913
    """Write a value as what it is: text stays text whatever sign it begins with."""
    if isinstance(value, date):
        moment = datetime(value.year, value.month, value.day)  # noqa: DTZ001 - a day in a cell has no time zone
        sheet.write_datetime(row, place, moment, looks.cell("dd mmm yyyy"))
    elif isinstance(value, Percentage):
        sheet.write_number(row, place, float(value), looks.cell(_percent_format(value)))
    elif isinstance(value, float):
        sheet.write_number(row, place, value, looks.cell(number_format))
    else:
        _write_text(sheet, row, place, str(value), looks.cell())


def _percent_format(value: Percentage) -> str:
    hundredths = round(float(value) * 10_000, 6)
    if hundredths % 100 == 0:
        return "0%"
    return "0.0%" if hundredths % 10 == 0 else "0.00%"


def _write_text(sheet: Worksheet, row: int, place: int, text: str, look: Format) -> None:
    if sheet.write_string(row, place, text, look) != 0:
        message = f"A text of {len(text):,} characters is longer than one cell can hold (32,767)."
        raise ValueError(message)


def _colours(sheet: Worksheet, looks: Looks, record: type[Record], columns: Sequence[Column]) -> None:
    """Marks first, then RAG words, then percentages: the first that fits wins."""
    width = len(columns) + len(record.SHEET.calculated)
    mark_listed(sheet, looks, record.SHEET.title, 1, DEPTH, len(columns))
    coloured = [
        place for place, column in enumerate(columns) if isinstance(column.kind, Choice) and column.kind.options is Rag
    ]
    first = len(columns)
    coloured += [first + step for step, one in enumerate(record.SHEET.calculated) if one.title.startswith("RAG")]
    for place in coloured:
        colour_states(sheet, looks, 1, place, DEPTH, place)
    _show_percentages(sheet, looks, record, columns)
    sheet.conditional_format(
        1,
        0,
        DEPTH,
        width - 1,
        {
            "type": "formula",
            "criteria": '=AND($A2<>"",MOD(ROW(),2)=1)',
            "format": looks.when(("#F4F6F9", "#0B0C0C"), bold=False),
        },
    )


def mark_listed(sheet: Worksheet, looks: Looks, title: str, top: int, bottom: int, width: int) -> None:  # noqa: PLR0913
    """Light up every cell that the Checks sheet lists."""
    formula = f'=COUNTIF(Checks!$H$3:$H$5000,"{title}!"&ADDRESS(ROW(),COLUMN(),4))>0'
    options: dict[str, Any] = {"type": "formula", "criteria": formula, "format": looks.mark, "stop_if_true": True}
    sheet.conditional_format(top, 0, bottom, width - 1, options)


def colour_states(sheet: Worksheet, looks: Looks, top: int, left: int, bottom: int, right: int) -> None:  # noqa: PLR0913
    """Colour cells by the word they hold."""
    for status, pair in STATES.items():
        options = {"type": "cell", "criteria": "==", "value": f'"{status.value}"', "format": looks.when(pair)}
        sheet.conditional_format(top, left, bottom, right, {**options, "stop_if_true": True})


def _show_percentages(sheet: Worksheet, looks: Looks, record: type[Record], columns: Iterable[Column]) -> None:
    unit = _unit_letter()
    if record is Kpi:
        formula = f'=${unit}2="Percent"'
    elif record in {Expectation, Actual}:
        lookup = f"INDEX(KPIs!${unit}$2:${unit}${DEPTH},MATCH($A2,KPIs!$A$2:$A${DEPTH},0))"
        formula = f'=IFERROR({lookup}="Percent",FALSE)'
    else:
        return
    for place, column in enumerate(columns):
        if isinstance(column.kind, Measure):
            sheet.conditional_format(
                1, place, DEPTH, place, {"type": "formula", "criteria": formula, "format": looks.as_percent}
            )


def _unit_letter() -> str:
    names = [column.name for column in columns_of(Kpi)]
    return column_letters(names.index("unit") + 1)


def set_up_page(sheet: Worksheet, header_rows: int = 1, pages_wide: int = 1) -> None:
    """Frozen header and first column; A4 landscape, titles and the first column on every page."""
    sheet.set_row(0, HEADER_HEIGHT)
    sheet.freeze_panes(header_rows, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(pages_wide, 0)
    sheet.repeat_columns(0, 0)
    sheet.repeat_rows(0, header_rows - 1)
    sheet.set_footer("&L&A&RPage &P of &N")
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
