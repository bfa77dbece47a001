"""The blank workbook that councils adopt: read back by our own reader and by another's."""

from __future__ import annotations

import io
import re
from datetime import date, datetime

import pytest

from xl_send.calendar import BANK_HOLIDAYS
from xl_send.reading import read_book
from xl_send.workbook.cells import column_letters
from xl_send.workbook.columns import Record, columns_of, laid_out
from xl_send.workbook.sheets.choices import CalendarKind
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.sheets.thresholds import Thresholds
from xl_send.workbook.submissions import SHEETS, Submission
from xl_send.xlsx.read.open_book import open_book
from xl_send.xlsx.template.example import template_workbook
from xl_send.xlsx.template.lists_sheet import NON_WORKING, choice_lists, closure_days, list_title
from xl_send.xlsx.template.start_sheet import TITLE, rag_key
from xl_send.xlsx.write.new_books import CREATED
from xl_send.xlsx.write.page_setup import A3, A4
from xl_send.xlsx.write.result_rows import CHECKS_NOTE, STATUS_NOTE
from xl_send.xlsx.write.validations import list_name
from xlsx.template.blanks import TABLES, blank, titled


@pytest.fixture(scope="module")
def read_blank() -> Submission:
    return read_book(open_book(io.BytesIO(template_workbook("programme")), "blank.xlsx"))


def test_sheets_stand_in_the_order_of_the_contract() -> None:
    titles = [record.SHEET.title for record in SHEETS]
    assert blank().sheetnames == ["Start", "Summary", *titles, "Checks", "Status", "Lists"]


def test_the_blank_reads_back_with_every_column_and_no_row(read_blank: Submission) -> None:
    assert not read_blank.absent
    assert not read_blank.headless
    assert all(not seen.missing for seen in read_blank.seen.values())
    filled = {record.SHEET.title for record, rows in read_blank.records.items() if rows}
    assert filled == {"Calendar"}
    assert not read_blank.unread_rows


def test_thresholds_and_matrix_read_back_as_the_defaults(read_blank: Submission) -> None:
    names = [column.name for column in columns_of(Thresholds)]
    written, default = read_blank.thresholds, Thresholds()
    assert {name: getattr(written, name) for name in names} == {name: getattr(default, name) for name in names}
    assert written.matrix == default.matrix
    assert not read_blank.matrix_faults
    assert read_blank.own_lists["Service areas"]


@pytest.mark.parametrize("record", TABLES, ids=lambda record: record.SHEET.title)
def test_each_data_sheet_is_a_named_table_with_frozen_titles(record: type[Record]) -> None:
    sheet = blank()[record.SHEET.title]
    assert [cell.value for cell in sheet[1]] == [column.title for column in laid_out(record)]
    assert list(sheet.tables) == [record.SHEET.table]
    assert sheet.freeze_panes == f"{column_letters(record.SHEET.identity + 1)}2"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize in {A3, A4}
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert "$A" in sheet.print_area
    assert sheet.tables[record.SHEET.table].ref.endswith(str(max(2, sheet.max_row)))
    assert not sheet.protection.sheet
    assert not sheet.merged_cells.ranges


def test_fixed_lists_hold_the_declared_words() -> None:
    book = blank()
    for name, words in choice_lists().items():
        place = titled(book["Lists"], list_title(name))
        column = [row[place - 1] for row in book["Lists"].iter_rows(min_row=2, values_only=True)]
        assert tuple(word for word in column if word) == words
        letter = column_letters(place)
        assert book.defined_names[list_name(name)].attr_text == f"Lists!${letter}$2:${letter}${len(words) + 1}"


def test_lists_that_people_fill_reach_to_the_last_filled_row_whatever_gaps_are_between() -> None:
    names = blank().defined_names
    grown = {name: str(found.attr_text) for name, found in names.items() if name.startswith(("ids_", "own_"))}
    assert set(grown) >= {"ids_Workstreams", "ids_Milestones", "ids_KPIs", "ids_Forums", "own_Cohorts"}
    for formula in grown.values():
        assert re.fullmatch(r"('[^']+')!(\$[A-Z]+\$2):INDEX\(\1!\2:\$[A-Z]+\$\d+,IFERROR\(LOOKUP\(2,1/\(.*", formula)


def test_own_lists_come_filled_and_may_be_edited() -> None:
    sheet = blank()["Lists"]
    for title, wanted in {"Service areas": "SEN casework", "Cohorts": "Post-16"}.items():
        cells = [row[0] for row in sheet.iter_rows(min_row=2, min_col=titled(sheet, title), max_row=61)]
        assert wanted in [cell.value for cell in cells]
        assert not any(cell.protection.locked for cell in cells)


def test_one_column_holds_every_non_working_day() -> None:
    sheet = blank()["Lists"]
    place = titled(sheet, NON_WORKING)
    cells = [row[place - 1] for row in sheet.iter_rows(min_row=2, values_only=True)]
    days = [cell.date() for cell in cells if isinstance(cell, datetime)]
    assert len(days) == len(set(days))
    assert set(days) >= set(BANK_HOLIDAYS)


def test_closure_days_of_the_calendar_are_non_working_days() -> None:
    closure = CalendarEntry(
        name="Closed", kind=CalendarKind.CLOSURE, starts=date(2026, 12, 29), ends=date(2026, 12, 31)
    )
    assert set(closure_days([closure])) == {date(2026, 12, day) for day in (29, 30, 31)}


def test_thresholds_show_shares_as_percentages() -> None:
    cells = {row[0].value: row[1] for row in blank()["Thresholds"].iter_rows(max_row=30)}
    found = cells["KPI default tolerance"]
    assert (found.value, found.number_format) == (0.1, "0%")


def test_the_file_names_no_person_and_no_time_of_its_making() -> None:
    told = blank().properties
    assert (told.creator, told.title, told.created) == ("xl_send", "SEND programme workbook", CREATED)


def test_only_start_and_lists_are_protected_and_without_a_password() -> None:
    protected = {sheet.title for sheet in blank().worksheets if sheet.protection.sheet}
    assert protected == {"Start", "Lists"}
    assert not any(blank()[title].protection.password for title in protected)


@pytest.mark.parametrize("edition", ["workstream", "programme"])
def test_the_start_page_leads_to_every_sheet_that_can_be_seen(edition: str) -> None:
    book = blank(edition)
    shown = {sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"} - {"Start"}
    cells = [row[0] for row in book["Start"].iter_rows() if row[0].hyperlink]
    links = {str(cell.hyperlink.location).rpartition("!")[0].strip("'") for cell in cells if cell.hyperlink}
    assert links == {cell.value for cell in cells}
    assert links == shown
    assert ("Thresholds" in shown) is (edition == "programme")
    assert book.active is book["Start"]


def test_the_start_page_is_read_from_its_first_cell_down() -> None:
    sheet = blank()["Start"]
    assert sheet["A1"].value == TITLE
    assert not sheet.merged_cells.ranges
    words = [str(row[1]) for row in sheet.iter_rows(values_only=True) if row[1]]
    assert set(rag_key(Thresholds()).values()) <= set(words)


def test_results_say_that_they_are_empty_until_they_are_filled() -> None:
    for title, note in {"Checks": CHECKS_NOTE, "Status": STATUS_NOTE}.items():
        sheet = blank()[title]
        assert sheet["A1"].value == note
        assert sheet.max_row == 2 or not any(cell.value for cell in sheet[3])
        beside = ["tblExplanations"] if title == "Checks" else []
        assert list(sheet.tables) == [f"tbl{title}", *beside]


def test_the_calendar_of_the_blank_covers_three_school_years(read_blank: Submission) -> None:
    days = [entry.starts for entry in read_blank.all(CalendarEntry)]
    assert min(days) <= date(2025, 9, 5)
    assert max(days) >= date(2028, 4, 1)
