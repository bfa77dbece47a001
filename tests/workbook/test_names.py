"""Names as several people write them: what makes no difference, and what a history still knows."""

from __future__ import annotations

import pytest

from xl_send.history.kept import key_of
from xl_send.workbook.names import name_key, name_words, title_key

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


@pytest.mark.parametrize("nothing", ["", "&", " & ", "-"])
def test_a_sign_alone_is_no_name(nothing: str) -> None:
    assert name_key(nothing) == ""


def test_what_histories_keep_a_programme_by_stays_as_it_was() -> None:
    assert key_of("Bath & North East Somerset", "SEND & AP change") == "bathnortheastsomerset/sendapchange"
