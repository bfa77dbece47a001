"""Tables: a heading row that repeats, rows that stay whole, widths by what stands in a column, no merged cells.

They are written as the XML that they are: cell by cell the library takes longer than all else together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from xl_send.board_pack.values import PackTable, TableEntry
from xl_send.board_pack.word.columns import widths_of
from xl_send.board_pack.word.looks import CAPTION, CELL, CELL_HEADING, CELL_NOTE, CELL_POINT, CLOSING, PALE, shaded
from xl_send.board_pack.word.texts import Paper, add_text
from xl_send.workbook.characters import for_documents

_LINE = "B1B4B6"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# Twentieths of a point in a centimetre.
_TWIPS = 1440 / 2.54
_EDGES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{_LINE}"/>' for side in ("top", "bottom", "insideH")
)
_MARGINS = "".join(
    f'<w:{side} w:w="{wide}" w:type="dxa"/>'
    for side, wide in {"top": 12, "left": 50, "bottom": 12, "right": 50}.items()
)
_LOOK = (
    '<w:tblLook w:val="00A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="1" '
    'w:noVBand="1"/>'
)


def add_pack_table(paper: Paper, table: PackTable, width: float, *, spoken: bool = False) -> None:
    """Write a table as wide as the text, its caption above it unless that is only spoken; what was left out below."""
    from docx.oxml import parse_xml

    if not spoken:
        add_text(paper.paragraph(CAPTION), table.caption)
    made = parse_xml(_table(paper, table, [round(wide * _TWIPS) for wide in widths_of(table, width)]))
    paper.document.element.body.insert_element_before(made, "w:sectPr")
    if table.closing:
        add_text(paper.paragraph(CLOSING), table.closing)


def _table(paper: Paper, table: PackTable, widths: Sequence[int]) -> str:
    """The table with what a screen reader and a printer need to know of it, and how it looks."""
    heading = paper.style_id(CELL_HEADING)
    titles = [_paragraph(heading, _run(title.title)) for title in table.headings]
    rows = [_row(titles, widths, heading=True)]
    for entries in table.rows:
        cells = ["".join(_entry(paper, entry, is_name=place == 0)) for place, entry in enumerate(entries)]
        rows.append(_row(cells, widths, heading=False))
    grid = "".join(f'<w:gridCol w:w="{wide}"/>' for wide in widths)
    properties = (
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{_EDGES}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{_MARGINS}</w:tblCellMar>{_LOOK}"
        f'<w:tblCaption w:val="{escape(for_documents(table.caption))}"/>'
    )
    return f'<w:tbl xmlns:w="{_W}"><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'


def _row(cells: Sequence[str], widths: Sequence[int], *, heading: bool) -> str:
    shading = f'<w:shd w:val="clear" w:color="auto" w:fill="{PALE}"/>' if heading else ""
    repeats = "<w:tblHeader/>" if heading else ""
    inner = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{shading}</w:tcPr>{cell}</w:tc>'
        for cell, wide in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{repeats}</w:trPr>{inner}</w:tr>"


def _entry(paper: Paper, entry: TableEntry, *, is_name: bool) -> Iterator[str]:
    """What stands in one place: its status, its text, its points, its small print; a cell is never without one."""
    text = paper.style_id(CELL)
    if entry.tag:
        yield _paragraph(text, shaded(entry.tag))
    if entry.text or entry.empty:
        yield _paragraph(text, _run(entry.text, bold=is_name))
    for point in entry.points:
        yield _paragraph(paper.style_id(CELL_POINT), _run(point))
    for note in entry.notes:
        yield _paragraph(paper.style_id(CELL_NOTE), _run(note))


def _paragraph(style: str, run: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run}</w:p>'


def _run(text: str, *, bold: bool = False) -> str:
    if not text:
        return ""
    lines = for_documents(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    words = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in lines)
    weight = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f"<w:r>{weight}{words}</w:r>"
