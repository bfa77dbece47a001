"""Boards to look at: the example programme, small ones from Markdown, and every word of what they say."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from functools import cache
from html.parser import HTMLParser

from examples import programme
from xl_send.board_pack.audiences import PackAudience
from xl_send.board_pack.edition import PackRequest
from xl_send.board_pack.html.page import to_html
from xl_send.board_pack.pack import material_of, publication_of, shown_to
from xl_send.board_pack.past import PastBoards
from xl_send.board_pack.values import BoardPack, PackTable, SectionPart, Tag
from xl_send.findings import Finding
from xl_send.rag.rollup import programme_status
from xl_send.reading import read_book
from xl_send.reading.markdown import book_of
from xl_send.rules import check
from xl_send.workbook.submissions import Programme
from xl_send.xlsx.template.example import example_texts

VOID = frozenset({"meta", "link", "br", "path", "circle", "rect", "img"})


def pack_of(
    found: Programme, findings: Sequence[Finding], past: PastBoards | None = None, request: PackRequest | None = None
) -> BoardPack:
    """What an audience is told of a programme and its findings."""
    asked = request or PackRequest()
    seen = publication_of(found, programme_status(found), past, asked)
    return shown_to(material_of(seen, findings, past=past, request=asked))


def packed(found: Programme, audience: str = "board", **asked: object) -> BoardPack:
    request = PackRequest(audience=PackAudience(audience), **asked)  # type: ignore[arg-type]
    return pack_of(found, check(found), request=request)


def board(text: str, audience: str = "board", **asked: object) -> BoardPack:
    return packed(programme(text)[0], audience, **asked)


@cache
def example_programme() -> Programme:
    return Programme(tuple(read_book(book_of(text)) for text in example_texts()))


@cache
def example(audience: str = "board") -> BoardPack:
    return packed(example_programme(), audience)


@cache
def example_page(audience: str = "board") -> str:
    return to_html(example(audience))


def words(value: object) -> Iterator[str]:
    """Every text within a pack or any part of it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Tag):
        yield value.word
    elif isinstance(value, tuple):
        for item in value:
            yield from words(item)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from words(getattr(value, field.name))


def said(value: object) -> str:
    return "\n".join(filter(None, words(value)))


def tables(value: object) -> Iterator[PackTable]:
    """Every table within a pack or any part of it."""
    if isinstance(value, PackTable):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from tables(item)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from tables(getattr(value, field.name))


def part(pack: BoardPack, anchor: str, heading: str) -> SectionPart:
    """One stretch of a page, by how its heading begins."""
    return next(item for item in pack.page(anchor).parts if item.heading.startswith(heading))


def table(summary: BoardPack, anchor: str, caption: str) -> list[dict[str, str]]:
    """The rows of one table as what stands under each heading, small print on lines of its own."""
    found = next(item for item in tables(summary.page(anchor)) if item.caption.startswith(caption))
    titles = [heading.title for heading in found.headings]
    return [dict(zip(titles, map(said, row), strict=True)) for row in found.rows]


class Page(HTMLParser):
    """A page taken apart: its elements with their attributes, in order, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text += data

    def all(self, *tags: str) -> list[dict[str, str]]:
        return [attributes for tag, attributes in self.elements if tag in tags]
