"""Checks and Status as the XML of a sheet that is written where there is none, and what any such sheet is to hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat

from xl_send.table import CellLink, ColumnLook, Table, cell_content
from xl_send.text import as_text
from xl_send.value_classes import NamedTuple
from xl_send.workbook.cells import column_letters
from xl_send.xlsx.update.new_looks import NewLooks, lit
from xl_send.xlsx.update.xml_patch import Child, xml_text
from xl_send.xlsx.write.result_rows import (
    CHECKS,
    CHECKS_TITLES,
    EXPLANATION_WIDTHS,
    EXPLANATIONS_NOTE,
    EXPLANATIONS_PLACE,
    LINK_PLACE,
    STATUS,
    TITLE_ROW,
)
from xl_send.xlsx.write.widths import listing_height

LONGEST = 32_767
_SHARES = re.compile(rb'<(?:\w+:)?c [^<>]*\bt="s"')
_USED = re.compile(rb'(<(?:\w+:)?sst [^<>]*\bcount=")(\d+)"')
# Excel makes no row higher.
HIGHEST = 409.5
FIRST_ROW = TITLE_ROW + 2
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class ResultSheet(NamedTuple):
    """What a result sheet is to hold: its rows of texts under its titles, and where the cell of a row leads.

    `known_by` are titles by whose texts a row is known again, so that what its owner wrote beside it stays with it;
    `beside` are titles of a table of the owner's own that a new sheet gets on the right; `looks` are its columns'.
    """

    title: str
    note: str
    titles: Mapping[str, tuple[int, str]]
    rows: Sequence[tuple[str, ...]]
    links: Mapping[int, CellLink]
    known_by: Sequence[Sequence[str]] = ()
    beside: Mapping[str, int] = {}
    looks: Sequence[ColumnLook] = ()

    def cell(self, number: int, title: str, text: str) -> str | CellLink:
        """What is written under a title in one of our rows: its text, or the link that goes with a record."""
        link = self.links.get(number) if title in list(self.titles)[LINK_PLACE : LINK_PLACE + 1] else None
        return link if link and link.formula else text


# The titles by whose texts a row of ours is known again, those that tell most first.
KNOWN_BY = {CHECKS: (("Finding",), ("Rule", "Sheet", "Cell")), STATUS: (("ID", "Kind"),)}


def result_sheet(table: Table) -> ResultSheet:
    """A table as a sheet of texts, in which a cell of the workbook is a link to itself."""
    titles = {column.title: (column.width, column.help) for column in table.columns}
    linked = table.titles[LINK_PLACE : LINK_PLACE + 1] == list(CHECKS_TITLES)[LINK_PLACE : LINK_PLACE + 1]
    links = {
        number: cell
        for number, row in enumerate(table.rows if linked else ())
        if isinstance(cell := row[LINK_PLACE], CellLink)
    }
    rows = [tuple(as_text(cell_content(cell)) for cell in row) for row in table.rows]
    known_by, beside = KNOWN_BY.get(table.name, ()), EXPLANATION_WIDTHS if table.name == CHECKS else {}
    looks = [column.look for column in table.columns]
    return ResultSheet(table.name, table.note, titles, rows, links, known_by, beside, looks)


def new_sheet(sheet: ResultSheet, namespace: str, looks: NewLooks) -> bytes:
    """The part of a new sheet, in the namespace of its workbook, with looks that were put among the workbook's own."""
    last, wrapped = len(sheet.titles), looks.wrapped
    columns = [
        _column(place, title, width, wrapped) for place, (title, (width, _)) in enumerate(sheet.titles.items(), 1)
    ]
    columns += [
        _column(place, "", width, wrapped) for place, width in enumerate(sheet.beside.values(), EXPLANATIONS_PLACE + 1)
    ]
    titles = [text_cell(f"{column_letters(place)}2", title, wrapped) for place, title in enumerate(sheet.titles, 1)]
    note = [text_cell("A1", sheet.note)]
    if sheet.beside:
        note.append(text_cell(f"{column_letters(EXPLANATIONS_PLACE + 1)}1", EXPLANATIONS_NOTE))
    titles += [
        text_cell(f"{column_letters(place)}2", title, wrapped)
        for place, title in enumerate(sheet.beside, EXPLANATIONS_PLACE + 1)
    ]
    frozen = {"ySplit": "2", "topLeftCell": f"A{FIRST_ROW}", "activePane": "bottomLeft", "state": "frozen"}
    rows = [
        Child(
            "row",
            {"r": str(FIRST_ROW + at), **height(texts, list(sheet.titles.values()))},
            list(
                row_cells(
                    FIRST_ROW + at, list(map(sheet.cell, repeat(at), sheet.titles, texts)), range(1, last + 1), wrapped
                )
            ),
        )
        for at, texts in enumerate(sheet.rows)
    ]
    links = list(link_elements(sheet, LINK_PLACE + 1, FIRST_ROW))
    parts = [
        Child("sheetPr", {}, [Child("pageSetUpPr", {"fitToPage": "1"})]),
        Child("sheetViews", {}, [Child("sheetView", {"workbookViewId": "0"}, [Child("pane", frozen)])]),
        Child("cols", {}, columns),
        Child("sheetData", {}, [Child("row", {"r": "1"}, note), Child("row", {"r": "2"}, titles), *rows]),
        *lit(sheet.looks, FIRST_ROW, looks),
        *([Child("hyperlinks", {}, links)] if links else []),
        Child("pageSetup", {"paperSize": "9", "orientation": "landscape", "fitToHeight": "0"}),
    ]
    return f"{_DECLARATION}{xml_text(Child('worksheet', {'xmlns': namespace}, parts))}".encode()


def height(texts: Sequence[str], widths: Sequence[tuple[int, str]]) -> dict[str, str]:
    """The height at which every text of a row that is shown is read whole, as far as Excel goes."""
    hidden = list(CHECKS_TITLES).index("Place") if len(widths) == len(CHECKS_TITLES) else -1
    shown = [
        (text, width) for place, (text, (width, _)) in enumerate(zip(texts, widths, strict=True)) if place != hidden
    ]
    return {"ht": f"{min(listing_height(shown), HIGHEST):g}"}


def row_cells(
    number: int, texts: Iterable[str | CellLink], places: Iterable[int], style: str | None = None
) -> Iterable[Child]:
    """The filled cells of one row of ours."""
    for place, text in zip(places, texts, strict=True):
        if isinstance(text, CellLink):
            yield link_cell(f"{column_letters(place)}{number}", text, style)
        elif text:
            yield text_cell(f"{column_letters(place)}{number}", text, style)


def link_cell(address: str, link: CellLink, style: str | None = None) -> Child:
    """A cell that leads to where a record stands, with the address at which it was found as its value so far."""
    look = {} if style is None else {"s": style}
    parts = [Child("f", {}, link.formula), Child("v", {}, link.address)]
    return Child("c", {"r": address, **look, "t": "str"}, parts)


def text_cell(address: str, text: str, style: str | None = None) -> Child:
    """A cell whose text is text, whatever it begins with."""
    look = {} if style is None else {"s": style}
    return Child("c", {"r": address, **look, "t": "inlineStr"}, [text_child(text)])


def text_child(text: str) -> Child:
    """What a cell holds that is text, whatever it begins with."""
    return Child("is", {}, [Child("t", {"xml:space": "preserve"}, safe(text))])


def safe(text: str) -> str:
    """A text as Excel holds it."""
    return _LOOKS_ESCAPED.sub("_x005F_", text[:LONGEST])


def shared_uses(part: bytes) -> int:
    """How many cells of a sheet's part name a text that cells share."""
    return len(_SHARES.findall(part))


def with_uses(strings: bytes, more: int) -> bytes:
    """The part of shared texts, which says how often they are used, with so many more uses; or fewer."""
    return _USED.sub(lambda found: found[1] + str(int(found[2]) + more).encode() + b'"', strings, count=1)


def link_elements(sheet: ResultSheet, place: int, first: int) -> Iterable[Child]:
    """The links of a column of cells, from a first row down."""
    for row, link in sheet.links.items():
        if not link.formula:
            target = f"'{link.sheet.replace(chr(39), chr(39) * 2)}'!{link.address}"
            where = {"ref": f"{column_letters(place)}{first + row}", "location": target}
            yield Child("hyperlink", where)


def _column(place: int, title: str, width: int, wrapped: str | None) -> Child:
    hidden = {"hidden": "1"} if title == "Place" else {}
    look = {} if wrapped is None else {"style": wrapped}
    return Child("col", {"min": str(place), "max": str(place), "width": str(width), "customWidth": "1"} | look | hidden)
