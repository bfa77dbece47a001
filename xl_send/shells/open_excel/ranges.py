"""The sheets of an open workbook as they lie, read from its ranges: what the file reader would give of a copy.

No copy is made, so that a workbook with a password or a sensitivity label is read as what its owner sees.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from xl_send.limits import MOST_CELLS
from xl_send.shells.open_excel.errors import TOO_LARGE, LiveError
from xl_send.workbook.cells import Area, Book, CellError, CellErrorKind, Grid, MonthAlone, Percentage, Value
from xl_send.xlsx.read.number_formats import Shown, moment, shown_by

if TYPE_CHECKING:
    import xlwings

# How Excel tells another program of an error in a cell: a number of its own, less this.
_ERROR_BASE = -2146828288
_ERRORS = {2000: "#NULL!", 2007: "#DIV/0!", 2015: "#VALUE!", 2023: "#REF!", 2029: "#NAME?", 2036: "#NUM!", 2042: "#N/A"}
# Rows that are asked for at a time.
BLOCK = 2_000
Cells = dict[int, dict[int, Any]]


def book_in_excel(book: xlwings.Book) -> Book:
    """The workbook. Raises `LiveError` for one that is far larger than any return."""
    date1904 = bool(book.api.Date1904)
    left = MOST_CELLS
    grids = []
    for sheet in book.sheets:
        raw = _filled(sheet)
        left -= sum(map(len, raw.values()))
        if left < 0:
            raise LiveError(TOO_LARGE)
        grids.append(_grid(sheet, raw, date1904=date1904))
    return Book(str(book.name), tuple(grids), macros=bool(book.api.HasVBProject), date1904=date1904)


def _grid(sheet: xlwings.Sheet, raw: Cells, *, date1904: bool) -> Grid:
    shown = _formats(sheet, raw)
    rows = [(row, dict(_values(row, cells, shown, date1904=date1904))) for row, cells in raw.items()]
    used = sheet.used_range
    return Grid(
        str(sheet.name),
        [(row, cells) for row, cells in rows if cells],
        hidden=not sheet.visible,
        hidden_rows=frozenset(_hidden_rows(sheet, used.row, used.last_cell.row)),
        merged=tuple(sorted(set(_merged(sheet, (used.row, used.column), (used.last_cell.row, used.last_cell.column))))),
    )


def _filled(sheet: xlwings.Sheet) -> Cells:
    """The cells that hold anything, as Excel gives them; areas that are only coloured are passed over."""
    used = sheet.used_range
    last, across = used.last_cell.row, used.last_cell.column
    found: Cells = {}
    for top in range(used.row, last + 1, BLOCK):
        area = sheet.range((top, used.column), (min(top + BLOCK - 1, last), across))
        for row, line in enumerate(_lines(area.api.Value2), top):
            cells = {place: raw for place, raw in enumerate(line, used.column) if raw is not None and raw != ""}
            if cells:
                found[row] = cells
    return found


def _lines(values: Any) -> Any:  # noqa: ANN401 - one value, or rows of them
    return values if isinstance(values, (tuple, list)) else ((values,),)


def _values(
    row: int, cells: Mapping[int, Any], shown: Mapping[tuple[int, int], Shown], *, date1904: bool
) -> Iterator[tuple[int, Value]]:
    for place, raw in cells.items():
        yield place, _value(raw, shown.get((row, place), Shown.NUMBER), date1904=date1904)


def _value(raw: Any, shown: Shown, *, date1904: bool) -> Value:  # noqa: ANN401 - whatever Excel gives
    if isinstance(raw, (str, bool)):
        return raw
    if isinstance(raw, int):
        return CellError(CellErrorKind.ERROR, _ERRORS.get(raw - _ERROR_BASE, "#VALUE!"))
    number = float(raw)
    if shown is Shown.PERCENTAGE:
        return Percentage(number)
    if shown not in {Shown.DATE, Shown.MONTH} or not number:
        return number
    day = moment(number, date1904=date1904)
    if day is None:
        return CellError(CellErrorKind.BAD_DATE, f"{number:.15g}")
    is_month = shown is Shown.MONTH and not isinstance(day, datetime)
    return MonthAlone(day.year, day.month, day.day) if is_month else day


def _formats(sheet: xlwings.Sheet, raw: Cells) -> dict[tuple[int, int], Shown]:
    """How each number is shown. Excel tells it of many cells at once only where they are alike."""
    numbers: dict[int, list[int]] = {}
    for row, cells in raw.items():
        for place, value in cells.items():
            if isinstance(value, (float, Decimal)):
                numbers.setdefault(place, []).append(row)
    found = {}
    for place, rows in numbers.items():

        def format_in(first: int, last: int, at: int = place) -> object:
            return sheet.range((first, at), (last, at)).number_format

        for first, last, code in _alike(format_in, rows[0], rows[-1]):
            found.update({(row, place): shown_by(str(code)) for row in rows if first <= row <= last})
    return found


def _hidden_rows(sheet: xlwings.Sheet, first: int, last: int) -> Iterator[int]:
    def hidden_in(top: int, bottom: int) -> object:
        return sheet.range((top, 1), (bottom, 1)).api.EntireRow.Hidden

    for top, bottom, hidden in _alike(hidden_in, first, last):
        if hidden:
            yield from range(top, bottom + 1)


def _alike(ask: Callable[[int, int], object], first: int, last: int) -> Iterator[tuple[int, int, object]]:
    """Runs of rows with what Excel says of each: it says nothing (None) of rows that differ, which are halved."""
    answer = ask(first, last)
    if answer is not None or first == last:
        yield first, last, answer
        return
    middle = (first + last) // 2
    yield from _alike(ask, first, middle)
    yield from _alike(ask, middle + 1, last)


def _merged(sheet: xlwings.Sheet, first: tuple[int, int], last: tuple[int, int]) -> Iterator[Area]:
    """Every merged block that lies in an area, perhaps more than once."""
    area = sheet.range(first, last)
    merged = area.api.MergeCells
    if merged is False:
        return
    if first == last or (merged and area.api.MergeArea.Count == (last[0] - first[0] + 1) * (last[1] - first[1] + 1)):
        block = area.api.MergeArea
        yield Area(block.Row, block.Column, block.Row + block.Rows.Count - 1, block.Column + block.Columns.Count - 1)
        return
    down, across = last[0] - first[0], last[1] - first[1]
    if down >= across:
        middle = first[0] + down // 2
        yield from _merged(sheet, first, (middle, last[1]))
        yield from _merged(sheet, (middle + 1, first[1]), last)
    else:
        middle = first[1] + across // 2
        yield from _merged(sheet, first, (last[0], middle))
        yield from _merged(sheet, (first[0], middle + 1), last)
