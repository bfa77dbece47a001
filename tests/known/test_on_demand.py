"""Workbooks read on demand are those that openpyxl reads, and are saved as it saves them."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from known.on_demand import Source, load_workbook
from packages import parts_of
from places import EXAMPLES, TEMPLATES

FILES = (EXAMPLES / "transition.xlsx", TEMPLATES / "send_programme.xlsx")
STYLES = "xl/styles.xml"


def untouched(book: Workbook) -> None:
    """Nothing is asked of any sheet."""
    assert book.sheetnames


def typed_into(book: Workbook) -> None:
    page = book["Milestones"]
    page["C2"], page["D3"].number_format = "Typed", "0.000%"
    page.row_dimensions[500].hidden = page.column_dimensions["AZ"].hidden = True
    page["C2"].comment = Comment("Who says so?", "Siwan")
    book["Risks"].title = "Our risks"
    book["Actuals"].sheet_state = "hidden"
    del book["Money"]


def saved(book: Workbook) -> dict[str, str]:
    """The parts of a saved workbook, each cell with its look and not the number of that: two may be alike."""
    out = io.BytesIO()
    book.save(out)
    parts = {name: part.decode() for name, part in parts_of(out.getvalue()).items() if name != "docProps/core.xml"}
    styles = parts.pop(STYLES)
    looks, parts["dxfs"] = _looks(styles), styles[styles.index("<dxfs") : styles.index("</dxfs>")]
    spelt = re.compile(r'(<(?:c|row|col) [^>]*?\b(?:s|style)=")(\d+)"')
    return {name: spelt.sub(lambda match: match[1] + looks[int(match[2])], part) for name, part in parts.items()}


def _looks(styles: str) -> list[str]:
    found = {each.tag.rpartition("}")[2]: [ET.tostring(one) for one in each] for each in _root(styles)}
    numbers = {each.get("numFmtId"): each.get("formatCode") for each in _root(styles).iter() if "numFmt" in each.tag}
    told = []
    for look in (ET.fromstring(each) for each in found["cellXfs"]):
        parts = [found[kind][int(look.attrib.pop(f"{kind[:-1]}Id"))] for kind in ("fonts", "fills", "borders")]
        number = look.attrib.pop("numFmtId")
        told.append(f"{numbers.get(number, number)} {parts} {ET.tostring(look)!r}")
    return told


def _root(styles: str) -> ET.Element:
    return ET.fromstring(styles)


@pytest.mark.parametrize(("path", "edit"), [(FILES[0], typed_into), (FILES[1], untouched)])
def test_they_are_saved_as_openpyxl_saves_them_each_time(path: Path, edit: Callable[[Workbook], None]) -> None:
    theirs = openpyxl.load_workbook(path)
    edit(theirs)
    wanted = saved(theirs)
    ours = Source(path.read_bytes(), {})
    for _ in range(3):
        book = ours.opened()
        edit(book)
        found = saved(book)
        assert found.keys() == wanted.keys()
        assert [name for name, part in wanted.items() if found[name] != part] == []


def test_what_was_lent_to_be_saved_is_not_changed_by_what_is_typed_afterwards() -> None:
    ours = Source(FILES[0].read_bytes(), {})
    for _ in range(2):
        saved(ours.opened())
    book = ours.opened()
    before = saved(book)
    book["Milestones"]["C2"] = "Typed"
    assert saved(book) != before
    assert saved(ours.opened()) == before


def test_formulas_or_what_they_come_to() -> None:
    asked, told = (load_workbook(FILES[0], data_only=only)["Milestones"] for only in (False, True))
    assert any(str(cell.value).startswith("=") for row in asked.iter_rows() for cell in row)
    assert not any(str(cell.value).startswith("=") for row in told.iter_rows() for cell in row)
