"""What is said when the open workbook cannot be worked on, by xlwings itself; the workbook is then as it was."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
import xlwings
from openpyxl.workbook.protection import WorkbookProtection

from shells.open_excel.engine import Book, Books, Sheets
from shells.open_excel.ranges import Range
from shells.open_excel.trials import opened_example, rows, with_open
from xl_send import live
from xl_send.progress import Progress, quietly
from xl_send.shells.buttons.button import ButtonAnswer, ButtonPress, answer
from xl_send.shells.open_excel.workbook import PATIENCE, active
from xl_send.shells.window.files import press_on


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Book:
    return opened_example(tmp_path, monkeypatch)


def test_what_excel_refuses_to_take_leaves_what_was_listed(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    live.validate()
    before = rows(book, "Checks")

    def refused(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(Range, "raw_value", property(Range.read, refused))
    assert live.validate().startswith("The answer could not be written whole.")
    assert rows(book, "Checks") == before


def test_a_workbook_that_changed_meanwhile_is_not_written_to(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    def slowly(press: ButtonPress, progress: Progress) -> ButtonAnswer:
        book.held["Milestones"].insert_rows(3)
        book.held["Milestones"].cell(200, 1).value = "new"
        return answer(press, progress)

    monkeypatch.setattr("xl_send.shells.open_excel.buttons.answer", slowly)
    assert live.validate().startswith("The workbook was changed while it was worked on")
    assert rows(book, "Checks") == []


def test_a_fault_of_our_own_ends_in_a_sentence_too(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ValueError

    monkeypatch.setattr("xl_send.shells.open_excel.buttons.answer", broken)
    assert live.validate().startswith("xl_send has met a fault of its own (ValueError")
    assert press_on("", "validate", {}, quietly).say.startswith("xl_send has met a fault of its own (ValueError")
    assert book.app.screen_updating


def test_what_goes_wrong_ends_in_one_sentence(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    book.held["Checks"].protection.sheet = True
    assert live.validate().startswith("The Checks sheet is protected.")
    book.held["Checks"].protection.sheet = False
    book.held["Checks"]["A2"] = "My own list"
    assert live.validate().startswith("The sheet called Checks is not the one that the buttons fill")
    book.broken = True
    assert live.status().startswith("This Excel does not let another program read")
    book.broken = False
    monkeypatch.setattr(type(book), "name", property(lambda _: 1 / 0))
    assert live.status().startswith("No Excel is open")
    with_open(monkeypatch, None)
    assert live.validate().startswith("No Excel is open")
    monkeypatch.setattr(xlwings.engines, "active", None)
    assert live.validate().startswith("No Excel is open")
    monkeypatch.setitem(__import__("sys").modules, "xlwings", None)
    assert live.validate().startswith("This way needs xlwings")


def test_a_workbook_that_is_not_ours_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import openpyxl

    other = tmp_path / "budget.xlsx"
    openpyxl.Workbook().save(other)
    with_open(monkeypatch, [Book(other)])
    assert "another kind" in live.validate()


def test_without_a_workbook_excel_is_asked_for_one(monkeypatch: pytest.MonkeyPatch) -> None:
    with_open(monkeypatch, [])
    assert live.validate().startswith("No workbook is open in Excel.")


@pytest.mark.parametrize("action", ["validate", "dance", "next"])
def test_the_status_bar_is_given_back_when_a_button_fails(
    book: Book, monkeypatch: pytest.MonkeyPatch, action: str
) -> None:
    def broken(*_: object) -> None:
        raise ValueError

    monkeypatch.setattr("xl_send.shells.open_excel.buttons.answer", broken)
    monkeypatch.setattr("xl_send.shells.open_excel.buttons._next_problem", broken)
    press_on("", action, {}, quietly)
    assert len(book.app.shown) > 1
    assert book.app.status_bar is False
    assert book.app.told == [], "the window shows its sentences itself"


def _anothers(book: Book) -> None:
    book.held.create_sheet("Conflicts left")["A2"] = "IDs"
    book.held["Conflicts left"]["B2"] = "Who sees to it"


def _anothers_with_a_blank_row(book: Book) -> None:
    book.held.create_sheet("Conflicts left")["A1"] = "What we agreed"
    book.held["Conflicts left"]["A3"] = "Nothing yet"


def _protected(book: Book) -> None:
    book.held.create_sheet("Conflicts left").protection.sheet = True


def _a_chart(book: Book) -> None:
    book.charts.append("Conflicts left")


def _no_new_sheets(book: Book) -> None:
    book.held.security = WorkbookProtection(lockStructure=True)


OBSTACLES: dict[Callable[[Book], None], str] = {
    _anothers: "The sheet called Conflicts left is not the one that the buttons fill",
    _anothers_with_a_blank_row: "The sheet called Conflicts left is not the one that the buttons fill",
    _protected: "The Conflicts left sheet is protected.",
    _a_chart: "The sheet called Conflicts left is not the one that the buttons fill",
    _no_new_sheets: "There is no Order sheet, and the workbook is protected against new ones.",
}


@pytest.mark.parametrize("obstacle", OBSTACLES)
def test_of_two_sheets_none_is_written_where_one_cannot_be(book: Book, obstacle: Callable[[Book], None]) -> None:
    obstacle(book)
    before = book.held.sheetnames
    assert live.sequence().startswith(OBSTACLES[obstacle])
    assert book.held.sheetnames == before
    assert "Order" not in before


def _meanwhile(monkeypatch: pytest.MonkeyPatch, happening: Callable[[], object]) -> None:
    """Something happens in Excel while the answer is worked out."""

    def slowly(press: ButtonPress, progress: Progress) -> ButtonAnswer:
        found = answer(press, progress)
        happening()
        return found

    monkeypatch.setattr("xl_send.shells.open_excel.buttons.answer", slowly)


def test_a_workbook_closed_meanwhile_is_said(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    _meanwhile(monkeypatch, book.app.books.close)
    assert press_on("", "validate", {}, quietly).say.startswith("The workbook was closed in the meantime")
    assert book.app.status_bar is False


class ComError(Exception):
    """As Windows tells of an error: its number, and what Excel adds to it."""

    def __init__(self, hresult: int, excepinfo: tuple[object, ...] | None = None) -> None:
        super().__init__(hresult)
        self.hresult, self.excepinfo = hresult, excepinfo


class ExcelBusyError(Exception):
    """As xlwings calls it."""


IN_A_CELL = -2146777998


@pytest.mark.parametrize(
    "error",
    [
        ComError(-2147418111),
        ComError(-2147417846),
        ComError(IN_A_CELL),
        ComError(-2147352567, (0, None, None, None, 0, IN_A_CELL)),
        ExcelBusyError(),
    ],
)
@pytest.mark.parametrize("when", ["at first", "meanwhile"])
def test_an_excel_in_which_a_cell_is_typed_in_is_said(
    book: Book, monkeypatch: pytest.MonkeyPatch, error: Exception, when: str
) -> None:
    def busy(*_: object) -> object:
        raise error

    def starting() -> None:
        monkeypatch.setattr(Books, "active", property(busy))
        monkeypatch.setattr(Books, "__iter__", busy)
        monkeypatch.setattr(Sheets, "__iter__", busy)

    if when == "at first":
        starting()
    else:
        _meanwhile(monkeypatch, starting)
    assert press_on("", "validate", {}, quietly).say.startswith("Excel is waiting for you: a cell is being typed in")
    assert rows(book, "Checks") == []


@pytest.mark.usefixtures("book")
def test_what_excel_refuses_for_another_reason_is_said_to_be_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> object:
        raise ComError(-2147352567, (0, "Excel", "No", None, 0, -2146827284))

    _meanwhile(monkeypatch, lambda: monkeypatch.setattr(Sheets, "__iter__", refused))
    assert press_on("", "validate", {}, quietly).say.startswith("Excel refused what it was asked.")


def test_on_windows_an_excel_that_takes_no_calls_is_not_asked_for_ever(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    began: list[str] = []
    windows = SimpleNamespace(N_COM_ATTEMPTS=0)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "pythoncom", SimpleNamespace(CoInitialize=lambda: began.append("yes")))
    monkeypatch.setitem(sys.modules, "xlwings._xlwindows", windows)
    assert active().name == book.name
    assert (began, windows.N_COM_ATTEMPTS) == (["yes"], PATIENCE)
    source = Path(str(xlwings.__file__)).with_name("_xlwindows.py").read_text(encoding="utf-8")
    assert "\nN_COM_ATTEMPTS = 0" in source, "xlwings keeps its patience elsewhere now"
