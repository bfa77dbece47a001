"""Links on Checks lead to the record and heading, wherever rows were sorted to, put in or taken out since."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from openpyxl.workbook import Workbook

import xl_send
from cases.workbooks import Return, example
from known.on_demand import load_workbook
from xl_send.commands.mark import with_checks
from xl_send.commands.validate import validate
from xl_send.listings.conflicts import conflicts_table
from xl_send.shells.buttons.button import ButtonAnswer
from xl_send.shells.job.lines import answer_lines
from xl_send.table import CellLink
from xl_send.xlsx.write.result_rows import checks_table
from xlsx.formulas.recalculation import recalculated

# What is done to the marked copy, and where the link of a finding then leads and what it shows.
MOVED = {
    ("Milestones", "TRN-M02", "Owner"): "G12",
    ("Milestones", "TRN-M05", "Forecast date"): "I9",
    ("Milestones", "TRN-M10", "Forecast date"): "gone",
    ("Actuals", "TRN-K02 at 31 Oct 2026", "Value"): "C11",
    ("Expectations", "TRN-K01 at TRN-M11", "Expected"): "C16",
}


def _faulty() -> Return:
    made = example().put("Milestones", "TRN-M02", "Owner", None).put("Milestones", "TRN-M05", "Forecast date", "tbc")
    made.put("Actuals", "TRN-K02 at 31 Oct 2026", "Value", -4).put("Programme", "As at", "", date(2026, 11, 13))
    made.put("Expectations", "TRN-K01 at TRN-M11", "Expected", -9)
    return made.put("Milestones", "TRN-M07", "Owner", "").put("Milestones", "TRN-M07", "ID", "TRN \N{EN DASH} M07")


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    folder = tmp_path_factory.mktemp("links")
    path = _faulty().save(folder)
    (copy,) = with_checks(validate(str(path)), folder / "out")
    return load_workbook(copy.path)


def _formulas(book: Workbook) -> dict[tuple[str, str, str], str]:
    rows = book["Checks"].iter_rows(min_row=3, values_only=True)
    return {(str(row[2]), str(row[4]), str(row[8])): str(row[3]) for row in rows if row[0]}


def _upside_down(book: Workbook, sheet: str) -> None:
    page = book[sheet]
    rows = [list(row) for row in page.iter_rows(min_row=2, values_only=True) if row[0]]
    for number, row in enumerate(reversed(rows), 2):
        for place, value in enumerate(row, 1):
            page.cell(number, place).value = value


def test_links_lead_to_records_that_were_sorted_and_say_what_is_gone(checked: Workbook, tmp_path: Path) -> None:
    found = _formulas(checked)
    assert set(MOVED) <= set(found)
    for sheet in ("Milestones", "Actuals", "Expectations"):
        _upside_down(checked, sheet)
    checked["Milestones"].delete_rows(4)  # TRN-M10
    checked["Milestones"].insert_rows(2)
    checked["Milestones"].insert_cols(4)
    trial = checked.create_sheet("Trial")
    trial.append(["Shown", "Leads"])
    for key in MOVED:
        trial.append([found[key], f"={found[key].removeprefix('=HYPERLINK(').partition(',IFERROR(')[0]}"])
    trial.append([found["Milestones", "TRN-M02", "Owner"]])
    out = io.BytesIO()
    checked.save(out)
    rows = recalculated({"moved": out.getvalue()}, tmp_path / "lo")["moved"]["Trial"]
    assert [row["Shown"] for row in rows[: len(MOVED)]] == list(MOVED.values())


def test_every_link_leads_where_its_finding_was_found(checked: Workbook) -> None:
    links = {key: formula for key, formula in _formulas(checked).items() if formula.startswith("=")}
    assert len(links) > len(MOVED)
    for (sheet, record, heading), formula in links.items():
        assert formula.startswith(f"=HYPERLINK(\"#'{sheet}'!\"&IFERROR(")
        assert record.split(" at ")[0] in formula
        assert f'MATCH("{heading}",' in formula


def test_what_has_no_id_or_one_typed_otherwise_is_linked_by_its_place(checked: Workbook) -> None:
    sheet = checked["Checks"]
    placed = {
        (row[4].value, row[8].value): row[3].hyperlink.location
        for row in sheet.iter_rows(min_row=3)
        if row[3].hyperlink
    }
    assert ("TRN-M07", "Owner") in placed
    shown = [formula for (_, record, _), formula in _formulas(checked).items() if record == "TRN-M07"]
    assert shown
    assert not [formula for formula in shown if formula.startswith("=")]


def test_macros_and_the_open_excel_are_given_the_same_formulas(tmp_path: Path) -> None:
    found = validate(str(_faulty().save(tmp_path)))
    table = checks_table(found.findings, found.programme)
    links = [cell for row in table.rows for cell in row if isinstance(cell, CellLink)]
    assert sum(bool(link.formula) for link in links) > 5
    lines = answer_lines(ButtonAnswer("", (table,)))
    assert lines.count("HYPERLINK") == sum(bool(link.formula) for link in links)


def test_conflicts_of_one_workbook_are_linked_by_record_and_of_several_by_place(tmp_path: Path) -> None:
    _faulty().save(tmp_path)
    example("outreach").save(tmp_path)
    for paths in ([tmp_path / "transition.xlsx"], [tmp_path]):
        found = xl_send.conflicts(*map(str, paths))
        table = conflicts_table(found.programme, found.findings)
        formulas = [cell.formula for row in table.rows for cell in row if isinstance(cell, CellLink)]
        assert any(formulas) == (len(found.programme.submissions) == 1)


def test_a_programme_workbook_is_linked_by_record(tmp_path: Path) -> None:
    _faulty().save(tmp_path / "returns")
    example("outreach").save(tmp_path / "returns")
    made = load_workbook(io.BytesIO(xl_send.consolidate(str(tmp_path / "returns")).workbook))
    assert [formula for formula in _formulas(made).values() if formula.startswith("=HYPERLINK(")]
