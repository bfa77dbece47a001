"""The workbooks that ship filled: the blank with its calendar, the example programme, real figures.

Their content is written as Markdown in `xl_send/example`, so that it can be read and reviewed there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from xl_send.findings import Finding
from xl_send.reading import read_book
from xl_send.reading.markdown import BookText, SheetText, book_of, parse_books, parse_value
from xl_send.results import Item
from xl_send.value_classes import replace
from xl_send.workbook.cells import Book, Value
from xl_send.workbook.columns import Layout
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.submissions import SHEETS
from xl_send.xlsx.template.template import WorkbookContent, workbook_bytes

SHARED, REAL = "shared.md", "real.md"


def template_workbook(edition: str, *, buttons: bool = False) -> bytes:
    """The blank workbook: no rows, but the English calendar and the usual own lists.

    With `buttons` its Start page tells of them; it holds no macros yet.
    """
    return workbook_bytes(edition, replace(blank_content(), buttons=buttons))


def blank_content() -> WorkbookContent:
    """What a workbook holds before anybody fills it in: the English calendar and the usual own lists."""
    shared = _shared()
    return content_of(BookText("", {title: shared.sheets[title] for title in ("Calendar", "Lists")}))


def example_texts() -> Iterator[BookText]:
    """The six workbooks of the example programme as written, shared sheets included."""
    for place in sorted(files("xl_send").joinpath("example").iterdir(), key=lambda item: item.name):
        if place.name.endswith(".md") and place.name not in {SHARED, REAL}:
            text = parse_books(place.read_text(encoding="utf-8"))[0]
            yield BookText(text.name, {**_shared().sheets, **text.sheets})


def real_text() -> BookText:
    """The published figures as written."""
    return _parsed(REAL)


@cache
def example_workbooks() -> Mapping[str, bytes]:
    """The six example workbooks by file name, as the bytes of .xlsx files; made once, for they are always the same."""
    made = {text.name: workbook_bytes("programme", content_of(text)) for text in example_texts()}
    return MappingProxyType(made)


def checked_example(name: str, findings: Sequence[Finding], items: Sequence[Item]) -> bytes:
    """One example workbook with what the product says of it on its Checks and Status sheets."""
    text = next(text for text in example_texts() if text.name == name)
    return workbook_bytes("programme", replace(content_of(text), findings=findings, items=items))


def real_workbook() -> bytes:
    """The published figures carried into a workbook, as the bytes of an .xlsx file."""
    return workbook_bytes("programme", content_of(real_text()))


def content_of(text: BookText) -> WorkbookContent:
    """A written workbook as what a template is filled with."""
    rows, labels = {}, {}
    for record in SHEETS:
        written = text.sheets.get(record.SHEET.title)
        values = [_values(row) for row in written.rows] if written else []
        if record.SHEET.layout is Layout.TABLE:
            rows[record] = values
        else:
            labels[record] = {
                str(first): last for first, last in (tuple(row.values()) for row in values if len(row) > 1)
            }
    lists = text.sheets.get("Lists")
    own = {title: [row[title] for row in lists.rows if row.get(title)] for title in lists.titles} if lists else {}
    read = read_book(Book(text.name, book_of(text).grids))
    return WorkbookContent(
        rows=rows, labels=labels, own_lists=own, calendar=read.all(CalendarEntry), explanations=read.explanations
    )


def _values(row: Mapping[str, str]) -> dict[str, Value]:
    parsed = {title: parse_value(text) for title, text in row.items()}
    return {title: value for title, value in parsed.items() if value is not None}


def shared_sheets() -> Mapping[str, SheetText]:
    """The sheets that are the same in every workbook of the example."""
    return _shared().sheets


def _shared() -> BookText:
    return _parsed(SHARED)


def _parsed(name: str) -> BookText:
    return parse_books(files("xl_send").joinpath("example", name).read_text(encoding="utf-8"))[0]
