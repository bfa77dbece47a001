"""A council's own document as the base of ours: its styles, header, footer, page and logo, and none of its words."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from docx.document import Document


class StyleBase(NamedTuple):
    """The bytes of a council's document, and what it is called."""

    content: bytes
    name: str


# Styles that a council's document is expected to bring; one that it lacks is ours, and is named.
WANTED = ("Normal", "Title", "Subtitle", "Heading 1", "Heading 2", "List Bullet", "Caption")


def opened(base: StyleBase) -> Document:
    """The document without a word in its body. Raises `ValueError` where these bytes are no Word document."""
    import docx

    try:
        document = docx.Document(io.BytesIO(base.content))
    except Exception as error:
        # What the library meets in a broken package is of many kinds, from the zip file to the XML.
        raise ValueError(str(error)) from error
    body = document.element.body
    for element in list(body)[:-1] if body.sectPr is not None else list(body):
        body.remove(element)
    return document


def lacking(base: StyleBase) -> tuple[str, ...]:
    """The styles that a council's document does not have. Raises `ValueError` as above."""
    names = {style.name for style in opened(base).styles}
    return tuple(name for name in WANTED if name not in names)
