"""Rows: what becomes a record, what is kept as unread, and what was assumed."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from examples import programme
from xl_send.reading import read_book
from xl_send.text import as_seen
from xl_send.workbook.cells import Book, CellError, CellErrorKind, Grid, Percentage, Row, Value
from xl_send.workbook.ids import FinancialYear, Reference
from xl_send.workbook.sheets.choices import Decision, State
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.kpis import Actual, Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.submissions import Programme, Submission
from xl_send.workbook.unreadable import Remark, Unreadable, UnreadableError

DAY = date(2026, 11, 13)


def _milestone(**cells: Value) -> Submission:
    """A milestone's row with these cells, by title with spaces as underscores."""
    given: dict[str, Value] = {
        "ID": "TRN-M01", "Workstream": "TRN", "Milestone": "Trial opens", "Phase": "Trial", "Key": "Yes",
        "Owner": "Lead", "Baseline date": DAY, "Forecast date": DAY,
        **{title.replace("_", " "): value for title, value in cells.items()},
    }  # fmt: skip
    rows: list[Row] = [(1, dict(enumerate(given, 1))), (2, dict(enumerate(given.values(), 1)))]
    return read_book(Book("return.xlsx", (Grid("Milestones", rows),)))


DATES: list[tuple[Value, date, Remark | None]] = [
    (DAY, DAY, None),
    (datetime(2026, 11, 13, 9, 30), DAY, Remark.TIME_OF_DAY),  # noqa: DTZ001 - as Excel keeps it
    (datetime(2026, 11, 13, 23, 0), DAY, Remark.TIME_OF_DAY),  # noqa: DTZ001
    ("2026-11-13T23:00:00Z", DAY, Remark.TIME_OF_DAY),
    ("13/11/2026 23:00", DAY, Remark.TIME_OF_DAY),
    ("13 Nov 2026 00:00", DAY, Remark.TEXT_DATE),
    ("13\N{EN DASH}11\N{EN DASH}2026", DAY, Remark.TEXT_DATE),
    ("\N{LEFT-TO-RIGHT MARK}13/11/2026", DAY, Remark.TEXT_DATE),
    ("13/11/2026", DAY, Remark.TEXT_DATE),
    ("13.11.26", DAY, Remark.TEXT_DATE),
    ("13-11-2026", DAY, Remark.TEXT_DATE),
    ("2026-11-13", DAY, Remark.TEXT_DATE),
    ("2026-11-13 00:00:00", DAY, Remark.TEXT_DATE),
    ("13 Nov 2026", DAY, Remark.TEXT_DATE),
    ("13 November 26", DAY, Remark.TEXT_DATE),
    ("13th November 2026", DAY, Remark.TEXT_DATE),
    ("Fri 13 Nov 2026", DAY, Remark.TEXT_DATE),
    ("\u00a013/11/2026 ", DAY, Remark.TEXT_DATE),
    ("03/04/2026", date(2026, 4, 3), Remark.TEXT_DATE),
    ("1 Sept 2026", date(2026, 9, 1), Remark.TEXT_DATE),
    (46339.0, DAY, Remark.SERIAL),
]


@pytest.mark.parametrize(("raw", "day", "remark"), DATES)
def test_dates_that_are_read(raw: Value, day: date, remark: Remark | None) -> None:
    found = _milestone(Forecast_date=raw)
    (milestone,) = found.all(Milestone)
    assert milestone.forecast == day
    assert type(milestone.forecast) is date
    assert [(remarked_cell.remark, remarked_cell.value) for remarked_cell in found.remarks] == (
        [(remark, day)] if remark else []
    )


UNREADABLE: list[tuple[Value, Unreadable]] = [
    ("mid November", Unreadable.WRONG_KIND),
    ("Nov 26", Unreadable.MONTH_ONLY),
    ("November", Unreadable.MONTH_ONLY),
    ("11/2026", Unreadable.MONTH_ONLY),
    ("11/25/2026", Unreadable.WRONG_KIND),
    ("31/02/2026", Unreadable.WRONG_KIND),
    ("Autumn 2", Unreadable.WRONG_KIND),
    ("TBC", Unreadable.PLACEHOLDER),
    ("tba ", Unreadable.PLACEHOLDER),
    ("?", Unreadable.PLACEHOLDER),
    (5.0, Unreadable.WRONG_KIND),
    (46339.5, Unreadable.WRONG_KIND),
    (1e300, Unreadable.WRONG_KIND),
    (Percentage(0.5), Unreadable.WRONG_KIND),
    (True, Unreadable.WRONG_KIND),
    (CellError(CellErrorKind.ERROR, "#REF!"), Unreadable.ERROR_VALUE),
    (CellError(CellErrorKind.UNCALCULATED, "=A1"), Unreadable.UNCALCULATED),
    (CellError(CellErrorKind.PICTURE, "picture"), Unreadable.PICTURE),
    (CellError(CellErrorKind.BAD_DATE, "-5"), Unreadable.DAMAGED),
    (CellError(CellErrorKind.BAD_NUMBER, "1e999"), Unreadable.DAMAGED),
]


@pytest.mark.parametrize(("raw", "reason"), UNREADABLE)
def test_dates_that_are_not_read_leave_the_row_unread_with_its_id(raw: Value, reason: Unreadable) -> None:
    found = _milestone(Forecast_date=raw)
    assert not found.all(Milestone)
    assert [unread_cell.reason for unread_cell in found.unread_cells] == [reason]
    assert [(row.id, row.workstream, row.row) for row in found.unread_rows] == [("TRN-M01", "TRN", 2)]
    assert Programme((found,)).ids[Milestone] == {"TRN-M01"}


@pytest.mark.parametrize("word", ["n/a", "N/A", "-", "\u2014", "None", "nil", "Not applicable"])
def test_words_for_nothing_are_blanks(word: str) -> None:
    optional = _milestone(Actual_date=word)
    assert optional.all(Milestone)[0].actual is None
    assert [remarked_cell.remark for remarked_cell in optional.remarks] == [Remark.NOTHING]
    required = _milestone(Baseline_date=word)
    assert [(blank_cell.column.title, blank_cell.filler) for blank_cell in required.blanks] == [("Baseline date", word)]
    assert len(required.unread_rows) == 1


@pytest.mark.parametrize(
    "cells", [{"Actual_date": DAY}, {"State": "Paused"}, {"State": "Withdrawn"}, {"Actual_date": DAY, "State": "n/a"}]
)
def test_a_word_for_nothing_is_a_blank_where_its_row_need_not_be_filled(cells: dict[str, Value]) -> None:
    found = _milestone(**cells, Forecast_date="n/a")
    assert found.all(Milestone)[0].forecast is None
    assert not found.blanks
    assert ("Forecast date", Remark.NOTHING) in {(each.column.title, each.remark) for each in found.remarks}


@pytest.mark.parametrize(
    ("measures", "better", "read"),
    [
        ("Snapshot", "Higher", True), ("Rolling 12 months", "Higher", True), ("Period", "Higher", False),
        ("Period", "Context only", True),  # nothing is rated
    ],
)  # fmt: skip
def test_a_year_basis_of_none_is_asked_for_only_where_a_figure_speaks_of_a_year(
    measures: str, better: str, read: bool
) -> None:
    target: tuple[Value, Value] = ("none", "-") if better == "Context only" else (40, DAY)
    given: dict[str, Value] = {
        "ID": "TRN-K01", "Workstream": "TRN", "Unit": "Count", "Better when": better, "Frequency": "Termly",
        "Measures": measures, "Year basis": "n/a", "Target": target[0], "Target date": target[1],
        "Baseline": "n/a" if better == "Context only" else 20,
    }  # fmt: skip
    rows: list[Row] = [(1, dict(enumerate(given, 1))), (2, dict(enumerate(given.values(), 1)))]
    found = read_book(Book("return.xlsx", (Grid("KPIs", rows),)))
    fillers = [blank.column.title for blank in found.blanks if blank.filler]
    assert (len(found.all(Kpi)), fillers) == ((1, []) if read else (0, ["Year basis"]))


def test_a_listed_word_for_nothing_is_its_value() -> None:
    found = _milestone(Decision_needed="none")
    assert found.all(Milestone)[0].decision is Decision.NONE
    assert not found.remarks


def test_blank_optional_cells_have_their_meaning() -> None:
    (milestone,) = _milestone(State=" ", Depends_on="").all(Milestone)
    assert milestone.state is State.ACTIVE
    assert milestone.depends_on == ()
    assert milestone.fixed is False


def test_a_forecast_is_not_asked_for_once_there_is_an_actual() -> None:
    rows: list[Row] = [
        (1, {1: "ID", 2: "Workstream", 3: "Baseline date", 4: "Forecast date", 5: "Actual date"}),
        (2, {1: "TRN-M01", 2: "TRN", 3: DAY, 5: DAY}),
        (3, {1: "TRN-M02", 2: "TRN", 3: DAY}),
    ]
    found = read_book(Book("return.xlsx", (Grid("Milestones", rows),)))
    assert [milestone.id for milestone in found.all(Milestone)] == ["TRN-M01"]
    assert [(blank_cell.cell.record, blank_cell.column.title) for blank_cell in found.blanks] == [
        ("TRN-M02", "Forecast date")
    ]


def test_a_blank_is_not_blamed_while_what_it_hangs_on_cannot_be_read() -> None:
    found = _milestone(Forecast_date="", Actual_date="last week")
    assert not found.blanks
    assert [unread_cell.column.name for unread_cell in found.unread_cells] == ["actual"]


def test_other_blank_required_cells_do_not_hide_a_row() -> None:
    found = _milestone(Owner=" ", Phase="Pilot")
    (milestone,) = found.all(Milestone)
    assert milestone.phase is None
    assert milestone.owner is None
    assert [blank_cell.column.title for blank_cell in found.blanks] == ["Owner"]
    assert [unread_cell.reason for unread_cell in found.unread_cells] == [Unreadable.NOT_LISTED]


def test_blank_rows_between_rows_and_rows_of_other_columns_are_passed_over() -> None:
    rows: list[Row] = [
        (1, {1: "KPI", 2: "Period end", 3: "Value", 9: "Ours"}),
        (2, {1: "TRN-K01", 2: DAY, 3: 1.0}),
        (5, {9: "checked"}),
        (6, {1: "  ", 3: "\u00a0"}),
        (8, {1: "TRN-K01", 2: date(2026, 10, 13), 3: 2.0}),
    ]
    found = read_book(Book("return.xlsx", (Grid("Actuals", rows),)))
    assert [actual.row for actual in found.all(Actual)] == [2, 8]
    assert not found.unread_rows
    assert not found.blanks


def test_a_row_whose_sheet_lacks_a_vital_column_is_unread() -> None:
    rows: list[Row] = [(1, {1: "KPI", 2: "Value", 3: "Note"}), (2, {1: "TRN-K01", 2: 1.0})]
    found = read_book(Book("return.xlsx", (Grid("Actuals", rows),)))
    assert len(found.unread_rows) == 1
    assert not found.blanks


def test_dates_of_the_1904_calendar_count_from_there() -> None:
    titles = {1: "KPI", 2: "Period end", 3: "Value"}
    rows: list[Row] = [(1, titles), (2, {1: "TRN-K01", 2: 46339.0 - 1462, 3: 46339.0}), (3, {1: "TRN-K02", 2: DAY})]
    found = read_book(Book("return.xlsx", (Grid("Actuals", rows),), date1904=True))
    assert [(actual.period_end, actual.value) for actual in found.all(Actual)] == [(DAY, 46339.0), (DAY, None)]
    assert [remarked_cell.value for remarked_cell in found.remarks] == [DAY]


def test_day_0_of_the_1904_calendar_is_a_blank_too() -> None:
    rows: list[Row] = [(1, {1: "ID", 2: "Raised", 3: "Status"}), (2, {1: "TRN-A01", 2: 0.0, 3: "Open"})]
    found = read_book(Book("return.xlsx", (Grid("Issues and decisions", rows),), date1904=True))
    assert [blank_cell.column.title for blank_cell in found.blanks if blank_cell.filler == "0"] == ["Raised"]


def test_nought_where_words_dates_or_ids_are_meant_is_a_blank() -> None:
    found = _milestone(Actual_date=0.0, Commentary=0.0, Schools=0.0, Change_reference=0.0, State=0.0, Depends_on=0.0)
    (milestone,) = found.all(Milestone)
    assert milestone.actual is None
    assert milestone.commentary is None
    assert (milestone.schools, milestone.changes, milestone.depends_on) == ((), (), ())
    assert milestone.state is State.ACTIVE
    assert sorted(remarked.column.title for remarked in found.remarks) == ["Actual date", "Depends on", "State"]
    assert {remarked.remark for remarked in found.remarks} == {Remark.NOUGHT}


def test_a_required_cell_that_holds_nought_is_blank_and_hides_its_row_if_it_is_vital() -> None:
    found = _milestone(Owner=0.0)
    assert [blank_cell.column.title for blank_cell in found.blanks] == ["Owner"]
    assert found.all(Milestone)
    found = _milestone(Forecast_date=0.0)
    assert [(blank_cell.column.title, blank_cell.filler) for blank_cell in found.blanks] == [("Forecast date", "0")]
    assert len(found.unread_rows) == 1


def test_other_numbers_and_a_percentage_of_nought_stay_what_a_person_sees() -> None:
    (milestone,) = _milestone(Commentary=7.0, Help_needed=Percentage(0.0)).all(Milestone)
    assert (milestone.commentary, milestone.help_needed) == ("7", "0%")
    assert [found.reason for found in _milestone(Fixed_date=0.0).unread_cells] == [Unreadable.WRONG_KIND]


def test_a_row_of_noughts_alone_is_linked_to_a_blank_row_and_none_itself() -> None:
    rows: list[Row] = [
        (1, {1: "KPI", 2: "Period end", 3: "Value", 4: "Base"}),
        (2, {1: "TRN-K01", 2: DAY, 3: 0.0}),
        (3, {1: 0.0, 2: 0.0, 3: 0.0, 4: 0.0}),
        (4, {1: 0.0, 2: 0.0, 3: 1.0}),
    ]
    found = read_book(Book("return.xlsx", (Grid("Actuals", rows),)))
    assert [actual.row for actual in found.all(Actual)] == [2]
    assert [row.row for row in found.unread_rows] == [4]


INVISIBLE = "\N{ZERO WIDTH SPACE}\N{SOFT HYPHEN}\N{ZERO WIDTH NO-BREAK SPACE}\N{RIGHT-TO-LEFT MARK}\N{WORD JOINER}"
DASHES = "\N{EN DASH}\N{EM DASH}\N{NON-BREAKING HYPHEN}\N{MINUS SIGN}\N{HYPHEN}"


@pytest.mark.parametrize("dash", DASHES)
def test_dashes_and_invisible_characters_in_ids_codes_and_references_are_read_through(dash: str) -> None:
    found = _milestone(
        ID=f"TRN{dash}M01{INVISIBLE}",
        Workstream=f"{INVISIBLE}TRN",
        Depends_on=f"TRN{dash}M02+10,{INVISIBLE} TRN{dash}T01",
        Change_reference=f"TRN{dash}A02; Board {dash} minute 6",
    )
    (milestone,) = found.all(Milestone)
    assert (milestone.id, milestone.workstream) == ("TRN-M01", "TRN")
    assert milestone.depends_on == (Reference("TRN-M02", 10), Reference("TRN-T01"))
    assert milestone.changes == ("TRN-A02", f"Board {dash} minute 6")
    assert {item.remark for item in found.remarks} == {Remark.TYPED}


def test_invisible_characters_are_dropped_from_words_and_titles_and_hard_spaces_made_plain() -> None:
    found = _milestone(**{f"Com{INVISIBLE}mentary": f"On{INVISIBLE}ly\N{NO-BREAK SPACE} one"})
    assert found.all(Milestone)[0].commentary == "Only one"


YEARS = ["2026-27", "2026/27", "26-27", "26/27", "2026/2027", "2026-2027", "2026 / 27", "2026\N{EN DASH}27"]


@pytest.mark.parametrize("typed", YEARS)
def test_a_financial_year_is_read_as_people_type_it(typed: str) -> None:
    assert FinancialYear().read(typed)[0] == "2026-27"


@pytest.mark.parametrize("typed", ["2026-28", "2026-26", "2026", "27-26", "2026-27-28", "1926-27"])
def test_a_year_that_is_none_is_not_read(typed: str) -> None:
    with pytest.raises(UnreadableError):
        FinancialYear().read(typed)


FIGURES: list[tuple[Value, float]] = [
    (0.0, 0.0),
    ("1,240", 1240.0),
    ("£1,240.50", 1240.5),
    ("\u22123", -3.0),
    (Percentage(0.45), 0.45),
    ("45%", 0.45),
    ("45 %", 0.45),
]


@pytest.mark.parametrize(("raw", "value"), FIGURES)
def test_figures_keep_their_value_and_whether_they_are_percentages(raw: Value, value: float) -> None:
    rows: list[Row] = [(1, {1: "KPI", 2: "Period end", 3: "Value"}), (2, {1: "TRN-K01", 2: DAY, 3: raw})]
    (actual,) = read_book(Book("return.xlsx", (Grid("Actuals", rows),))).all(Actual)
    assert actual.value == pytest.approx(value)
    assert isinstance(actual.value, Percentage) == ("%" in str(raw) or isinstance(raw, Percentage))


@pytest.mark.parametrize("raw", ["about 40", "9" * 400, "1.2.3", "1e5", "12-14"])
def test_figures_that_are_not_read(raw: str) -> None:
    rows: list[Row] = [(1, {1: "KPI", 2: "Period end", 3: "Value"}), (2, {1: "TRN-K01", 2: DAY, 3: raw})]
    found = read_book(Book("return.xlsx", (Grid("Actuals", rows),)))
    assert [unread_cell.reason for unread_cell in found.unread_cells] == [Unreadable.WRONG_KIND]


def test_ids_are_read_in_any_case_and_stray_spaces_are_remarked_on() -> None:
    found = _milestone(ID="trn - m01", Depends_on="trn-m02 + 10; TRN-T01,", Workstream="trn ")
    (milestone,) = found.all(Milestone)
    assert milestone.id == "TRN-M01"
    assert milestone.workstream == "TRN"
    assert milestone.depends_on == (Reference("TRN-M02", 10), Reference("TRN-T01"))
    assert sorted(
        remarked_cell.column.title for remarked_cell in found.remarks if remarked_cell.remark is Remark.SPACES
    ) == ["ID", "Workstream"]


@pytest.mark.parametrize("raw", ["M01", "TRN-1", "TRN_M01", "TRAINS-M01", "TRN-M12345", "T-M01"])
def test_malformed_ids_leave_the_row_unread_without_an_id(raw: str) -> None:
    found = _milestone(ID=raw)
    assert [unread_cell.reason for unread_cell in found.unread_cells] == [Unreadable.BAD_ID]
    assert [row.id for row in found.unread_rows] == [""]
    assert found.unread_cells[0].cell.record == "row 2"


@pytest.mark.parametrize(
    ("giver", "receiver", "blank"),
    [
        ("OUT", "TRN", ["Needed by", "Receiver agrees"]),
        ("TRN", "OUT", ["Giver agrees"]),
        ("OUT", "SUP", []),
        ("External", "TRN", ["Needed by", "Receiver agrees"]),
    ],
)
def test_each_party_fills_its_own_side(giver: str, receiver: str, blank: list[str]) -> None:
    found, _ = programme(
        f"""
        Interdependencies:
        | ID | Giver | Receiver | Needed by | Giver agrees | Receiver agrees |
        | --- | --- | --- | --- | --- | --- |
        | TRN-D01 | {giver} | {receiver} | | | |
        """
    )
    (submission,) = found.submissions
    assert [blank_cell.column.title for blank_cell in submission.blanks] == blank
    assert len(submission.all(Interdependency)) == (0 if blank else 1)


def test_without_workstreams_both_sides_are_asked_for() -> None:
    found, _ = programme(
        """
        Without Workstreams:

        Interdependencies:
        | ID | Needed by | Giver agrees | Receiver agrees |
        | --- | --- | --- | --- |
        | TRN-D01 | | | |
        """
    )
    assert len(found.submissions[0].blanks) == 3


def test_a_workstream_that_is_unread_still_owns_its_code() -> None:
    found, _ = programme("Workstreams:\n| Code | Starts |\n| --- | --- |\n| TRN | soon |\n")
    assert found.submissions[0].codes == {"TRN"}
    assert not found.submissions[0].all(Workstream)


def test_context_only_kpis_need_neither_baseline_nor_target() -> None:
    found, _ = programme(
        """
        KPIs:
        | ID | Better when | Baseline | Baseline date | Target | Target date | Measures | Year basis |
        | --- | --- | --- | --- | --- | --- | --- | --- |
        | TRN-K01 | Context only | | | | | Snapshot | |
        | TRN-K02 | Higher | 1 | 1 Sep 2026 | 2 | 31 Jul 2027 | Period | |
        """
    )
    assert [item.id for item in found.each(Kpi)] == ["TRN-K01"]
    assert [blank_cell.column.title for blank_cell in found.submissions[0].blanks] == ["Year basis"]


@pytest.mark.parametrize(
    ("raw", "seen"),
    [
        (DAY, "13 November 2026"),
        (0.5, "0.5"),
        ("a\n b", "a b"),
        ("x" * 61, "x" * 57 + "..."),
        (CellError(CellErrorKind.ERROR, "#N/A"), "#N/A"),
    ],
)
def test_values_are_shown_as_people_see_them(raw: Value, seen: str) -> None:
    assert as_seen(raw) == seen


@pytest.mark.parametrize(
    ("text", "references"),
    [
        ("TRN-A01, OUT-A02, CR-17", ("TRN-A01", "OUT-A02", "CR-17")),
        ("CR 17; trn-a01,", ("CR 17", "trn-a01")),
        ("Board, 2 Nov 2026, item 6", ("Board, 2 Nov 2026, item 6",)),
        ("Cabinet, 14 Jul 2026; TRN-A01", ("Cabinet, 14 Jul 2026", "TRN-A01")),
    ],
)
def test_a_comma_parts_change_references_only_where_each_part_is_one(text: str, references: tuple[str, ...]) -> None:
    (milestone,) = _milestone(Change_reference=text).all(Milestone)
    assert milestone.changes == references
