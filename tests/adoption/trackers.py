"""Trackers as councils keep them, each with what a person reads in it, made from `trackers.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule, IconSetRule
from openpyxl.styles import PatternFill
from openpyxl.styles.colors import Color
from openpyxl.worksheet.worksheet import Worksheet

HERE = Path(__file__).parent
RED = "FF0000"
NONE = "none"


@dataclass
class Truth:
    """A table as a person reads it: where its titles stand, which sheet it is, and what each title means.

    `rows` are the rows that are records; `holds` says for one row of theirs what ours must hold.
    """

    sheet: str
    place: str
    ours: str
    columns: Mapping[str, str]
    rows: tuple[int, ...]
    holds: Mapping[int, Mapping[str, object]]


@dataclass
class Tracker:
    """A workbook or plan as bytes, and what is in it."""

    content: bytes
    tables: tuple[Truth, ...]


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def fill(colour: str) -> PatternFill:
    """A fill by six digits, or by a colour of the theme and its tint: `theme 9 0.4`."""
    _, *theme = colour.split()
    made = Color(theme=int(theme[0]), tint=float(theme[1])) if theme else colour
    return PatternFill("solid", fgColor=made)


def sheet_of(rows: list[list[Any]], title: str = "Sheet1", book: Workbook | None = None) -> tuple[Workbook, Worksheet]:
    """A sheet of rows, in a new workbook unless one is given; a blank text is a blank cell."""
    made = book or Workbook()
    sheet = made.create_sheet(title) if book else made.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append([None if value == "" else value for value in row])
    return made, sheet


def _dressed(sheet: Worksheet, told: Mapping[str, Any]) -> None:
    """What a sheet shows besides its values."""
    for place in told.get("merged", ()):
        sheet.merge_cells(place)
    for place in told.get("hidden", ()):
        kept = sheet.row_dimensions[int(place)] if place.isdigit() else sheet.column_dimensions[place]
        kept.hidden = True
    for place, colour in told.get("fills", {}).items():
        sheet[place].fill = fill(colour)
    for place, text in told.get("comments", {}).items():
        sheet[place].comment = Comment(text, "SRO")
    for row in sheet[told["percents"]] if "percents" in told else ():
        for cell in row:
            cell.number_format = "0%"
    for value, colour in told.get("coloured", {}).items():
        rule = CellIsRule(operator="equal", formula=[value], fill=PatternFill(bgColor=colour))  # type: ignore[no-untyped-call]
        sheet.conditional_formatting.add(told["coloured_area"], rule)
    if "lights" in told:
        sheet.conditional_formatting.add(told["lights"], IconSetRule("3TrafficLights1", "num", [0, 2, 3]))  # type: ignore[no-untyped-call]


def _made(told: Mapping[str, Any]) -> Tracker:
    tables = tuple(
        Truth(
            table["sheet"], table["place"], table["ours"], table["columns"], tuple(table["rows"]),
            {int(row): held for row, held in table.get("holds", {}).items()},
        )
        for table in told["tables"]
    )  # fmt: skip
    if "file" in told:
        return Tracker((HERE / told["file"]).read_bytes(), tables)
    book: Workbook | None = None
    for each in told["sheets"]:
        book, sheet = sheet_of(each["rows"], each["title"], book)
        _dressed(sheet, each)
    assert book
    return Tracker(saved(book), tables)


_TOLD = tomllib.loads((HERE / "trackers.toml").read_text(encoding="utf-8"))
TRACKERS: Mapping[str, Callable[[], Tracker]] = {name: partial(_made, told) for name, told in _TOLD.items()}
