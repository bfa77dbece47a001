"""Workbooks written with content: what goes in comes out, through our own reader and through another's."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sizes import cases
from xl_send.consolidation.returns import SOURCE_ROW
from xl_send.findings import Cell, Finding, Severity, Worded
from xl_send.reading import read_book
from xl_send.reading.markdown import BookText, book_of
from xl_send.workbook.cells import Percentage, Value
from xl_send.workbook.columns import Record, TableLocation, columns_of
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.xlsx.read.open_book import open_book
from xl_send.xlsx.template.draft import draft_book
from xl_send.xlsx.template.example import (
    content_of,
    example_texts,
    example_workbooks,
    real_text,
    real_workbook,
    template_workbook,
)
from xl_send.xlsx.template.template import WorkbookContent, workbook_bytes
from xlsx.template.blanks import TABLES, loaded


@pytest.mark.parametrize("text", [*example_texts(), real_text()], ids=lambda text: text.name)
def test_a_filled_workbook_reads_back_as_it_was_written(text: BookText) -> None:
    packed = real_workbook() if text.name == real_text().name else example_workbooks()[text.name]
    written, read = read_book(book_of(text)), read_book(open_book(io.BytesIO(packed), text.name))
    for record in TABLES:
        assert [_values(item) for item in read.all(record)] == [_values(item) for item in written.all(record)]
    assert [cell.text for cell in read.unread_cells] == [cell.text for cell in written.unread_cells]
    assert read.as_at is not None
    assert _values(read.cover)[:-1] == _values(written.cover)[:-1], "all but the edition, which the product fills"
    assert read.own_lists == written.own_lists


def _told(value: object) -> str:
    """All that a value says, wherever it lies in memory."""
    return re.sub(r" at 0x[0-9a-f]+", "", repr(value))


def _lies(table: TableLocation) -> tuple[object, ...]:
    """Where a sheet and its columns lie."""
    return table.workbook, table.sheet, table.header, dict(table.places), dict(table.rows)


@pytest.mark.parametrize("text", [next(iter(example_texts())), real_text()], ids=lambda text: text.name)
def test_a_draft_is_read_as_the_workbook_is(text: BookText) -> None:
    content = content_of(text)
    whole = read_book(open_book(io.BytesIO(workbook_bytes("programme", content)), text.name))
    draft = read_book(draft_book("programme", content, text.name))
    for record in TABLES:
        rows, again = whole.all(record), draft.all(record)
        assert [_values(item) for item in rows] == [_values(item) for item in again]
        assert [(item.row, _lies(item.table)) for item in rows] == [(item.row, _lies(item.table)) for item in again]
        found, other = whole.seen.get(record), draft.seen.get(record)
        assert (found is None) == (other is None)
        if found and other:
            assert _lies(found.table) == _lies(other.table)
            assert found._replace(table=other.table) == other
    for name in ("cover", "thresholds"):
        assert _values(getattr(whole, name)) == _values(getattr(draft, name))
    for name in ("unread_rows", "unread_cells", "blanks", "remarks", "asides", "explanations", "own_lists", "absent"):
        assert _told(getattr(whole, name)) == _told(getattr(draft, name)), name


def _values(record: Record) -> list[object]:
    return [getattr(record, column.name) for column in columns_of(type(record))]


NASTY = ["=1+1", "+44 tomorrow", "@home", 'a & b <c> "d"', "first\nsecond", "x" * 3000, "00123", "  spaced"]


@pytest.mark.parametrize("text", NASTY)
def test_text_stays_text_whatever_it_looks_like(text: str) -> None:
    row: dict[str, Value] = {
        "ID": "TRN-M01", "Workstream": "TRN", "Baseline date": date(2026, 11, 2), "Forecast date": date(2026, 11, 2),
        "Milestone": text,
    }  # fmt: skip
    packed = workbook_bytes("workstream", WorkbookContent(rows={Milestone: [row]}))
    cell = loaded(packed)["Milestones"]["B2"]
    assert (cell.value, cell.data_type) == (text, "s")


def test_a_percentage_is_stored_from_nought_to_one_and_shown_with_its_sign() -> None:
    row: dict[str, Value] = {"Milestone": "A", "ID": "TRN-M01", "Evidence seen": Percentage(0.615)}
    sheet = loaded(workbook_bytes("workstream", WorkbookContent(rows={Milestone: [row]})))["Milestones"]
    found = [cell for cell in sheet[2] if cell.value == 0.615]
    assert [cell.number_format for cell in found] == ["0.0%"]


def test_same_content_same_bytes() -> None:
    assert template_workbook("workstream") == template_workbook("workstream")


def test_a_text_that_no_cell_can_hold_is_refused_in_words_and_nothing_is_made() -> None:
    with pytest.raises(ValueError, match="32,768 characters is longer than one cell can hold"):
        workbook_bytes("workstream", WorkbookContent(rows={Milestone: [{"Milestone": "x" * 32_768}]}))


def test_every_part_is_undated() -> None:
    with zipfile.ZipFile(io.BytesIO(template_workbook("programme"))) as package:
        assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_nothing_in_it_runs_or_leads_outside() -> None:
    with zipfile.ZipFile(io.BytesIO(example_workbooks()["transition.xlsx"])) as package:
        names = package.namelist()
        rels = [package.read(name) for name in names if name.endswith(".rels")]
    assert not [name for name in names if "vba" in name.lower() or "external" in name.lower()]
    assert rels
    assert not [rel for rel in rels if b'TargetMode="External"' in rel]


def test_findings_are_listed_with_a_link_to_their_cell() -> None:
    cell = Cell("a.xlsx", "Issues and decisions", "D5", "TRN-A01", "What")
    finding = Finding("AB01", Severity.ERROR, cell, Worded("It is wrong.", "Put it right."))
    sheet = loaded(workbook_bytes("programme", WorkbookContent(findings=[finding])))["Checks"]
    assert [item.value for item in sheet[3]][:8] == [
        "AB01", "error", "Issues and decisions", "D5", "TRN-A01", "It is wrong.", "Put it right.",
        "Issues and decisions!D5",
    ]  # fmt: skip
    assert sheet["D3"].hyperlink.location == "'Issues and decisions'!D5"
    assert sheet.column_dimensions["H"].hidden


def test_a_written_workbook_knows_its_own_lists() -> None:
    filling = content_of(next(example_texts()))
    assert "Cohorts" in filling.own_lists


ODD = st.one_of(
    st.text(max_size=6),
    st.sampled_from(["", " ", "_x0041_", "a\r\nb", "\x0bslide", "\ufffe", "\ud800", "=1+1", "tab\there", "TBC"]),
    st.floats(allow_nan=False, allow_infinity=False),
    st.floats(-60_000, 60_000),
    st.floats(-2, 2).map(Percentage),
    st.booleans(),
    st.dates(date(1901, 1, 1), date(2200, 1, 1)),
    st.datetimes(datetime(1901, 1, 1), datetime(2200, 1, 1)),  # noqa: DTZ001 - a cell has no time zone
)
ODD_TITLES = [column.title for column in columns_of(Milestone)] + ["Our own", SOURCE_ROW]


@example([{"Plan reference": datetime(1938, 10, 10, 12, 8, 51, 8_500)}])  # noqa: DTZ001 - half a millisecond
@settings(max_examples=cases(5, whole=300), deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from(ODD_TITLES), ODD, min_size=1), min_size=1, max_size=9))
def test_whatever_is_typed_a_draft_holds_what_would_be_read(rows: list[dict[str, Value]]) -> None:
    content = WorkbookContent(rows={Milestone: rows})
    written = open_book(io.BytesIO(workbook_bytes("programme", replace(content, draft=True))), "a.xlsx")
    draft = draft_book("programme", content, "a.xlsx")
    for one, other in zip(written.grids, draft.grids, strict=True):
        expected, found = list(one.rows), list(other.rows)
        assert [(number, dict(cells)) for number, cells in found] == expected
        assert repr(found) == repr(expected) or one.title != "Milestones", "dates and figures of the same kinds"
        assert (other.title, other.hidden, other.merged, other.absent) == (
            one.title,
            one.hidden,
            one.merged,
            one.absent,
        )
