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
from xl_send.board_pack.word.tables import add_pack_table
from xl_send.board_pack.word.texts import Paper, add_text, contents_line, name_place

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

# A document of so many pages or more wants contents.
_LONG = 6


def to_word(pack: BoardPack, style: StyleBase | None = None) -> bytes:
    """The pack as the bytes of a .docx file, dated by its as at date; `style` is a council's own document.

    The same pack gives the same bytes.
    """
    document = new_document(style, large=pack.large)
    paper = Paper(document)
    exhibits = Exhibits(paper)
    _title(paper, pack.title)
    fronts = sum(page.front for page in pack.pages)
    for number, page in enumerate(pack.pages):
        contents = number == fronts and len(pack.pages) - fronts >= _LONG
        if contents:
            _contents(paper, pack.pages[number:])
        turns = number > 0 and (page.front or pack.pages[number - 1].front)
        _page(paper, exhibits, page, begins=turns and not contents)
    _ending(paper, pack.title)
    number_pages(document, ". ".join((pack.title.programme, *pack.title.marking[:3])))
    return finished(document, pack.title)


def _title(paper: Paper, title: PackTitle) -> None:
    if title.council:
        add_text(paper.paragraph("Subtitle"), title.council)
    add_text(paper.paragraph("Title"), title.programme)
    marking = [*([title.strapline] if title.strapline else []), *title.marking]
    add_text(paper.paragraph(MARKING), " | ".join(marking))


def _contents(paper: Paper, pages: tuple[PackPage, ...]) -> None:
    _heading(paper, "Annex", 1).paragraph_format.page_break_before = True
    contents_line(paper, [(page.heading, page.anchor) for page in pages], LINK)


def _page(paper: Paper, exhibits: Exhibits, page: PackPage, *, begins: bool) -> None:
    heading = _heading(paper, page.heading, 1)
    if begins:
        heading.paragraph_format.page_break_before = True
    name_place(heading, page.anchor)
    for part in page.parts:
        _part(paper, exhibits, part)


def _part(paper: Paper, exhibits: Exhibits, part: SectionPart) -> None:
    if part.heading:
        _heading(paper, part.heading, 2, part.tag)
    for sentence in part.sentences:
        add_text(paper.paragraph(), sentence)
    exhibits.add(part.exhibits, captions=not part.heading or len(part.exhibits) > 1)
    _points(paper, part.points)
    _facts(paper, part.facts)
    for table in part.tables:
        add_pack_table(paper, table, page_width(paper.document), spoken=part.titled_by_heading)
    if part.place:
        add_place(paper, part.place)


def _heading(paper: Paper, text: str, level: int, tag: Tag | None = None) -> Paragraph:
    paragraph = paper.paragraph(f"Heading {level}")
    add_text(paragraph, f"{text}: " if tag else text)
    if tag:
        shade(paragraph, tag)
    return paragraph


def _points(paper: Paper, points: tuple[str, ...]) -> None:
    for point in points:
        add_text(paper.paragraph("List Bullet"), point)


def _facts(paper: Paper, facts: tuple[tuple[str, str], ...]) -> None:
    for name, text in facts:
        paragraph = paper.paragraph(FACT)
        add_text(paragraph, f"{name}: ", bold=True)
        add_text(paragraph, text)


def _ending(paper: Paper, title: PackTitle) -> None:
    if title.sign_off:
        add_text(paper.paragraph(), title.sign_off)
    add_text(paper.paragraph(), "Made with xl_send.")
