"""Text put into paragraphs, and places within the document that lead to one another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from xl_send.workbook.characters import for_documents

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run


class Paper:
    """A document that is written from its start to its end, whose styles are looked up once.

    The library looks through all styles for every paragraph, which takes longer than all else together.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        names = ((style.name, style.style_id) for style in document.styles)
        self._ids: dict[str, str] = {name: style for name, style in names if name}

    def paragraph(self, style: str = "") -> Paragraph:
        """A new paragraph at the end, in a style by its name."""
        paragraph = self.document.add_paragraph()
        if style:
            paragraph._p.style = self._ids[style]  # noqa: SLF001 - as said
        return paragraph

    def style_id(self, style: str) -> str:
        """What a style is called within the file."""
        return self._ids[style]


def add_text(paragraph: Paragraph, text: str, *, bold: bool | None = None) -> Run:
    """Put a text at the end of a paragraph, as it is but for what no document may hold."""
    run = paragraph.add_run(for_documents(text))
    run.bold = bold
    return run


def name_place(paragraph: Paragraph, name: str) -> None:
    """Give a paragraph a name to which others lead."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    marks = paragraph.part.element.findall(f".//{qn('w:bookmarkStart')}")
    for kind in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(kind)
        mark.set(qn("w:id"), str(len(marks)))
        if kind == "w:bookmarkStart":
            mark.set(qn("w:name"), name)
        paragraph._p.append(mark)  # noqa: SLF001 - the library offers no bookmarks


def contents_line(paper: Paper, places: Sequence[tuple[str, str]], look: str) -> None:
    """One paragraph of the contents, each entry of which leads to its place; `look` is the style of such words."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph = paper.paragraph()
    for number, (text, name) in enumerate(places):
        if number:
            add_text(paragraph, "; ")
        run = add_text(paragraph, text)
        run.style = look
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), name)
        link.append(run._r)  # noqa: SLF001 - the library offers no links within a document
        paragraph._p.append(link)  # noqa: SLF001 - as above
