"""Merged cells: what lies under a block is not used, and nobody takes it for blank."""

from __future__ import annotations

from datetime import date

import pytest

from xl_send.reading import read_book
from xl_send.workbook.cells import Area, Book, Grid, Row, Value
from xl_send.workbook.sheets.kpis import Actual
from xl_send.workbook.sheets.programme import Cover
from xl_send.workbook.submissions import Submission
from xl_send.workbook.unreadable import Unreadable

MAY, JUNE, JULY = date(2026, 5, 29), date(2026, 6, 30), date(2026, 7, 20)


def actuals(*areas: Area, **cells: Value) -> Submission:
    """Three figures in rows 2 to 4, their cells being KPI, period end, value, base and note; some typed over."""
    rows: dict[int, dict[int, Value]] = {
        1: {1: "KPI", 2: "Period end", 3: "Value", 4: "Base", 5: "Note", 7: "Ours"},
        2: {1: "TRN-K01", 2: MAY, 3: 1.0, 4: 20.0, 5: "May", 7: "x"},
        3: {1: "TRN-K01", 2: JUNE, 3: 2.0, 4: 20.0, 7: "x"},
        4: {1: "TRN-K01", 2: JULY, 3: 3.0, 4: 20.0, 7: "x"},
    }
    for address, value in cells.items():
        rows[int(address[1:])]["ABCDE".index(address[0]) + 1] = value
    listed: list[Row] = list(rows.items())
    return read_book(Book("return.xlsx", (Grid("Actuals", listed, merged=areas),)))


def unread(found: Submission) -> list[tuple[str, Unreadable, str]]:
    return [(cell.cell.address, cell.reason, cell.text) for cell in found.unread_cells]


def test_a_value_under_a_merge_leaves_its_row_unread_if_it_is_vital() -> None:
    found = actuals(Area(3, 3, 4, 3))
    assert [row.row for row in found.all(Actual)] == [2, 3]
    assert unread(found) == [("C4", Unreadable.UNDER_MERGE, "C3:C4")]
    assert [row.why for row in found.unread_rows] == ["its Value could not be read"]
    assert found.seen[Actual].merged == ("C3:C4",)


def test_a_cell_under_a_merge_is_unread_though_it_is_blank() -> None:
    found = actuals(Area(2, 5, 4, 5))
    assert [(row.row, row.note) for row in found.all(Actual)] == [(2, "May"), (3, None), (4, None)]
    assert [place for place, *_ in unread(found)] == ["E3", "E4"]


def test_the_first_cell_of_a_merge_is_read_and_so_is_every_cell_beside_it() -> None:
    found = actuals(Area(2, 3, 3, 4))
    assert [(row.row, row.value, row.base) for row in found.all(Actual)] == [(4, 3.0, 20.0)]
    assert [place for place, *_ in unread(found)] == ["D2", "C3", "D3"]


@pytest.mark.parametrize("area", [Area(2, 7, 4, 9), Area(5, 1, 6, 1), Area(1, 1, 1, 1), Area(3, 3, 3, 3)])
def test_a_merge_that_covers_no_cell_of_the_table_changes_nothing(area: Area) -> None:
    assert len(actuals(area).all(Actual)) == 3
    assert not unread(actuals(area))


def test_a_row_of_which_all_lies_under_merges_is_no_row() -> None:
    found = actuals(*(Area(3, place, 4, place) for place in range(1, 6)))
    assert [row.row for row in found.all(Actual)] == [2, 3]
    assert not found.unread_rows


def test_a_value_under_a_merge_on_a_sheet_of_labels_is_not_used_either() -> None:
    rows: list[Row] = [(1, {1: "Council", 2: "Exampleshire"}), (2, {1: "As at", 2: MAY}), (3, {1: "Programme"})]
    found = read_book(Book("return.xlsx", (Grid("Programme", rows, merged=(Area(2, 1, 2, 2), Area(1, 2, 1, 4))),)))
    assert (found.as_at, found.cover.council) == (None, "Exampleshire")
    assert unread(found) == [("B2", Unreadable.UNDER_MERGE, "A2:B2")]
    assert found.seen[Cover].merged == ("A2:B2",)
