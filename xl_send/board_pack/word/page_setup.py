"""Pages: upright, or on their side where a section's tables are too wide; the same foot on each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xl_send.board_pack.values import Section
from xl_send.board_pack.word.columns import easy_width
from xl_send.board_pack.word.looks import TURN
from xl_send.board_pack.word.texts import add_text

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section as Pages
    from docx.text.paragraph import Paragraph

# A4 in centimetres.
LONG, SHORT, MARGIN = 29.7, 21.0, 1.8
# A table may be squeezed by so much before its section is laid on its side.
_SQUEEZE = 1.3


class Turns:
    """Lays each section upright or on its side, and knows how wide its text is, in centimetres."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._wide = False
        _lay(document.sections[0], wide=False)

    @property
    def width(self) -> float:
        """How wide the text of this page is."""
        return (LONG if self._wide else SHORT) - 2 * MARGIN

    def turn_for(self, section: Section) -> None:
        """Begin a new page on its side, or upright again, if this section wants it."""
        widest = max((easy_width(table) for part in section.parts for table in part.tables), default=0.0)
        wide = widest > (SHORT - 2 * MARGIN) * _SQUEEZE
        if wide != self._wide:
            self._wide = wide
            _lay(self._document.add_section(), wide=wide)
            self._document.paragraphs[-1].style = TURN


def _lay(pages: Pages, *, wide: bool) -> None:
    from docx.enum.section import WD_ORIENTATION
    from docx.shared import Cm

    pages.orientation = WD_ORIENTATION.LANDSCAPE if wide else WD_ORIENTATION.PORTRAIT
    pages.page_width, pages.page_height = (Cm(LONG), Cm(SHORT)) if wide else (Cm(SHORT), Cm(LONG))
    pages.left_margin = pages.right_margin = pages.top_margin = pages.bottom_margin = Cm(MARGIN)
    pages.header_distance = pages.footer_distance = Cm(MARGIN / 2)


def number_pages(document: Document, text: str) -> None:
    """The foot of every page: what this is, and its number. Later pages take theirs from the first."""
    foot = document.sections[0].footer.paragraphs[0]
    add_text(foot, f"{text}. Page ")
    _field(foot, "PAGE")
    add_text(foot, " of ")
    _field(foot, "NUMPAGES")


def _field(paragraph: Paragraph, name: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    field.append(add_text(paragraph, "1")._r)  # noqa: SLF001 - the library offers no fields
    paragraph._p.append(field)  # noqa: SLF001 - as above
