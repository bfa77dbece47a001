"""Names as several people write them: what makes no difference, and what a history still knows."""

from __future__ import annotations

import pytest

from xl_send.history.kept import key_of
from xl_send.workbook.cells import read_number
from xl_send.workbook.names import name_key, name_words, owner_key, title_key

PAIRS = [
    ("Health & Care team", "Health and care team"),
    ("Speech&Language", "speech and language"),
    ("Inclusion & SEND & AP", "Inclusion and SEND and AP"),
    ("St John & St Mary's", "St John and St Marys"),
]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_an_ampersand_is_the_word(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)
    assert name_words(one) == name_words(other)
    assert title_key(f"{one.replace(chr(39), '')}*") == title_key(other)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Jo Shah, Head of SEND", "Head of SEND, Jo Shah", True),
        ("Jo Shah, Head of SEND", "Head of SEND (Jo Shah)", True),
        ("Jo Shah - Head of SEND", "head of send, J.o. Shah", True),
        ("Jo Shah, Head of SEND", "Jo Shaw, Head of SEND", False),
        ("Martin James", "James Martin", False),
    ],
)
def test_name_and_role_are_one_person_whichever_stands_first(one: str, other: str, same: bool) -> None:
    assert (owner_key(one) == owner_key(other)) is same


@pytest.mark.parametrize(
    ("text", "number"),
    [("£23.9m", 23_900_000.0), ("£640K", 640_000.0), ("-£1.05m", -1_050_000.0), ("23.9m", None), ("£m", None)],
)
def test_pounds_are_read_as_finance_writes_them(text: str, number: float | None) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize("nothing", ["", "&", " & ", "-"])
def test_a_sign_alone_is_no_name(nothing: str) -> None:
    assert name_key(nothing) == ""


def test_what_histories_keep_a_programme_by_stays_as_it_was() -> None:
    assert key_of("Bath & North East Somerset", "SEND & AP change") == "bathnortheastsomerset/sendapchange"
