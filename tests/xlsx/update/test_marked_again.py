"""Marked, edited as people do, and marked again: the same sheet is filled, and what is its owner's stays."""

from __future__ import annotations

import io
from datetime import datetime

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from known.on_demand import load_workbook
from office.lint import faults
from sizes import cases
from xl_send.findings import Cell, Explained, Finding, Severity, Worded
from xl_send.xlsx.template.result_sheets import write_checks, write_status
from xl_send.xlsx.update.update import with_tables
from xl_send.xlsx.write.looks import Looks
from xl_send.xlsx.write.new_books import new_book
from xl_send.xlsx.write.result_rows import CHECKS_TITLES, checks_table, status_table
from xl_send.xlsx.write.validations import mark_name
from xlsx.update.test_marked import FOREIGN

TITLES = list(CHECKS_TITLES)


def _ours() -> bytes:
    """The two sheets as a template lays them, without the rest of it."""
    out = io.BytesIO()
    book = new_book(out, {})
    looks = Looks(book)
    book.add_worksheet("Milestones")
    write_checks(book, looks)
    write_status(book, looks)
    for title in ("Checks", "Status"):
        book.define_name(mark_name(title), f"={title}!$A$2")
    book.close()
    return out.getvalue()


EXAMPLE = _ours()


def finding(number: int, *, because_of: str = "", explained: Explained | None = None) -> Finding:
    cell = Cell("a.xlsx", "Milestones", f"F{number}", f"TRN-M{number:02}", "Owner")
    key = f"MS01:TRN-M{number:02}:Owner"
    wording = Worded(f"It is {number} days late.", "Do.")
    return Finding("MS01", Severity.ERROR, cell, wording, key, because_of, explained)


def _mark(content: bytes, numbers: list[int]) -> bytes:
    found = [finding(number) for number in numbers]
    return with_tables(content, "a.xlsx", [checks_table(found), status_table([])]).content


def _load(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def _saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _checks(book: Workbook) -> Worksheet:
    """The sheet that lists findings, whatever it is called."""
    (sheet,) = [
        worksheet
        for worksheet in book.worksheets
        if worksheet["A2"].value in {"Rule", "Regel"} or worksheet["B2"].value == "Severity"
    ]
    return sheet


def _place(sheet: Worksheet, title: str) -> int:
    return next(cell.column for cell in sheet[2] if cell.value == title)


def _tables_follow(sheet: Worksheet) -> None:
    """As Excel does: the names of a table's columns are those above them."""
    for table in sheet.tables.values():
        titles = [str(cell.value) for cell in sheet[table.ref][0]]
        for column, title in zip(table.tableColumns, titles, strict=True):
            column.name = title


# What people do to such a sheet between two runs.


def retitle(_book: Workbook, sheet: Worksheet) -> None:
    sheet.cell(2, 7).value = "Action taken"
    sheet.cell(2, 1).value = "Regel"
    _tables_follow(sheet)


def rename(book: Workbook, sheet: Worksheet) -> None:
    name = sheet.title
    sheet.title = "Our list's findings"
    for defined in book.defined_names.values():
        told = (defined.attr_text or "").replace(f"'{name}'!", f"{name}!")
        defined.attr_text = told.replace(f"{name}!", "'Our list''s findings'!")


def clear(_book: Workbook, sheet: Worksheet) -> None:
    for row in sheet.iter_rows(min_row=3, max_col=8):
        for cell in row:
            cell.value = None


def turn_round(_book: Workbook, sheet: Worksheet) -> None:
    last = next((number for number in range(3, 90) if sheet.cell(number, 1).value in {None, ""}), 90)
    values = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3, max_row=last - 1, max_col=12)]
    for number, row in enumerate(reversed(values), 3):
        for at, value in enumerate(row, 1):
            sheet.cell(number, at).value = value


def note_beside(_book: Workbook, sheet: Worksheet) -> None:
    sheet.cell(2, 12).value = "Who sees to it"
    for number in range(3, 90):
        if sheet.cell(number, 11).value:
            sheet.cell(number, 12).value = f"Sam sees to {sheet.cell(number, 11).value}"


def merge(_book: Workbook, sheet: Worksheet) -> None:
    if not sheet.merged_cells.ranges:
        sheet.merge_cells("F4:G4")


def leave(_book: Workbook, _sheet: Worksheet) -> None:
    """Only save it, by another program."""


EDITS = [retitle, rename, clear, turn_round, note_beside, merge, leave]
found_numbers = st.lists(st.integers(2, 40), min_size=0, max_size=12, unique=True)


@settings(max_examples=cases(5, whole=15), deadline=None)
@given(
    st.sampled_from(["ours", "another's"]),
    st.lists(st.tuples(st.sampled_from(EDITS), found_numbers), min_size=5, max_size=5),
)
def test_five_times_over_it_is_the_same_sheet_and_valid(whose: str, rounds: list[tuple[object, list[int]]]) -> None:
    content = _mark(EXAMPLE if whose == "ours" else FOREIGN, [2, 3, 4])
    sheets = len(_load(content).sheetnames)
    notes: dict[str, str] = {}
    for edit, numbers in rounds:
        book = _load(content)
        edit(book, _checks(book))  # type: ignore[operator]
        notes |= _notes(_checks(book)) if edit is not clear else {}
        content = _mark(_saved(book), numbers)
        assert not [
            fault for fault in faults("a.xlsx", content) if "macros" not in fault and "content type" not in fault
        ]
        book = _load(content)
        assert len(book.sheetnames) == sheets
        sheet = _checks(book)
        keys = [sheet.cell(number, _place(sheet, "Finding")).value for number in range(3, 3 + len(numbers))]
        assert keys == [finding(number).key for number in numbers]
        assert [cell.value for cell in sheet[2]][: len(TITLES)] == TITLES
        now = _notes(sheet)
        assert {key: now.get(key) for key in notes if key in keys} == {key: notes[key] for key in notes if key in keys}
        assert _mark(content, numbers) == _mark(_mark(content, numbers), numbers)


def _notes(sheet: Worksheet) -> dict[str, str]:
    if sheet.cell(2, 12).value != "Who sees to it":
        return {}
    return {
        str(sheet.cell(number, 11).value): str(sheet.cell(number, 12).value)
        for number in range(3, 90)
        if sheet.cell(number, 11).value and sheet.cell(number, 12).value
    }


def test_what_was_written_beside_a_finding_that_is_gone_stays_below_with_what_it_was_about() -> None:
    book = _load(_mark(EXAMPLE, [2, 3]))
    note_beside(book, _checks(book))
    sheet = _checks(_load(_mark(_saved(book), [3])))
    assert [sheet.cell(number, 12).value for number in (3, 4)] == [
        "Sam sees to MS01:TRN-M03:Owner", "Sam sees to MS01:TRN-M02:Owner",
    ]  # fmt: skip
    assert sheet.cell(4, _place(sheet, "Standing")).value == "No longer found"
    assert not sheet.cell(4, _place(sheet, "Place")).value


def test_explanations_stay_where_they_stand_however_many_findings_there_are() -> None:
    book = _load(_mark(EXAMPLE, [2, 3, 4, 5]))
    row: list[str | datetime] = ["MS01:TRN-M02:Owner", "As agreed", "Head of SEND", datetime(2027, 1, 1)]  # noqa: DTZ001 - a day in a cell
    for at, value in enumerate(row, 14):
        _checks(book).cell(6, at).value = value
    content = _saved(book)
    for numbers in ([], list(range(2, 40)), [7]):
        content = _mark(content, numbers)
        assert [_checks(_load(content)).cell(6, at).value for at in range(14, 18)] == row


def test_a_sheet_of_the_first_edition_gets_the_later_columns_behind_its_owners() -> None:
    book = _load(EXAMPLE)
    sheet = book["Checks"]
    sheet.delete_cols(9, 20)
    for name in list(sheet.tables):
        del sheet.tables[name]
    sheet["I2"], sheet["I3"], sheet["A3"], sheet["C3"], sheet["D3"] = "Who", "Sam", "MS01", "Milestones", "F3"
    again = _checks(_load(_mark(_saved(book), [2, 3])))
    assert [cell.value for cell in again[2]] == [*TITLES[:8], "Who", *TITLES[8:]]
    assert [again.cell(number, 9).value for number in (3, 4)] == [None, "Sam"]


def test_what_follows_stands_below_all_that_is_open_and_what_is_explained_last() -> None:
    found = [
        finding(2, because_of="MS01:TRN-M04:Owner"),
        finding(3, explained=Explained("As agreed", "Sam")),
        finding(4),
        finding(5),
    ]
    sheet = checks_table(found)
    place, standing, wrong = TITLES.index("Place"), TITLES.index("Standing"), TITLES.index("What is wrong")
    assert [(row[4], row[standing], row[place]) for row in sheet.rows] == [
        ("TRN-M04", "Open", "Milestones!F4"),
        ("TRN-M05", "Open", "Milestones!F5"),
        ("TRN-M02", "Follows from Milestones F4", ""),
        ("TRN-M03", "Explained by Sam: As agreed", ""),
    ]
    assert str(sheet.rows[0][wrong]).endswith("(and 1 that follows from it)")
    assert str(sheet.rows[2][wrong]).endswith("(follows from Milestones F4)")


@pytest.mark.parametrize("name", ["Checks", "Checks (xl_send)", "Checks (xl_send 2)"])
def test_however_many_sheets_of_that_name_there_are_ours_is_told_apart(name: str) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].title = "Checks"
    for other in ("Checks (xl_send)", "Checks (xl_send 2)"):
        if other <= name:
            book.create_sheet(other)
    content = _saved(book)
    before = book.sheetnames
    for _ in range(3):
        content = with_tables(content, "a.xlsx", [checks_table([finding(2)])]).content
    assert len(_load(content).sheetnames) == len(before) + 1
