"""The last touch to a document: what it is called, in which language, and the same bytes for the same words."""

from __future__ import annotations

import io
import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from xl_send.board_pack.clean_text import clean
from xl_send.board_pack.values import ReportTitle
from xl_send.board_pack.word.looks import LANGUAGE
from xl_send.office_parts import packed, unpacked

if TYPE_CHECKING:
    from docx.document import Document

# A preview of another document, and notes of who edited it, which the library's blank document brings along.
_LEFT_OUT = {"docProps/thumbnail.jpeg"}
_TIE_TO_PREVIEW = re.compile(rb"<Relationship [^>]*thumbnail[^>]*/>")
_SETTINGS = (
    (re.compile(rb"<w:rsids>.*?</w:rsids>|<w:savePreviewPicture/>", re.DOTALL), b""),
    (re.compile(rb'(w:name="compatibilityMode"[^>]*w:val=")14'), rb"\g<1>15"),
    (re.compile(rb"<w:zoom [^>]*/>"), b'<w:zoom w:percent="100"/>'),
)
_LANGUAGES = re.compile(rb'(<w:(?:lang|themeFontLang) [^>]*?w:val=")[^"]*')
LONGEST_PROPERTY = 255


def finished(document: Document, title: ReportTitle) -> bytes:
    """The document as bytes; it is dated by its as at date, since nothing here knows the time."""
    _name_it(document, title)
    out = io.BytesIO()
    document.save(out)
    parts = {name: part for name, part in unpacked(out.getvalue()).items() if name not in _LEFT_OUT}
    parts["_rels/.rels"] = _TIE_TO_PREVIEW.sub(b"", parts["_rels/.rels"])
    for pattern, instead in _SETTINGS:
        parts["word/settings.xml"] = pattern.sub(instead, parts["word/settings.xml"])
    for name in ("word/settings.xml", "word/styles.xml"):
        parts[name] = _LANGUAGES.sub(rb"\g<1>" + LANGUAGE.encode(), parts[name])
    return packed(parts)


def _name_it(document: Document, title: ReportTitle) -> None:
    properties = document.core_properties
    properties.title = clean(f"{title.programme}: {title.strapline}")[:LONGEST_PROPERTY]
    properties.subject = "Board summary"
    properties.author = properties.last_modified_by = clean(title.council)[:LONGEST_PROPERTY]
    properties.comments = ""
    properties.language = LANGUAGE
    day = title.as_at or date(2000, 1, 1)
    properties.created = properties.modified = datetime(day.year, day.month, day.day, tzinfo=UTC)
