from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import xl_send
from files import example_in
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
from xl_send.xlsx.formulas.kpis import ELSEWHERE
from xl_send.xlsx.formulas.sheets import cached, formulas
from xl_send.xlsx.formulas.syntax import column_title
from xl_send.xlsx.formulas.values import live_values
from xl_send.xlsx.read.open_book import open_book
from xl_send.xlsx.template.example import content_of, example_texts, real_text
from xl_send.xlsx.template.summary_sheet import SUMMARY
from xl_send.xlsx.template.template import WorkbookContent, workbook_bytes
from xl_send.xlsx.template.timeline_sheet import YEAR
from xlsx.formulas.pages import unlike
from xlsx.formulas.random_programmes import random_filling
from xlsx.formulas.recalculation import Cell, recalculated

WORKBOOKS, PROGRAMMES = cases(2, whole=10), 20


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


def unlike_pages(written: Mapping[str, bytes], folder: Path) -> Iterator[str]:
    for name, package in written.items():
        for page in (SUMMARY, YEAR):
            yield from unlike(name, package, page, folder)


SAID = {
    Milestone: {"rag": "", "late": "late"},
    Kpi: {"rag": "", "latest": "actual", "expected": "expected"},
    Risk: {"rag": "", "score": "score"},
    Interdependency: {"rag": "", "room": "float"},
    LogEntry: {"rag": ""},
}


def test_the_examples_say_what_the_engine_says(tmp_path: Path) -> None:
    fillings = {text.name.removesuffix(".xlsx"): content_of(text) for text in (*example_texts(), real_text())}
    fillings["blank"] = WorkbookContent()
    written = {name: workbook_bytes("programme", replace(entry, year_view=True)) for name, entry in fillings.items()}
    found = recalculated(written, tmp_path)
    assert [
        f"{name}: {difference}"
        for name, filling in fillings.items()
        for difference in differences(filling, found[name])
    ] == []
    assert list(unlike_pages(written, tmp_path)) == []
    for name in fillings.keys() - {"blank"}:
        alone = Programme((read_book(open_book(str(tmp_path / f"{name}.xlsx"))),))
        wrong = [told for item in items(alone) for told in untrue(item, found[name])]
        assert not wrong


def untrue(item: Item, sheets: Mapping[str, list[dict[str, Cell]]]) -> Iterator[str]:
    """What the cells of an item's row say otherwise than its own status and facts."""
    record = type(item.record)
    for name, fact in SAID.get(record, {}).items():
        row = sheets[record.SHEET.title][item.record.row - 2]
        wanted = item.own.facts.get(fact) if fact else item.own.status
        if row[column_title(record, "rag")] != ELSEWHERE and not same(row[column_title(record, name)], wanted):
            yield f"{item.id}, {name}: {row[column_title(record, name)]!r}, engine {wanted!r}"


def test_random_programmes_say_what_the_engine_says(tmp_path: Path) -> None:
    fillings = {f"random{seed}": random_filling(seed, PROGRAMMES) for seed in range(WORKBOOKS)}
    written = {name: workbook_bytes("programme", replace(item, year_view=True)) for name, item in fillings.items()}
    found = recalculated(written, tmp_path)
    wrong = [
        f"{name}: {difference}"
        for name, filling in fillings.items()
        for difference in differences(filling, found[name])
    ]
    wrong += unlike_pages(written, tmp_path)
    if wrong:
        pytest.fail(f"{len(wrong)} cells differ, such as\n" + "\n".join(wrong[:20]))


def test_returns_brought_together_say_what_the_engine_says(tmp_path: Path) -> None:
    returns = tmp_path / "returns"
    example_in(returns)
    written = {"programme": xl_send.consolidate(str(returns)).workbook}
    found = recalculated(written, tmp_path)["programme"]
    assert list(unlike_pages(written, tmp_path)) == []
    whole = xl_send.read(str(tmp_path / "programme.xlsx"))
    assert len(items(whole)) == len(items(xl_send.read(*map(str, sorted(returns.iterdir())))))
    assert [told for item in items(whole) for told in untrue(item, found)] == []
