"""Returns to try the product on: the example's workbooks, edited as officers edit them, and small books of our own.

Cells are found by sheet, record and title, so that a case holds wherever a column stands.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path

from openpyxl.cell.cell import Cell
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet.worksheet import Worksheet

from known.on_demand import load_workbook
from packages import parts_of
from places import TEMPLATES
from xl_send.reading.markdown import parse_books, parse_value
from xl_send.workbook.cells import Percentage

BOOKS = Path(__file__).parent / "books"
EXAMPLES = ("early_help", "outreach", "statutory", "sufficiency", "transition", "workforce")
LABEL_SHEETS = ("Programme", "Thresholds")

Typed = str | float | date | None


class Return:
    """One workbook, to be edited and saved. A record is named as findings name it, or by its row."""

    def __init__(self, source: Path) -> None:
        self.name = source.name
        self.book = load_workbook(source)

    def sheet(self, title: str) -> Worksheet:
        found = self.book[title]
        assert isinstance(found, Worksheet)
        return found

    def row(self, sheet: str, record: str | int) -> int:
        """The row of a record such as TRN-M01, TRN-K02 at TRN-M05, TRN-K02 at 31 Oct 2026 or, of labels, As at."""
        if isinstance(record, int):
            return record
        return next(number for number in range(2, self.sheet(sheet).max_row + 1) if self._name(sheet, number) == record)

    def _name(self, sheet: str, number: int) -> str:
        first, second = (self.sheet(sheet).cell(number, place).value for place in (1, 2))
        if sheet not in {"Expectations", "Actuals"}:
            return str(first)
        return f"{first} at {f'{second.day} {second:%b %Y}' if isinstance(second, date) else second}"

    def column(self, sheet: str, title: str) -> int:
        if sheet in LABEL_SHEETS:
            return 2
        return next(cell.column for cell in self.sheet(sheet)[1] if cell.value == title)

    def cell(self, sheet: str, record: str | int, title: str = "") -> Cell:
        found = self.sheet(sheet).cell(self.row(sheet, record), self.column(sheet, title))
        assert isinstance(found, Cell)
        return found

    def at(self, sheet: str, record: str | int, title: str = "") -> str:
        """The address of a cell, such as C5."""
        return self.cell(sheet, record, title).coordinate

    def value(self, sheet: str, record: str | int, title: str = "") -> object:
        return self.cell(sheet, record, title).value

    def put(self, sheet: str, record: str | int, title: str, value: Typed) -> Return:
        """Type something into a cell."""
        typed(self.cell(sheet, record, title), value)
        return self

    def rename(self, sheet: str, title: str, new: str) -> Return:
        """Type over a heading."""
        self.sheet(sheet).cell(1, self.column(sheet, title)).value = new
        return self

    def below(self, sheet: str) -> int:
        """The first row below the last record."""
        page = self.sheet(sheet)
        return max(number for number in range(1, page.max_row + 1) if page.cell(number, 1).value is not None) + 1

    def add(self, sheet: str, **cells: Typed) -> Return:
        """Add a row; a title is written with underscores for its spaces."""
        return self.add_row(sheet, {title.replace("_", " "): value for title, value in cells.items()})

    def add_row(self, sheet: str, cells: Mapping[str, Typed]) -> Return:
        """Add a row below the last."""
        number = self.below(sheet)
        for title, value in cells.items():
            self.put(sheet, number, title, value)
        return self

    def save(self, folder: Path, name: str = "") -> Path:
        """Save it into a folder, made if need be."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / (name or self.name)
        self.book.save(path)
        return path


def typed(cell: Cell, value: Typed) -> None:
    """Put a value into a cell, shown as Excel shows what is typed."""
    cell.value = float(value) if isinstance(value, Percentage) else value
    if isinstance(value, Percentage):
        cell.number_format = "0%"
    elif isinstance(value, date):
        cell.number_format = "dd mmm yyyy"


def shipped(source: Path) -> Return:
    """A workbook that ships, to be edited."""
    return Return(source)


def raw_example(name: str = "transition") -> Path:
    """A workbook of the example as it ships; never to be written to."""
    return TEMPLATES / "example" / f"{name}.xlsx"


def example(name: str = "transition") -> Return:
    """A workbook of the example, to be edited."""
    return shipped(raw_example(name))


def sound() -> Return:
    """The example's transition return with its three planned faults put right: nothing is found in it."""
    return (
        example()
        .put("Milestones", "TRN-M06", "Evidence seen", "Programme site, Transition, 03 Profiles, 23 October 2026")
        .put("Milestones", "TRN-M10", "Forecast date", date(2027, 7, 21))
        .put("Actuals", "TRN-K03 at 22 May 2026", "Value", 0.57)
    )


def book(name: str, workbook: str = "") -> Return:
    """A workbook written in `books/NAME.md`, typed into a blank of the template; the first, or the one named."""
    texts = parse_books((BOOKS / f"{name}.md").read_text(encoding="utf-8"))
    text = next(book_text for book_text in texts if book_text.name == workbook or not workbook)
    made = shipped(TEMPLATES / "send_programme.xlsx")
    made.name = text.name
    for sheet in text.sheets.values():
        for row in sheet.rows:
            values = {title: _value(given) for title, given in row.items() if given}
            if sheet.title in LABEL_SHEETS:
                made.put(sheet.title, str(values["Item"]), "", values["Value"])
            else:
                made.add_row(sheet.title, values)
    return made


def edited(made: Return, name: str) -> Return:
    """A workbook with the edits of `books/NAME.md` made in it, from above to below."""
    (text,) = parse_books((BOOKS / f"{name}.md").read_text(encoding="utf-8"))
    for edit in text.sheets["Edits"].rows:
        value = edit["Value"]
        made.put(edit["Sheet"], edit["Record"], edit["Column"], _value(value) if value else None)
    return made


def _value(text: str) -> Typed:
    value = parse_value(text)
    assert isinstance(value, str | float | date), f"no plain cell: {text}"
    return value


def repacked(folder: Path, changes: Mapping[str, Callable[[str], str]], source: Path | None = None) -> Path:
    """A workbook, the example's transition return by default, with parts of its package changed.

    It is for what openpyxl cannot write, or would write otherwise than Excel leaves it.
    """
    source = source or raw_example()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / source.name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for part, content in parts_of(source).items():
            change = changes.get(part)
            package.writestr(part, change(content.decode("utf-8")) if change else content)
    return path


def sheet_part(sheet: str) -> str:
    """The part of the example's package that holds a sheet."""
    return f"xl/worksheets/sheet{_titles().index(sheet) + 1}.xml"


@cache
def _titles() -> list[str]:
    return re.findall(r'<sheet name="([^"]*)"', parts_of(raw_example())["xl/workbook.xml"].decode("utf-8"))


def table_part(table: str) -> str:
    """The part of the example's package that holds a table."""
    mark = f'name="{table}"'.encode()
    parts = parts_of(raw_example())
    return next(part for part, content in parts.items() if part.startswith("xl/tables/") and mark in content)


def with_cells(xml: str, cells: Mapping[str, str]) -> str:
    """A sheet's part with the inner XML of some cells put in: `{"L7": "<f>A1</f><v>0</v>"}`."""
    for address, inner in cells.items():
        xml = _with_cell(xml, address, inner)
    return xml


def _with_cell(xml: str, address: str, inner: str) -> str:
    letters = address.rstrip("0123456789")
    number = address.removeprefix(letters)
    row = re.search(rf'(<row r="{number}"[^>]*>)(.*?)(</row>)', xml, re.DOTALL)
    if not row:
        return _with_cell(_with_row(xml, int(number)), address, inner)
    cells = {item[2]: item[1] for item in re.finditer(r'(<c r="([A-Z]+)\d+"[^>]*?(?:/>|>.*?</c>))', row[2], re.DOTALL)}
    style = re.search(r' s="\d+"', cells.get(letters, ""))
    kind = ' t="inlineStr"' if inner.startswith("<is>") else ""
    cells[letters] = f'<c r="{address}"{style[0] if style else ""}{kind}>{inner}</c>'
    content = "".join(cells[each] for each in sorted(cells, key=column_index_from_string))
    return xml[: row.start(2)] + content + xml[row.end(2) :]


def _with_row(xml: str, number: int) -> str:
    later = [item for item in re.finditer(r'<row r="(\d+)"', xml) if int(item[1]) > number]
    at = later[0].start() if later else xml.index("</sheetData>")
    return f'{xml[:at]}<row r="{number}"></row>{xml[at:]}'
