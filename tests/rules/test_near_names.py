"""Names that may be one are asked about; names that are not are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_send.analysis.names.mistyped_ids import likely_list
from xl_send.analysis.names.near_names import is_nearly, may_be_one, near_pairs, shortened_pairs
from xl_send.workbook.names import name_key, name_words

words = st.text("abcdes1", min_size=1, max_size=6)
names = st.lists(words, min_size=1, max_size=3).map(" ".join)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("j smith", "j smyth"),
        ("ep team", "eps team"),
        ("transition lead", "transiton lead"),
        ("transition lead", "transitoin lead"),
        ("jane smith", "smith jane"),
        ("j smith", "jane smith"),
        ("sen team", "send team"),
        ("data analyst", "data analysts"),
    ],
)
def test_a_slip_a_plural_an_initial_or_another_order_is_asked_about(one: str, other: str) -> None:
    assert list(near_pairs([one, other])) == [tuple(sorted((one, other)))]


@pytest.mark.parametrize(
    ("one", "other", "asked"),
    [
        ("participation off", "participation officer", True),
        ("comm mgr", "commissioning manager", True),
        ("srb prog officer", "srb programme off", True),
        ("ep team", "eps team", False),
        ("head of send", "head of service", False),
        ("adviser 1", "adviser 12", False),
        ("link worker", "link workers", False),
        ("transition lead", "transition leader team", False),
    ],
)
def test_a_word_cut_short_is_asked_about(one: str, other: str, asked: bool) -> None:
    assert bool(list(shortened_pairs([one, other]))) is asked


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ep team", "ey team"),
        ("adviser 1", "adviser 2"),
        ("j smith", "k smith"),
        ("jane smith", "john smith"),
        ("north team", "south team"),
        ("link workers", "link worker extra"),
        ("head of send", "head of service"),
        ("transition lead", "transition team"),
        ("cabin team", "bacin team"),
    ],
)
def test_different_names_are_not_asked_about(one: str, other: str) -> None:
    assert not list(near_pairs([one, other]))


@given(st.lists(names, max_size=12))
def test_every_near_pair_is_found_by_what_the_two_share(found: list[str]) -> None:
    apart = sorted(set(found))
    wanted = {(item, other) for item in apart for other in apart if item < other and may_be_one(item, other)}
    short = {pair for pair in wanted if min(map(len, pair)) < 4 and sorted(pair[0].split()) != sorted(pair[1].split())}
    assert wanted - short <= set(near_pairs(found)) <= wanted


@given(names, names)
def test_which_name_comes_first_does_not_matter(one: str, other: str) -> None:
    assert may_be_one(one, other) == may_be_one(other, one)


def test_a_very_long_name_is_compared_by_its_words_alone() -> None:
    long = "speech " * 20
    assert not list(near_pairs([f"{long}team", f"{long}teams"]))


def test_capitals_spaces_and_punctuation_do_not_make_another_name() -> None:
    same = ("E.P. team", "EP Team", "ep-team", " EP  team ")
    assert {name_key(item) for item in same} == {"epteam"}
    assert name_key("St Anne\u2019s") == name_key("St Anne's") == name_key("st annes")
    assert name_key(" - ") == ""
    assert name_words("J. Smith") == "j smith"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("TRN-MO6", "TRN-M06"),
        ("TRN M6 and trn-m07", "TRN-M06, TRN-M07"),
        ("TRN-M06 / TRN-MO7", "TRN-M06, TRN-M07"),
        ("TRN-M06, see the plan", ""),
        ("TRN-M60", ""),
    ],
)
def test_a_list_of_ids_is_asked_for_where_each_is_one_but_for_its_signs(text: str, meant: str) -> None:
    assert likely_list(text, ["TRN-M06", "TRN-M07"]) == meant


def test_an_ampersand_is_the_word_and() -> None:
    assert is_nearly("SEND & Inclusion", "SEND and Inclusion")
    assert is_nearly("SEND&AP", "send and ap")
    assert not is_nearly("SEND & Inclusion", "SEND and Attendance")
