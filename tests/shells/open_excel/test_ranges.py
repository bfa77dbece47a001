"""The ranges of an open workbook give what the file reader gives of its file, and the same findings."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.worksheet import Worksheet

from files import example_in
from known.on_demand import load_workbook
from shells.open_excel.engine import Book, Engine
from shells.open_excel.trials import rows, with_open
from xl_send import live
from xl_send.commands.loading import read
from xl_send.commands.status import status
from xl_send.commands.validate import validate
from xl_send.errors import CannotRunError
from xl_send.shells.open_excel import ranges
from xl_send.shells.open_excel.workbook import active
from xl_send.workbook import cells
from xl_send.xlsx.read.open_book import open_book
from xl_send.xlsx.write.result_rows import checks_rows, status_row


def disorder(sheet: Worksheet) -> None:
    """What people leave in cells: errors, times, percentages, texts like numbers, hidden rows, merged blocks."""
    odd: list[Any] = [
        "#N/A",
        "=1/0",
        True,
        " ",
        "00123",
        0.45,
        datetime(2026, 11, 13, 23),  # noqa: DTZ001 - as a cell holds it
        4.5,
        timedelta(hours=30),
        0,
        -7,
    ]
    for at, value in enumerate(odd, 30):
        sheet.cell(at, 30).value = value
    sheet["AD30"].data_type = "e"
    sheet["AD31"].value = None
    sheet["AD35"].number_format = "0%"
    sheet["AD39"].number_format = "dd/mm/yyyy"
    sheet["AD40"].number_format = "dd/mm/yyyy"
    sheet["AD37"].number_format = "£#,##0.00"
    for row in (4, 5, 31):
        sheet.row_dimensions[row].hidden = True
    for block in ("AF30:AG33", "AI30:AJ30", "AK30:AL30", "AF40:AF41"):
        sheet.merge_cells(block)
    sheet["AF30"] = "One block"


@pytest.fixture(scope="module", params=["transition.xlsx", "disorder", "1904"])
def path(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = example_in(tmp_path_factory.mktemp("ranges"), "transition.xlsx") / "transition.xlsx"
    if request.param != "transition.xlsx":
        held = load_workbook(path, data_only=True)
        disorder(held["Milestones"])
        held["Risks"].sheet_state = "hidden"
        if request.param == "1904":
            held.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
        held.save(path)
    return path


def in_excel(path: Path) -> cells.Book:
    app = xlwings.Engine(impl=Engine([Book(path)])).apps.active
    assert app is not None
    return ranges.book_in_excel(app.books.active)


def test_the_sheets_are_those_of_the_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranges, "BLOCK", 7)
    there, file = in_excel(path), open_book(path)
    assert (there.name, there.macros, there.date1904) == (file.name, file.macros, file.date1904)
    for ours, theirs in zip(there.grids, file.grids, strict=True):
        assert [(row, dict(found)) for row, found in ours.rows] == [(row, dict(found)) for row, found in theirs.rows]
        assert (ours.title, ours.hidden) == (theirs.title, theirs.hidden)
        assert ours.hidden_rows == theirs.hidden_rows
        assert ours.merged == tuple(sorted(theirs.merged))


def test_the_findings_and_colours_are_those_of_the_file(path: Path) -> None:
    from xl_send.commands.loading.files import NamedFile

    opened = NamedFile(in_excel(path), str(path))
    assert [texts for _, texts in checks_rows(validate(opened).findings)] == [
        texts for _, texts in checks_rows(validate(path).findings)
    ]
    assert list(map(status_row, status(opened).items)) == list(map(status_row, status(path).items))


def test_no_copy_is_made_of_a_workbook_with_a_password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy would bear its password, and no other program could open it; its ranges are open."""
    path = example_in(tmp_path, "transition.xlsx") / "transition.xlsx"
    book = Book(path)
    book.held.security = WorkbookProtection(workbookPassword="secret", lockStructure=True)
    with_open(monkeypatch, [book])
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 encrypted")
    assert "to put right" in live.validate()
    assert rows(book, "Checks")
    with pytest.raises(CannotRunError, match="not an Excel workbook"):
        read(path)


def test_a_workbook_far_larger_than_any_return_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = example_in(tmp_path, "transition.xlsx") / "transition.xlsx"
    with_open(monkeypatch, [Book(path)])
    monkeypatch.setattr(ranges, "MOST_CELLS", 100)
    with pytest.raises(CannotRunError, match="far larger than any return"):
        active().read()
