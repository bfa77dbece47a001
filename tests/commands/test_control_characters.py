"""Control characters that a workbook may hold escaped, and no XML may hold: what is made of it can be opened."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest

import xl_send
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.risks import Risk
from xl_send.xlsx.template.example import example_workbooks

CONTROLS = "".join(f"_x{code:04X}_" for code in (0, 1, 7, 8, 11, 12, 27, 31, 0xFFFE, 0xFFFF))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A return with control characters in its texts, as Excel keeps what was pasted from a slide."""
    folder = tmp_path_factory.mktemp("controls") / "returns"
    folder.mkdir()
    path = folder / "outreach.xlsx"
    path.write_bytes(example_workbooks()["outreach.xlsx"])
    book = openpyxl.load_workbook(path)
    for sheet, title in (
        ("Milestones", "Milestone"),
        ("Risks", "Risk"),
        ("KPIs", "KPI"),
        ("Workstreams", "Workstream"),
    ):
        column = next(cell.column for cell in book[sheet][1] if cell.value == title)
        for row in range(2, 8):
            cell = book[sheet].cell(row, column)
            cell.value = f"Open{CONTROLS}south {cell.value}" if cell.value else None
    book.save(path)
    return folder


def _sound(path: Path) -> None:
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                ET.fromstring(package.read(name))
    assert xl_send.read(path).submissions[0].all(Risk)


def test_they_are_no_part_of_a_text(folder: Path) -> None:
    (name, *_) = [row.name for row in xl_send.read(folder).each(Milestone)]
    assert str(name).startswith(("Open\n\nsouth", "Open south"))


def test_what_is_made_of_such_a_return_is_sound(folder: Path, tmp_path: Path) -> None:
    xl_send.validate(folder, mark=True, output=tmp_path / "marked")
    _sound(tmp_path / "marked" / "outreach.xlsx")
    xl_send.consolidate(folder, output=tmp_path / "programme.xlsx", history=str(tmp_path / "boards.db"))
    _sound(tmp_path / "programme.xlsx")
    for source, name in ((folder, "a"), (tmp_path / "programme.xlsx", "b"), (tmp_path / "boards.db", "c")):
        xl_send.next_return(source, as_at="2027-01-15", output=tmp_path / name)
        for path in (tmp_path / name).iterdir():
            _sound(path)
