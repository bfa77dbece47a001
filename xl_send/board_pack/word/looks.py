"""How the document looks: its styles, and the ground and ink of each status. A council restyles it by its styles."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from xl_send.board_pack.values import Tag
from xl_send.board_pack.word.texts import add_text

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle
    from docx.text.paragraph import Paragraph

FONT = "Arial"
LANGUAGE = "en-GB"
ACCENT, SOFT, INK, PALE = "12436D", "484F53", "0B0C0C", "F3F5F7"
FACT, NOTICE, CAPTION, CLOSING, LINK = "Fact", "Notice", "Caption", "Closing", "Hyperlink"
# Holds the turn from one layout of pages to another, and is not to be seen.
TURN = "Page turn"
CELL, CELL_HEADING, CELL_NOTE, CELL_POINT = "Table text", "Table heading", "Table note", "Table bullet"

# Ground and ink, as on the web page; a state without a colour of its own is dark on white.
STATES = {
    "red": ("FAE0DD", "8A0F1B"),
    "amber": ("FFEDBF", "6B3A00"),
    "green": ("D8EFE0", "00502B"),
    "complete": ("DCE8F4", ACCENT),
}
_NO_COLOUR = ("FFFFFF", "383F43")


class Style(NamedTuple):
    """A paragraph style: size, ink and spaces in points; whether it stays with what follows."""

    based_on: str
    size: float
    ink: str
    before: float = 0
    after: float = 0
    bold: bool = False
    indent: float = 0
    stays: bool = False


_STYLES = {
    "Normal": Style("", 11, INK, after=6),
    "Title": Style("Normal", 24, INK, after=4, bold=True),
    "Subtitle": Style("Normal", 13, ACCENT, after=4),
    "Heading 1": Style("Normal", 17, ACCENT, 18, 6, bold=True),
    "Heading 2": Style("Normal", 13, INK, 12, 4, bold=True),
    "List Bullet": Style("Normal", 11, INK, after=3),
    CAPTION: Style("Normal", 9.5, SOFT, 6, 3, stays=True),
    CLOSING: Style("Normal", 9.5, SOFT, 4, 3),
    FACT: Style("Normal", 11, INK, after=3),
    NOTICE: Style("Normal", 11, INK, 9, 4, bold=True, indent=6),
    CELL: Style("Normal", 9, INK, after=1),
    CELL_HEADING: Style(CELL, 9, INK, 2, 2, bold=True),
    CELL_NOTE: Style(CELL, 8.5, SOFT, after=1),
    CELL_POINT: Style("List Bullet", 9, INK, after=1),
    TURN: Style("Normal", 1, INK),
    "Header": Style("Normal", 8.5, SOFT),
    "Footer": Style("Normal", 8.5, SOFT),
}


def new_document() -> Document:
    """A document without a word in it, A4, in our styles."""
    import docx

    document = docx.Document()
    for name, style in _STYLES.items():
        _lay(document, _style(document, name), style)
    _edge(document.styles[NOTICE])
    _links(document)
    return document


def _links(document: Document) -> None:
    """The look of what leads to another place."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import RGBColor

    font = document.styles.add_style(LINK, WD_STYLE_TYPE.CHARACTER).font
    font.underline, font.color.rgb = True, RGBColor.from_string(ACCENT)


def _style(document: Document, name: str) -> ParagraphStyle:
    from docx.enum.style import WD_STYLE_TYPE

    known = name in document.styles
    found: ParagraphStyle = document.styles[name] if known else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    return found


def _lay(document: Document, found: ParagraphStyle, style: Style) -> None:
    """Give a style its looks. Fonts and colours are its own, not the theme's, so that they look alike everywhere."""
    from docx.shared import Pt, RGBColor

    if style.based_on:
        found.base_style = document.styles[style.based_on]
    font, layout = found.font, found.paragraph_format
    _own_font(found)
    font.size, font.bold, font.italic = Pt(style.size), style.bold, False
    font.color.rgb = RGBColor.from_string(style.ink)
    layout.space_before, layout.space_after = Pt(style.before), Pt(style.after)
    layout.line_spacing = 1.15
    if style.indent:
        layout.left_indent = Pt(style.indent)
    layout.keep_with_next = style.bold or style.stays


def _own_font(found: ParagraphStyle) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = found.element.get_or_add_rPr()
    for old in properties.findall(qn("w:rFonts")) + properties.findall(qn("w:spacing")):
        properties.remove(old)
    fonts = OxmlElement("w:rFonts")
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    properties.insert(0, fonts)
    layout = found.element.find(qn("w:pPr"))
    for old in [] if layout is None else layout.findall(qn("w:pBdr")):
        layout.remove(old)


def _edge(found: ParagraphStyle) -> None:
    """A line to the left of what a reader must know first."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    border, left = OxmlElement("w:pBdr"), OxmlElement("w:left")
    for name, value in {"val": "single", "sz": "24", "space": "8", "color": ACCENT}.items():
        left.set(qn(f"w:{name}"), value)
    border.append(left)
    layout = found.element.get_or_add_pPr()
    layout.insert_element_before(border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")


def shade(paragraph: Paragraph, tag: Tag) -> None:
    """Put a status at the end of a paragraph: its word, on its own ground."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    ground, ink = STATES.get(tag.look, _NO_COLOUR)
    run = add_text(paragraph, f"\N{NO-BREAK SPACE}{tag.word}\N{NO-BREAK SPACE}", bold=True)
    run.font.color.rgb = RGBColor.from_string(ink)
    shading = OxmlElement("w:shd")
    for name, value in {"val": "clear", "color": "auto", "fill": ground}.items():
        shading.set(qn(f"w:{name}"), value)
    run._r.get_or_add_rPr().append(shading)  # noqa: SLF001 - the library offers no shading
