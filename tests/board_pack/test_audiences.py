"""Seven audiences: which rows each sees, what each is spared, and that a published pack tells nobody's data."""

from __future__ import annotations

import dataclasses
import re
from functools import cache

import pytest

from board_pack.boards import board, example, example_page, example_programme, packed, said, table
from examples import programme
from faults.clean import clean_books, programme_of
from xl_send.board_pack.audiences import AUDIENCES, PackAudience, may_see
from xl_send.board_pack.days_ahead import what_is_missing
from xl_send.board_pack.edition import PackRequest
from xl_send.board_pack.email_text import to_email
from xl_send.board_pack.html.page import to_html
from xl_send.board_pack.pack import material_of, publication_of
from xl_send.board_pack.readers.parents import without_ids
from xl_send.board_pack.values import BoardPack
from xl_send.board_pack.word import to_word
from xl_send.dev.pages.audiences import audiences_page
from xl_send.office_parts import unpacked
from xl_send.rag.rollup import programme_status
from xl_send.reading import read_book
from xl_send.reading.markdown import book_of
from xl_send.verbs.returns import AUDIENCES as NAMED
from xl_send.workbook.columns import Record, columns_of
from xl_send.workbook.kinds import Text
from xl_send.workbook.sheets.choices import Audience
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.sheets.resources import MoneyLine, Resource
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme
from xl_send.xlsx.template.example import example_texts

EVERY = pytest.mark.parametrize("audience", [one.value for one in PackAudience])
OWN = r"(?:We did this on|We plan this for|This is|We hoped|We are not|You said)[^.]*\."
ID = re.compile(r"\b[A-Z]{2,5}-[A-Z]\d{1,4}\b")


def test_the_command_line_names_the_same_audiences() -> None:
    assert tuple(one.value for one in PackAudience) == NAMED


def test_the_reference_page_says_what_the_table_says() -> None:
    page = audiences_page()
    assert all(f"| `{one.value}` | {AUDIENCES[one].name} | {AUDIENCES[one].gets} |" in page for one in PackAudience)


@pytest.mark.parametrize("sees", list(Audience))
def test_publish_widens_from_board_to_public(sees: Audience) -> None:
    order = [Audience.BOARD, Audience.PARTNERS, Audience.PUBLIC]
    profile = next(one for one in AUDIENCES.values() if one.sees is sees)
    assert [may_see(profile, publish) for publish in order] == [order.index(one) >= order.index(sees) for one in order]


@cache
def written(audience: str) -> str:
    """Every word of the page and of every part of the document."""
    parts = unpacked(to_word(example(audience)))
    texts = [part.decode("utf-8") for name, part in parts.items() if name.endswith((".xml", ".rels"))]
    return " ".join((example_page(audience), *texts)).replace("&#39;", "'").replace("&#x27;", "'").replace("&amp;", "&")


def texts_of(row: Record) -> list[str]:
    names = [
        column.name for column in columns_of(type(row)) if isinstance(column.kind, Text) and column.name != "owner"
    ]
    return [text for name in names if isinstance(text := getattr(row, name), str) and len(text) > 25]


@EVERY
def test_no_text_of_a_row_that_is_not_for_an_audience_is_in_any_part(audience: str) -> None:
    profile = AUDIENCES[PackAudience(audience)]
    hidden = [
        row
        for record in (Milestone, Kpi, Risk, LogEntry)
        for row in example_programme().each(record)
        if not may_see(profile, row.publish)  # type: ignore[attr-defined]
    ]
    shown = {
        text
        for record in (Milestone, Kpi, Risk, LogEntry)
        for row in example_programme().each(record)
        if may_see(profile, row.publish)  # type: ignore[attr-defined]
        for text in texts_of(row)
    }
    told = written(audience)
    assert not [text for row in hidden for text in texts_of(row) if text not in shown and text in told]
    assert bool(hidden) is (profile.sees is not Audience.BOARD)


LOST = {"Workstreams", "Milestones", "KPIs"}


@cache
def with_a_sheet_renamed(title: str) -> Programme:
    """Two workbooks of the example, one with a sheet under a name of its own."""
    first, *others = (book_of(text) for text in list(example_texts())[:2])
    grids = tuple(dataclasses.replace(grid, title="Ours") if grid.title == title else grid for grid in first.grids)
    return Programme(tuple(read_book(book) for book in (dataclasses.replace(first, grids=grids), *others)))


@cache
def all_read() -> Programme:
    """A workbook of the example without the cells that cannot be read."""
    return programme_of([next(iter(clean_books().values()))])


@EVERY
def test_what_goes_out_first_says_that_something_could_not_be_read(audience: str) -> None:
    """The first page and the text for an email are what most readers read: unread is told there, to everybody."""
    not_read = re.compile(r"could\s+not\s+(?:be\s+)?read")
    silent = {lost for lost in LOST if not not_read.search(to_email(packed(with_a_sheet_renamed(lost), audience)))}
    assert not silent
    assert not not_read.search(to_email(packed(all_read(), audience)))


@pytest.mark.parametrize("title", [*sorted(LOST - {"KPIs"}), "Meetings", "Forums"])
def test_a_calendar_says_that_days_may_be_missing(title: str) -> None:
    def about(found: Programme) -> str:
        seen = publication_of(found, programme_status(found), None, PackRequest())
        return what_is_missing(material_of(seen, ()))

    assert "days may be missing" in about(with_a_sheet_renamed(title))
    assert not about(all_read())


@EVERY
def test_what_an_audience_is_spared_is_in_no_part(audience: str) -> None:
    profile, told = AUDIENCES[PackAudience(audience)], written(audience)
    people = {row.who for row in example_programme().each(Resource)}
    lines = {row.name for row in example_programme().each(MoneyLine) if row.name and len(row.name) > 20}
    streams = list(example_programme().each(Workstream))
    if not profile.staffing:
        assert not [name for name in people if f">{name}<" in told]
    if not profile.money_lines:
        assert not [name for name in lines if name in told]
    if not profile.narrative:
        assert not [one.code for one in streams for text in (one.progress, one.reason) if text and text in told]
    if not profile.ids:
        assert not ID.search(re.sub(r"<style>.*?</style>", "", example_page(audience), flags=re.DOTALL))
    if not profile.scores:
        assert "Risk map" not in told
        assert "Risks that matter" not in told


@EVERY
def test_rows_left_out_are_counted(audience: str) -> None:
    text = said(example(audience).pages)
    if AUDIENCES[PackAudience(audience)].sees is Audience.PARTNERS:
        assert re.search(r"\d+ milestones?.* for the board only\.", text)
    elif audience == "parents":
        assert re.search(r"\d+ parts of it are still for the council and its partners", text)
    else:
        assert "for the board only" not in text


@EVERY
def test_findings_rules_and_cells_are_for_workstreams_alone(audience: str) -> None:
    text = said(example(audience).pages)
    assert bool(re.search(r"\b[A-Z]{2}\d\d\b", text)) is (audience == "workstream")


def test_a_workstream_has_a_page_of_its_own_and_no_others_words() -> None:
    pack = example("workstream")
    assert [page.anchor for page in pack.pages] == [
        f"workstream-{code}" for code in ("ehp", "out", "sta", "suf", "trn", "wfd")
    ]  # fmt: skip
    other = next(one.progress for one in example_programme().each(Workstream) if one.code == "SUF")
    assert other
    assert other in said(pack.page("workstream-suf"))
    assert other not in said(pack.page("workstream-trn"))


def test_partners_handovers_stand_first() -> None:
    headings = [part.heading for part in example("partnership").page("asks").parts]
    assert headings.index("Handovers of partners") == 1
    assert table(example("partnership"), "handovers", "Red and Amber")[0]["From and to"].startswith("Outside")


def test_the_schools_forum_sees_money_by_where_it_comes_from_and_the_load_on_schools() -> None:
    rows = table(example("forum"), "asks", "Money by year")
    assert rows[0]["Year and funding"] == "2026-27, high needs block"
    assert rows[0]["Over or under"].endswith("over")
    load = table(example("forum"), "schools", "Load on schools")
    assert load[0]["Finding out, at schools"] == "6 tasks in 15 schools"


def test_the_department_sees_conditions_and_paths() -> None:
    rows = table(example("dfe"), "conditions", "Conditions")
    assert rows[0]["Worst shown"] == "Red"
    paths = table(example("dfe"), "paths", "KPIs")
    assert any(re.match(r"\d+% at \d+ \w+ 2026", row["Expected"]) for row in paths)
    assert all(row["KPI"] for row in paths)


PUBLIC = """
Milestones:
| ID | Milestone | Baseline date | Forecast date | Actual date | Publish | Co-production |
| --- | --- | --- | --- | --- | --- | --- |
| TRN-M01 | Letters are shorter (TRN-M09) | 2 Oct 2026 | | 5 Oct 2026 | Public | Parents told us so of letters. |
| TRN-M02 | Open the new base | 4 Dec 2026 | 15 Jan 2027 | | Public | |
| TRN-M03 | Kept back | 4 Dec 2026 | 4 Dec 2026 | | Board | Kept back too |
"""


def test_parents_read_what_they_said_and_what_was_done() -> None:
    pack = board(PUBLIC, "parents")
    text = said(pack.pages)
    told = "Parents told us so of letters."
    assert f"You said: {told} We did: Letters are shorter. We did this on 5 October 2026." in text
    assert "15 January 2027: Open the new base. This is later than we first planned." in text
    assert "Kept back" not in text
    assert pack.large


def syllables(word: str) -> int:
    """About how many syllables an English word has."""
    groups = len(re.findall(r"[aeiouy]+", word.lower()))
    silent = word.lower().endswith("e") and not word.lower().endswith(("le", "ee")) and groups > 1
    return max(1, groups - silent)


def reading_ease(text: str) -> float:
    """The Flesch reading ease: 60 and more is plain English, which an eleven- to thirteen-year-old reads with ease."""
    sentences = [one for one in re.split(r"[.!?:]+(?:\s|$)", text) if re.search("[a-z]", one)]
    words = re.findall(r"[A-Za-z']+", text)
    return 206.835 - 1.015 * len(words) / len(sentences) - 84.6 * sum(map(syllables, words)) / len(words)


def test_reading_ease_is_reckoned_as_flesch_did() -> None:
    assert reading_ease("The cat sat on the mat.") > 100
    assert reading_ease("Institutional considerations necessitate comprehensive organisational restructuring.") < 0


def own_words(pack: BoardPack) -> str:
    """What the product itself says to parents: headings and sentences, with the rows' own names left out."""
    told = [line for page in pack.pages for part in page.parts for line in (f"{part.heading}.", *part.sentences)]
    told += [
        sentence
        for page in pack.pages
        for part in page.parts
        for point in part.points
        for sentence in re.findall(
            r"(?:We did this on|We plan this for|This is|We hoped|We are not|You said)[^.]*\.", point
        )
    ]
    return " ".join(told)


def test_the_products_own_words_to_parents_are_plain() -> None:
    assert reading_ease(own_words(example("parents"))) >= 60
    assert max(len(re.findall(r"\w+", one)) for one in re.split(r"[.!?]", own_words(example("parents")))) <= 20


def test_ids_are_taken_out_of_texts_for_parents() -> None:
    assert without_ids("Opens with the base (TRN-M09)") == "Opens with the base."


@EVERY
def test_each_audience_has_its_page_and_document_of_a_bare_programme(audience: str) -> None:
    pack = board("", audience)
    assert pack.pages
    assert to_html(pack).startswith("<!DOCTYPE html>")
    assert to_word(pack)


def test_a_shared_kpi_is_shown_only_where_all_its_owners_say_so() -> None:
    sheet = "KPIs:\n| ID | KPI | Publish |\n| --- | --- | --- |\n| TRN-K01 | Shared figure | {} |\n"
    text = f"{sheet.format('Public')}\nb.xlsx {sheet.format('Board')}"
    assert "Shared figure" not in said(board(text, "dfe").pages)
    both = f"{sheet.format('Public')}\nb.xlsx {sheet.format('Partners')}"
    assert "Shared figure" in said(board(both, "dfe").pages)


def test_one_milestone_is_one_page() -> None:
    pack = packed(programme("Milestones:\n| ID |\n| --- |\n| TRN-M01 |\n")[0])
    assert [page.anchor for page in pack.pages] == ["asks"]
    assert any(one.picture.caption == "Key milestones by workstream" for one in pack.exhibits())


def test_a_risk_is_named_by_what_would_happen_and_not_by_its_cause() -> None:
    named = {row["Red, Amber or without data"].partition("\n")[0] for row in
             table(example("workstream"), "workstream-trn", "Rows")}  # fmt: skip
    assert "Visits fall behind in the spring" in named
    assert not any(name.startswith("Because") for name in named)
