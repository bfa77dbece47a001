"""A range of cells in the Excel for tests."""

# mypy: disable-error-code="misc,override,assignment,no-any-return"
# ruff: noqa: ANN401 - as in the engine
from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from openpyxl.utils import get_column_letter
from xlwings import base_classes

if TYPE_CHECKING:
    from live_engine import Sheet


class Range(base_classes.Range):
    row = column = 0

    def __init__(self, sheet: Sheet, top: int, left: int, bottom: int, right: int) -> None:
        self.sheet = sheet
        self.row, self.column, self.bottom, self.right = top, left, bottom, right
        self.options: dict[str, Any] = {}

    @property
    def api(self) -> object:
        return self

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
        value = self.sheet.held.cell(row, column).value
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
