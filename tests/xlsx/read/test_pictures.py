"""Pictures in cells, which Excel writes as errors: those that are placed there, and those that IMAGE fetches."""

from __future__ import annotations

import base64
import zipfile
from io import BytesIO

import pytest
from xlsxwriter import Workbook

from xl_send.workbook.cells import CellError, CellErrorKind, Value
from xl_send.xlsx.read.open_book import open_book

DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
PICTURE = CellError(CellErrorKind.PICTURE, "picture")
ERROR = CellError(CellErrorKind.ERROR, "#VALUE!")


def with_pictures(**changes: tuple[str, str]) -> dict[str, Value]:
    """What is read of a workbook with two pictures in A1 and A3, an error in A2, and parts of it changed."""
    made, changed = BytesIO(), BytesIO()
    with Workbook(made, {"in_memory": True}) as book:
        page = book.add_worksheet("Sheet1")
        page.embed_image("A1", "dot.png", {"image_data": BytesIO(DOT)})
        page.write_formula("A2", '="a"+1', None, "#VALUE!")
        page.embed_image("A3", "dot2.png", {"image_data": BytesIO(DOT + b" ")})
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(changed, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            for part, (old, new) in changes.items():
                if name.endswith(f"/{part}.xml"):
                    assert old.encode() in content
                    content = content.replace(old.encode(), new.encode())
            target.writestr(name, content)
    (grid,) = open_book(changed, "made.xlsx").grids
    return {f"A{number}": cells[1] for number, cells in grid.rows}


def test_a_picture_placed_in_a_cell_is_told_from_an_error() -> None:
    assert with_pictures() == {"A1": PICTURE, "A2": ERROR, "A3": PICTURE}


def test_a_picture_is_told_by_the_slow_way_too() -> None:
    assert with_pictures(sheet1=("<sheetData>", "<sheetData><!-- odd -->"))["A1"] == PICTURE


def test_a_picture_that_a_formula_fetches_is_one() -> None:
    found = with_pictures(rdrichvaluestructure=('t="_localImage"', 't="_webimage"'))
    assert found["A1"] == found["A3"] == PICTURE


@pytest.mark.parametrize("structure", ["_error", "_linkedentity2", ""])
def test_another_rich_value_stays_the_error_that_a_person_sees(structure: str) -> None:
    assert with_pictures(rdrichvaluestructure=('t="_localImage"', f't="{structure}"'))["A1"] == ERROR


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("metadata", 'i="0"', 'i="7"'),
        ("metadata", 'i="0"', 'i="-1"'),
        ("metadata", '<rc t="1" v="0"/>', ""),
        ("metadata", '<rc t="1" v="0"/>', '<rc t="1" v="x"/>'),
        ("rdrichvalue", '<rv s="0">', "<rv>"),
        ("sheet1", 'vm="1"', 'vm="9"'),
        ("sheet1", ' vm="1"', ""),
    ],
)
def test_what_leads_nowhere_is_an_error(part: str, old: str, new: str) -> None:
    assert with_pictures(**{part: (old, new)})["A1"] == ERROR


def test_metadata_that_are_damaged_tell_of_no_picture_and_refuse_nothing() -> None:
    assert with_pictures(metadata=("</metadata>", "")) == {"A1": ERROR, "A2": ERROR, "A3": ERROR}
