"""Colours that follow what is typed: cells to put right, states by their words, rows by turns."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from openpyxl.formatting.rule import Rule
from openpyxl.worksheet.worksheet import Worksheet

from xl_send.workbook.cells import column_letters
from xl_send.workbook.columns import Record, columns_of, laid_out
from xl_send.workbook.kinds import Choice
from xl_send.workbook.sheets.choices import Rag
from xl_send.workbook.sheets.programme import Cover
from xl_send.workbook.sheets.thresholds import Thresholds
from xl_send.xlsx.write.conditional_formats import DEPTH
from xl_send.xlsx.write.looks import STATES
from xlsx.template.blanks import TABLES, blank


def _rules_at(sheet: Worksheet, cell: str) -> list[Rule]:
    """The conditional formats of one cell, the strongest first."""
    found = [rule for area in sheet.conditional_formatting if cell in area for rule in area.rules]
    return sorted(found, key=lambda rule: rule.priority)


def _words(sheet: Worksheet, cell: str) -> set[str]:
    rules = _rules_at(sheet, cell)
    return {rule.formula[0].strip('"') for rule in rules if rule.type == "cellIs" and rule.operator == "equal"}


def _formulas(sheet: Worksheet, cell: str) -> list[str]:
    return [rule.formula[0] for rule in _rules_at(sheet, cell) if rule.type == "expression"]


@pytest.mark.parametrize("record", [*TABLES, Cover, Thresholds], ids=lambda record: record.SHEET.title)
def test_a_cell_that_checks_lists_lights_up_before_anything_else(record: type[Record]) -> None:
    title = record.SHEET.title
    first = _rules_at(blank()[title], "B2")[0]
    (formula,) = first.formula
    assert f'COUNTIFS(places_to_put_right,"{title}!"&ADDRESS(ROW(),COLUMN(),4),headings_listed,"",' in formula
    assert ("records_listed" in formula) == (record in TABLES)
    assert first.stopIfTrue


@pytest.mark.parametrize("record", TABLES, ids=lambda record: record.SHEET.title)
def test_every_cell_of_a_table_may_light_up_its_heading_included(record: type[Record]) -> None:
    sheet = blank()[record.SHEET.title]
    last = sheet.cell(1, len(columns_of(record)) + len(record.SHEET.calculated)).coordinate.rstrip("1")
    for cell in ("A1", f"{last}1", f"{last}{DEPTH + 1}"):
        assert "places_to_put_right" in _formulas(sheet, cell)[0]


def _coloured() -> Iterator[tuple[str, str]]:
    for record in TABLES:
        places = {item.title: place for place, item in enumerate(laid_out(record), 1)}
        titles = [
            item.title for item in columns_of(record) if isinstance(item.kind, Choice) and item.kind.options is Rag
        ]
        titles += [calculated.title for calculated in record.SHEET.calculated if calculated.title.startswith("RAG")]
        for title in titles:
            letter = column_letters(places[title])
            yield record.SHEET.title, f"{letter}2"
            yield record.SHEET.title, f"{letter}{DEPTH + 1}"
    row = [column.title for column in columns_of(Cover)].index("Reported RAG") + 2
    yield "Programme", f"B{row}"
    yield from (("Thresholds", cell) for cell in ("F2", "J6"))
    yield from (("Status", cell) for cell in ("D3", "E3", "D4000"))


def test_every_colour_column_of_the_contract_is_coloured() -> None:
    assert {sheet for sheet, _ in _coloured()} >= {
        "Workstreams", "Milestones", "KPIs", "Risks", "Interdependencies", "Programme",
    }  # fmt: skip


@pytest.mark.parametrize(("sheet", "cell"), [*_coloured()])
def test_a_colour_follows_its_word(sheet: str, cell: str) -> None:
    assert _words(blank()[sheet], cell) == {status.value for status in STATES}


def test_no_other_cell_takes_a_colour_from_a_word() -> None:
    assert not _words(blank()["Milestones"], "C2")


@pytest.mark.parametrize("record", TABLES, ids=lambda record: record.SHEET.title)
def test_filled_rows_are_banded(record: type[Record]) -> None:
    assert 'AND($A2<>"",MOD(ROW(),2)=1)' in _formulas(blank()[record.SHEET.title], "B3")


def test_severities_are_coloured_by_their_words() -> None:
    assert _words(blank()["Checks"], "B3") == {"error", "query", "advice"}
