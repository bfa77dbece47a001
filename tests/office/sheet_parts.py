"""The parts of a workbook as lint looks at them: names of its XML, places of columns, and widths."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from xml.etree import ElementTree as ET

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
BOOK = "xl/workbook.xml"

Parts = Mapping[str, bytes]


@lru_cache(maxsize=128)
def parsed(part: bytes) -> ET.Element:
    """A part as elements, in which nothing is changed: most parts of two packages are the same."""
    return ET.fromstring(part)


def widths_of(sheet: ET.Element) -> Iterator[tuple[int, float]]:
    """Columns that are seen, each with its width in characters."""
    for column in sheet.iter(f"{MAIN}col"):
        for place in range(int(column.get("min", "1")), min(int(column.get("max", "1")), 60) + 1):
            if not column.get("hidden"):
                yield place, float(column.get("width", "8"))


def number_of(letters: str) -> int:
    """The place of a column, counted from 1, by its letters."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def letters_of(number: int) -> str:
    """The letters of a column by its place, counted from 1."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
