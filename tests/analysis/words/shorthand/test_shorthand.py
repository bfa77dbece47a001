"""What officers write of one child without a heading that says so, and what they write of staff, places and firms."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xl_send.analysis.words.identifiers import detect
from xl_send.analysis.words.shorthand.rows import NamedRows
from xl_send.analysis.words.shorthand.telling import AFTER_INITIAL, AN_INITIAL, told_in_shorthand
from xl_send.workbook.cells import Value

HERE = Path(__file__).parent


def _texts(name: str) -> list[str]:
    return (HERE / name).read_text("utf-8").splitlines()


def test_every_short_way_of_pointing_at_one_child_is_recognised() -> None:
    texts = _texts("one_child.txt")
    assert len(texts) > 200
    assert [text for text in texts if "child" not in detect(text)] == []


def test_staff_schools_and_firms_with_names_of_people_point_at_nobody() -> None:
    texts = _texts("nobody.txt")
    assert len(texts) > 300
    assert [text for text in texts if detect(text)] == []


OF_CHILDREN: tuple[tuple[str, tuple[Value, ...], tuple[Value, ...]], ...] = (
    ("Ravi working", ("Day", 209.0, 61150.0), ("Leo Marchetti, Oakfield House", 1.0, 112400.0)),
    ("Working", ("Name", "Home", "Fee"), ("Leo Marchetti", "Oakfield House", "\u00a361,000")),
    ("Working", ("Name", "School", "Caseworker", "Fee"), ("Maisie Holt", "Oakfield School", "AB", 61000.0)),
    ("Working", ("Name", "School", "Year"), ("Holt, Maisie", "Kingsacre", "Y6")),
    ("Working", ("Name", "Of"), ("Zofia N", "SEMH")),
    ("Working", ("Maisie Holt", date(2014, 5, 3)), ("Callum Reid", date(2012, 1, 4))),
    ("Placements", ("Maisie Holt", "Oakfield House"), ("Callum Reid", "Kingsacre School")),
)
OF_OTHERS: tuple[tuple[str, tuple[Value, ...], tuple[Value, ...]], ...] = (
    ("Suppliers", ("Name", "Home", "Fee"), ("Leo Marchetti", "Oakfield House", 112400.0)),
    ("Working", ("Supplier", "Home", "Fee"), ("Leo Marchetti", "Oakfield House", 112400.0)),
    ("Working", ("Provider", "Contact", "Fee"), ("Oakfield House", "Leo Marchetti", 112400.0)),
    ("Working", ("School", "Head", "Top-up"), ("Kingsacre School", "Anna Holt", 112400.0)),
    ("Working", ("Budget holder", "Site", "Spend"), ("Sarah Khan", "Kingsacre School", 112400.0)),
    ("Working", ("Name", "Post", "Salary"), ("Anna Holt", "SENCO", 42400.0)),
    ("Working", ("Adviser", "Specialism"), ("Anna Holt", "Autism")),
    ("Working", ("Name", "Started"), ("Anna Holt", date(2019, 9, 1))),
    ("Working", ("School", "Places", "Cost"), ("Thomas Coram Academy", 12.0, 540000.0)),
    ("Working", ("Name", "Home"), ("Leo Marchetti", "Oakfield House")),
)


def _named(title: str, *rows: tuple[Value, ...]) -> bool:
    listed = NamedRows(title)
    return any(list(map(listed.children, (dict(enumerate(row, 1)) for row in rows))))


@pytest.mark.parametrize(("title", "first", "second"), OF_CHILDREN)
def test_a_child_is_named_by_what_stands_beside_the_name(
    title: str, first: tuple[Value, ...], second: tuple[Value, ...]
) -> None:
    assert _named(title, first, second)


@pytest.mark.parametrize(("title", "first", "second"), OF_OTHERS)
def test_staff_and_suppliers_with_their_fees_are_no_children(
    title: str, first: tuple[Value, ...], second: tuple[Value, ...]
) -> None:
    assert not _named(title, first, second, second)


@settings(max_examples=150, database=None, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.from_regex(AFTER_INITIAL.compiled))
def test_no_initial_before_what_tells_of_a_child_is_passed_over(text: str) -> None:
    assert AN_INITIAL.search(text) or not AFTER_INITIAL.compiled.search(text)


@pytest.mark.parametrize("text", ["Not in school: Maisie Holt, Devon Achebe", "Awaiting a place (Callum Reid)"])
def test_children_are_told_behind_what_stands_for_them_whatever_it_is(text: str) -> None:
    assert told_in_shorthand(text)
