"""Comma-separated values: the day, every digit, accents, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from files import write_example
from xl_send.output.data.csv_rows import BYTE_ORDER_MARK, table_csv
from xl_send.shells.cli import main
from xl_send.table import CellKind, CellLink, Table, TableColumn, TableRow

COLUMNS = [TableColumn("Text", 9), TableColumn("Number", 9, CellKind.NUMBER), TableColumn("Cell", 9, CellKind.LINK)]
RISKY = ("=1+1", "+44 20", "-1", "@SUM(A1)", "\tx", "\rx")


def _read(text: str) -> list[list[str]]:
    assert text.startswith(BYTE_ORDER_MARK)
    return list(csv.reader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK), newline="")))


def test_each_cell_is_written_as_what_it_is() -> None:
    rows: list[TableRow] = [
        ("café", 1_234_567.0, CellLink("Risks", "B7")), (None, -15, None), (date(2026, 11, 13), 0.25, ""),
    ]  # fmt: skip
    assert _read(table_csv(Table("Any", COLUMNS, rows))) == [
        ["Text", "Number", "Cell"], ["café", "1234567", "B7"], ["", "-15", ""], ["2026-11-13", "0.25", ""],
    ]  # fmt: skip


@pytest.mark.parametrize("text", RISKY)
def test_no_text_can_run(text: str) -> None:
    assert _read(table_csv(Table("Any", COLUMNS[:1], [(text,)])))[1] == [f"'{text}".replace("\r", "\n")]


def _one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))))
def test_texts_come_back(texts: list[str]) -> None:
    found = _read(table_csv(Table("Any", [*COLUMNS[:1], TableColumn("Last", 9)], [(text, "x") for text in texts])))
    assert [row[0].removeprefix("'") for row in found[1:]] == [_one_line_end(text).removeprefix("'") for text in texts]


@pytest.mark.parametrize("verb", ["validate", "conflicts", "sequence"])
def test_every_row_tells_as_at_which_day(
    verb: str, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_example(
        "Milestones:\n| ID | Owner |\n| --- | --- |\n| TRN-M01 | |\n", tmp_path_factory.mktemp("a") / "a.xlsx"
    )
    main([verb, str(path), "--format", "csv", "--as-at", "2027-01-04"])
    titles, *rows = _read(capsys.readouterr().out)
    assert titles[0] == "As at"
    assert {row[0] for row in rows} <= {"2027-01-04"}
