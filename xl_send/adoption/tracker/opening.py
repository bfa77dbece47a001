"""What a workbook shows besides its values, by openpyxl: fills, comments, pull-downs, hidden columns, tables."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Any

from xl_send.adoption.tracker.colours import hue_of_fill, theme_colours
from xl_send.adoption.tracker.highlights import lit_cells
from xl_send.adoption.tracker.sheets import At, Hue, SheetLooks, shown_text
from xl_send.workbook.cells import Area, Book, Value

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_THREADED = re.compile(r"^\[Threaded comment\].*?Comment:\s*", re.DOTALL)
_LIST_OF_CELLS = re.compile(r"(?:'?([^'!]+)'?!)?\$?([A-Z]{1,3})\$?(\d+):\$?([A-Z]{1,3})\$?(\d+)")
_MOST_OFFERED = 60
UNSEEN = "Colours and comments of its cells could not be read, so ratings that are only a colour are not known."

SheetRows = Mapping[str, Mapping[int, Mapping[int, Value]]]


def sheet_looks(content: bytes, book: Book, rows: SheetRows) -> tuple[dict[str, SheetLooks], str]:
    """The looks of every sheet of a workbook that was already read, and what is said where they cannot be seen.

    The file has passed the reader's limits by then. What openpyxl cannot open is no reason to lose the values.
    """
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            opened = load_workbook(BytesIO(content), data_only=True)
        return looks_of_workbook(opened, rows), ""
    except Exception:  # noqa: BLE001 - a workbook that one library opens may stop the other in many ways
        return {grid.title: SheetLooks() for grid in book.grids}, UNSEEN


def looks_of_workbook(opened: Any, rows: SheetRows) -> dict[str, SheetLooks]:  # noqa: ANN401 - asked, not imported
    """The looks of every worksheet of an open openpyxl Workbook."""
    theme = theme_colours(opened.loaded_theme)
    return {sheet.title: _looks(sheet, rows.get(sheet.title, {}), theme, rows) for sheet in opened.worksheets}


def _looks(
    sheet: Worksheet, values: Mapping[int, Mapping[int, Value]], theme: tuple[str, ...], rows: SheetRows
) -> SheetLooks:
    return SheetLooks(
        fills=_fills(sheet, theme),
        lit=lit_cells(sheet, values, theme),
        comments={at: _plain(cell.comment.text) for at, cell in _cells(sheet) if cell.comment is not None},
        offered=dict(_offered(sheet, rows)),
        hidden_columns=frozenset(_hidden_columns(sheet)),
        tables=tuple(_area(table.ref) for table in sheet.tables.values()),
    )


def _fills(sheet: Worksheet, theme: tuple[str, ...]) -> dict[At, Hue]:
    known: dict[int, Hue | None] = {}
    fills: dict[At, Hue] = {}
    for at, cell in _cells(sheet):
        if not cell.has_style:
            continue
        style = cell._style.fillId  # noqa: SLF001 - one look for thousands of cells
        if style not in known:
            known[style] = hue_of_fill(cell.fill, theme)
        hue = known[style]
        if hue is not None:
            fills[at] = hue
    return fills


def _cells(sheet: Worksheet) -> Iterator[tuple[At, Any]]:
    """The cells that the file has. To walk rows would make cells for all between them."""
    yield from getattr(sheet, "_cells", {}).items()


def _plain(text: str) -> str:
    return _THREADED.sub("", text).strip()


def _hidden_columns(sheet: Worksheet) -> Iterator[int]:
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden and dimension.min and dimension.max:
            yield from range(dimension.min, min(dimension.max, 1000) + 1)


def _area(reference: str) -> Area:
    from openpyxl.utils.cell import range_boundaries

    left, top, right, bottom = (int(bound or 1) for bound in range_boundaries(reference))
    return Area(top, left, bottom, right)


def _offered(sheet: Worksheet, rows: SheetRows) -> Iterator[tuple[int, tuple[str, ...]]]:
    """What pull-downs offer, by column: words in the rule itself, or a list of cells in the workbook."""
    for rule in sheet.data_validations.dataValidation:
        if rule.type != "list" or not rule.formula1:
            continue
        words = _words(str(rule.formula1), sheet.title, rows)
        for area in rule.sqref.ranges if words else ():
            yield from ((place, words) for place in range(area.min_col, min(area.max_col, area.min_col + 50) + 1))


def _words(formula: str, sheet: str, rows: SheetRows) -> tuple[str, ...]:
    if formula.startswith('"'):
        return tuple(word.strip() for word in formula.strip('"').split(",") if word.strip())
    match = _LIST_OF_CELLS.fullmatch(formula.lstrip("="))
    if not match:
        return ()
    area = _area(f"{match[2]}{match[3]}:{match[4]}{match[5]}")
    listed = rows.get(match[1] or sheet, {})
    numbers = range(area.top, min(area.bottom, area.top + _MOST_OFFERED) + 1)
    return tuple(
        shown_text(listed[number][place])
        for number in numbers
        for place in range(area.left, area.right + 1)
        if place in listed.get(number, {})
    )
