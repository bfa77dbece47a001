from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from known.on_demand import load_workbook
from xl_send.workbook.cells import Value
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Cover, Workstream
from xl_send.workbook.submissions import SHEETS
from xl_send.xlsx.formulas.as_seen import submission_of
from xl_send.xlsx.formulas.names import names
from xl_send.xlsx.formulas.sheets import formulas
from xl_send.xlsx.formulas.values import live_values, worst_of
from xl_send.xlsx.template.template import WorkbookContent, workbook_bytes
from xlsx.formulas.random_programmes import random_filling
from xlsx.template.blanks import blank

ALL = [(record, name) for record, found in formulas().items() for name in found]
# What Excel 2016 and LibreOffice share, of which only these are newer than 2007.
SHARED = {
    "ABS", "AND", "CHOOSE", "COUNT", "COUNTA", "COUNTIF", "COUNTIFS", "EXACT", "FIND", "FREQUENCY", "IF", "IFERROR",
    "INDEX", "INT", "ISERROR", "ISNA", "ISNUMBER", "ISTEXT", "LEN", "LOOKUP", "LOWER", "MATCH", "MAX", "MID", "MIN",
    "MONTH", "N", "NETWORKDAYS", "NOT", "OR", "REPT", "RIGHT", "ROUND", "SEARCH", "SUBSTITUTE", "SUMIF", "SUMPRODUCT",
    "TRIM", "UPPER", "_xlfn.AGGREGATE",
}  # fmt: skip
# Excel takes no formula of 8,192 characters and more; a fifteenth of that is left for what is still to be added.
ROOM_LEFT = 14 / 15
# Functions that reckon with whole columns in every edition of Excel, and a column that is reckoned with.
WITH_COLUMNS = {"SUMPRODUCT", "LOOKUP", "_xlfn.AGGREGATE"}
COLUMN_IN_SUM = re.compile(
    r"tbl\w+\[[^\[\]]+\]\s*[=<>*/+&-]|[=<>*/+&-]\s*tbl\w+\[[^\[\]]+\]|\b(?:ISNUMBER|ABS|LEN|NOT)\(tbl\w+\[[^\[\]]+\]\)"
)
MILESTONE: Mapping[str, Value] = {
    "ID": "TRN-M01", "Workstream": "TRN", "Baseline date": date(2026, 11, 2), "Forecast date": date(2026, 11, 30),
}  # fmt: skip
STREAM: Mapping[str, Value] = {"Code": "TRN", "Starts": date(2026, 9, 1)}
AS_AT: Value = date(2026, 11, 13)


def sheet_of(filling: WorkbookContent, title: str) -> Worksheet:
    found = load_workbook(BytesIO(workbook_bytes("programme", filling)), data_only=True)[title]
    assert isinstance(found, Worksheet)
    return found


def milestones(as_at: Value | None, **changed: Value) -> dict[str, object]:
    """The values with which a milestone's row is written, the formulas' own among them."""
    row = {**MILESTONE, **{name.replace("_", " "): value for name, value in changed.items()}}
    labels: dict[type[Record], Mapping[str, Value]] = {Cover: {"As at": as_at}} if as_at else {}
    sheet = sheet_of(WorkbookContent(rows={Milestone: [row], Workstream: [STREAM]}, labels=labels), "Milestones")
    titles, values = (list(line) for line in sheet.iter_rows(max_row=2, values_only=True))
    return {str(title): value for title, value in zip(titles, values, strict=True)}


def test_every_calculated_column_has_its_formula() -> None:
    for record in SHEETS:
        assert {calculated.name for calculated in record.SHEET.calculated} == set(formulas().get(record, {}))


@pytest.mark.parametrize(("record", "name"), ALL)
def test_a_formula_is_such_as_both_programs_know(record: type[Record], name: str) -> None:
    formula = formulas()[record][name]
    plain = re.sub(r'"[^"]*"|\[[^\[\]]*\]', "", formula)
    assert set(re.findall(r"([A-Za-z_.]+)\(", plain)) <= SHARED
    assert len(formula) < ROOM_LEFT * 8192
    assert not re.search(r"\[@|#All|#Data|#Headers", formula)
    assert plain.count("(") == plain.count(")")


@pytest.mark.parametrize(("record", "name"), ALL)
def test_a_formula_needs_no_array_entry(record: type[Record], name: str) -> None:
    """Before Excel 365 only a few functions reckon with whole columns, and not through an IF; LibreOffice is kinder."""
    formula = re.sub(r'"[^"]*"', '""', formulas()[record][name])
    for operation in COLUMN_IN_SUM.finditer(formula):
        assert WITH_COLUMNS & set(open_calls(formula, operation.start())), operation[0]
    for choice in re.finditer(r"\b(IF|IFERROR|AND|OR|INDEX|MIN|SUM)\(", formula):
        inside = formula[choice.end() : choice.end() + 1 + closing(formula[choice.end() :])]
        within_sum = WITH_COLUMNS & set(open_calls(formula, choice.start()))
        assert not (within_sum and re.search(r"tbl\w+\[[^\[\]]+\]|\{", inside)), inside


def test_the_look_for_array_entry_sees_what_it_looks_for() -> None:
    assert open_calls("IF(LOOKUP(2,1/(a*b)),1)", 16) == ["IF", "LOOKUP", ""]
    assert COLUMN_IN_SUM.search("MATCH(1,(tblRisks[ID]=1)*1,0)")
    assert not COLUMN_IN_SUM.search("MATCH(1,tblRisks[ID],0)+tblRisks[[#This Row],[Score]]*2")


def open_calls(formula: str, place: int) -> list[str]:
    """The functions within whose brackets a place lies, the outermost first."""
    found: list[str] = []
    for bracket in re.finditer(r"([A-Za-z_.]*)\(|\)", re.sub(r"\[[^\[\]]*\]", _blanked, formula[:place])):
        if bracket[0] == ")":
            found.pop()
        else:
            found.append(bracket[1])
    return found


def closing(rest: str) -> int:
    """Where the bracket that is open before `rest` closes."""
    depth = 1
    for place, letter in enumerate(re.sub(r"\[[^\[\]]*\]", _blanked, rest)):
        depth += (letter == "(") - (letter == ")")
        if not depth:
            return place
    return len(rest)


def _blanked(title: re.Match[str]) -> str:
    """Titles such as [Float (working days)] have brackets of their own."""
    return " " * len(title[0])


@pytest.mark.parametrize(("record", "name"), ALL)
def test_a_row_that_is_sorted_elsewhere_takes_its_formulas_along(record: type[Record], name: str) -> None:
    plain = re.sub(r'"[^"]*"|\[[^\[\]]*\]', "", formulas()[record][name])
    assert not re.search(r"\$|!|:|\b[A-Z]{1,3}[0-9]+\b", plain)
    assert not re.search(r"\b(OFFSET|INDIRECT|ROW|ROWS|TODAY|NOW|RAND)\(", plain)


@pytest.mark.parametrize(("record", "name"), ALL)
def test_a_formula_speaks_of_names_and_columns_that_are_there(record: type[Record], name: str) -> None:
    book = blank()
    formula = formulas()[record][name]
    columns = {
        table.name: {column.name for column in table.tableColumns}
        for sheet in book.worksheets
        for table in sheet.tables.values()
    }
    for table, title in re.findall(r"(tbl\w+)\[(?:\[#This Row\],\[)?([^\[\]]+)\]", formula):
        assert title in columns[table]
    bare = re.sub(r'"[^"]*"|tbl\w+\[(\[[^\[\]]*\],?)+\]|tbl\w+\[[^\[\]]*\]|\{[^}]*\}', "", formula)
    for word in re.findall(r"\b[a-z]\w*\b(?!\()", bare):
        assert word in book.defined_names


@pytest.mark.parametrize("record", formulas())
def test_rows_typed_below_a_table_fill_themselves(record: type[Record]) -> None:
    sheet = blank()[record.SHEET.title]
    table = sheet.tables[record.SHEET.table]
    grown = {column.name: column.calculatedColumnFormula for column in table.tableColumns}
    for calculated in record.SHEET.calculated:
        kept = grown.pop(calculated.title)
        assert kept is not None
        assert kept.attr_text == formulas()[record][calculated.name]
        place = [cell.value for cell in sheet[1]].index(calculated.title) + 1
        last = int(table.ref.rpartition(":")[2].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        for row in (2, last):
            assert sheet.cell(row, place).value == f"={formulas()[record][calculated.name]}"
    assert not any(grown.values())


@pytest.mark.parametrize("record", formulas())
def test_a_cell_that_fills_itself_turns_back_what_is_typed(record: type[Record]) -> None:
    sheet = blank()[record.SHEET.title]
    titles = [cell.value for cell in sheet[1]]
    for calculated in record.SHEET.calculated:
        cell = sheet.cell(2, titles.index(calculated.title) + 1).coordinate
        rule = next(rule for rule in sheet.data_validations.dataValidation if cell in rule.cells)
        assert (rule.type, rule.formula1, rule.errorStyle or "stop") == ("custom", "FALSE", "stop")
        assert "do not type here" in str(rule.prompt)
    assert not sheet.protection.sheet


def test_cells_are_written_with_what_the_engine_says() -> None:
    found = milestones(AS_AT)
    assert (found["RAG by dates"], found["Working days late"], found["Changes that count"]) == ("Amber", 20, 0)


@pytest.mark.parametrize("spoilt", [{"Forecast_date": "30 Nov 2026"}, {"ID": "M1"}, {"State": "On hold"}])
def test_a_row_that_formulas_cannot_read_shows_nothing(spoilt: dict[str, Value]) -> None:
    assert not milestones(AS_AT, **spoilt)["RAG by dates"]


@pytest.mark.parametrize("as_at", [None, "13 Nov 2026"])
def test_without_a_readable_as_at_date_nothing_is_coloured(as_at: Value | None) -> None:
    found = milestones(as_at)
    assert not found["RAG by dates"]
    assert not found["Working days late"]


def test_a_formula_that_comes_to_nothing_is_a_blank_text_and_not_a_missing_value() -> None:
    with ZipFile(BytesIO(workbook_bytes("programme", WorkbookContent()))) as made:
        text = made.read("xl/worksheets/sheet5.xml").decode()
    empty = re.findall(r"<c ([^>]*)><f>[^<]*</f><v></v>", text)
    assert empty
    assert all('t="str"' in attributes for attributes in empty)


def test_random_programmes_are_the_same_for_the_same_seed() -> None:
    made = [random_filling(3, 2) for _ in range(2)]
    first, second = (live_values(submission_of(item.rows, item.labels)) for item in made)
    assert first == second


@pytest.mark.parametrize(
    ("said", "worst"),
    [
        (["Green", "Amber", "Red", "No data"], "Red"), (["Green", "Amber"], "Amber"), (["Green", "No data"], "Green"),
        (["No data", "Complete"], "No data"), (["Complete", "Complete"], "Complete"), (["Compute RAG"], "Not rated"),
        (["Complete", "Not due"], "Not due"), (["Complete", "Not rated"], "Not rated"), ([], None),
    ],
)  # fmt: skip
def test_the_worst_colour_counts_and_no_data_only_without_one(said: list[str], worst: str | None) -> None:
    assert worst_of(said) == worst


def test_a_threshold_that_is_blank_is_its_default() -> None:
    assert names()["threshold_milestone_green"].endswith(",5.0)")
