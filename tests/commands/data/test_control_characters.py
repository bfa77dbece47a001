"""Characters that no XML may hold: what a workbook, a frame or an older history holds of them is in nothing we make."""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Mapping
from itertools import cycle
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

import pandas as pd
import pytest

import xl_send
from known.on_demand import load_workbook
from places import FIRST_EDITION
from xl_send.history import values
from xl_send.workbook.characters import FORBIDDEN, for_documents, writable
from xl_send.workbook.columns import columns_of
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.risks import Risk
from xl_send.xlsx.read import in_memory, markup
from xl_send.xlsx.template.example import example_workbooks
from xl_send.xlsx.update.xml_patch import Child, xml_text

CODES = (*range(9), 11, 12, *range(14, 32), 0xD800, 0xDBFF, 0xDC00, 0xDFFF, 0xFFFE, 0xFFFF)
NAMED = {"Milestones": "Milestone", "Risks": "Risk", "KPIs": "KPI", "Workstreams": "Workstream"}
FOUND = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def with_controls(content: bytes) -> bytes:
    """A return with each of these characters in one of its texts, as Excel keeps what was pasted from a slide."""
    book = load_workbook(io.BytesIO(content))
    codes = cycle(code for code in CODES if not 0xD800 <= code <= 0xDFFF)
    for sheet, title in NAMED.items():
        column = next(cell.column for cell in book[sheet][1] if cell.value == title)
        for row in range(2, 16):
            cell = book[sheet].cell(row, column or 1)
            cell.value = f"Open_x{next(codes):04X}_south {cell.value}" if cell.value else None
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def frames(content: bytes) -> Mapping[str, pd.DataFrame]:
    """A return as frames, each of these characters in several of its texts, and all of them in a title of its own."""
    book = load_workbook(io.BytesIO(content), data_only=True)
    codes = cycle(CODES)
    found = {}
    for sheet in book.worksheets:
        titles, *rows = ([*row] for row in sheet.iter_rows(values_only=True))
        for row in rows:
            row[1:] = [f"{value}{chr(next(codes))}x" if _is_free(value) else value for value in row[1:]]
        named = [str(title) if title is not None else f"Own {at}" for at, title in enumerate(titles)]
        rows = [[*row, "own"] for row in rows]
        columns = pd.Index([*named, f"Ours{''.join(map(chr, CODES))}"], dtype=object)
        found[sheet.title] = pd.DataFrame(rows, columns=columns, dtype=object)
    return found


def _is_free(value: Any) -> bool:  # noqa: ANN401 - whatever stands in a cell
    return isinstance(value, str) and " " in value and not value.startswith("=")


def assert_sound(*paths: Path) -> None:
    assert paths
    for path in paths:
        if path.suffix in {".html", ".txt", ".ics"}:
            assert not FOUND.search(path.read_text("utf-8")), path
        else:
            assert_sound_parts(path)


def assert_sound_parts(path: Path) -> None:
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels", ".vml")):
                ET.fromstring(package.read(name))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("controls") / "returns"
    folder.mkdir()
    (folder / "outreach.xlsx").write_bytes(with_controls(example_workbooks()["outreach.xlsx"]))
    return folder


@pytest.fixture
def unmended(monkeypatch: pytest.MonkeyPatch) -> Mapping[str, pd.DataFrame]:
    """A return in memory whose characters reading lets pass: what is written is to be sound by itself."""
    for module in (in_memory, markup):
        monkeypatch.setattr(module, "writable", str)
    # What the first edition put right in a history, and no more.
    before = dict.fromkeys([0, *range(0xD800, 0xE000)], "\ufffd")
    monkeypatch.setattr(values, "writable", lambda text: text.translate(before))
    return frames(example_workbooks()["outreach.xlsx"])


@pytest.mark.parametrize("code", CODES)
def test_each_by_itself_is_in_no_xml_that_we_write(code: int) -> None:
    text = f"a{chr(code)}b"
    ET.fromstring(f"<t>{writable(text)}</t>")
    assert re.fullmatch(r"a[\n\ufffd]?b", writable(text))
    assert ET.fromstring(xml_text(Child("c", {"at": text}, text))).attrib["at"].startswith("a")
    assert for_documents(text) == "a b"


def test_nothing_else_is_forbidden() -> None:
    kept = "".join(map(chr, {*range(0x11000)} - {*FORBIDDEN}))
    assert writable(kept) == kept
    assert len(FORBIDDEN) == len({*FORBIDDEN, *CODES})
    ET.fromstring(f"<t>{escape(kept)}</t>")


def test_they_are_no_part_of_a_text(folder: Path) -> None:
    names = [str(row.name) for row in xl_send.read(folder).each(Milestone)]
    assert not [name for name in names if FOUND.search(name)]
    assert any(name.startswith(("Open\nsouth", "Open south")) for name in names)


def test_nor_of_one_in_memory() -> None:
    held = frames(example_workbooks()["outreach.xlsx"])
    (submission,) = xl_send.read(held).submissions
    rows = [row for found in submission.records.values() for row in found]
    told = [getattr(row, column.name) for row in rows for column in columns_of(type(row))]
    texts = [text for text in told if isinstance(text, str) and " " in text]
    assert len(texts) > 100
    assert not [text for text in [*texts, repr(submission.seen)] if FOUND.search(text)]
    assert not re.search(r"\\x0[0-8bcef]|\\x1|\\ud[89a-f]|\\ufff[ef]", repr(submission.seen))


def test_what_is_made_of_such_a_return_is_sound(folder: Path, tmp_path: Path) -> None:
    xl_send.validate(folder, mark=True, output=tmp_path / "marked")
    xl_send.consolidate(folder, output=tmp_path / "programme.xlsx", history=str(tmp_path / "boards.db"))
    for source, name in ((folder, "a"), (tmp_path / "programme.xlsx", "b"), (tmp_path / "boards.db", "c")):
        xl_send.next_return(source, as_at="2027-01-15", output=tmp_path / name)
    made = list(tmp_path.rglob("*.xlsx"))
    assert len(made) > 4
    assert_sound(*made)
    assert all(xl_send.read(path).submissions[0].all(Risk) for path in made)


def test_what_is_written_is_sound_whatever_was_read_or_an_older_history_holds(
    unmended: Mapping[str, pd.DataFrame], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = xl_send.read(unmended)
    assert any(FOUND.search(str(row.name)) for row in held.each(Milestone))
    boards = str(tmp_path / "boards.db")
    xl_send.consolidate(unmended, output=tmp_path / "programme.xlsx", history=boards)
    xl_send.report(held, output=tmp_path / "pack", html=True, word=True, email=True, ics=True)
    assert_sound(tmp_path / "programme.xlsx", *(tmp_path / "pack").iterdir())
    monkeypatch.undo()
    (begun,) = xl_send.next_return(boards, as_at="2027-01-15").returns
    assert_sound(begun.path)
    assert xl_send.read(begun.path).submissions[0].all(Risk)


def test_an_old_edition_that_holds_them_is_brought_to_this_one(tmp_path: Path) -> None:
    (tmp_path / "old.xlsx").write_bytes(with_controls(FIRST_EDITION.read_bytes()))
    (found,) = xl_send.upgrade(tmp_path / "old.xlsx").workbooks
    assert found.path
    assert_sound(found.path)
    before, after = (xl_send.read(path).submissions[0] for path in (tmp_path / "old.xlsx", found.path))
    assert [row.name for row in after.all(Milestone)] == [row.name for row in before.all(Milestone)]


@pytest.mark.skipif(os.name == "nt", reason="Windows allows no such name")
def test_a_final_is_frozen_of_a_file_whose_name_holds_one(tmp_path: Path) -> None:
    path = tmp_path / "out\x0breach.xlsx"
    path.write_bytes(example_workbooks()["outreach.xlsx"])
    made = xl_send.report(path, final=True, version="1", output=tmp_path / "pack")
    assert [one.name for one in (made.paths[0].parent / "inputs").iterdir()] == ["out_reach.xlsx"]
