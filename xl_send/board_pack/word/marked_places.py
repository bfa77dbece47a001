"""Marked places for an officer's own words: written into a document, and read back from last period's."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from html import escape
from xml.etree import ElementTree as ET

from xl_send.board_pack.values import MarkedPlace
from xl_send.board_pack.word.looks import CAPTION
from xl_send.board_pack.word.texts import Paper, add_text
from xl_send.workbook.characters import for_documents

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_Q = f"{{{_W}}}"
_TAG = "xl_send.words."
PROMPT = ": write here"
_LARGEST = 40_000_000


def add_place(paper: Paper, place: MarkedPlace) -> None:
    """A marked place with the words kept from last time, or with a prompt where there are none."""
    from docx.oxml import parse_xml

    if place.words:
        label = f"{place.label} ({place.source}):" if place.source else f"{place.label}:"
        add_text(paper.paragraph(CAPTION), label)
    words = place.words or (prompt_of(place.label),)
    prompting = "" if place.words else "<w:showingPlcHdr/>"
    style = paper.style_id("Normal" if place.words else CAPTION)
    paragraphs = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">{escape(for_documents(one))}</w:t></w:r></w:p>'
        for one in words
    )
    made = parse_xml(
        f'<w:sdt xmlns:w="{_W}"><w:sdtPr><w:alias w:val="{escape(for_documents(place.label[:60]))}"/>'
        f'<w:tag w:val="{_TAG}{escape(place.name)}"/>{prompting}</w:sdtPr>'
        f"<w:sdtContent>{paragraphs}</w:sdtContent></w:sdt>"
    )
    paper.document.element.body.insert_element_before(made, "w:sectPr")


def prompt_of(label: str) -> str:
    """What stands in a marked place until somebody writes there."""
    return f"{label}{PROMPT}"


def words_kept(content: bytes) -> Mapping[str, tuple[str, ...]]:
    """What officers wrote into the marked places of a document, by the names of the places.

    Raises `ValueError` where these bytes are no Word document.
    """
    found: dict[str, tuple[str, ...]] = {}
    for place in _tree(content).iter(f"{_Q}sdt"):
        tag = place.find(f"{_Q}sdtPr/{_Q}tag")
        name = tag.get(f"{_Q}val", "") if tag is not None else ""
        words = tuple(filter(None, (_text(paragraph) for paragraph in place.iter(f"{_Q}p"))))
        if name.startswith(_TAG) and words and not (len(words) == 1 and words[0].endswith(PROMPT)):
            found[name.removeprefix(_TAG)] = words
    return found


def _text(paragraph: ET.Element) -> str:
    """What a reader sees of a paragraph: tracked deletions are not in it."""
    return for_documents("".join(text.text or "" for text in paragraph.iter(f"{_Q}t"))).strip()


def _tree(content: bytes) -> ET.Element:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            part = package.getinfo("word/document.xml")
            if part.file_size > _LARGEST:
                raise ValueError(part.filename)
            body = package.read(part)
        if b"<!DOCTYPE" in body:
            raise ValueError(part.filename)
        return ET.fromstring(body)
    except (zipfile.BadZipFile, KeyError, ET.ParseError, OSError) as error:
        raise ValueError(str(error)) from error
