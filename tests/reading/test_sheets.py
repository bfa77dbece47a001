"""Sheets, headers and columns are found by their titles, wherever they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examples import programme
from xl_send.reading import read_book
from xl_send.workbook.cells import Area, Book, Grid, Row
from xl_send.workbook.sheets.choices import Rag
from xl_send.workbook.sheets.kpis import Actual
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Cover, Workstream
from xl_send.workbook.sheets.thresholds import DEFAULT_MATRIX, Thresholds
from xl_send.workbook.submissions import Submission

TITLES = {1: "KPI", 2: "Period end", 3: "Value", 4: "Base", 5: "Note"}


def _actuals(*rows: Row, title: str = "Actuals") -> Submission:
    return read_book(Book("return.xlsx", (Grid(title, rows),)))


def test_a_header_may_stand_below_other_rows() -> None:
    found = _actuals(
        (1, {1: "What we count, and when"}),
        (3, {1: "Filled in by the data team", 2: "Note"}),
        (7, TITLES),
        (8, {1: "TRN-K01", 2: "31/10/2026", 3: 110.0}),
    )
    (actual,) = found.all(Actual)
    assert (actual.row, actual.kpi, actual.value) == (8, "TRN-K01", 110.0)
    assert actual.at("value").address == "C8"


def test_a_header_is_not_looked_for_below_two_hundred_rows_of_notes() -> None:
    notes: list[Row] = [(number, {1: "a note"}) for number in range(1, 201)]
    found = read_book(Book("return.xlsx", (Grid("Actuals", [*notes, (201, TITLES)]),)))
    assert found.headless == (Actual,)


def test_columns_may_stand_in_any_order_among_others() -> None:
    titles = {2: "Value*", 3: "Our own", 5: "period  END", 28: "KPI (id)"}
    found = _actuals((1, titles), (2, {2: 5.0, 3: "x", 5: "1 Oct 2026", 28: "TRN-K01"}))
    (actual,) = found.all(Actual)
    assert actual.value == 5.0
    assert actual.at("kpi").address == "AB2"
    assert {column.title for column in found.seen[Actual].missing} == {"Base", "Note"}


def test_a_title_that_stands_twice_is_read_once() -> None:
    found = _actuals((1, {**TITLES, 6: "Value"}), (2, {1: "TRN-K01", 2: "1 Oct 2026", 3: 1.0, 6: 2.0}))
    assert [actual.value for actual in found.all(Actual)] == [1.0]
    assert [cell.address for cell in found.seen[Actual].doubled] == ["F1"]


@pytest.mark.parametrize("title", ["actuals", " Actuals ", "ACTUALS", "Actuals (2026)"])
def test_a_sheet_is_found_by_its_title_however_it_is_spaced_or_cased(title: str) -> None:
    found = _actuals((1, TITLES), (2, {1: "TRN-K01", 2: "1 Oct 2026"}), title=title)
    assert len(found.all(Actual)) == 1
    assert found.seen[Actual].table.sheet == title


def test_of_a_sheet_and_its_copy_the_sheet_itself_is_read() -> None:
    copy = Grid("Actuals (2)", [(1, TITLES), (2, {1: "TRN-K02", 2: "1 Oct 2026"})])
    grid = Grid("Actuals", [(1, TITLES), (2, {1: "TRN-K01", 2: "1 Oct 2026"})])
    found = read_book(Book("return.xlsx", (copy, grid)))
    assert [actual.kpi for actual in found.all(Actual)] == ["TRN-K01"]
    assert found.copies == ((Actual, "Actuals (2)"),)


def test_a_renamed_sheet_is_recognised_by_its_columns() -> None:
    found = _actuals((2, TITLES), (3, {1: "TRN-K01"}), title="Figures")
    assert dict(found.absent)[Actual] == "Figures"
    assert not found.all(Actual)


def test_a_sheet_of_the_councils_own_is_not_taken_for_one_of_ours() -> None:
    found = _actuals((1, {1: "KPI", 2: "Our comment"}), title="Workings")
    assert dict(found.absent)[Actual] == ""


def test_a_sheet_without_titles_is_kept_as_such() -> None:
    assert _actuals((1, {1: "nothing"})).headless == (Actual,)
    assert _actuals().headless == (Actual,)
    assert read_book(Book("return.xlsx", (Grid("Programme", ()),))).headless == (Cover,)


def test_merged_cells_are_seen_within_the_table_alone() -> None:
    rows: list[Row] = [(3, TITLES), (4, {1: "TRN-K01", 2: "1 Oct 2026"})]
    areas = (Area(1, 1, 1, 5), Area(4, 3, 4, 4), Area(4, 8, 4, 9), Area(9, 1, 9, 2))
    found = read_book(Book("return.xlsx", (Grid("Actuals", rows, merged=areas),)))
    assert found.seen[Actual].merged == ("C4:D4",)


def test_hidden_sheets_and_filled_hidden_rows_are_seen() -> None:
    rows: list[Row] = [(1, TITLES), (2, {1: "TRN-K01", 2: "1 Oct 2026"}), (4, {1: "bad", 2: 3.0})]
    grid = Grid("Actuals", rows, hidden=True, hidden_rows=frozenset({1, 2, 3, 4}))
    seen = read_book(Book("return.xlsx", (grid,))).seen[Actual]
    assert seen.hidden
    assert seen.hidden_rows == (2, 4)
    assert seen.rows == 2


def test_labels_are_found_wherever_they_stand() -> None:
    rows: list[Row] = [
        (1, {1: "About this return"}),
        (4, {3: "As at:", 4: "13/11/2026"}),
        (9, {2: "COUNCIL*", 3: "Us"}),
    ]
    found = read_book(Book("return.xlsx", (Grid("Programme", rows),)))
    assert found.cover.council == "Us"
    assert found.as_at is not None
    assert found.cover.at("as_at").address == "D4"
    assert found.cover.at("council").address == "C9"


MATRIX: list[Row] = [
    (1, {1: "Milestone green within", 2: 3.0}),
    (4, {6: "Likelihood down, impact across", 7: 3.0, 8: 2.0, 9: "1"}),
    (5, {6: 1.0, 7: "amber", 8: "Green", 9: "Green"}),
    (6, {6: 2.0, 7: "Red", 8: "Amber", 9: "Green"}),
    (7, {6: 3.0, 7: "Red", 8: "Red", 9: "Amber"}),
]


def _thresholds(*rows: Row) -> Submission:
    return read_book(Book("return.xlsx", (Grid("Thresholds", rows),)))


def test_a_matrix_is_read_by_its_scores_in_any_order() -> None:
    found = _thresholds(*MATRIX)
    thresholds = found.thresholds
    assert [len(row) for row in thresholds.matrix] == [3, 3, 3]
    assert thresholds.colour_of(1, 3) is Rag.AMBER
    assert thresholds.colour_of(3, 1) is Rag.AMBER
    assert thresholds.colour_of(4, 1) is None
    assert thresholds.matrix_cells[1, 3].address == "G5"
    assert not found.matrix_faults


def test_a_matrix_with_a_gap_is_not_used_and_the_gap_is_kept() -> None:
    rows: list[Row] = [*MATRIX[:3], (6, {6: 2.0, 7: "Red", 9: "Yellow"}), MATRIX[4]]
    found = _thresholds(*rows)
    assert found.thresholds.matrix == DEFAULT_MATRIX
    assert [(fault.cell.address, fault.text) for fault in found.matrix_faults] == [("H6", ""), ("I6", "Yellow")]


def test_a_matrix_whose_scores_are_missing_is_a_fault_of_its_own() -> None:
    rows: list[Row] = [*MATRIX[:3], (6, {7: "Red", 8: "Amber", 9: "Green"}), MATRIX[4]]
    found = _thresholds(*rows)
    assert found.thresholds.matrix == DEFAULT_MATRIX
    assert [fault.cell.address for fault in found.matrix_faults] == ["F4"]


def test_thresholds_have_defaults_and_are_where_their_labels_are() -> None:
    thresholds = _thresholds(*MATRIX).thresholds
    assert (thresholds.milestone_green, thresholds.milestone_amber) == (3.0, 20.0)
    assert thresholds.at("milestone_green").address == "B1"


def test_silences_need_a_rule_a_reason_and_a_last_day() -> None:
    found = _thresholds(
        (1, {1: "Milestone green within", 2: 3.0}),
        (3, {1: "Rule", 2: "Reason", 3: "Until"}),
        (4, {1: "ms02", 2: "Agreed", 3: "31/12/2026"}),
        (5, {1: "MS03", 3: "31/12/2026"}),
        (6, {2: "Agreed", 3: "soon"}),
        (7, {1: "MS04", 2: "Agreed"}),
    )
    assert [(silence.rule, silence.cell.address) for silence in found.thresholds.silences] == [
        ("MS02", "A4"),
        ("MS03", "A5"),
    ]
    assert [blank.cell.address for blank in found.blanks] == ["B5", "A6", "C7"]
    assert [unread.cell.address for unread in found.unread_cells] == ["C6"]


def test_what_excel_shows_for_a_fault_is_no_silence_and_nobodys_code() -> None:
    """Pasted as values they are texts, also where no silence is."""
    found = _thresholds(
        (1, {1: "Milestone green within", 2: "#N/A"}),
        (2, {1: "Milestone amber within", 2: "TRUE"}),
        (3, {1: "Rule", 2: "Reason", 3: "Until"}),
        (4, {1: "#REF!", 2: "TRUE", 3: "31/12/2026"}),
    )
    assert not found.thresholds.silences
    assert [blank.cell.address for blank in found.blanks] == ["A4", "B4"]
    codes: tuple[bool | str, ...] = (True, False, "yes", "NO", "TRUE", "TRN")
    rows: list[Row] = [
        (1, {1: "Code", 2: "Workstream", 3: "Starts"}),
        *((n, {1: code, 2: "T"}) for n, code in enumerate(codes, 2)),
    ]
    streams = read_book(Book("return.xlsx", (Grid("Workstreams", rows),)))
    assert streams.codes == {"TRN"}


SAID = st.sampled_from(["ms02", "Agreed", "31/12/2026", "soon", " "])


@given(st.lists(st.dictionaries(st.integers(1, 4), SAID), max_size=6))
def test_each_row_of_silences_is_a_silence_or_says_what_it_lacks(rows: list[dict[int, str]]) -> None:
    titles = (2, {1: "Rule", 2: "Reason", 3: "Until"})
    found = _thresholds((1, {1: "Milestone green within", 2: 3.0}), titles, *enumerate(rows, 3))
    silenced = {silence.cell.address for silence in found.thresholds.silences}
    lacking = {blank.cell.address for blank in found.blanks} | {cell.cell.address for cell in found.unread_cells}
    for number, cells in enumerate(rows, 3):
        rule, reason, until = (cells.get(place, "").strip() for place in (1, 2, 3))
        dated = until if until == "31/12/2026" else ""
        assert (f"A{number}" in silenced) == bool(rule and dated)
        if rule or reason or 3 in cells:
            for letter, text in zip("ABC", (rule, reason, dated), strict=True):
                assert (f"{letter}{number}" in lacking) == (not text)
        else:
            assert not {f"{letter}{number}" for letter in "ABC"} & lacking


def test_every_workbook_knows_its_codes_and_the_programme_all() -> None:
    found, _ = programme(
        """
        north.xlsx Workstreams:
        | Code | Starts |
        | --- | --- |
        | NOR | 1 Sep 2026 |
        | NAR | soon |

        south.xlsx Workstreams:
        | Code |
        | --- |
        | SOU |
        """
    )
    assert [sorted(submission.codes) for submission in found.submissions] == [["NAR", "NOR"], ["SOU"]]
    assert found.codes == {"NOR", "NAR", "SOU"}
    assert set(found.streams) == {"NOR", "SOU"}
    assert found.submissions[0].rows_read == 4
    assert found.submissions[0].all(Milestone) == ()
    assert found.submissions[0].seen[Workstream].rows == 2
    assert found.submissions[0].seen[Thresholds].table.sheet == "Thresholds"
