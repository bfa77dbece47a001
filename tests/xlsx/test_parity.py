from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

import xl_send
from sizes import cases
from xl_send.rag.items import items
from xl_send.reading import read_book
from xl_send.results import Item
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme
from xl_send.xlsx.formulas.as_seen import submission_of
from xl_send.xlsx.formulas.cells import cached
from xl_send.xlsx.formulas.kpis import ELSEWHERE
from xl_send.xlsx.formulas.sheets import formulas
from xl_send.xlsx.formulas.syntax import title_of
from xl_send.xlsx.formulas.values import live_values
from xl_send.xlsx.read.open_book import open_book
from xl_send.xlsx.template.example import content_of, example_texts, example_workbooks, real_text, template_workbook
from xl_send.xlsx.template.summary_sheet import SUMMARY
from xl_send.xlsx.template.template import WorkbookContent, workbook_bytes
from xlsx.random_programmes import random_filling
from xlsx.recalculation import Cell, recalculated

WORKBOOKS, PROGRAMMES = cases(3, whole=10), 20


def differences(filling: WorkbookContent, sheets: Mapping[str, list[dict[str, Cell]]]) -> Iterator[str]:
    """Every calculated cell in which LibreOffice and the engine disagree."""
    said = live_values(submission_of(filling.rows, filling.labels))
    for record in formulas():
        rows = sheets[record.SHEET.title]
        assert len(rows) >= len(filling.rows.get(record, ())), f"{record.SHEET.title} came back short"
        for number, row in enumerate(rows, 2):
            for calculated in record.SHEET.calculated:
                wanted = said.get(record, {}).get(number, {}).get(calculated.name)
                if not same(row.get(calculated.title, ""), wanted):
                    found = row.get(calculated.title)
                    yield f"{record.SHEET.title} row {number}, {calculated.title}: {found!r}, engine {wanted!r}: {row}"


def same(found: Cell, wanted: object) -> bool:
    if isinstance(wanted, date):
        return found == wanted
    if isinstance(wanted, int | float):
        return isinstance(found, float) and abs(found - wanted) < 1e-9
    return found == cached(wanted)


SAID = {
    Milestone: {"rag": "", "late": "late"},
    Kpi: {"rag": "", "latest": "actual", "expected": "expected"},
    Risk: {"rag": "", "score": "score"},
    Interdependency: {"rag": "", "room": "float"},
    LogEntry: {"rag": ""},
}


def test_the_examples_say_what_the_engine_says(tmp_path: Path) -> None:
    fillings = {text.name.removesuffix(".xlsx"): content_of(text) for text in (*example_texts(), real_text())}
    written = {name: workbook_bytes("programme", entry) for name, entry in fillings.items()}
    found = recalculated(written | {"blank": template_workbook("workstream")}, tmp_path)
    assert [
        f"{name}: {difference}"
        for name, filling in fillings.items()
        for difference in differences(filling, found[name])
    ] == []
    for name in written:
        alone = Programme((read_book(open_book(str(tmp_path / f"{name}.xlsx"))),))
        wrong = [told for item in items(alone) for told in untrue(item, found[name])]
        assert not wrong
    for path in sorted(tmp_path.glob("*.xlsx")):
        assert summary_as_recalculated(path) == summary_as_written(path), path.name


def summary_as_written(path: Path) -> list[list[str]]:
    """What the cells of the Summary sheet were written with, row by row; blank ones are left out."""
    rows = load_workbook(path, data_only=True)[SUMMARY].iter_rows(min_row=4, values_only=True)
    return rows_of_texts([["" if cell is None else str(cell) for cell in row] for row in rows])


def summary_as_recalculated(path: Path) -> list[list[str]]:
    with (path.parent / "made" / f"{path.stem}-{SUMMARY}.csv").open(encoding="utf-8", newline="") as lines:
        return rows_of_texts(list(csv.reader(lines))[3:])


def rows_of_texts(rows: list[list[str]]) -> list[list[str]]:
    return [texts for row in rows if (texts := [text for text in row if text])]


def untrue(item: Item, sheets: Mapping[str, list[dict[str, Cell]]]) -> Iterator[str]:
    """What the cells of an item's row say otherwise than its own status and facts."""
    record = type(item.record)
    for name, fact in SAID.get(record, {}).items():
        row = sheets[record.SHEET.title][item.record.row - 2]
        wanted = item.own.facts.get(fact) if fact else item.own.status
        if row[title_of(record, "rag")] != ELSEWHERE and not same(row[title_of(record, name)], wanted):
            yield f"{item.id}, {name}: {row[title_of(record, name)]!r}, engine {wanted!r}"


def test_random_programmes_say_what_the_engine_says(tmp_path: Path) -> None:
    fillings = {f"random{seed}": random_filling(seed, PROGRAMMES) for seed in range(WORKBOOKS)}
    found = recalculated({name: workbook_bytes("programme", item) for name, item in fillings.items()}, tmp_path)
    wrong = [
        f"{name}: {difference}"
        for name, filling in fillings.items()
        for difference in differences(filling, found[name])
    ]
    if wrong:
        pytest.fail(f"{len(wrong)} cells differ, such as\n" + "\n".join(wrong[:20]))


def test_returns_brought_together_say_what_the_engine_says(tmp_path: Path) -> None:
    returns = tmp_path / "returns"
    returns.mkdir()
    for name, content in example_workbooks().items():
        (returns / name).write_bytes(content)
    found = recalculated({"programme": xl_send.consolidate(str(returns)).workbook}, tmp_path)["programme"]
    whole = xl_send.read(str(tmp_path / "programme.xlsx"))
    assert len(items(whole)) == len(items(xl_send.read(*map(str, sorted(returns.iterdir())))))
    assert [told for item in items(whole) for told in untrue(item, found)] == []
