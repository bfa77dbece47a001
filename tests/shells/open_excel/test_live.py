"""The open workbook, by xlwings itself over an engine of its base classes: every live command."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter

from places import EXAMPLES
from shells.open_excel.engine import Book
from shells.open_excel.trials import opened_example, rows
from xl_send import live
from xl_send.progress import quietly
from xl_send.shells.buttons.button import ButtonAnswer, ButtonPress, answer
from xl_send.shells.open_excel.workbook import active
from xl_send.table import Table, TableColumn


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Book:
    return opened_example(tmp_path, monkeypatch)


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
    assert book.app.told == [told]
    assert book.app.screen_updating
    assert book.app.enable_events
    found = rows(book, "Checks")
    assert {"MS03", "UN01"} <= {row[0] for row in found}
    places = {str(row[7]): str(row[3] or "") for row in found if row[7]}
    assert places["Milestones!R7"].startswith("=HYPERLINK(\"#'Milestones'!\"&")
    assert all(link.startswith("=") or place.endswith(f"!{link}") for place, link in places.items() if link)
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
    places = list(dict.fromkeys(str(row[7]) for row in rows(book, "Checks") if row[7]))
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
    assert live.next_problem().startswith(f"There is no sheet {first} (1 of ")
    assert book.selected is not None
    assert (book.selected.sheet.name, book.selected.row) == ("Checks", 3), "so that the next press goes on"


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
    assert live.whatif("trn-m07=4 weeks") == live.whatif("TRN-M07", 20)
    assert "cannot be read" in live.whatif("TRN-M07", 99999)


def test_the_board_page_is_written_where_it_was_asked_for(book: Book, tmp_path: Path) -> None:
    assert live.report(str(tmp_path / "board.html")) == book.app.told[-1]
    assert (tmp_path / "board.html").read_text("utf-8").startswith("<!DOCTYPE html>")


def test_so_is_the_word_document(book: Book, tmp_path: Path) -> None:
    assert live.report_word(str(tmp_path / "board.docx")) == book.app.told[-1]
    assert (tmp_path / "board.docx").read_bytes().startswith(b"PK")


def _table(name: str, titles: Sequence[str], rows: Sequence[Sequence[str | float]] = ()) -> Table:
    return Table(name, [TableColumn(title, 10) for title in titles], rows, ("note",))


def _on_checks(rows: Sequence[Sequence[str | float]]) -> Table:
    return _table("Checks", ["Rule", "Severity"], rows)


def test_text_that_looks_like_a_formula_stays_text(book: Book) -> None:
    book.held["Milestones"]["F3"] = "=1+1"
    odd: list[list[str | float]] = [["=1+1", "-2"], ["+x", "@y"], [3.5, ""]]
    active().fill(_on_checks(odd))
    cells = book.held["Checks"]
    assert [cells["A3"].value, cells["A3"].data_type, cells["A5"].value] == ["=1+1", "s", 3.5]


def test_texts_that_look_like_numbers_dates_or_words_of_excel_stay_as_they_are(book: Book) -> None:
    active().fill(_on_checks([["00123", "3/4"], ["1E5", "TRUE"]]))
    assert [cell.data_type for row in book.held["Checks"]["A3:B4"] for cell in row] == ["s"] * 4


def test_a_sheet_that_is_missing_is_added_at_the_end_and_the_view_stays(book: Book) -> None:
    del book.held["Checks"]
    shown = book.sheets.active.name
    live.validate()
    assert book.held.sheetnames[-1] == "Checks"
    assert book.held["Checks"]["A2"].value == "Rule"
    assert book.sheets.active.name == shown


def test_the_status_bar_tells_of_the_work_and_is_excels_own_again(book: Book) -> None:
    live.validate()
    shown = [str(item) for item in book.app.shown[1:-1]]
    assert shown[:2] == ["SEND programme: reading the workbook"] * 2
    assert any("%" in item for item in shown)
    assert book.app.status_bar is False


@pytest.mark.parametrize(("press", "sheet", "width"), [(live.validate, "Checks", "K"), (live.status, "Status", "F")])
def test_a_table_is_made_as_large_as_what_is_listed(
    book: Book, press: Callable[[], str], sheet: str, width: str
) -> None:
    table = book.held[sheet].tables[f"tbl{sheet}"]
    press()
    assert table.ref == f"A2:{width}{2 + len(rows(book, sheet))}"
    titles = [str(cell.value) for cell in book.held[sheet][2]][: ord(width) - ord("A") + 1]
    active().fill(_table(sheet, titles))
    assert table.ref == f"A2:{width}3", "its titles and one blank row"
    assert rows(book, sheet) == []


def test_rows_that_a_filter_hides_are_shown_again(book: Book) -> None:
    book.held["Checks"].row_dimensions[4].hidden = True
    live.validate()
    assert not book.held["Checks"].row_dimensions[4].hidden


def test_an_older_list_of_conflicts_makes_way_for_a_sheet_that_says_there_are_none(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    live.conflicts()
    assert rows(book, "Conflicts")
    nothing = answer(ButtonPress("conflicts", str(EXAMPLES / "outreach.xlsx"), ""), quietly).sheets[0]._replace(rows=())
    told = ButtonAnswer("No conflict was found.", (nothing._replace(notes=("No conflict was found.",)),), "Conflicts")
    monkeypatch.setattr("xl_send.shells.open_excel.buttons.answer", lambda *_: told)
    live.conflicts()
    assert rows(book, "Conflicts") == []
    assert book.held["Conflicts"]["A1"].value == "No conflict was found."
    assert book.held["Conflicts"]["A2"].value == "Rule"


def test_a_blank_sheet_of_that_name_is_filled(book: Book) -> None:
    book.held.create_sheet("Order")
    live.sequence()
    assert rows(book, "Order")


def test_a_folder_of_returns_is_brought_together_whatever_is_open(book: Book, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(EXAMPLES, tmp_path / "returns"))
    before = untouched(book)
    told = live.consolidate(str(folder))
    assert str(folder / "programme" / "Programme as at 13 November 2026.xlsx") in told
    assert book.app.told == [told]
    assert (untouched(book), book.app.status_bar) == (before, False)


def test_a_sheet_that_is_added_is_dressed_and_one_that_is_there_keeps_its_looks(book: Book) -> None:
    live.conflicts()
    live.validate()
    assert {sheet for sheet, _ in book.looks} == {"Conflicts"}
    titles, below = book.looks["Conflicts", "A2:K2"], book.looks["Conflicts", "A2:K5000"]
    assert (titles["color"], titles["font"].bold, titles["font"].color) == ("#1D3557", True, "#FFFFFF")
    assert (below["wrap"], below["vertical"]) == (True, "top")
    links = book.looks["Conflicts", "D3:D5000"]["font"]
    assert (links.color, links.Underline) == ("#1D5E9E", 2)
    window, page = book.windows["Conflicts"], book.windows["page of Conflicts"].api
    assert (window.SplitRow, window.SplitColumn, window.FreezePanes, window.DisplayGridlines) == (2, 0, True, False)
    assert (page.Orientation, page.FitToPagesWide, page.FitToPagesTall, page.PrintTitleRows) == (2, 1, False, "$1:$2")
    assert {rule.Formula1: rule.Interior.Color for rule in book.looks["Conflicts", "A3:K5000"]["rules"]}[
        '="error"'
    ] == 0x1E0EB1
    assert [book.sheets("Conflicts").range((1, place)).column_width for place in (1, 6)] == [10, 62]


def test_next_problem_passes_by_hidden_sheets_and_says_so(book: Book) -> None:
    live.validate()
    places = [str(row[7]) for row in rows(book, "Checks") if row[7]]
    elsewhere = [place for place in places if not place.startswith("Milestones!")]
    book.held["Milestones"].sheet_state = "hidden"
    for place in [*elsewhere, elsewhere[0]]:
        told = live.next_problem()
        assert f"of {len(elsewhere)})" in told
        assert told.endswith(f" {len(places) - len(elsewhere)} more on hidden sheets (Milestones).")
        assert book.selected is not None
        assert f"{book.selected.sheet.name}!{book.selected.get_address()}" == place
    live.validate()
    hidden = [row[6] for row in rows(book, "Checks") if row[2] == "Milestones"]
    assert hidden
    assert all(str(text).endswith("Its sheet is hidden: right-click any tab and choose Unhide.") for text in hidden)
    for name in {place.partition("!")[0] for place in places}:
        book.held[name].sheet_state = "hidden"
    assert live.next_problem().startswith("What is left to put right stands on hidden sheets (Milestones, Actuals).")


def notes(book: Book) -> list[str]:
    found = (cell for sheet in book.held.worksheets for row in sheet.iter_rows() for cell in row if cell.comment)
    return [f"{cell.parent.title}!{cell.coordinate}" for cell in found]


def _begin_again(book: Book) -> None:
    """No note tells any more where the last press led."""
    for sheet in book.sheets:
        for note in sheet.notes:
            note.delete()
    _cursor(book, "Start", "A1")


def test_next_problem_shows_its_words_beside_the_cell_and_in_no_box(book: Book) -> None:
    live.validate()
    boxes = len(book.app.told)
    told = live.next_problem()
    assert book.selected is not None
    first = f"{book.selected.sheet.name}!{book.selected.get_address()}"
    assert notes(book) == [first]
    assert (
        book.selected.cell().comment.text
        == f"SEND programme\n{told}\n(This note goes when the next button is pressed.)"
    )
    assert book.app.status_bar == f"SEND programme: {told}"[:240]
    live.next_problem()
    assert first not in notes(book)
    assert len(notes(book)) == 1
    _cursor(book, "KPIs", "A2")
    assert "(3 of" in live.next_problem(), "it goes on from the cell with the note"
    live.status()
    assert not notes(book)
    assert not book.app.shown[-1]
    assert len(book.app.told) == boxes + 1


def test_a_note_that_is_somebodys_is_never_touched(book: Book) -> None:
    live.validate()
    place = str(rows(book, "Checks")[0][7]).partition("!")
    cell = book.held[place[0]][place[2]]
    for theirs in ("Ask Siwan", "SEND programme\nmine\n(This note goes when the next button is pressed.) - and yet"):
        cell.comment = Comment(theirs, "Officer")
        _cursor(book, "Start", "A1")
        live.next_problem()
        live.next_problem()
        live.clear_marks()
        assert cell.comment.text == theirs
        live.validate()


def test_next_problem_opens_what_is_folded_filtered_or_hidden_and_says_so(book: Book) -> None:
    live.validate()
    sheet, _, address = str(rows(book, "Checks")[0][7]).partition("!")
    held = book.held[sheet]
    held.row_dimensions[held[address].row].hidden = True
    told = live.next_problem()
    assert "Its row was filtered out, folded or hidden, and is shown again." in told
    assert "Its column was folded or hidden, and is shown again." in told
    strips = book.sheets(sheet).range(address)
    assert (strips.EntireRow.Hidden, strips.EntireColumn.Hidden) == (False, False)
    columns = [book.sheets(sheet).range(f"{get_column_letter(at)}1").EntireColumn for at in range(1, 40)]
    folded = [column.Hidden for column in columns if column.OutlineLevel > 1]
    assert len(folded) > 1
    assert not any(folded), "the whole group is open"
    held.row_dimensions[held[address].row].hidden = True
    held.protection.sheet = True
    _begin_again(book)
    assert "take the protection off" in live.next_problem()
    assert notes(book) == []


def test_next_problem_finds_a_record_that_was_sorted_elsewhere_and_goes_on_after_it(book: Book) -> None:
    live.validate()
    sheet, _, address = str(rows(book, "Checks")[0][7]).partition("!")
    record = str(rows(book, "Checks")[0][4])
    book.held[sheet].insert_rows(3, 2)
    assert live.next_problem().startswith(f"{sheet} R{int(address[1:]) + 2} (1 of")
    assert "(2 of" in live.next_problem()
    book.held[sheet].delete_rows(int(address[1:]) + 2)
    _begin_again(book)
    assert live.next_problem().startswith(f"{record} is gone from {sheet}")
    assert "(2 of" in live.next_problem()


def test_a_finding_is_explained_from_its_cell_or_from_checks(book: Book) -> None:
    before = untouched(book)
    assert live.explain("As agreed", "Siwan Gŵyn").startswith("Put the cursor on a row of Checks")
    live.validate()
    place, key = str(rows(book, "Checks")[0][7]), rows(book, "Checks")[0][10]
    _cursor(book, *place.split("!"))
    assert live.explain("", "Siwan").startswith("Nothing was explained: a reason is needed")
    assert "is before the As at date" in live.explain("As agreed", "Siwan", "1 January 2020")
    assert live.explain("As agreed", "Siwan Gŵyn", "31 March 2027").startswith(
        f"{place.replace('!', ' ')} is explained until 31 March 2027."
    )
    there = len([row for row in rows(book, "Checks") if row[13]])
    assert [row[13:17] for row in rows(book, "Checks")][there - 1] == [
        key, "As agreed", "Siwan Gŵyn", datetime(2027, 3, 31),  # noqa: DTZ001 - as read
    ]  # fmt: skip
    assert place not in [row[7] for row in rows(book, "Checks")], "its light is out"
    assert book.held["Checks"].tables["tblExplanations"].ref == f"N2:Q{2 + there}"
    _cursor(book, "Checks", "A3")
    assert live.explain("=1+1", "Siwan").endswith("where it can be changed or deleted.")
    assert [row[14] for row in rows(book, "Checks") if row[13]][-1] == "=1+1"
    live.validate()
    assert len([row for row in rows(book, "Checks") if str(row[9]).startswith("Explained by Siwan")]) == 2
    assert untouched(book) == before


def test_where_the_titles_of_explanations_are_missing_they_are_written_first(book: Book) -> None:
    del book.held["Checks"]
    live.validate()
    _cursor(book, "Checks", "A3")
    live.explain("As agreed", "Siwan")
    titles = [cell.value for cell in book.held["Checks"][2]][13:17]
    assert titles == ["Finding", "Reason", "By", "Until"]
    assert rows(book, "Checks")[0][14] == "As agreed"
    live.validate()
    assert any(str(row[9]).startswith("Explained by Siwan") for row in rows(book, "Checks"))
