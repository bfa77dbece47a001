"""The last touch to a document: what it is called, in which language, and the same bytes for the same words."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from xl_send.board_pack.values import PackTitle
from xl_send.board_pack.word.looks import LANGUAGE
from xl_send.board_pack.word.traces import without_traces
from xl_send.office_parts import packed, unpacked
from xl_send.workbook.characters import for_documents

if TYPE_CHECKING:
    from docx.document import Document

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LONGEST_PROPERTY = 255


def finished(document: Document, title: PackTitle) -> bytes:
    """The document as bytes; it is dated by its as at date, since nothing here knows the time."""
    _name_it(document, title)
    _forget_the_blank(document)
    _set_languages(document)
    out = io.BytesIO()
    document.save(out)
    return packed(without_traces(unpacked(out.getvalue())))


def _forget_the_blank(document: Document) -> None:
    """Take out what the library's blank document brings along: its preview, its editing, an older Word's ways."""
    ties = document.part.package.rels
    for number in [number for number, tie in ties.items() if tie.reltype.endswith("/thumbnail")]:
        ties.pop(number)
    settings = document.settings.element
    for element in settings.xpath("w:rsids | w:savePreviewPicture"):
        settings.remove(element)
    for element in settings.xpath("w:compat/w:compatSetting[@w:name='compatibilityMode']"):
        element.set(f"{_W}val", "15")
    for element in settings.xpath("w:zoom"):
        element.attrib.clear()
        element.set(f"{_W}percent", "100")


def _set_languages(document: Document) -> None:
    for tree in (document.settings.element, document.styles.element):
        for element in tree.xpath("//w:lang[@w:val] | //w:themeFontLang[@w:val]"):
            element.set(f"{_W}val", LANGUAGE)


def _name_it(document: Document, title: PackTitle) -> None:
    properties = document.core_properties
    properties.title = for_documents(f"{title.programme}: {'. '.join(title.marking)}")[:LONGEST_PROPERTY]
    properties.subject = "Board pack"
    properties.author = properties.last_modified_by = for_documents(title.council)[:LONGEST_PROPERTY]
    properties.comments = ""
    properties.language = LANGUAGE
    day = title.as_at or date(2000, 1, 1)
    properties.created = properties.modified = datetime(day.year, day.month, day.day, tzinfo=UTC)
