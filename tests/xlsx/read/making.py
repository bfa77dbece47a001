"""Workbooks made by hand, part by part, so that they can be as odd as files in the wild."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

from xl_send.workbook.cells import Book, Grid, Value, column_letters
from xl_send.xlsx.read.open_book import open_book

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

# Styles 0 to 5: as it is, a date, a percentage, elapsed hours, a date of our own, a time of day.
STYLES = f"""<styleSheet xmlns="{MAIN}">
<numFmts count="1"><numFmt numFmtId="164" formatCode="ddd dd mmm yyyy"/></numFmts>
<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="9"/>
<xf numFmtId="46"/><xf numFmtId="164"><alignment wrapText="1"/></xf><xf numFmtId="20"/></cellXfs></styleSheet>"""

Parts = dict[str, str | bytes]


def sheet(rows: str, after: str = "") -> str:
    """A sheet's part with these rows."""
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'


def links(*targets: tuple[str, str]) -> str:
    """A part of relationships: kinds and targets, their ids r1, r2 and so on."""
    listed = "".join(
        f'<Relationship Id="r{place}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for place, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}">{listed}</Relationships>'


def workbook(sheets: str, properties: str = "") -> str:
    """The workbook's own part."""
    return f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{properties}<sheets>{sheets}</sheets></workbook>'


def parts(rows: str = "", strings: str = "") -> Parts:
    """A workbook of one sheet, *Data*."""
    return {
        "_rels/.rels": links(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": workbook('<sheet name="Data" sheetId="1" r:id="r1"/>'),
        "xl/_rels/workbook.xml.rels": links(
            ("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml")
        ),
        "xl/worksheets/sheet1.xml": sheet(rows),
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
        "xl/styles.xml": STYLES,
    }


def zipped(content: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> BytesIO:
    """The parts as a file."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", method) as made:
        for name, text in content.items():
            made.writestr(name, text)
    return file


def opened(rows: str = "", strings: str = "", **changed: str | bytes) -> Book:
    """The book of one sheet with these rows; a part is changed by its last name, such as `styles`."""
    content = parts(rows, strings)
    for name in content:
        short = name.rpartition("/")[2].removesuffix(".xml")
        content[name] = changed.get(short, content[name])
    return open_book(zipped(content))


def values(grid: Grid) -> dict[str, Value]:
    """A sheet's values by the names of their cells."""
    return {f"{column_letters(column)}{row}": value for row, cells in grid.rows for column, value in cells.items()}


def read(rows: str = "", strings: str = "", **changed: str | bytes) -> dict[str, Value]:
    """The values of one sheet with these rows."""
    return values(opened(rows, strings, **changed).grids[0])


def cell(attributes: str = "", content: str = "") -> Value | None:
    """The value of A1, with these further attributes and this content."""
    return read(f'<row r="1"><c r="A1" {attributes}>{content}</c></row>').get("A1")
