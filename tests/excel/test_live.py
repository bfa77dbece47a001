"""The open workbook, by xlwings itself over an engine of its base classes: every live command, and what goes wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlwings

from live_engine import Book, Engine, Range
from xl_send import live
from xl_send.commands.desk import press_on
from xl_send.commands.outcomes import Progress, quietly
from xl_send.commands.pressing import Answer, Press, answer
from xl_send.excel.example import example_workbooks


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Book:
    path = tmp_path / "transition.xlsx"
    path.write_bytes(example_workbooks()["transition.xlsx"])
    opened = Book(path)
    _open(monkeypatch, [opened])
    return opened


def _open(monkeypatch: pytest.MonkeyPatch, books: list[Book] | None) -> None:
    """An Excel with these workbooks; None is a computer on which none is running."""
    monkeypatch.setattr(xlwings.engines, "active", xlwings.Engine(impl=Engine(books)))


def rows(book: Book, sheet: str) -> list[list[object]]:
    found: list[list[object]] = [[cell.value for cell in row] for row in book.held[sheet].iter_rows(min_row=3)]
    return [row for row in found if row[0] is not None]


def untouched(book: Book) -> dict[str, list[list[object]]]:
    ours = {"Checks", "Status", "Conflicts", "Order", "What if", "Conflicts left"}
    return {
        sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()]
        for sheet in book.held.worksheets
        if sheet.title not in ours
    }


def test_validate_fills_checks_and_touches_nothing_else(book: Book) -> None:
    before = untouched(book)
    told = live.validate()
    assert "error" in told
    assert book.app.status_bar == told
    assert book.app.screen_updating
    found = rows(book, "Checks")
    assert {"MS03", "UN01"} <= {row[0] for row in found}
    assert all(row[7] == f"{row[2]}!{row[3]}" for row in found if row[3])
    assert untouched(book) == before


def test_a_second_time_leaves_nothing_of_the_first(book: Book) -> None:
    live.validate()
    book.held["Milestones"]["A2"] = None
    first = len(rows(book, "Checks"))
    book.held["Checks"].cell(first + 3, 1).value = "left over"
    live.validate()
    assert "left over" not in [row[0] for row in rows(book, "Checks")]


def test_next_problem_goes_round_and_clear_marks_empties(book: Book) -> None:
    assert live.next_problem().startswith("Nothing is listed to put right.")
    live.validate()
    places = list(dict.fromkeys(str(row[7]) for row in rows(book, "Checks")))
    seen = []
    for _ in range(len(places) + 1):
        live.next_problem()
        assert book.selected is not None
        seen.append(f"{book.selected.sheet.name}!{book.selected.get_address()}")
    assert seen == [*places, places[0]]
    assert live.clear_marks().startswith("The Checks sheet is empty")
    assert rows(book, "Checks") == []
    assert live.clear_marks().startswith("No cell is marked")


def test_a_listed_sheet_that_is_gone_is_said(book: Book) -> None:
    live.validate()
    first = str(rows(book, "Checks")[0][7]).partition("!")[0]
    book.held[first].title = "Renamed"
    assert live.next_problem().startswith(f"There is no sheet {first}.")


def test_status_and_why(book: Book) -> None:
    told = live.status()
    assert "Amber" in told
    found = rows(book, "Status")
    assert any(row[0] == "TRN-M07" and row[3] == "Amber" for row in found)
    place = next(number for number, row in enumerate(found, 3) if row[0] == "TRN-M07")
    _cursor(book, "Status", f"A{place}")
    assert "TRN-M07" in live.why()
    _cursor(book, "Milestones", "A8")
    assert "18 working days late" in live.why()
    book.selected = None
    assert live.why()


def _cursor(book: Book, sheet: str, address: str) -> None:
    book.selected = book.sheets(sheet).range(address)


def test_conflicts_order_and_what_if_have_sheets_of_their_own_that_are_shown(book: Book) -> None:
    before = untouched(book)
    assert live.conflicts()
    assert book.sheets.active.name == "Conflicts"
    assert live.sequence()
    assert live.whatif("TRN-M07", 20)
    assert any("TRN-M07" in str(row) for row in rows(book, "What if"))
    assert untouched(book) == before
    assert "cannot be read" in live.whatif("TRN-M07", 99999)


def test_the_board_page_is_written_where_it_was_asked_for(book: Book, tmp_path: Path) -> None:
    assert live.report(str(tmp_path / "board.html")) == book.app.status_bar
    assert (tmp_path / "board.html").read_text("utf-8").startswith("<!DOCTYPE html>")


def test_text_that_looks_like_a_formula_stays_text(book: Book) -> None:
    book.held["Milestones"]["F3"] = "=1+1"
    from xl_send.excel.live import active  # noqa: PLC0415 - the fixture's Excel must be there first

    active().fill("Checks", "note", ["Rule", "Severity"], [["=1+1", "-2"], ["+x", "@y"], [3.5, ""]])
    cells = book.held["Checks"]
    assert [cells["A3"].value, cells["A3"].data_type, cells["A5"].value] == ["=1+1", "s", 3.5]


def test_texts_that_look_like_numbers_dates_or_words_of_excel_stay_as_they_are(book: Book) -> None:
    from xl_send.excel.live import active  # noqa: PLC0415 - as above

    active().fill("Checks", "note", ["Rule", "Severity"], [["00123", "3/4"], ["1E5", "TRUE"]])
    assert [cell.data_type for row in book.held["Checks"]["A3:B4"] for cell in row] == ["s"] * 4


def test_what_excel_refuses_to_take_leaves_what_was_listed(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    live.validate()
    before = rows(book, "Checks")

    def refused(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(Range, "raw_value", property(Range.read, refused))
    assert live.validate().startswith("Excel did not answer.")
    assert rows(book, "Checks") == before


def test_a_workbook_that_changed_meanwhile_is_not_written_to(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    def slowly(press: Press, progress: Progress) -> Answer:
        book.held["Milestones"].insert_rows(3)
        book.held["Milestones"].cell(200, 1).value = "new"
        return answer(press, progress)

    monkeypatch.setattr("xl_send.commands.beside_excel.answer", slowly)
    assert live.validate().startswith("The workbook was changed while it was worked on")
    assert rows(book, "Checks") == []


def test_a_fault_of_our_own_ends_in_a_sentence_too(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ValueError

    monkeypatch.setattr("xl_send.commands.beside_excel.answer", broken)
    assert live.validate().startswith("xl_send has met a fault of its own (ValueError")
    assert press_on("", "validate", {}, quietly).say.startswith("xl_send has met a fault of its own (ValueError")
    assert book.app.screen_updating


def test_a_sheet_that_is_missing_is_added_at_the_end_and_the_view_stays(book: Book) -> None:
    del book.held["Checks"]
    shown = book.sheets.active.name
    live.validate()
    assert book.held.sheetnames[-1] == "Checks"
    assert book.held["Checks"]["A2"].value == "Rule"
    assert book.sheets.active.name == shown


def test_what_goes_wrong_ends_in_one_sentence(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    book.held["Checks"].protection.sheet = True
    assert live.validate().startswith("The Checks sheet is protected.")
    book.held["Checks"].protection.sheet = False
    book.held["Checks"]["A2"] = "My own list"
    assert live.validate().startswith("There is a sheet Checks that is not of this product.")
    book.broken = True
    assert live.status().startswith("This Excel saves no copy")
    book.broken = False
    monkeypatch.setattr(type(book), "name", property(lambda _: 1 / 0))
    assert live.status().startswith("Excel did not answer.")
    _open(monkeypatch, None)
    assert live.validate().startswith("No Excel is open")
    monkeypatch.setattr(xlwings.engines, "active", None)
    assert live.validate().startswith("No Excel is open")
    monkeypatch.setitem(__import__("sys").modules, "xlwings", None)
    assert live.validate().startswith("This way needs xlwings")


def test_a_workbook_that_is_not_ours_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import openpyxl  # noqa: PLC0415 - for this test alone

    other = tmp_path / "budget.xlsx"
    openpyxl.Workbook().save(other)
    _open(monkeypatch, [Book(other)])
    assert "another kind" in live.validate()


def test_without_a_workbook_excel_is_asked_for_one(monkeypatch: pytest.MonkeyPatch) -> None:
    _open(monkeypatch, [])
    assert live.validate().startswith("No workbook is open in Excel.")
