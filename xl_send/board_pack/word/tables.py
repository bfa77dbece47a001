"""Tables: a heading row that repeats, rows that stay whole, widths by what stands in a column, no merged cells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from xl_send.board_pack.values import Table, TableEntry
from xl_send.board_pack.word.columns import widths_of
from xl_send.board_pack.word.looks import CAPTION, CELL, CELL_HEADING, CELL_NOTE, CELL_POINT, CLOSING, PALE, shade
from xl_send.board_pack.word.texts import add_text

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.table import CT_Tbl
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.shared import Length
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

_LINE = "B1B4B6"


def add_table(document: Document, table: Table, width: float, *, spoken: bool = False) -> None:
    """Write a table as wide as the text, its caption above it unless that is only spoken; what was left out below."""
    from docx.table import _Cell

    if not spoken:
        add_text(document.add_paragraph(style=CAPTION), table.caption)
    made = document.add_table(rows=1 + len(table.rows), cols=len(table.headings))
    made.autofit = False
    _dress(made._tbl, table, widths_of(table, width))  # noqa: SLF001 - the library offers no widths of whole columns
    styles = {name: document.styles[name].style_id for name in (CELL, CELL_HEADING, CELL_NOTE, CELL_POINT)}
    rows = [[_Place(_Cell(cell, made), styles) for cell in row.tc_lst] for row in made._tbl.tr_lst]  # noqa: SLF001
    for place, heading in zip(rows[0], table.headings, strict=True):
        add_text(place.paragraph(CELL_HEADING), heading.title)
    for places, entries in zip(rows[1:], table.rows, strict=True):
        for number, (place, entry) in enumerate(zip(places, entries, strict=True)):
            _fill(place, entry, is_name=number == 0)
    if table.closing:
        add_text(document.add_paragraph(style=CLOSING), table.closing)


class _Place:
    """A cell, filled paragraph by paragraph; it has one from the start, as every cell must."""

    def __init__(self, cell: _Cell, styles: Mapping[str, str]) -> None:
        self._cell = cell
        self._styles = styles
        self._used = False

    def paragraph(self, style: str) -> Paragraph:
        """The first paragraph, then new ones."""
        found: Paragraph = self._cell.add_paragraph() if self._used else self._cell.paragraphs[0]
        self._used = True
        found._p.style = self._styles[style]  # noqa: SLF001 - the library looks each style up anew, which is slow
        return found


def _fill(place: _Place, entry: TableEntry, *, is_name: bool) -> None:
    """What stands in one place: its status, its text, its points, its small print."""
    if entry.tag:
        shade(place.paragraph(CELL), entry.tag)
    if entry.text or entry.empty:
        add_text(place.paragraph(CELL), entry.text, bold=True if is_name else None)
    for point in entry.points:
        add_text(place.paragraph(CELL_POINT), point)
    for note in entry.notes:
        add_text(place.paragraph(CELL_NOTE), note)


def _dress(made: CT_Tbl, table: Table, widths: list[float]) -> None:
    """What a screen reader and a printer need to know of a table, and how it looks."""
    _describe(made, table.caption)
    for column, width in zip(made.tblGrid.gridCol_lst, widths, strict=True):
        column.w = _length(width)
    for number, row in enumerate(made.tr_lst):
        properties = row.get_or_add_trPr()
        properties.append(_element("w:cantSplit"))
        if number == 0:
            properties.append(_element("w:tblHeader"))
        for cell, width in zip(row.tc_lst, widths, strict=True):
            cell.width = _length(width)
            if number == 0:
                cell.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill=PALE))


def _describe(made: CT_Tbl, caption: str) -> None:
    properties = made.tblPr
    for name in ("w:tblLook", "w:tblStyle", "w:tblCaption"):
        for old in properties.xpath(name):
            properties.remove(old)
    borders = _element("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        borders.append(_element(f"w:{side}", val="single", sz="4", space="0", color=_LINE))
    margins = _element("w:tblCellMar")
    for side, wide in {"top": 12, "left": 50, "bottom": 12, "right": 50}.items():
        margins.append(_element(f"w:{side}", w=str(wide), type="dxa"))
    look = _element("w:tblLook", val="00A0", firstRow="1", lastRow="0", firstColumn="1", lastColumn="0", noHBand="1",
                    noVBand="1")  # fmt: skip
    layout = properties.find(_name("w:tblLayout"))
    layout.addprevious(borders)
    for item in (look, margins):
        layout.addnext(item)
    look.addnext(_element("w:tblCaption", val=caption))


def _element(tag: str, **values: str) -> BaseOxmlElement:
    from docx.oxml import OxmlElement

    made = OxmlElement(tag)
    for name, value in values.items():
        made.set(_name(f"w:{name}"), value)
    return made


def _name(tag: str) -> str:
    from docx.oxml.ns import qn

    return qn(tag)


def _length(centimetres: float) -> Length:
    from docx.shared import Cm

    return Cm(round(centimetres, 2))
