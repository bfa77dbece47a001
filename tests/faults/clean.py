"""The six example workbooks without their planted faults, every sheet and column laid out in full."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from examples import as_read
from faults.corrections import CORRECTIONS, DELETE, Correction
from xl_send.findings import Finding
from xl_send.reading.labels import MATRIX_TITLE, SILENCE_TITLES
from xl_send.reading.markdown import BookText, SheetText, book_of
from xl_send.rules import Scope, all_rules, check
from xl_send.workbook.cells import column_letters
from xl_send.workbook.columns import Layout, Record, columns_of
from xl_send.workbook.sheets.thresholds import DEFAULT_MATRIX, Thresholds
from xl_send.workbook.submissions import SHEETS, Programme
from xl_send.xlsx.template.example import example_texts

LABEL, VALUE = "Setting", "Value"
# On the Thresholds sheet the risk matrix is wider than a label and its value.
WIDE = (LABEL, VALUE, "Third", "Fourth", "Fifth", "Sixth")

Blame = tuple[str, str, str]


def as_written() -> dict[str, BookText]:
    """The six workbooks with the faults planted in them, laid out as the template lays them."""
    return {text.name: lay_out(text) for text in example_texts()}


def clean_books() -> dict[str, BookText]:
    """The six workbooks with every planted fault put right."""
    books = as_written()
    for correction in CORRECTIONS:
        sheet = books[correction.workbook].sheets[correction.sheet]
        place = row_of(sheet, correction)
        if correction.text == DELETE:
            del sheet.rows[place]
        else:
            sheet.rows[place][correction.column] = correction.text
    return books


def lay_out(text: BookText) -> BookText:
    """A written workbook with every sheet and every column that is declared, those left out blank."""
    full = BookText(text.name)
    for record in SHEETS:
        title = record.SHEET.title
        full.sheets[title] = _laid(record, text.sheets.get(title) or SheetText(title))
    full.sheets.update({title: sheet for title, sheet in text.sheets.items() if title not in full.sheets})
    return full


def _laid(record: type[Record], written: SheetText) -> SheetText:
    titles = [column.title for column in columns_of(record)]
    if record.SHEET.layout is Layout.TABLE:
        return SheetText(written.title, [dict(row) for row in written.rows], titles)
    given = {row[written.titles[0]]: row[written.titles[1]] for row in written.rows}
    rows = [{LABEL: title, VALUE: given.get(title, "")} for title in titles]
    return SheetText(written.title, rows + (_matrix_and_silences() if record is Thresholds else []), list(WIDE))


def _matrix_and_silences() -> list[dict[str, str]]:
    numbers = [str(score) for score in range(1, 6)]
    colours = [[colour.value for colour in row] for row in DEFAULT_MATRIX]
    lines = [[MATRIX_TITLE, *numbers], *([number, *row] for number, row in zip(numbers, colours, strict=True))]
    return [dict(zip(WIDE, line, strict=False)) for line in [*lines, list(SILENCE_TITLES)]]


def row_of(sheet: SheetText, correction: Correction) -> int:
    """The place of the one row that a correction speaks of, counted from 0."""
    wanted = correction.where.items()
    (place,) = (number for number, row in enumerate(sheet.rows) if wanted <= row.items())
    return place


def address(sheet: SheetText, place: int, column: str) -> str:
    """Where a column's cell of a row lies: titles stand in row 1."""
    return f"{column_letters(sheet.titles.index(column) + 1)}{place + 2}"


def programme_of(books: Iterable[BookText]) -> Programme:
    """The workbooks as the product reads them."""
    return Programme(tuple(as_read(book_of(text)) for text in books))


def validated(programme: Programme) -> tuple[Finding, ...]:
    """What the catalogue finds in a programme, conflicts aside."""
    return check(programme, all_rules(Scope.VALIDATION).values())


@cache
def clean_findings() -> tuple[Finding, ...]:
    """What the catalogue finds in the clean programme."""
    return validated(programme_of(clean_books().values()))
