"""The text of a Word document as a reader meets it: paragraphs and cells in their order."""

from __future__ import annotations

from collections.abc import Iterator

from docx.document import Document
from docx.table import Table
from docx.text.paragraph import Paragraph


def paragraphs_of(document: Document) -> Iterator[Paragraph]:
    """Every paragraph, those in cells too."""
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from (paragraph for row in block.rows for cell in row.cells for paragraph in cell.paragraphs)
        else:
            yield block


def text_of(document: Document) -> str:
    """Everything that is said, links included."""
    return "\n".join(paragraph.text for paragraph in paragraphs_of(document)).replace("\N{NO-BREAK SPACE}", " ")
