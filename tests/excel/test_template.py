"""The workbook that councils adopt: read back by our own reader and by another's."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook, load_workbook

from xl_send.excel.example import (
    example_texts,
    example_workbooks,
    filling_of,
    real_text,
    real_workbook,
    template_workbook,
)
from xl_send.excel.files import open_book
from xl_send.excel.lists_sheet import NON_WORKING, choice_lists, list_title
from xl_send.excel.looks import BAND, HEADERS, MARK, ON_PAPER, PAPER, STATES
from xl_send.excel.template import Filling, workbook_bytes
from xl_send.excel.validations import TEXT_ROOM, TITLE_ROOM
from xl_send.grids import Percentage, Value
from xl_send.markdown import BookText, book_of
from xl_send.model.delivery import Milestone
from xl_send.model.governance import CalendarEntry
from xl_send.model.submissions import SHEETS, Submission
from xl_send.model.thresholds import Thresholds
from xl_send.reading import read_book
from xl_send.schema.columns import Layout, Record, columns_of
from xl_send.terms import BANK_HOLIDAYS

TABLES = [record for record in SHEETS if record.SHEET.layout is Layout.TABLE]


@pytest.fixture(scope="module")
def blank() -> Workbook:
    return load_workbook(io.BytesIO(template_workbook("programme")))


@pytest.fixture(scope="module")
def read_blank() -> Submission:
    return read_book(open_book(io.BytesIO(template_workbook("programme")), "blank.xlsx"))


def test_sheets_stand_in_the_order_of_the_contract(blank: Workbook) -> None:
    titles = [record.SHEET.title for record in SHEETS]
    assert blank.sheetnames == ["Start", *titles, "Checks", "Status", "Lists"]


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
def test_each_data_sheet_is_a_named_table_with_frozen_titles(blank: Workbook, record: type[Record]) -> None:
    sheet = blank[record.SHEET.title]
    titles = [column.title for column in columns_of(record)] + [one.title for one in record.SHEET.calculated]
    assert [cell.value for cell in sheet[1]] == titles
    assert list(sheet.tables) == [record.SHEET.table]
    assert sheet.freeze_panes == "B2"
    assert sheet.print_title_rows == "$1:$1"
    assert not sheet.protection.sheet
    assert not sheet.merged_cells.ranges


@pytest.mark.parametrize("record", TABLES, ids=lambda record: record.SHEET.title)
def test_each_column_has_help_and_a_warning_that_stops_nobody(blank: Workbook, record: type[Record]) -> None:
    validations = blank[record.SHEET.title].data_validations.dataValidation
    for place, column in enumerate(columns_of(record), 1):
        below = [
            one for one in validations if any(area.min_col == place and area.min_row == 2 for area in one.sqref.ranges)
        ]
        assert len(below) == 1, column.title
        assert below[0].promptTitle == column.title[:TITLE_ROOM]
        assert 0 < len(below[0].prompt) <= TEXT_ROOM
        assert below[0].errorStyle == "warning"


def test_pull_downs_name_their_lists_and_the_lists_hold_the_declared_words(blank: Workbook) -> None:
    lists = {cell.value: place for place, cell in enumerate(blank["Lists"][1])}
    for name, words in choice_lists().items():
        column = [row[lists[list_title(name)]] for row in blank["Lists"].iter_rows(min_row=2, values_only=True)]
        assert tuple(word for word in column if word) == words
        assert f"list_{name}" in blank.defined_names
    phases = [one for one in blank["Milestones"].data_validations.dataValidation if one.promptTitle == "Phase"]
    assert {one.formula1 for one in phases} == {None, "list_Phase"}


def test_one_column_holds_every_non_working_day(blank: Workbook) -> None:
    sheet = blank["Lists"]
    place = next(cell.column for cell in sheet[1] if cell.value == NON_WORKING)
    cells = [row[place - 1] for row in sheet.iter_rows(min_row=2, values_only=True)]
    days = [cell.date() for cell in cells if isinstance(cell, datetime)]
    assert days == sorted(days)
    assert set(days) >= set(BANK_HOLIDAYS)


def test_only_start_and_lists_are_protected_and_without_a_password(blank: Workbook) -> None:
    protected = {sheet.title for sheet in blank.worksheets if sheet.protection.sheet}
    assert protected == {"Start", "Lists"}
    assert not any(blank[title].protection.password for title in protected)


@pytest.mark.parametrize("text", [*example_texts(), real_text()], ids=lambda text: text.name)
def test_a_filled_workbook_reads_back_as_it_was_written(text: BookText) -> None:
    packed = real_workbook() if text.name == real_text().name else example_workbooks()[text.name]
    written, read = read_book(book_of(text)), read_book(open_book(io.BytesIO(packed), text.name))
    for record in TABLES:
        assert [_values(one) for one in read.all(record)] == [_values(one) for one in written.all(record)]
    assert [cell.text for cell in read.unread_cells] == [cell.text for cell in written.unread_cells]
    assert read.as_at == date(2024, 11, 30) or read.as_at == date(2026, 11, 13)


def _values(record: Record) -> list[object]:
    return [getattr(record, column.name) for column in columns_of(type(record))]


NASTY = ["=1+1", "+44 tomorrow", "@home", 'a & b <c> "d"', "first\nsecond", "x" * 3000, "00123", "  spaced"]


@pytest.mark.parametrize("text", NASTY)
def test_text_stays_text_whatever_it_looks_like(text: str) -> None:
    row: dict[str, Value] = {
        "ID": "TRN-M01", "Workstream": "TRN", "Baseline date": date(2026, 11, 2), "Forecast date": date(2026, 11, 2),
        "Milestone": text,
    }  # fmt: skip
    packed = workbook_bytes("workstream", Filling(rows={Milestone: [row]}))
    cell = load_workbook(io.BytesIO(packed))["Milestones"]["C2"]
    assert (cell.value, cell.data_type) == (text, "s")


def test_a_percentage_is_stored_from_nought_to_one_and_shown_with_its_sign() -> None:
    row: dict[str, Value] = {"Milestone": "A", "ID": "TRN-M01", "Evidence seen": Percentage(0.615)}
    sheet = load_workbook(io.BytesIO(workbook_bytes("workstream", Filling(rows={Milestone: [row]}))))["Milestones"]
    found = [cell for cell in sheet[2] if cell.value == 0.615]
    assert [cell.number_format for cell in found] == ["0.0%"]


def test_same_content_same_bytes() -> None:
    assert template_workbook("workstream") == template_workbook("workstream")


def test_nothing_in_it_runs_or_leads_outside() -> None:
    with zipfile.ZipFile(io.BytesIO(example_workbooks()["transition.xlsx"])) as package:
        names = package.namelist()
        rels = [package.read(name) for name in names if name.endswith(".rels")]
    assert not [name for name in names if "vba" in name.lower() or "external" in name.lower()]
    assert not [one for one in rels if b'TargetMode="External"' in one]


def test_a_finding_listed_on_checks_lights_up_its_cell(blank: Workbook) -> None:
    rules = [rule for one in blank["Milestones"].conditional_formatting for rule in one.rules]
    marks = [rule for rule in rules if rule.formula and "Checks!" in rule.formula[0]]
    assert len(marks) == 1
    assert marks[0].priority == min(rule.priority for rule in rules)
    assert '"Milestones!"' in marks[0].formula[0]


def _light(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(
    "pair", [*STATES.values(), *HEADERS.values(), MARK, BAND, *((PAPER, text) for text in ON_PAPER)]
)
def test_every_text_can_be_read_on_its_fill(pair: tuple[str, str]) -> None:
    lighter, darker = sorted(map(_light, pair), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def test_the_calendar_of_the_blank_covers_three_school_years(read_blank: Submission) -> None:
    days = [entry.starts for entry in read_blank.all(CalendarEntry)]
    assert min(days) <= date(2025, 9, 5)
    assert max(days) >= date(2028, 4, 1)


def test_a_written_workbook_knows_its_own_lists() -> None:
    filling = filling_of(next(example_texts()))
    assert "Cohorts" in filling.own_lists
