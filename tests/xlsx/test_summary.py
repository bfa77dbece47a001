"""The Summary sheet: LibreOffice works out what the engine says, and the page is one page with its charts."""

from __future__ import annotations

import csv
import zipfile
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

from xl_send.xlsx.template.example import example_workbooks, template_workbook
from xl_send.xlsx.template.summary_sheet import SUMMARY
from xlsx.recalculation import recalculated

SOME = ("transition.xlsx", "sufficiency.xlsx", "statutory.xlsx")


def written(package: bytes) -> list[list[str]]:
    """What its cells were written with, as texts; a date is left to the other test of formulas."""
    sheet = load_workbook(BytesIO(package), data_only=True)[SUMMARY]
    return [[_text(cell) for cell in row] for row in sheet.iter_rows(min_row=4, values_only=True)]


def _text(cell: object) -> str:
    return "" if cell is None else str(cell)


def test_every_formula_comes_to_what_the_engine_says(tmp_path: Path) -> None:
    books = {name.removesuffix(".xlsx"): example_workbooks()[name] for name in SOME}
    books["blank"] = template_workbook("workstream")
    recalculated(books, tmp_path)
    for name, package in books.items():
        with (tmp_path / "made" / f"{name}-{SUMMARY}.csv").open(encoding="utf-8", newline="") as lines:
            found = [row for number, row in enumerate(csv.reader(lines), 1) if number > 3]
        for ours, theirs in zip(written(package), found, strict=False):
            assert [text for text in ours if text] == [text for text in theirs if text], (name, ours)


def test_it_comes_after_start_and_has_its_charts_described() -> None:
    package = example_workbooks()["transition.xlsx"]
    assert load_workbook(BytesIO(package)).sheetnames[:2] == ["Start", SUMMARY]
    with zipfile.ZipFile(BytesIO(package)) as parts:
        charts = [name for name in parts.namelist() if name.startswith("xl/charts/chart")]
        drawing = parts.read("xl/drawings/drawing1.xml")
    assert len(charts) == 2
    assert drawing.count(b' descr="Bars of ') == 2
