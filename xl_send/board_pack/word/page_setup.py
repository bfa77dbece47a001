"""Pages: upright A4, and the same foot on each with its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xl_send.board_pack.word.texts import add_text

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section as Pages
    from docx.text.paragraph import Paragraph

# A4 in centimetres.
LONG, SHORT, MARGIN = 29.7, 21.0, 1.5
_EMU = 360_000


def page_width(document: Document) -> float:
    """How wide the text of a page is, in centimetres."""
    pages = document.sections[0]
    page, left, right = pages.page_width, pages.left_margin, pages.right_margin
    if page is None or left is None or right is None:
        return SHORT - 2 * MARGIN
    return round((page - left - right) / _EMU, 3)


def lay_pages(pages: Pages) -> None:
    """Make the pages upright A4 with narrow margins."""
    from docx.enum.section import WD_ORIENTATION
    from docx.shared import Cm

    pages.orientation = WD_ORIENTATION.PORTRAIT
    pages.page_width, pages.page_height = Cm(SHORT), Cm(LONG)
    pages.left_margin = pages.right_margin = Cm(MARGIN)
    pages.top_margin, pages.bottom_margin = Cm(1.0), Cm(1.2)
    pages.header_distance = pages.footer_distance = Cm(0.6)


def number_pages(document: Document, text: str) -> None:
    """The foot of every page: what this is, and its number. A council's own foot keeps its words, and gains a line."""
    for number, pages in enumerate(document.sections):
        foot = pages.footer
        if foot.is_linked_to_previous and number > 0:
            continue
        bare = len(foot.paragraphs) == 1 and not foot.paragraphs[0].text and not foot.tables
        line = foot.paragraphs[0] if bare else foot.add_paragraph()
        add_text(line, f"{text}. Page ")
        _field(line, "PAGE")
        add_text(line, " of ")
        _field(line, "NUMPAGES")


def _field(paragraph: Paragraph, name: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    field.append(add_text(paragraph, "1")._r)  # noqa: SLF001 - the library offers no fields
    paragraph._p.append(field)  # noqa: SLF001 - as above
