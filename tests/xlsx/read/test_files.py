from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from xl_send.workbook.cells import Area, Percentage
from xl_send.xlsx.read.open_book import open_book
from xlsx.read.making import MAIN, links, opened, parts, read, sheet, values, workbook, zipped

if TYPE_CHECKING:
    from io import BytesIO

ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'
TWO_SHEETS = links(("worksheet", "worksheets/sheet1.xml"), ("worksheet", "/xl/worksheets/sheet2.xml"))
SECOND: dict[str, str | bytes] = {"xl/worksheets/sheet2.xml": sheet(ONE)}


class OneWay:
    """A source that can only be read from its start to its end, such as a download."""

    def __init__(self, file: BytesIO) -> None:
        self.read = file.read
        file.seek(0)

    def seekable(self) -> bool:
        return False


def test_rows_can_be_read_after_the_file_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "north.xlsx"
    path.write_bytes(zipped(parts(ONE)).getvalue())
    book = open_book(path)
    path.write_bytes(b"")
    assert book.name == "north.xlsx"
    assert values(book.grids[0]) == {"A1": 1.0}


def test_an_upload_is_read_under_the_name_it_is_given_and_left_open() -> None:
    file = zipped(parts(ONE))
    assert open_book(file, name="south.xlsx").name == "south.xlsx"
    assert not file.closed


def test_a_source_that_cannot_go_back_is_read() -> None:
    source = OneWay(zipped(parts(ONE)))
    assert values(open_book(source).grids[0]) == {"A1": 1.0}  # type: ignore[arg-type]


def test_sheets_keep_their_order_and_say_if_they_are_hidden() -> None:
    listed = '<sheet name="B &amp; C" r:id="r1"/><sheet name="A" state="veryHidden" r:id="r2"/>'
    content = parts() | SECOND | {"xl/workbook.xml": workbook(listed), "xl/_rels/workbook.xml.rels": TWO_SHEETS}
    book = open_book(zipped(content))
    assert [(grid.title, grid.hidden) for grid in book.grids] == [("B & C", False), ("A", True)]


def test_sheets_are_found_through_links_however_they_are_written() -> None:
    content = parts(ONE) | {
        "xl/workbook.xml": workbook('<sheet name="A" r:id="r1"/><sheet name="B" r:id="r2"/>'),
        "xl/_rels/workbook.xml.rels": TWO_SHEETS,
        **SECOND,
    }
    content["XL\\Worksheets\\Sheet1.xml"] = content.pop("xl/worksheets/sheet1.xml")
    assert [values(grid) for grid in open_book(zipped(content)).grids] == [{"A1": 1.0}] * 2


def test_charts_and_macro_sheets_are_passed_over() -> None:
    listed = '<sheet name="Chart" r:id="r1"/><sheet name="Macro" r:id="r2"/><sheet name="Data" r:id="r3"/>'
    kinds = links(
        ("chartsheet", "chartsheets/sheet1.xml"),
        ("xlMacrosheet", "macrosheets/sheet1.xml"),
        ("worksheet", "worksheets/sheet1.xml"),
    )
    content = parts() | {"xl/workbook.xml": workbook(listed), "xl/_rels/workbook.xml.rels": kinds}
    assert [grid.title for grid in open_book(zipped(content)).grids] == ["Data"]


def test_macros_are_noticed_whatever_the_file_is_called() -> None:
    assert open_book(zipped(parts() | {"xl/vbaProject.bin": b"anything"})).macros
    assert not opened().macros


def test_a_strict_workbook_with_prefixes_reads_as_any_other() -> None:
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    rows = (
        '<x:row r="2" hidden="1"><x:c r="A2" t="s"><x:v>0</x:v></x:c><x:c r="B2" s="1"><x:v>46000</x:v></x:c></x:row>'
    )
    body = f"<x:sheetData>{rows}</x:sheetData><x:mergeCells><x:mergeCell ref='B2:C4'/></x:mergeCells>"
    book = opened(
        sheet1=f'<x:worksheet xmlns:x="{strict}">{body}</x:worksheet>',
        sharedStrings=f'<q:sst xmlns:q="{strict}"><q:si><q:t>Amber</q:t></q:si></q:sst>',
    )
    assert book.grids[0].hidden_rows == {2}
    assert book.grids[0].merged == (Area(2, 2, 4, 3),)
    assert values(book.grids[0]) == {"A2": "Amber", "B2": date(2025, 12, 9)}


def test_a_prefix_for_rows_only_is_understood() -> None:
    body = '<sheetData><x:row r="3"><x:c r="A3"><x:v>1</x:v></x:c></x:row></sheetData>'
    assert read(sheet1=f'<worksheet xmlns="{MAIN}" xmlns:x="{MAIN}">{body}</worksheet>') == {"A3": 1.0}


def test_a_sheet_in_another_encoding_is_read() -> None:
    text = '<?xml version="1.0" encoding="UTF-16"?>' + sheet(
        '<row r="1"><c r="A1" t="str"><v>caf\N{LATIN SMALL LETTER E WITH ACUTE}</v></c></row>'
    )
    assert read(sheet1=text.encode("utf-16")) == {"A1": "caf\N{LATIN SMALL LETTER E WITH ACUTE}"}


def test_a_wrong_dimension_loses_no_row() -> None:
    wrong = f'<worksheet xmlns="{MAIN}"><dimension ref="A1:A1"/><sheetData><row r="9"><c r="C9"><v>7</v></c></row>'
    assert read(sheet1=f"{wrong}</sheetData></worksheet>") == {"C9": 7.0}


def test_rows_out_of_order_are_given_in_order_and_joined() -> None:
    rows = '<row r="{0}"><c r="{1}{0}"><v>{0}</v></c></row>'
    book = opened("".join(rows.format(*place) for place in ((7, "A"), (2, "A"), (7, "B"), (3, "A"))))
    assert [number for number, _ in book.grids[0].rows] == [2, 3, 7]
    assert read(rows.format(7, "A") + rows.format(7, "B")) == {"A7": 7.0, "B7": 7.0}


def test_cells_and_rows_without_references_follow_one_another() -> None:
    assert read('<row><c><v>1</v></c><c r="D1"><v>2</v></c><c><v>3</v></c></row><row><c><v>4</v></c></row>') == {
        "A1": 1.0,
        "D1": 2.0,
        "E1": 3.0,
        "A2": 4.0,
    }


def test_a_row_without_a_number_takes_its_cells_word_for_it() -> None:
    assert read('<row><c r="B7"><v>1</v></c></row><row><c><v>2</v></c></row>') == {"B7": 1.0, "A8": 2.0}


def test_blank_and_styled_cells_and_rows_are_left_out() -> None:
    rows = '<row r="1" s="1" customFormat="1"/><row r="2"><c r="A2" s="1"/><c r="B2" s="1"/><c r="C2" s="1"></c></row>'
    assert list(opened(f"{rows}{ONE.replace('1', '3')}").grids[0].rows) == [(3, {1: 3.0})]


def test_a_stray_cell_in_the_last_corner_costs_nothing() -> None:
    assert read('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>') == {"XFD1048576": 1.0}


def test_hidden_rows_with_values_are_named_and_empty_ones_are_not() -> None:
    rows = (
        '<row r="2" hidden="1"><c r="A2"><v>1</v></c></row><row r="3" hidden="0"><c r="A3"><v>1</v></c></row>'
        '<row r="4" ht="0" hidden="true"><c r="A4"><v>1</v></c></row><row r="5" hidden="1"/>'
    )
    assert opened(rows).grids[0].hidden_rows == {2, 4}
    assert opened(f"<!-- read another way -->{rows}").grids[0].hidden_rows >= {2, 4}


def test_merged_areas_are_named() -> None:
    merges = '<mergeCells count="2"><mergeCell ref="B2:D4"/><mergeCell ref="$F$1"/><mergeCell ref="?"/></mergeCells>'
    for after in (merges, f"<!-- read another way -->{merges}"):
        assert opened(sheet1=sheet(ONE, after)).grids[0].merged == (Area(2, 2, 4, 4), Area(1, 6, 1, 6))


@pytest.mark.parametrize("styles", ["", "not XML", "<styleSheet/>", b"\xff\xfe"])
def test_damaged_styles_leave_the_numbers(styles: str | bytes) -> None:
    assert read('<row r="1"><c r="A1" s="1"><v>46000</v></c></row>', styles=styles) == {"A1": 46000.0}


def test_missing_styles_strings_and_theme_do_not_matter() -> None:
    content = parts('<row r="1"><c r="A1" s="1"><v>46000</v></c></row>')
    del content["xl/styles.xml"], content["xl/sharedStrings.xml"]
    assert values(open_book(zipped(content)).grids[0]) == {"A1": 46000.0}


def test_the_1904_calendar_is_kept() -> None:
    rows = '<row r="1"><c r="A1" s="1"><v>1</v></c><c r="B1" s="1"><v>44541.25</v></c></row>'
    book = opened(rows, workbook=workbook('<sheet name="A" r:id="r1"/>', '<workbookPr date1904="1"/>'))
    assert book.date1904
    assert values(book.grids[0]) == {"A1": date(1904, 1, 2), "B1": datetime(2025, 12, 12, 6, 0)}  # noqa: DTZ001


def test_each_style_shows_its_numbers_in_its_own_way() -> None:
    cells = "".join(f'<c r="{letter}1" s="{style}"><v>46000.5</v></c>' for style, letter in enumerate("ABCDEFG"))
    found = read(f'<row r="1">{cells}</row>')
    noon = datetime(2025, 12, 9, 12, 0)  # noqa: DTZ001
    number = 46000.5
    assert list(found.values()) == [number, noon, number, number, noon, number, number]
    assert [type(found[place]) for place in ("B1", "C1", "D1")] == [datetime, Percentage, float]
