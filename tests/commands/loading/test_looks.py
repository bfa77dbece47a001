"""What a cell's look says of it is not lost when returns are brought together."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from openpyxl.styles import Font

import xl_send
from files import write_example
from known.on_demand import load_workbook
from statuses import table
from xl_send.xlsx.template.example import example_workbooks

RETURN = (
    table("Programme", {"As at": "13 Nov 2026"})
    + table("Workstreams", {"Code": "TRN"})
    + table(
        "Milestones",
        {"ID": "TRN-M01", "Baseline date": "11 Dec 2026", "Forecast date": "11 Dec 2026"},
        {"ID": "TRN-M02", "Baseline date": "11 Dec 2026", "Forecast date": "11 Dec 2026"},
        {"ID": "TRN-M03", "Baseline date": "1 Dec 2026", "Forecast date": "1 Dec 2026"},
    )
)


def looking_so(path: Path) -> Path:
    """The return as an officer leaves it: one id is struck through, and two cells show the month they were typed as."""
    workbook = load_workbook(path)
    sheet = workbook["Milestones"]
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value == "TRN-M02":
                cell.font = Font(strike=True)
            elif isinstance(cell.value, datetime) and cell.value.day == 1:
                cell.number_format = "mmm-yy"
    workbook.save(path)
    return path


def asked(path: Path) -> set[tuple[str, str]]:
    found = xl_send.validate(path, select=["WB28", "WB29"]).findings
    return {(finding.rule, finding.cell.record) for finding in found}


def test_an_id_that_is_struck_through_and_a_month_alone_are_asked_about_there_too(tmp_path: Path) -> None:
    returned = looking_so(write_example(RETURN, tmp_path / "trn.xlsx"))
    expected = {("WB29", "TRN-M02"), ("WB28", "TRN-M03")}
    assert asked(returned) == expected
    made = xl_send.consolidate(returned, output=tmp_path / "programme.xlsx").path
    assert made is not None
    assert asked(made) == expected
    told = {item.id: item.rating.reason for item in xl_send.status(made).items}
    assert "its id is struck through" in told["TRN-M02"]
    assert "struck" not in told["TRN-M01"]


def test_a_colour_typed_over_its_formula_is_asked_about_and_counts_for_nothing(tmp_path: Path) -> None:
    path = tmp_path / "transition.xlsx"
    path.write_bytes(example_workbooks()[path.name])
    before = xl_send.status(path).items
    workbook = load_workbook(path)
    sheet = workbook["Milestones"]
    place = next(cell.column for cell in sheet[1] if cell.value == "RAG by dates")
    over = sheet.cell(3, place)
    over.value = "Red"
    workbook.save(path)
    (found,) = xl_send.validate(path, select=["WB30"]).findings
    assert (found.cell.record, found.cell.address) == ("TRN-M02", over.coordinate)
    assert [item.status for item in xl_send.status(path).items] == [item.status for item in before]
