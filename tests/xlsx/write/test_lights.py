"""Lights and Next problem go with the record and its heading, not with the place at which it was found."""

from __future__ import annotations

import io
from datetime import date

import pytest

from known.on_demand import load_workbook
from xl_send.findings import Cell, Finding, Severity, Worded
from xl_send.workbook.cells import Value, column_letters
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.governance import Forum, Meeting
from xl_send.workbook.sheets.kpis import Actual, Expectation, Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.xlsx.template.template import WorkbookContent, workbook_bytes
from xl_send.xlsx.update.record_places import GONE, place_of_record
from xl_send.xlsx.write.conditional_formats import record_in_row
from xlsx.formulas.recalculation import recalculated


def _finding(sheet: str, address: str, record: str, column: str, severity: Severity = Severity.ERROR) -> Finding:
    cell = Cell("a.xlsx", sheet, address, record, column)
    return Finding("MS01", severity, cell, Worded("It is late.", "Do."), record)


FOUND = [
    _finding("Milestones", "F3", "TRN-M02", "Owner", Severity.ADVICE),
    _finding("Milestones", "F3", "TRN-M02", "Owner"),
    _finding("Actuals", "C2", "TRN-K01 at 31 Oct 2026", "Value", Severity.QUERY),
    _finding("Expectations", "C2", "TRN-K01 at TRN-M02", "Expected", Severity.ADVICE),
    _finding("Meetings", "C2", "Cabinet, 15 Dec 2026", "Papers due"),
    _finding("Forums", "B2", "Cabinet", "Level"),
    _finding("Workstreams", "D2", "TRN", "Owner"),
    _finding("Milestones", "A9", "row 9", "ID", Severity.QUERY),
]
ROWS: dict[type[Record], list[dict[str, Value]]] = {
    # As after a sort: what was in row 3 is in row 2.
    Milestone: [{"ID": "TRN-M02"}, {"ID": "TRN-M01"}],
    Actual: [
        {"KPI": "TRN-K01", "Period end": date(2026, 9, 30), "Value": 1.0},
        {"KPI": "TRN-K01", "Period end": date(2026, 10, 31), "Value": 2.0},
    ],
    Expectation: [{"KPI": "TRN-K01", "Milestone": "TRN-M01"}, {"KPI": "TRN-K01", "Milestone": "TRN-M02"}],
    Meeting: [
        {"Forum": "Board", "Meeting date": date(2026, 12, 15)},
        {"Forum": "Cabinet", "Meeting date": date(2026, 12, 15)},
    ],
    Forum: [{"Forum": "Board"}, {"Forum": "Cabinet"}],
    Workstream: [{"Code": "OUT"}, {"Code": "TRN"}],
}
LIT = {
    "Milestones": "F2 error", "Actuals": "C3 query", "Expectations": "C3 advice", "Meetings": "C3 error",
    "Forums": "B3 error", "Workstreams": "D3 error",
}  # fmt: skip


@pytest.fixture(scope="module")
def lit(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """The cells that light up by sheet, each conditional format worked out by LibreOffice as a formula of a cell."""
    book = load_workbook(io.BytesIO(workbook_bytes("programme", WorkbookContent(rows=ROWS, findings=FOUND))))
    trial = book.create_sheet("Trial")
    trial.append(["Sheet", "Cell", "Lit"])
    for title in LIT:
        sheet = book[title]
        formulas = [
            rule.formula[0]
            for area in sheet.conditional_formatting
            if "A1" in area
            for rule in area.rules
            if "places_to_put_right" in (rule.formula or [""])[0]
        ]
        lights = zip(formulas, Severity, strict=True)
        formula = "".join(f'IF({light},"{severity}",' for light, severity in lights) + '"")))'
        for row in sheet.iter_rows(min_row=1, max_row=9, max_col=8):
            for cell in row:
                moved = formula.replace("ROW()", str(cell.row)).replace("COLUMN()", str(cell.column))
                moved = moved.replace("A$1", f"{title_of(title)}{column_letters(cell.column or 0)}$1")
                for letter in "AB":
                    moved = moved.replace(f"${letter}1", f"{title_of(title)}${letter}{cell.row}")
                trial.append([title, cell.coordinate, f"={moved}"])
    out = io.BytesIO()
    book.save(out)
    rows = recalculated({"lit": out.getvalue()}, tmp_path_factory.mktemp("lit"))["lit"]["Trial"]
    found: dict[str, set[str]] = {title: set() for title in LIT}
    for item in rows:
        if item["Lit"]:
            found[str(item["Sheet"])].add(f"{item['Cell']} {item['Lit']}")
    return found


def title_of(title: str) -> str:
    return f"'{title}'!"


@pytest.mark.parametrize("title", LIT)
def test_the_light_is_on_the_record_wherever_it_stands_now(title: str, lit: dict[str, set[str]]) -> None:
    by_place = {"A9 query"} if title == "Milestones" else set()
    assert lit[title] == {LIT[title]} | by_place


def test_a_row_is_called_what_findings_call_it() -> None:
    assert record_in_row(Kpi) == "TRIM($A1)"
    assert record_in_row(Expectation) == '$A1&" at "&$B1'


SHEET: list[list[object]] = [
    ["A note above", None, None],
    ["ID", "Owner*", "Ours"],
    ["TRN-M02", "x", None],
    ["trn-m01 ", "y", None],
    ["TRN-M02", "z", None],
]


@pytest.mark.parametrize(
    ("record", "heading", "was_in", "place"),
    [
        ("TRN-M01", "Owner", 2, (3, 1)),
        ("TRN-M02", "Owner", 2, (2, 1)),
        ("TRN-M02", "Owner", 4, (4, 1)),
        ("TRN-M02", "Owner", 3, (2, 1)),
        ("TRN-M09", "Owner", 2, (GONE, 1)),
        ("TRN-M01", "Forecast date", 2, None),
    ],
)
def test_the_cell_of_a_record_is_found_by_its_id_and_heading(
    record: str, heading: str, was_in: int, place: tuple[int, int] | None
) -> None:
    assert place_of_record(SHEET, "Milestones ", record, heading, was_in=was_in) == place


def test_a_figure_is_found_by_its_kpi_and_day() -> None:
    rows: list[list[object]] = [
        ["KPI", "Period end", "Value"],
        ["TRN-K01", date(2026, 9, 30), 1],
        ["TRN-K01", date(2026, 10, 31), 2],
    ]
    assert place_of_record(rows, "Actuals", "TRN-K01 at 31 Oct 2026", "Value", was_in=1) == (2, 2)
    assert place_of_record(rows, "Somebody's", "TRN-K01 at 31 Oct 2026", "Value", was_in=1) is None


def test_next_problem_finds_its_way_though_rows_were_put_in() -> None:
    """The macros are tried in tests/office; this is the same over plain values."""
    rows: list[list[object]] = [["ID", "Owner"]]
    rows += [[f"TRN-M{number:02}", "x"] for number in range(1, 20)]
    rows.insert(3, ["TRN-M77", "new"])
    for number in range(1, 20):
        place = place_of_record(rows, "Milestones", f"TRN-M{number:02}", "Owner", was_in=number)
        assert place is not None
        assert rows[place[0]][0] == f"TRN-M{number:02}"
