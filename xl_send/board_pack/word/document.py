"""A summary written out as a document, section by section. It says what the summary says, and decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xl_send.board_pack.summary import Summary
from xl_send.board_pack.values import Drawings, Notice, Overall, ReportTitle, Section, SectionPart, Tag
from xl_send.board_pack.word.looks import FACT, LINK, NOTICE, new_document, shade
from xl_send.board_pack.word.package import finished
from xl_send.board_pack.word.page_setup import Turns, number_pages
from xl_send.board_pack.word.tables import add_table
from xl_send.board_pack.word.texts import add_text, contents_line, name_place

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph


def to_word(summary: Summary) -> bytes:
    """The summary as the bytes of a .docx file, dated by its as at date. The same summary gives the same bytes."""
    document = new_document()
    turns = Turns(document)
    _opening(document, summary)
    for section in summary.sections:
        turns.turn_for(section)
        _section(document, turns, section)
    _made_with(document)
    number_pages(document, f"{summary.title.programme}. {summary.title.strapline}")
    return finished(document, summary.title)


def _opening(document: Document, summary: Summary) -> None:
    _title(document, summary.title)
    _overall(document, summary.overall)
    for notice in summary.notices:
        _notice(document, notice)
    _heading(document, "Contents", 1)
    for section in summary.sections:
        contents_line(document, section.heading, section.anchor, LINK)


def _title(document: Document, title: ReportTitle) -> None:
    if title.council:
        add_text(document.add_paragraph(style="Subtitle"), title.council)
    add_text(document.add_paragraph(style="Title"), title.programme)
    add_text(document.add_paragraph(style="Subtitle"), title.strapline)
    _facts(document, title.facts)


def _overall(document: Document, overall: Overall) -> None:
    _heading(document, "Overall", 1)
    _heading(document, "By dates and figures", 2, overall.computed)
    add_text(document.add_paragraph(), overall.sentence)
    _points(document, overall.points)
    if overall.note:
        add_text(document.add_paragraph(), overall.note)
    _heading(document, "As reported", 2, overall.reported)
    reason = f"Reason given: {overall.reason}" if overall.reason else ""
    for text in filter(None, (overall.comparison, reason)):
        add_text(document.add_paragraph(), text)


def _notice(document: Document, notice: Notice) -> None:
    add_text(document.add_paragraph(style=NOTICE), f"{notice.sentence}{':' if notice.points else '.'}")
    _points(document, notice.points)


def _section(document: Document, turns: Turns, section: Section) -> None:
    name_place(_heading(document, section.heading, 1), section.anchor)
    for part in section.parts:
        _part(document, turns, part)


def _part(document: Document, turns: Turns, part: SectionPart) -> None:
    if part.heading:
        _heading(document, part.heading, 2, part.tag)
    for sentence in part.sentences:
        add_text(document.add_paragraph(), sentence)
    _points(document, part.points)
    _facts(document, part.facts)
    for table in part.tables:
        add_table(document, table, turns.width)
    if part.drawings:
        _in_words(document, part.drawings)


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


def _in_words(document: Document, drawings: Drawings) -> None:
    """What the charts of the web page show."""
    for chart in drawings.charts:
        paragraph = document.add_paragraph(style="List Bullet")
        shade(paragraph, chart.tag)
        add_text(paragraph, f" {chart.caption}. ", bold=True)
        add_text(paragraph, chart.description)


def _made_with(document: Document) -> None:
    add_text(document.add_paragraph(), "Made with xl_send from the workbooks named under Key and sources.")
