"""Workbooks written as Markdown tables: the example programme, and the examples in rules' docstrings.

A heading `# name.xlsx` begins a workbook and `## Sheet` a sheet; under it stand one or more tables,
each with its own columns. A blank cell is blank; a percentage is a number shown as a percentage; a
number is a number; `13 Nov 2026` is a date, `13 Nov 2026 23:00` one with a time of day. Anything else is
text. A text in double quotation marks stays text whatever it looks like; `=A1+1` is a formula that was
never calculated, `=IMAGE(...)` a picture in the cell, `########` a date that Excel cannot show, `Oct-2026` one
whose cell shows no day, `~~TRN-M01~~` a text that is struck through, `=>Green` one that a formula gave, and
`On plan {note: ask again}` a cell on which a note hangs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from xl_send.value_classes import field, mutable
from xl_send.workbook.cells import (
    Book,
    CellError,
    CellErrorKind,
    Grid,
    MonthAlone,
    Percentage,
    Row,
    Struck,
    Value,
    Worked,
    column_letters,
    read_number,
)
from xl_send.workbook.days import MONTHS

_DAY = re.compile(r"(\d{1,2}) ([A-Z][a-z]{2}) (\d{4})(?: (\d\d):(\d\d))?")
_MONTH = re.compile(r"([A-Z][a-z]{2})-(\d{4})")
_NOTED = re.compile(r"(.*?) ?\{note: (.+)\}")
_STRUCK = re.compile("~~(.+)~~")
_PERCENT = re.compile(r"-?[\d.]+%")
_PLAIN_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")
_DAMAGED = re.compile("#{4,}")
_RULER = re.compile(r"\|(?:\s*:?-{3,}:?\s*\|)+")


@mutable(slots=True)
class SheetText:
    """One sheet as written: rows of titles and values, `{title: text}`, in order."""

    title: str
    rows: list[dict[str, str]] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)


@mutable(slots=True)
class BookText:
    """One workbook as written."""

    name: str
    sheets: dict[str, SheetText] = field(default_factory=dict)

    def sheet(self, title: str) -> SheetText:
        """The sheet of that title, begun if it is new."""
        return self.sheets.setdefault(title, SheetText(title))


def parse_value(text: str) -> Value | None:
    """The value that a Markdown cell stands for, as a person would have typed it into Excel."""
    if not text:
        return None
    if len(text) > 1 and text[0] == text[-1] == '"':
        return text[1:-1]
    if text.startswith("=>"):
        return Worked(text[2:])
    if fault := _fault(text):
        return CellError(fault, text)
    if (match := _DAY.fullmatch(text)) and match[2].lower() in MONTHS:
        day = int(match[3]), MONTHS.index(match[2].lower()) + 1, int(match[1])
        return datetime(*day, int(match[4]), int(match[5])) if match[4] else date(*day)  # noqa: DTZ001 - as in a cell
    return _plain(text)


def _plain(text: str) -> Value:
    if (match := _MONTH.fullmatch(text)) and match[1].lower() in MONTHS:
        return MonthAlone(int(match[2]), MONTHS.index(match[1].lower()) + 1, 1)
    if match := _STRUCK.fullmatch(text):
        return Struck(match[1])
    if _PERCENT.fullmatch(text):
        return Percentage(round((read_number(text[:-1]) or 0.0) / 100, 12))
    return float(text) if _PLAIN_NUMBER.fullmatch(text) else text


def _fault(text: str) -> CellErrorKind | None:
    if text.startswith("="):
        return CellErrorKind.PICTURE if text.startswith("=IMAGE(") else CellErrorKind.UNCALCULATED
    if _DAMAGED.fullmatch(text):
        return CellErrorKind.BAD_DATE
    return CellErrorKind.ERROR if text.startswith("#") and text.endswith(("!", "?", "/A")) else None


def split_row(line: str) -> list[str]:
    """The cells of one line of a Markdown table."""
    return [part.strip() for part in line.strip().strip("|").split("|")]


def parse_books(text: str) -> list[BookText]:
    """Every workbook written in a text."""
    books: list[BookText] = []
    sheet: SheetText | None = None
    titles: list[str] | None = None
    for line in text.splitlines():
        if line.startswith("# "):
            books.append(BookText(line[2:].strip()))
            sheet = titles = None
        elif line.startswith("## ") and books:
            sheet, titles = books[-1].sheet(line[3:].strip()), None
        elif not line.startswith("|"):
            titles = None
        elif sheet is not None and titles is None:
            titles = split_row(line)
            sheet.titles.extend(title for title in titles if title not in sheet.titles)
        elif sheet is not None and titles is not None and not _RULER.fullmatch(line.strip()):
            sheet.rows.append(dict(zip(titles, split_row(line), strict=True)))
    return books


def grid_of(title: str, titles: list[str], rows: Iterable[Mapping[str, str]]) -> Grid:
    """A sheet of a table: the titles in row 1, the rows from row 2."""
    found: list[Row] = [(1, dict(enumerate(titles, 1)))]
    notes: list[tuple[str, str]] = []
    for number, row in enumerate(rows, 2):
        texts = {place: row.get(name, "") for place, name in enumerate(titles, 1)}
        for place, text in texts.items():
            if match := _NOTED.fullmatch(text):
                texts[place] = match[1]
                notes.append((f"{column_letters(place)}{number}", match[2]))
        values = {place: parse_value(text) for place, text in texts.items()}
        found.append((number, {place: value for place, value in values.items() if value is not None}))
    return Grid(title, found, comments=tuple(notes))


def book_of(text: BookText) -> Book:
    """A written workbook as a book of grids."""
    return Book(text.name, tuple(grid_of(sheet.title, sheet.titles, sheet.rows) for sheet in text.sheets.values()))
