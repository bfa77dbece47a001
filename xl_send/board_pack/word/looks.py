"""How the document looks: its styles, and the ground and ink of each status. A council restyles it by its styles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xl_send.board_pack.values import Tag
from xl_send.board_pack.word.page_setup import lay_pages
from xl_send.board_pack.word.style_base import WANTED, StyleBase, opened
from xl_send.value_classes import NamedTuple

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle
    from docx.text.paragraph import Paragraph

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FONT = "Arial"
LANGUAGE = "en-GB"
ACCENT, SOFT, INK, PALE = "12436D", "484F53", "0B0C0C", "F3F5F7"
FACT, CAPTION, CLOSING, LINK, MARKING = "Fact", "Caption", "Closing", "Hyperlink", "Marking"
EXHIBIT, PICTURE_TEXT, PICTURE_TEXT_ID = "Exhibit", "Picture text", "Picturetext"
CELL, CELL_HEADING, CELL_NOTE, CELL_POINT = "Table text", "Table heading", "Table note", "Table bullet"

# Ground and ink, as on the web page; a state without a colour of its own is dark on white.
STATES = {
    "red": ("FAE0DD", "8A0F1B"),
    "amber": ("FFEDBF", "6B3A00"),
    "green": ("D8EFE0", "00502B"),
    "complete": ("DCE8F4", ACCENT),
}
_NO_COLOUR = ("FFFFFF", "383F43")
# A sign before the word, so that colour is never alone.
_SIGNS = {"red": "\N{BLACK SQUARE}", "amber": "\N{BLACK UP-POINTING TRIANGLE}", "green": "\N{BLACK CIRCLE}"}
# How much larger large print is: 10 points become 16.
_LARGE = 1.6


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
    "Normal": Style("", 9.5, INK, after=2.5),
    "Title": Style("Normal", 17, INK, after=1, bold=True),
    "Subtitle": Style("Normal", 10.5, ACCENT, after=1, bold=True),
    MARKING: Style("Normal", 9.5, INK, after=4, bold=True),
    "Heading 1": Style("Normal", 14, ACCENT, 4, 2, bold=True),
    "Heading 2": Style("Normal", 10.5, INK, 3, 1, bold=True),
    "List Bullet": Style("Normal", 9.5, INK, after=0, indent=11),
    CAPTION: Style("Normal", 8.5, SOFT, 3, 1, stays=True),
    CLOSING: Style("Normal", 8.5, SOFT, 1, 2),
    FACT: Style("Normal", 9.5, INK, after=1),
    EXHIBIT: Style("Normal", 9.5, INK, after=0),
    PICTURE_TEXT: Style("Normal", 8, INK),
    CELL: Style("Normal", 8.5, INK, after=0),
    CELL_HEADING: Style(CELL, 8.5, INK, 1, 1, bold=True),
    CELL_NOTE: Style(CELL, 8, SOFT, after=0),
    CELL_POINT: Style("List Bullet", 8.5, INK, after=0, indent=9),
    "Header": Style("Normal", 8.5, SOFT),
    "Footer": Style("Normal", 8.5, SOFT),
}


def new_document(base: StyleBase | None = None, *, large: bool = False) -> Document:
    """A document without a word in it: A4 in our styles, or in those of a council's own document."""
    import docx

    document = opened(base) if base else docx.Document()
    theirs = {style.name for style in document.styles} & {*WANTED, "Header", "Footer"} if base else set()
    for name, style in _STYLES.items():
        if name not in theirs:
            _lay(document, _style(document, name), style, _LARGE if large else 1.0, own_font=base is None)
    if LINK not in document.styles:
        _links(document)
    if base is None:
        lay_pages(document.sections[0])
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


def _lay(document: Document, found: ParagraphStyle, style: Style, times: float, *, own_font: bool) -> None:
    """Give a style its looks, so many times as large.

    Fonts and colours are its own, not the theme's, so that they look alike everywhere; in a council's document the
    font is that of its Normal style.
    """
    from docx.shared import Pt, RGBColor

    if style.based_on:
        found.base_style = document.styles[style.based_on]
    font, layout = found.font, found.paragraph_format
    if own_font:
        _own_font(found)
    font.size, font.bold, font.italic = Pt(round(style.size * times * 2) / 2), style.bold, False
    font.color.rgb = RGBColor.from_string(style.ink)
    layout.space_before, layout.space_after = Pt(style.before), Pt(style.after)
    layout.line_spacing = 1.0 if style.size <= 10 and times == 1 else 1.1
    if style.indent:
        layout.left_indent, layout.first_line_indent = Pt(style.indent), Pt(-style.indent)
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


def shade(paragraph: Paragraph, tag: Tag) -> None:
    """Put a status at the end of a paragraph: its word, on its own ground."""
    from docx.oxml import parse_xml

    run = shaded(tag).replace("<w:r>", f'<w:r xmlns:w="{_W}">', 1)
    paragraph._p.append(parse_xml(run))  # noqa: SLF001 - the library offers no shading


def shaded(tag: Tag) -> str:
    """A status as a run of text: a sign and its word, on its own ground."""
    ground, ink = STATES.get(tag.look, _NO_COLOUR)
    sign = f"{_SIGNS[tag.look]}\N{NO-BREAK SPACE}" if tag.look in _SIGNS else ""
    word = f"\N{NO-BREAK SPACE}{sign}{tag.word.replace(' ', chr(160))}\N{NO-BREAK SPACE}"
    look = f'<w:b/><w:color w:val="{ink}"/><w:shd w:val="clear" w:color="auto" w:fill="{ground}"/>'
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{word}</w:t></w:r>'
