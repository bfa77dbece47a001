"""A pack written out as a document, page by page. It says what the pack says, and decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xl_send.board_pack.values import BoardPack, PackPage, PackTitle, SectionPart, Tag
from xl_send.board_pack.word.exhibits import Exhibits
from xl_send.board_pack.word.looks import FACT, LINK, MARKING, new_document, shade
from xl_send.board_pack.word.marked_places import add_place
from xl_send.board_pack.word.package import finished
from xl_send.board_pack.word.page_setup import number_pages, page_width
from xl_send.board_pack.word.style_base import StyleBase
from xl_send.board_pack.word.tables import add_table
from xl_send.board_pack.word.texts import add_text, contents_line, name_place

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

# A document of so many pages or more wants contents.
_LONG = 6


def to_word(pack: BoardPack, style: StyleBase | None = None) -> bytes:
    """The pack as the bytes of a .docx file, dated by its as at date; `style` is a council's own document.

    The same pack gives the same bytes.
    """
    document = new_document(style, large=pack.large)
    exhibits = Exhibits(document)
    _title(document, pack.title)
    fronts = sum(page.front for page in pack.pages)
    for number, page in enumerate(pack.pages):
        contents = number == fronts and len(pack.pages) - fronts >= _LONG
        if contents:
            _contents(document, pack.pages[number:])
        turns = number > 0 and (page.front or pack.pages[number - 1].front)
        _page(document, exhibits, page, begins=turns and not contents)
    _ending(document, pack.title)
    number_pages(document, ". ".join((pack.title.programme, *pack.title.marking[:3])))
    return finished(document, pack.title)


def _title(document: Document, title: PackTitle) -> None:
    if title.council:
        add_text(document.add_paragraph(style="Subtitle"), title.council)
    add_text(document.add_paragraph(style="Title"), title.programme)
    marking = [*([title.strapline] if title.strapline else []), *title.marking]
    add_text(document.add_paragraph(style=MARKING), " | ".join(marking))


def _contents(document: Document, pages: tuple[PackPage, ...]) -> None:
    _heading(document, "Annex", 1).paragraph_format.page_break_before = True
    contents_line(document, [(page.heading, page.anchor) for page in pages], LINK)


def _page(document: Document, exhibits: Exhibits, page: PackPage, *, begins: bool) -> None:
    heading = _heading(document, page.heading, 1)
    if begins:
        heading.paragraph_format.page_break_before = True
    name_place(heading, page.anchor)
    for part in page.parts:
        _part(document, exhibits, part)


def _part(document: Document, exhibits: Exhibits, part: SectionPart) -> None:
    if part.heading:
        _heading(document, part.heading, 2, part.tag)
    for sentence in part.sentences:
        add_text(document.add_paragraph(), sentence)
    exhibits.add(part.exhibits, captions=not part.heading or len(part.exhibits) > 1)
    _points(document, part.points)
    _facts(document, part.facts)
    for table in part.tables:
        add_table(document, table, page_width(document), spoken=part.titled_by_heading)
    if part.place:
        add_place(document, part.place)


def _heading(document: Document, text: str, level: int, tag: Tag | None = None) -> Paragraph:
    paragraph = document.add_paragraph(style=f"Heading {level}")
    add_text(paragraph, f"{text}: " if tag else text)
    if tag:
        shade(paragraph, tag)
    return paragraph


def _points(document: Document, points: tuple[str, ...]) -> None:
    for point in points:
        add_text(document.add_paragraph(style="List Bullet"), point)


def _facts(document: Document, facts: tuple[tuple[str, str], ...]) -> None:
    for name, text in facts:
        paragraph = document.add_paragraph(style=FACT)
        add_text(paragraph, f"{name}: ", bold=True)
        add_text(paragraph, text)


def _ending(document: Document, title: PackTitle) -> None:
    if title.sign_off:
        add_text(document.add_paragraph(), title.sign_off)
    add_text(document.add_paragraph(), "Made with xl_send.")
