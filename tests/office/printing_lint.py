"""What of a standard workbook would not be printed as a reader needs it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from itertools import takewhile
from xml.etree import ElementTree as ET

from office.sheet_parts import BOOK, MAIN, RELATION, Parts, letters_of, number_of, parsed, widths_of
from xl_send.xlsx.write.page_setup import A3_WIDTH

# The sheets that nobody prints, and the last row that a sheet has.
NOT_PRINTED, DEEPEST = {"Lists", "About"}, 1_048_576


def faults_of_printing(parts: Parts) -> Iterator[str]:
    """Every sheet of the standard workbook prints what a reader needs, on pages as wide as itself, and no more."""
    book = parsed(parts[BOOK])
    areas = {
        name.get("localSheetId"): name.text or ""
        for name in book.iter(f"{MAIN}definedName")
        if name.get("name") == "_xlnm.Print_Area"
    }
    targets = {tie.get("Id"): str(tie.get("Target")) for tie in parsed(parts[f"xl/_rels/{BOOK[3:]}.rels"])}
    sheets = list(book.iter(f"{MAIN}sheet"))
    standard = "Start" in {sheet.get("name") for sheet in sheets}
    for number, sheet in enumerate(sheets if standard else ()):
        name = str(sheet.get("name"))
        area = re.search(r"!\$A\$1:\$([A-Z]+)\$(1048576|\d\d?\d?)$", areas.get(str(number), ""))
        if name not in NOT_PRINTED and area is None:
            yield f"{name} has no print area of whole columns or of one page"
        elif area is not None:
            part = posixpath.normpath(posixpath.join("/xl", targets[sheet.get(f"{RELATION}id")])).removeprefix("/")
            yield from _of_area(name, parsed(parts[part]), number_of(area[1]), int(area[2]))


def _of_area(name: str, sheet: ET.Element, across: int, down: int) -> Iterator[str]:
    """Columns that are seen beside one another are printed, as far as a page holds them, and nothing beyond them."""
    cells = {cell.get("r", "") for cell in sheet.iter(f"{MAIN}c")}
    furthest = max((number_of(re.sub(r"\d", "", cell)) for cell in cells), default=1)
    lowest = max((int(re.sub(r"\D", "", cell)) for cell in cells), default=1)
    if across > furthest or (down != DEEPEST and down > lowest):
        yield f"{name}: its print area goes beyond what stands there"
    if sheet.find(f"{MAIN}sheetPr/{MAIN}pageSetUpPr[@fitToPage='1']") is None:
        yield f"{name} is not printed on pages as wide as itself"
    widths = dict(widths_of(sheet))
    seen = list(takewhile(lambda place: place in widths, range(1, furthest + 1)))
    for place in seen[across:]:
        if sum(int(widths[other]) for other in seen[: seen.index(place) + 1]) <= A3_WIDTH:
            yield f"{name}: its print area leaves out column {letters_of(place)}"
