"""The Word document: it says what the summary says, a screen reader finds its way, and it comes out the same twice."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import pytest

from board_pack.boards import board, example, tables
from board_pack.html.test_palette import contrast
from board_pack.test_disclosure import KPI, PLAN, WORDS
from places import EXAMPLES
from xl_send.board_pack.values import BoardPack, Heading, PackTable, SectionPart
from xl_send.board_pack.word import to_word
from xl_send.board_pack.word.columns import easy_width, widths_of
from xl_send.office_parts import unpacked
from xl_send.shells.cli import main

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


@cache
def pack_named(name: str) -> BoardPack:
    return example() if name == "example" else board("")


@cache
def written(name: str) -> bytes:
    return to_word(pack_named(name))


@cache
def body(name: str) -> ET.Element:
    """The document's own words, as they lie in the file."""
    return ET.fromstring(unpacked(written(name))["word/document.xml"])


def style_of(paragraph: ET.Element) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else found.get(f"{W}val", "")


def plain(element: ET.Element | str) -> str:
    text = element if isinstance(element, str) else "".join(element.itertext())
    return " ".join(text.split())


def in_order(part: SectionPart) -> Iterator[str]:
    """What a part says, as a reader meets it; pictures say theirs by their descriptions."""
    yield from (part.heading, *part.sentences, *part.points, *(text for _, text in part.facts))
    for table in part.tables:
        yield "" if part.titled_by_heading else table.caption
        yield from (heading.title for heading in table.headings)
        for entry in (entry for row in table.rows for entry in row):
            yield from (entry.tag.word if entry.tag else "", entry.text, *entry.points, *entry.notes)
        yield table.closing


BOTH = pytest.mark.parametrize("name", ["example", "blank"])


@BOTH
def test_everything_that_the_pack_says_is_in_the_document_in_its_order(name: str) -> None:
    text, place = plain(" ".join(plain(item) for item in body(name).iter(f"{W}p"))), 0
    told = [pack_named(name).title.programme, *pack_named(name).title.marking]
    told += [item for page in pack_named(name).pages for part in page.parts for item in (page.heading, *in_order(part))]
    for item in filter(None, map(plain, dict.fromkeys(told) if name == "blank" else told)):
        found = text.find(item, place if item not in {page.heading for page in pack_named(name).pages} else 0)
        assert found >= 0, item
        place = max(place, found)


@BOTH
def test_every_picture_is_there_with_words_for_those_who_do_not_see_it(name: str) -> None:
    said = [item.get("descr", "") for item in body(name).iter(f"{WP}docPr")]
    for exhibit in pack_named(name).exhibits():
        assert f"{exhibit.picture.caption}. {exhibit.picture.description}" in said
    charts = [part for part in unpacked(written(name)) if part.startswith("word/charts/")]
    assert len(charts) == sum(exhibit.plot is not None for exhibit in pack_named(name).exhibits())
    for part in charts:
        ET.fromstring(unpacked(written(name))[part])


@BOTH
def test_headings_go_down_one_level_at_a_time(name: str) -> None:
    styles = [style_of(item) for item in body(name).iter(f"{W}p")]
    levels = [int(style[-1]) for style in styles if style.startswith("Heading")]
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    assert styles.count("Title") == 1


@BOTH
def test_tables_can_be_read_aloud_and_printed(name: str) -> None:
    shown = [item.findall(f"{W}tr") for item in body(name).iter(f"{W}tbl")]
    assert [len(rows) - 1 for rows in shown] == [len(table.rows) for table in tables(pack_named(name).pages)]
    for rows in shown:
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * (len(rows) - 1)
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    captions = [item.get(f"{W}val") for item in body(name).iter(f"{W}tblCaption")]
    assert captions == [table.caption for table in tables(pack_named(name).pages)]
    assert not [*body(name).iter(f"{W}gridSpan"), *body(name).iter(f"{W}vMerge")]


@BOTH
def test_no_paragraph_stands_empty_but_in_a_cell_or_where_a_picture_is(name: str) -> None:
    paragraphs = [item for item in body(name)[0] if item.tag == f"{W}p"]
    assert {style_of(paragraph) for paragraph in paragraphs if not plain(paragraph)} <= {"Exhibit"}


@BOTH
def test_the_document_has_a_name_a_language_and_no_trace_of_another(name: str) -> None:
    properties, title = docx.Document(io.BytesIO(written(name))).core_properties, pack_named(name).title
    assert properties.title == f"{title.programme}: {'. '.join(title.marking)}"
    assert (properties.author, properties.language, properties.comments) == (title.council, "en-GB", "")
    assert properties.created
    assert properties.created.date() == title.as_at
    parts = unpacked(written(name))
    assert not [part for part in parts if "thumbnail" in part]
    for part in ("word/styles.xml", "word/settings.xml"):
        assert set(re.findall(rb'<w:(?:lang|themeFontLang) [^>]*?w:val="([^"]*)"', parts[part])) == {b"en-GB"}
    assert b'TargetMode="External"' not in b"".join(parts[part] for part in parts if part.endswith(".rels"))


@BOTH
def test_every_line_of_the_contents_leads_somewhere(name: str) -> None:
    links = [item.get(f"{W}anchor") for item in body(name).iter(f"{W}hyperlink")]
    places = [item.get(f"{W}name") for item in body(name).iter(f"{W}bookmarkStart")]
    anchors = [page.anchor for page in pack_named(name).pages]
    assert places == anchors
    assert links == ([] if name == "short" else anchors[2:])
    assert len({item.get(f"{W}id") for item in body(name).iter(f"{W}bookmarkStart")}) == len(places)


def test_words_on_a_ground_can_be_read() -> None:
    looks = [item for item in body("example").iter(f"{W}rPr") if item.find(f"{W}shd") is not None]
    pairs = {(look.find(f"{W}shd").get(f"{W}fill"), look.find(f"{W}color").get(f"{W}val")) for look in looks}  # type: ignore[union-attr]
    assert len(pairs) > 3
    assert all(contrast(f"#{ground}", f"#{ink}") >= 4.5 for ground, ink in pairs)


def test_pages_are_upright_and_all_tables_fit() -> None:
    sizes = [(int(item.get(f"{W}w", "")), int(item.get(f"{W}h", ""))) for item in body("example").iter(f"{W}pgSz")]
    assert set(sizes) == {(11906, 16838)}
    width = 11906 - 2 * 850
    for table in body("example").iter(f"{W}tblGrid"):
        assert sum(int(item.get(f"{W}w", "")) for item in table) <= width + 20


def test_every_page_has_its_number_and_says_what_it_is_of() -> None:
    feet = [text for part, text in unpacked(written("example")).items() if part.startswith("word/footer")]
    assert len(feet) == 1
    assert plain(ET.fromstring(feet[0])).endswith("Draft 0.1. As at 13 November 2026. Page 1 of 1")
    assert re.findall(rb'w:instr="([A-Z]+)"', feet[0]) == [b"PAGE", b"NUMPAGES"]


@pytest.mark.parametrize("width", [10.0, 17.4, 26.1])
@pytest.mark.parametrize("rooms", [("name",), ("name", *["tag"] * 7), ("ask", "day", "text", "says"), ("number",) * 5])
def test_columns_are_as_wide_as_the_page_and_none_vanishes(rooms: tuple[str, ...], width: float) -> None:
    table = PackTable("", tuple(Heading("Title", room) for room in rooms), ())
    found = widths_of(table, width)
    assert sum(found) == pytest.approx(width)
    assert min(found) > min(1.0, easy_width(table) / width)


def test_no_word_of_a_title_is_broken() -> None:
    titles = ("Workstream", "Overall", "Reported", "Delivery", "Benefits", "Interdependencies", "Resources and money")
    table = PackTable("", (Heading(titles[0], "name"), *(Heading(title, "tag") for title in titles[1:])), ())
    found = dict(zip(titles, widths_of(table, 17.4), strict=True))
    assert found["Interdependencies"] > 3
    assert found["Overall"] < 2.2


def test_the_same_summary_gives_the_same_bytes() -> None:
    assert to_word(example()) == written("example")


@pytest.mark.parametrize("value", [0, 1, 4])
def test_a_hidden_count_leaves_no_trace(value: int) -> None:
    shown = [to_word(board((PLAN + KPI).format(**{**WORDS, "value": item}))) for item in (value, 0, 30)]
    assert shown[0] == shown[1]
    assert shown[0] != shown[2]


def test_the_document_is_written_beside_the_page_and_never_over_another(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    transition = str(EXAMPLES / "transition.xlsx")
    assert main(["report", transition, "--word", "-o", str(tmp_path)]) == 0
    assert [item.name for item in tmp_path.iterdir()] == ["board-summary.docx"]
    (tmp_path / "board-summary.docx").write_bytes(b"edited by an officer")
    assert main(["report", transition, "--word", "--html", "-o", str(tmp_path)]) == 0
    assert sorted(item.name for item in tmp_path.iterdir()) == [
        "board-summary (2).docx", "board-summary.docx", "board-summary.html",
    ]  # fmt: skip
    assert (tmp_path / "board-summary.docx").read_bytes() == b"edited by an officer"
    told = capsys.readouterr().out
    assert f"{tmp_path / 'board-summary.html'} and {tmp_path / 'board-summary (2).docx'}" in told
