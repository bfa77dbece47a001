"""A workbook of lists: each on a sheet of its own with notes above it, as a table that sorts and filters."""

from __future__ import annotations

import io
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from xl_send.results import Status
from xl_send.xlsx.write.cell_writer import DAY_FORMAT, shortened, write_day, write_text
from xl_send.xlsx.write.conditional_formats import colour_by_worst, colour_states
from xl_send.xlsx.write.looks import STATES, Looks
from xl_send.xlsx.write.new_books import CREATED, OPTIONS
from xl_send.xlsx.write.page_setup import set_up_page
from xl_send.xlsx.write.repack import repacked
from xl_send.xlsx.write.table_sheets import add_table
from xl_send.xlsx.write.validations import heading_message
from xl_send.xlsx.write.widths import row_height

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

# Each title with its width in characters and what stands below it.
Titles = Mapping[str, tuple[int, str]]
Entry = str | float | date | None
NO_PART = "none"


class Listing(NamedTuple):
    """One list: its sheet, the notes above it, its titles and rows.

    Entries below `marked` light up; those below `coloured` carry the colour of the state they name, and those below
    `tinted` that of the worst of several, each told at a line's end in brackets: (3 July 2026, Red).
    """

    name: str
    notes: Sequence[str]
    titles: Titles
    rows: Sequence[Sequence[Entry]]
    marked: str = ""
    coloured: Collection[str] = ()
    tinted: Collection[str] = ()


def listing_workbook(title: str, listings: Sequence[Listing]) -> bytes:
    """The lists as the bytes of an .xlsx file. Text is text, also where it begins with an equals sign."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    book = Workbook(out, dict(OPTIONS))
    book.set_properties({"title": title, "author": "xl_send", "created": CREATED})
    looks = Looks(book)
    for listing in listings:
        write_listing(book, looks, listing)
    book.close()
    return repacked(out.getvalue(), keep=NO_PART)


def write_listing(book: Workbook, looks: Looks, listing: Listing) -> None:
    """Add one list to a workbook as its last sheet."""
    _fill(_sheet(book, looks, listing), looks, listing)


def _sheet(book: Workbook, looks: Looks, listing: Listing) -> Worksheet:
    sheet: Worksheet = book.add_worksheet(listing.name)
    top = len(listing.notes)
    for column, (name, (width, text)) in enumerate(listing.titles.items()):
        sheet.set_column(column, column, width, looks.cell())
        if text:
            sheet.data_validation(top, column, top, column, heading_message(name, text))
    for row, note in enumerate(listing.notes):
        sheet.set_row(row, 20, looks.bare())
        sheet.write_string(row, 0, note, looks.note())
    set_up_page(sheet, sum(width for width, _ in listing.titles.values()), header_rows=top + 1, frozen_columns=2)
    sheet.set_row(top, 26)
    return sheet


def _fill(sheet: Worksheet, looks: Looks, listing: Listing) -> None:
    headers = [(title, looks.header("calculated")) for title in listing.titles]
    top, last = len(listing.notes), len(listing.notes) + max(1, len(listing.rows))
    add_table(sheet, (top, 0, last, len(headers) - 1), "".join(["tbl", *listing.name.split()]), headers)
    for place, row in enumerate(listing.rows, top + 1):
        for column, entry in enumerate(row):
            _write(sheet, looks, (place, column), entry)
        texts = zip(row, listing.titles.values(), strict=True)
        sheet.set_row(place, row_height((text, width) for text, (width, _) in texts if isinstance(text, str)))
    for title in listing.coloured:
        column = list(listing.titles).index(title)
        colour_states(sheet, looks, (top + 1, column, last, column))
    for title in listing.tinted:
        column = list(listing.titles).index(title)
        colour_by_worst(sheet, looks, (top + 1, column, last, column))
    if listing.marked:
        column = list(listing.titles).index(listing.marked)
        lit = {"type": "no_blanks", "format": looks.when(STATES[Status.AMBER])}
        sheet.conditional_format(top + 1, column, last, column, lit)


def _write(sheet: Worksheet, looks: Looks, at: tuple[int, int], entry: Entry) -> None:
    if isinstance(entry, date):
        write_day(sheet, at, entry, looks.cell(DAY_FORMAT))
    elif isinstance(entry, int | float):
        sheet.write_number(*at, entry, looks.cell("General", figure=True))
    elif entry:
        write_text(sheet, at, shortened(entry), looks.cell())
    else:
        sheet.write_blank(*at, None, looks.cell())
