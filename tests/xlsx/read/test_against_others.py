"""Every ordinary workbook, by whichever library it is written, reads as openpyxl reads it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel
from xlsxwriter import Workbook as NewWorkbook

from xl_send.workbook.cells import CellError, Value
from xl_send.workbook.characters import writable
from xl_send.xlsx.read import sheets
from xl_send.xlsx.read.number_formats import moment
from xl_send.xlsx.read.open_book import open_book
from xlsx.read.making import values

DAY = datetime(2026, 11, 13, 9, 30)  # noqa: DTZ001
PLAIN_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), min_size=1, max_size=50)


def by_xlsxwriter(*, in_memory: bool, date1904: bool) -> BytesIO:
    """Everything a council might write; out of memory, its texts lie in the cells themselves."""
    file = BytesIO()
    options = {"in_memory": in_memory, "constant_memory": not in_memory, "default_date_format": "dd/mm/yyyy"}
    made = NewWorkbook(file, options | {"date_1904": date1904})
    percent, bold, clock = (
        made.add_format({"num_format": "0.0%"}),
        made.add_format({"bold": True}),
        made.add_format({"num_format": "h:mm"}),
    )
    page = made.add_worksheet("Milestones & risks")
    for row in range(300):
        page.write_string(row, 0, f" ID {row} <é> & “q” _x0041_ ")
        page.write_datetime(row, 1, DAY + timedelta(days=row, hours=row))
        page.write_number(row, 2, row / 7, percent)
        page.write_boolean(row, 3, bool(row % 2))
        page.write_formula(row, 4, '=A1&"<"', value="x < y\n")
        page.write_formula(row, 5, "=1/0", value="#DIV/0!")
        page.write_rich_string(row, 6, "rich ", bold, "& bold", " text")
        page.write_number(row, 7, 0.375, clock)
        page.write_blank(row, 8, None, bold)
        page.write_blank(row, 9, None, bold)
        page.write_number(row, 27, -(10.0**row))
    page.set_row(7, None, None, {"hidden": True})
    page.merge_range("AC2:AD3", "merged") if in_memory else page.write_string(400, 0, "last")
    made.add_worksheet("Empty").hide()
    made.close()
    return file


def by_openpyxl(*, write_only: bool) -> BytesIO:
    made = Workbook(write_only=write_only)
    page = made.create_sheet("Données")
    for row in range(1, 200):
        page.append([row, f"text {row}", DAY, DAY.date(), 0.5, None, True, " \N{NO-BREAK SPACE}x "])
    file = BytesIO()
    made.save(file)
    return file


WORKBOOKS = {
    "XlsxWriter": lambda: by_xlsxwriter(in_memory=True, date1904=False),
    "XlsxWriter, a row at a time": lambda: by_xlsxwriter(in_memory=False, date1904=False),
    "XlsxWriter, of 1904": lambda: by_xlsxwriter(in_memory=True, date1904=True),
    "openpyxl": lambda: by_openpyxl(write_only=False),
    "openpyxl, a row at a time": lambda: by_openpyxl(write_only=True),
}


def alike(value: Any) -> Value:  # noqa: ANN401
    """A value of openpyxl's as the reader gives it: times of day are numbers, whole days are dates."""
    if isinstance(value, time):
        return (value.hour * 60 + value.minute) / 1440
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return value  # type: ignore[no-any-return]


def by_openpyxl_reader(file: BytesIO) -> dict[str, dict[str, Value]]:
    found = load_workbook(file, data_only=True, rich_text=False)
    return {
        page.title: {
            cell.coordinate: alike(cell.value) for row in page.iter_rows() for cell in row if cell.value is not None
        }
        for page in found.worksheets
    }


def ours(file: BytesIO) -> dict[str, dict[str, Value]]:
    return {
        grid.title: {
            place: value.text if isinstance(value, CellError) else value for place, value in values(grid).items()
        }
        for grid in open_book(file).grids
    }


@pytest.mark.parametrize("name", WORKBOOKS)
@pytest.mark.parametrize("way", ["quick", "slow"])
def test_both_ways_agree_with_openpyxl(name: str, way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if way == "slow":
        monkeypatch.setattr(sheets, "quick_rows", lambda *_: None)
    file = WORKBOOKS[name]()
    expected = by_openpyxl_reader(file)
    assert sum(map(len, expected.values())) > 1000
    # openpyxl leaves Excel's escapes in texts as they are.
    for cells in expected.values():
        cells.update((at, text.replace("_x005F_", "_")) for at, text in cells.items() if isinstance(text, str))
    assert ours(file) == expected


def test_hidden_rows_and_merged_areas_agree_with_openpyxl() -> None:
    file = by_xlsxwriter(in_memory=True, date1904=False)
    theirs = load_workbook(file).worksheets
    assert any(page.merged_cells.ranges for page in theirs)
    for grid, page in zip(open_book(file).grids, theirs, strict=True):
        assert grid.hidden == (page.sheet_state != "visible")
        assert grid.hidden_rows == {row for row, look in page.row_dimensions.items() if look.hidden}
        assert {(area.left, area.top, area.right, area.bottom) for area in grid.merged} == {
            area.bounds for area in page.merged_cells.ranges
        }


@settings(deadline=None)
@given(day=st.integers(61, 2_958_465), second=st.integers(0, 86_399), date1904=st.booleans())
def test_days_and_times_agree_with_openpyxl(day: int, second: int, *, date1904: bool) -> None:
    serial = min(day, 2_957_003) + second / 86_400
    theirs = from_excel(serial, CALENDAR_MAC_1904 if date1904 else CALENDAR_WINDOWS_1900)
    assert moment(serial, date1904=date1904) == alike(theirs)


@settings(deadline=None)
@given(day=st.dates(date(1900, 3, 1)))
def test_every_day_of_the_calendar_comes_back(day: date) -> None:
    assert moment((day - date(1899, 12, 30)).days, date1904=False) == day


@settings(max_examples=30, deadline=None)
@given(texts=st.lists(PLAIN_TEXT, min_size=1, max_size=20), in_memory=st.booleans())
def test_any_text_comes_back_as_it_was_written(texts: list[str], *, in_memory: bool) -> None:
    file = BytesIO()
    made = NewWorkbook(file, {"in_memory": in_memory, "constant_memory": not in_memory})
    page = made.add_worksheet()
    for row, text in enumerate(texts):
        page.write_string(row, 0, text)
    made.close()
    # Control characters that no XML may hold are escaped there, and no part of a text here.
    assert list(values(open_book(file).grids[0]).values()) == [kept for text in texts if (kept := writable(text))]


@settings(max_examples=30, deadline=None)
@given(numbers=st.lists(st.floats(-9.99e307, 9.99e307), min_size=1, max_size=50))
def test_any_number_comes_back_to_the_digits_excel_keeps(numbers: list[float]) -> None:
    file = BytesIO()
    made = NewWorkbook(file, {"in_memory": True})
    page = made.add_worksheet()
    for row, number in enumerate(numbers):
        page.write_number(row, 0, number)
    made.close()
    assert list(values(open_book(file).grids[0]).values()) == [float(f"{number:.16G}") for number in numbers]
