"""The workbooks that the product writes, as another library reads them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache

from openpyxl import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from known.on_demand import load_workbook
from xl_send.workbook.columns import Column, Layout, Record, laid_out
from xl_send.workbook.submissions import SHEETS
from xl_send.xlsx.template.example import template_workbook

TABLES = [record for record in SHEETS if record.SHEET.layout is Layout.TABLE]


def loaded(package: bytes) -> Workbook:
    return load_workbook(io.BytesIO(package))


@cache
def blank(edition: str = "programme") -> Workbook:
    return loaded(template_workbook(edition))


def validations_at(sheet: Worksheet, row: int, place: int) -> list[DataValidation]:
    """Everything that is said of, or asked of, one cell."""
    return [item for item in sheet.data_validations.dataValidation if _covers(item, row, place)]


def _covers(one: DataValidation, row: int, place: int) -> bool:
    return any(
        area.min_row <= row <= area.max_row and area.min_col <= place <= area.max_col for area in one.sqref.ranges
    )


def placed(record: type[Record]) -> list[tuple[int, Column]]:
    """The columns that are filled in, each with its number."""
    return [(place, column) for place, column in enumerate(laid_out(record), 1) if isinstance(column, Column)]


def titled(sheet: Worksheet, title: str) -> int:
    """The number of the column with this title."""
    return next(place for place, cell in enumerate(sheet[1], 1) if cell.value == title)


def every_validation(book: Workbook) -> Iterator[tuple[str, DataValidation]]:
    for sheet in book.worksheets:
        for item in sheet.data_validations.dataValidation:
            yield sheet.title, item
