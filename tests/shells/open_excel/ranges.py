"""A range of cells in the Excel for tests."""

# mypy: disable-error-code="misc,override,assignment,no-any-return"
# ruff: noqa: ANN401 - as in the engine
from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from openpyxl.comments import Comment
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.utils.datetime import to_excel
from xlwings import base_classes

if TYPE_CHECKING:
    from shells.open_excel.engine import Sheet


SERIAL_OF = {
    "#NULL!": 2000,
    "#DIV/0!": 2007,
    "#VALUE!": 2015,
    "#REF!": 2023,
    "#NAME?": 2029,
    "#NUM!": 2036,
    "#N/A": 2042,
}


class Strip:
    """Whole rows or columns: folded, hidden, or shown."""

    def __init__(self, sheet: Sheet, way: str, first: int, last: int) -> None:
        held = sheet.held
        self._protected = bool(held.protection.sheet)
        if way == "row":
            self._strips = [held.row_dimensions[at] for at in range(first, last + 1)]
        else:
            self._strips = [_column(held, at) for at in range(first, last + 1)]

    @property
    def Hidden(self) -> bool | None:  # noqa: N802 - as Excel names it
        found = {bool(strip.hidden) for strip in self._strips}
        return found.pop() if len(found) == 1 else None

    @Hidden.setter
    def Hidden(self, value: bool) -> None:  # noqa: N802
        if self._protected:
            raise OSError
        for strip in self._strips:
            strip.hidden = value

    @property
    def OutlineLevel(self) -> int:  # noqa: N802
        return int(self._strips[0].outlineLevel or 0) + 1


def _column(held: Any, at: int) -> Any:
    """A column's own settings; a file keeps those of a run of columns by the first of them."""
    for letter, there in list(held.column_dimensions.items()):
        first, last = there.min or column_index_from_string(letter), there.max or column_index_from_string(letter)
        if first <= at <= last and first != last:
            for each in range(first, last + 1):
                one = held.column_dimensions[get_column_letter(each)]
                one.hidden, one.outlineLevel, one.width = there.hidden, there.outlineLevel, there.width
                one.min = one.max = each
    return held.column_dimensions[get_column_letter(at)]


class Note(base_classes.Note):
    location: Range = None
    api: SimpleNamespace = None

    def __init__(self, location: Range) -> None:
        self.location = location
        self.api = SimpleNamespace(Shape=SimpleNamespace())

    @property
    def text(self) -> str:
        return str(self.location.cell().comment.text)

    def delete(self) -> None:
        self.location.cell().comment = None


class Range(base_classes.Range):
    row = column = 0

    def __init__(self, sheet: Sheet, top: int, left: int, bottom: int, right: int) -> None:
        self.sheet = sheet
        self.row, self.column, self.bottom, self.right = top, left, bottom, right
        self.options: dict[str, Any] = {}

    @property
    def api(self) -> object:
        return self

    def cell(self) -> Any:
        return self.sheet.held.cell(self.row, self.column)

    @property
    def EntireRow(self) -> Strip:  # noqa: N802
        return Strip(self.sheet, "row", self.row, self.bottom)

    @property
    def EntireColumn(self) -> Strip:  # noqa: N802
        return Strip(self.sheet, "column", self.column, self.right)

    @property
    def note(self) -> Note | None:
        return Note(self) if self.cell().comment else None

    def add_note(self, text: str) -> Note:
        if self.sheet.held.protection.sheet or self.cell().comment:
            raise OSError
        self.cell().comment = Comment(text, "Officer")
        return Note(self)

    @property
    def Font(self) -> SimpleNamespace:  # noqa: N802
        return self.font

    @property
    def FormatConditions(self) -> SimpleNamespace:  # noqa: N802
        rules: list[Any] = self.looks().setdefault("rules", [])

        def add(kind: int, operator: int, formula: str) -> SimpleNamespace:
            rules.append(
                SimpleNamespace(
                    Interior=SimpleNamespace(), Font=SimpleNamespace(), Formula1=formula, how=(kind, operator)
                )
            )
            return rules[-1]

        return SimpleNamespace(Add=add)

    @property
    def Value2(self) -> Any:  # noqa: N802
        values = tuple(tuple(map(self._plain, line)) for line in self._cells())
        return values if len(self) > 1 else values[0][0]

    def _cells(self) -> Any:
        rows = self.sheet.held.iter_rows(self.row, self.bottom, self.column, self.right)
        calculated = self.sheet.book.calculated
        for line in rows:
            yield [
                calculated[self.sheet.name][cell.coordinate]
                if cell.data_type == "f" and self.sheet.name in calculated.sheetnames
                else cell
                for cell in line
            ]

    def _plain(self, cell: Any) -> Any:
        """A cell's value as Excel hands it over: a day as its number, an error as one of its own."""
        value = cell.value
        if cell.data_type == "e":
            return -2146828288 + SERIAL_OF[value]
        if isinstance(value, (dt.date, dt.time, dt.timedelta)):
            return float(to_excel(value, self.sheet.book.held.epoch))  # type: ignore[no-untyped-call]
        return float(value) if isinstance(value, int) and not isinstance(value, bool) else value

    @property
    def number_format(self) -> str | None:
        codes = {cell.number_format for line in self._cells() for cell in line}
        return codes.pop() if len(codes) == 1 else None

    @number_format.setter
    def number_format(self, value: str) -> None:
        for line in self._cells():
            for cell in line:
                cell.number_format = value

    @property
    def MergeCells(self) -> bool | None:  # noqa: N802
        if not self.sheet.held.merged_cells.ranges:
            return False
        inside = [self._block(row, column) for row in range(self.row, self.bottom + 1)
                  for column in range(self.column, self.right + 1)]  # fmt: skip
        return None if any(inside) and not all(inside) else any(inside)

    @property
    def MergeArea(self) -> SimpleNamespace:  # noqa: N802
        block = self._block(self.row, self.column)
        down, across = block.max_row - block.min_row + 1, block.max_col - block.min_col + 1
        return SimpleNamespace(
            Row=block.min_row, Column=block.min_col, Count=down * across, Rows=SimpleNamespace(Count=down),
            Columns=SimpleNamespace(Count=across),
        )  # fmt: skip

    def _block(self, row: int, column: int) -> Any:
        found = [block for block in self.sheet.held.merged_cells.ranges
                 if block.min_row <= row <= block.max_row and block.min_col <= column <= block.max_col]  # fmt: skip
        return found[0] if found else None

    @property
    def shape(self) -> tuple[int, int]:
        return self.bottom - self.row + 1, self.right - self.column + 1

    @property
    def coords(self) -> tuple[str, int, int, int]:
        return self.sheet.name, self.row, self.column, len(self)

    def __len__(self) -> int:
        return self.shape[0] * self.shape[1]

    def __call__(self, row: int, column: int | None = None) -> Range:
        top, left = self.row + row - 1, self.column + (column or 1) - 1
        return Range(self.sheet, top, left, top, left)

    @property
    def raw_value(self) -> list[list[Any]]:
        return self.read()

    @raw_value.setter
    def raw_value(self, values: Any) -> None:
        rows = values if isinstance(values, list) else [[values]]
        for row, line in enumerate(rows, self.row):
            for column, value in enumerate(line, self.column):
                cell = self.sheet.held.cell(row, column)
                quoted = isinstance(value, str) and value.startswith("'")
                cell.value = value[1:] if quoted else value
                if quoted:
                    cell.data_type = "s"

    def read(self) -> list[list[Any]]:
        rows = range(self.row, self.bottom + 1)
        return [[self._read(row, column) for column in range(self.column, self.right + 1)] for row in rows]

    def _read(self, row: int, column: int) -> Any:
        cell = self.sheet.held.cell(row, column)
        value = cell.value
        return dt.datetime.combine(value, dt.time()) if type(value) is dt.date else value

    def clear_contents(self) -> None:
        for row in range(self.row, self.bottom + 1):
            for column in range(self.column, self.right + 1):
                self.sheet.held.cell(row, column).value = None

    def select(self) -> None:
        self.sheet.book.selected = self

    def get_address(self, *_: Any) -> str:
        first = f"{get_column_letter(self.column)}{self.row}"
        return first if len(self) == 1 else f"{first}:{get_column_letter(self.right)}{self.bottom}"

    @property
    def column_width(self) -> float:
        return float(self.sheet.held.column_dimensions[get_column_letter(self.column)].width)

    @column_width.setter
    def column_width(self, value: float) -> None:
        self.sheet.held.column_dimensions[get_column_letter(self.column)].width = value

    def looks(self) -> dict[str, Any]:
        """What is set of the whole area, kept beside the workbook: no cell is made for it."""
        kept: dict[tuple[str, str], dict[str, Any]] = self.sheet.book.looks
        return kept.setdefault((self.sheet.name, self.get_address()), {})

    @property
    def color(self) -> Any:
        return self.looks().get("color")

    @color.setter
    def color(self, value: Any) -> None:
        self.looks()["color"] = value

    @property
    def wrap_text(self) -> Any:
        return self.looks().get("wrap")

    @wrap_text.setter
    def wrap_text(self, value: Any) -> None:
        self.looks()["wrap"] = value

    @property
    def vertical_alignment(self) -> Any:
        return self.looks().get("vertical")

    @vertical_alignment.setter
    def vertical_alignment(self, value: Any) -> None:
        self.looks()["vertical"] = value

    @property
    def font(self) -> SimpleNamespace:
        font: SimpleNamespace = self.looks().setdefault("font", SimpleNamespace())
        return font
