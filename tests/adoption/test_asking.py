"""What may never go through without a question, and answers given back: a second run is exact."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adoption.test_trackers import read, terms
from adoption.trackers import RED, TRACKERS, fill, saved, sheet_of
from xl_send.adoption.adopt import Adopted, adopt_tracker
from xl_send.adoption.mapping import GivenMapping, Line, What, mapping_csv, read_mapping
from xl_send.adoption.tracker.sheets import Tracker, TrackerSheet, address
from xl_send.commands.data.adopt import read_tracker
from xl_send.commands.loading import named_files
from xl_send.errors import CannotRunError, RefusedError
from xl_send.workbook.cells import Percentage, Value

Rows = list[list[Any]]

DATES: list[Any] = ["Milestone", "Owner", "Due date"]


def adopted(rows: Rows, given_back: bytes = b"", *, hidden: tuple[int, ...] = (), title: str = "Plan") -> Adopted:
    book, sheet = sheet_of(rows, title)
    for row in hidden:
        sheet.row_dimensions[row].hidden = True
    (file,) = named_files([saved(book)])
    mapping = read_mapping(given_back, "map.csv") if given_back else GivenMapping()
    return adopt_tracker(read_tracker(file), terms(), mapping)


def asked(found: Adopted) -> dict[tuple[str, str], Line]:
    return {(line.what.value, line.theirs): line for line in found.questions}


def answered(found: Adopted, answers: dict[tuple[str, str], str]) -> bytes:
    lines = [line._replace(ours=answers.get((line.what.value, line.theirs), line.ours)) for line in found.lines]
    assert set(answers) <= {(line.what.value, line.theirs) for line in found.lines}
    return mapping_csv(lines).encode()


EXCHANGED: Rows = [
    DATES,
    ["A", "L", date(2026, 3, 7)],
    ["B", "L", date(2026, 5, 9)],
    ["C", "L", "07-14-2026"],
    ["D", "L", "12/25/2026"],
]


def test_exchanged_days_and_months_are_asked_about_with_the_evidence_and_not_carried() -> None:
    found = adopted([list(row) for row in EXCHANGED])
    question = asked(found)["dates", "day and month"]
    assert "All 2 real dates have a day of 12 or less, and all 2 dates left as text" in question.why
    assert question.cells == "C2:C5"
    assert all("Baseline date" not in row.values for row in found.rows["Milestones"])
    assert {place for row in found.left for place, _ in row.cells} == {"C2", "C3", "C4", "C5"}


@pytest.mark.parametrize(
    ("answer", "days"),
    [
        ("exchanged", [date(2026, 7, 3), date(2026, 9, 5), date(2026, 7, 14), date(2026, 12, 25)]),
        ("as they are", [date(2026, 3, 7), date(2026, 5, 9), "07-14-2026", "12/25/2026"]),
    ],
)
def test_an_answer_about_day_and_month_is_gone_by(answer: str, days: list[object]) -> None:
    rows = [list(row) for row in EXCHANGED]
    back = answered(adopted(rows), {("dates", "day and month"): answer})
    again = adopted(rows, back)
    assert [row.values["Baseline date"] for row in again.rows["Milestones"]] == days
    assert ("dates", "day and month") not in asked(again)


def test_hidden_rows_are_neither_taken_nor_dropped_in_silence() -> None:
    rows: Rows = [["Risk", "Likelihood", "Impact"], ["A", 1, 2], ["B", 3, 4], ["C", 5, 5]]
    found = adopted(rows, hidden=(3, 4), title="Risks")
    assert asked(found)["rows", "hidden rows"].why.startswith("2 beside 1 records")
    assert [row.values["Risk"] for row in found.rows["Risks"]] == ["A"]
    assert {row.why for row in found.left} == {"a hidden row"}
    again = adopted(rows, answered(found, {("rows", "hidden rows"): "take"}), hidden=(3, 4), title="Risks")
    assert [row.values["Risk"] for row in again.rows["Risks"]] == ["A", "B", "C"]
    assert not again.left


def test_reports_under_one_another_are_asked_about_and_the_last_is_taken() -> None:
    titles: list[Any] = ["No", "Milestone", "Owner", "Forecast date", "RAG"]
    first = [[n, f"Step {n}", "L", date(2026, 10, n), "G"] for n in (1, 2, 3)]
    later = [[n, f"Step {n}", "L", date(2026, 11, n), "A"] for n in (1, 2, 3)]
    found = adopted([titles, *first, *later])
    assert "reports under one another" in {line.theirs for line in found.questions}
    assert [row.values["Forecast date"] for row in found.rows["Milestones"]] == [date(2026, 11, n) for n in (1, 2, 3)]
    back = answered(found, {("rows", "reports under one another"): "first"})
    assert [row.values["Reported RAG"] for row in adopted([titles, *first, *later], back).rows["Milestones"]] == [
        "Green"
    ] * 3


def test_worked_examples_and_prepared_rows_are_left() -> None:
    rows: Rows = [
        ["No.", "Risk Name", "Likelihood", "Impact", "Owner"],
        [0, "Example of how to complete >", 2, 3, "A. Person"],
        [1, "Too few places", 4, 4, "Place Lead"],
        [2, None, "< Select >", "< Select >", None],
    ]
    found = adopted(rows, title="Risk register")
    assert [row.values["Risk"] for row in found.rows["Risks"]] == ["Too few places"]
    assert ("rows", "worked examples") in asked(found)
    assert {(row.row, row.why) for row in found.left if row.row in {2, 4}} == {
        (2, "a worked example"),
        (4, "prepared but not filled in"),
    }


@pytest.mark.parametrize(
    ("title", "scores", "carried"),
    [
        ("Probability", [Percentage(0.3), Percentage(0.7)], [None, None]),
        ("Probability", [0.2, 0.9], [None, None]),
        ("Probability (0-10)", [2.0, 4.0], [None, None]),
        ("Likelihood", [8.0, 10.0], [None, None]),
        ("Likelihood", ["H", "L"], [5.0, 1.0]),
        ("Impact", ["6 - Critical impact", "2 - Low"], ["6 - Critical impact", 2.0]),
    ],
)
def test_unknown_scales_are_asked_about(title: str, scores: list[Value], carried: list[Value]) -> None:
    rows: list[dict[int, Value]] = [{1: "Risk", 2: title, 3: "Mitigation"}]
    rows += [{1: f"Risk {number}", 2: score, 3: "Plan"} for number, score in enumerate(scores)]
    sheet = TrackerSheet("Risks", dict(enumerate(rows, 1)))
    found = adopt_tracker(Tracker("t", (sheet,)), terms())
    ours = "Impact" if title == "Impact" else "Likelihood"
    assert [row.values.get(ours) for row in found.rows["Risks"]] == carried
    assert any(line.what is What.VALUE and line.column == title for line in found.questions)


def test_what_lies_between_two_colours_is_asked_about_and_stands() -> None:
    found = adopted(
        [
            ["Milestone", "Owner", "Due date", "RAG"],
            ["A", "L", date(2026, 9, 1), "A/G"],
            ["B", "L", date(2026, 9, 1), "R"],
        ]
    )
    assert [row.values["Reported RAG"] for row in found.rows["Milestones"]] == ["A/G", "Red"]
    assert "between Amber and Green" in asked(found)["value", "A/G"].why
    again = adopted(
        [
            ["Milestone", "Owner", "Due date", "RAG"],
            ["A", "L", date(2026, 9, 1), "A/G"],
            ["B", "L", date(2026, 9, 1), "R"],
        ],
        answered(found, {("value", "A/G"): "Amber"}),
    )
    assert [row.values["Reported RAG"] for row in again.rows["Milestones"]] == ["Amber", "Red"]


def test_a_wholly_red_column_is_no_rating_but_two_colours_are_asked_about() -> None:
    book, sheet = sheet_of([DATES, *[[f"Step {n}", "L", date(2026, 9, n)] for n in range(1, 5)]], "Plan")
    for row in range(2, 6):
        sheet.cell(row, 1).fill = fill(RED)
    (file,) = named_files([saved(book)])
    found = adopt_tracker(read_tracker(file), terms())
    assert all("Reported RAG" not in row.values for row in found.rows["Milestones"])


def test_a_forecast_is_asked_about_where_none_is_given() -> None:
    rows: Rows = [DATES, ["A", "L", date(2026, 9, 1)]]
    found = adopted(rows)
    assert "Forecast date" not in found.rows["Milestones"][0].values
    again = adopted(rows, answered(found, {("dates", "no forecast"): "as planned"}))
    assert again.rows["Milestones"][0].values["Forecast date"] == date(2026, 9, 1)


@pytest.mark.parametrize("name", TRACKERS)
def test_a_second_run_with_the_mapping_is_exact(name: str) -> None:
    first = adopt_tracker(read(name), terms())
    again = adopt_tracker(read(name), terms(), read_mapping(mapping_csv(first.lines).encode(), "map.csv"))
    assert {sheet: [row.values for row in rows] for sheet, rows in again.rows.items()} == {
        sheet: [row.values for row in rows] for sheet, rows in first.rows.items()
    }
    assert [(row.sheet, row.row, row.cells) for row in again.left] == [
        (row.sheet, row.row, row.cells) for row in first.left
    ]
    assert {line.theirs for line in again.questions} <= {line.theirs for line in first.questions}


def test_ids_stay_when_rows_are_sorted_and_the_mapping_is_given_back() -> None:
    rows: Rows = [
        ["Milestone", "Owner", "Due date"],
        ["Hub opens", "L", date(2026, 9, 1)],
        ["Hub closes", "L", date(2027, 9, 1)],
    ]
    first = adopted(rows)
    ids = {row.values["Milestone"]: row.id for row in first.rows["Milestones"]}
    again = adopted([rows[0], rows[2], rows[1]], mapping_csv(first.lines).encode())
    assert {row.values["Milestone"]: row.id for row in again.rows["Milestones"]} == ids


def test_a_column_and_a_table_can_be_corrected() -> None:
    rows: Rows = [
        ["Milestone", "Owner", "Due date", "Vorhersage", "Ends on"],
        ["A", "L", date(2026, 9, 1), date(2026, 10, 1), "x"],
    ]
    found = adopted(rows)
    assert ("column", "Vorhersage") in asked(found)
    back = answered(found, {("column", "Vorhersage"): "forecast date", ("column", "Owner"): "none"})
    again = adopted(rows, back)
    assert again.rows["Milestones"][0].values["Forecast date"] == date(2026, 10, 1)
    assert "Owner" not in again.rows["Milestones"][0].values
    dropped = answered(found, {("table", "rows 1"): "none"})
    assert not adopted(rows, dropped).rows


def test_a_synonym_for_every_sheet_is_a_line_without_a_place() -> None:
    rows: Rows = [
        ["Milestone", "Owner", "Due date", "Vorhersage"],
        ["A", "L", date(2026, 9, 1), "1 October 2026"],
    ]
    back = b"What,Sheet,Table,Column,Theirs,Ours\ncolumn,,,,Vorhersage,Forecast date\n"
    assert adopted(rows, back).rows["Milestones"][0].values["Forecast date"] == date(2026, 10, 1)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"a,b\n1,2\n", "it has no column What"),
        (b"", "it has no column What"),
        (
            b"What,Sheet,Table,Column,Theirs,Ours\ncolumn,,,,X,Forcast date\n",
            "line 2: Forcast date is not known in the column Ours. Did you mean Forecast date?",
        ),
        (b"What,Sheet,Table,Column,Theirs,Ours\ncolum,,,,X,Owner\n", "line 2: colum is not known in the column What"),
    ],
)
def test_a_mapping_that_is_none_is_refused_with_its_line(text: bytes, told: str) -> None:
    with pytest.raises(CannotRunError, match=r"map\.csv") as refused:
        read_mapping(text, "map.csv")
    assert told in str(refused.value)


def test_no_text_of_the_mapping_can_run_as_a_formula_or_turn_into_a_date() -> None:
    found = adopted([["Milestone", "Owner", "Due date", "=cmd"], ["A", "L", "Sept 26", 1]])
    text = mapping_csv(found.lines)
    cells = [cell for row in csv.reader(io.StringIO(text.lstrip("\ufeff"))) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert "\u201cSept 26\u201d" in cells


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]><Project/>", "declares a document type"),
        (b"<?xml version='1.0'?><Plan/>", "not a Microsoft Project plan"),
        (b"<?xml version='1.0'?><Project>", "damaged"),
    ],
)
def test_a_plan_that_is_none_is_refused(content: bytes, told: str) -> None:
    (file,) = named_files([content])
    with pytest.raises(RefusedError, match=told):
        read_tracker(file)


WORDS = st.sampled_from(
    ["Risk", "Owner", "Milestone", "Due date", "RAG", "Status", "High", "Total", "n/a", "3", "1/2/26", "R", "x"]
)
CELLS = st.one_of(
    WORDS,
    st.text(min_size=1, max_size=12).filter(str.strip),
    st.integers(0, 9).map(float),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
)
GRIDS = st.dictionaries(
    st.integers(1, 14), st.dictionaries(st.integers(1, 7), CELLS, min_size=1, max_size=7), min_size=1, max_size=12
)
TITLES = st.permutations(["Milestone", "Owner", "Due date", "RAG", "Status", "Comments", "Ref"])


@settings(max_examples=120, deadline=None)
@given(GRIDS, TITLES, st.integers(1, 6))
def test_every_filled_cell_is_carried_or_left_over(
    grid: dict[int, dict[int, Value]], titles: list[str], top: int
) -> None:
    heads: dict[int, Value] = dict(enumerate(titles, 1))
    rows = {**grid, top: heads}
    sheet = TrackerSheet("Plan", {number: rows[number] for number in sorted(rows)})
    found = adopt_tracker(Tracker("t", (sheet,)), terms())
    left = {place for row in found.left for place, _ in row.cells}
    for number, cells in sheet.rows.items():
        for place in cells:
            key = ("Plan", number, place)
            assert key in found.account.carried or key in found.account.titles or address(number, place) in left


def test_the_mapping_holds_no_commentary() -> None:
    rows: Rows = [[*DATES, "Comments"], ["A", "L", date(2026, 9, 1), "About a child, 943 476 5919"]]
    assert "943 476 5919" not in mapping_csv(adopted(rows).lines)
