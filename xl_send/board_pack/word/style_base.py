"""A council's own document as the base of ours: its styles, header, footer, page and logo, and none of its words."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from xl_send.value_classes import NamedTuple

if TYPE_CHECKING:
    from docx.document import Document
    from docx.opc.part import Part


class StyleBase(NamedTuple):
    """The bytes of a council's document, and what it is called."""

    content: bytes
    name: str


# Parts of a document that belong to the words in its body; a header's own are linked from the header.
_OF_WORDS = {
    "aFChunk", "audio", "chart", "chartEx", "comments", "commentsExtended", "commentsExtensible", "commentsIds",
    "control", "diagramColors", "diagramData", "diagramDrawing", "diagramLayout", "diagramQuickStyle", "frame",
    "hyperlink", "image", "oleObject", "package", "people", "subDocument", "video",
}  # fmt: skip
_NOTES = {"footnotes", "endnotes"}
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
    _leave_behind(document)
    return document


def _leave_behind(document: Document) -> None:
    """Take out what belonged to the words: charts, pictures and comments, and notes but for the lines above them."""
    links = document.part.rels
    for name, link in list(links.items()):
        kind = link.reltype.rpartition("/")[2]
        if kind in _OF_WORDS:
            del links[name]
        elif kind in _NOTES and not link.is_external:
            _without_notes(link.target_part)


def _without_notes(part: Part) -> None:
    from docx.opc.oxml import serialize_part_xml
    from docx.oxml import parse_xml

    notes = parse_xml(part.blob)
    for note in list(notes):
        if not any(name.endswith("}type") for name in note.attrib):
            notes.remove(note)
    part._blob = serialize_part_xml(notes)  # noqa: SLF001


def lacking(base: StyleBase) -> tuple[str, ...]:
    """The styles that a council's document does not have. Raises `ValueError` as above."""
    names = {style.name for style in opened(base).styles}
    return tuple(name for name in WANTED if name not in names)
