"""A pattern is compiled when it is first asked, and not asked of texts that lack a word that it needs."""

from __future__ import annotations

import re

import pytest

from xl_send import patterns
from xl_send.patterns import BETWEEN_GROUPS, NUMBER, Pattern, pattern_key


def test_it_finds_what_its_expression_finds_and_looks_at_no_other_text(monkeypatch: pytest.MonkeyPatch) -> None:
    pattern = Pattern(r"\b(\d) (pupils?)\b", re.IGNORECASE)
    known = {pattern_key(pattern.pattern, re.IGNORECASE): BETWEEN_GROUPS.join(("pupil", NUMBER))}
    monkeypatch.setattr(patterns, "_required_words", lambda: known)
    assert [pattern.search("no word"), pattern.match("5"), pattern.fullmatch("")] == [None, None, None]
    assert (pattern.sub("-", "Pupils"), pattern.split("Pupils"), pattern.findall("Pupils")) == (
        "Pupils",
        ["Pupils"],
        [],
    )
    assert "compiled" not in vars(pattern)
    for text in ("5 Pupils and 1 pupil", "1 PUP\u0131L", "\u0665 pupils", "none"):
        compiled = re.compile(pattern.pattern, re.IGNORECASE)
        for way in ("search", "match", "fullmatch"):
            assert str(getattr(pattern, way)(text)) == str(getattr(compiled, way)(text))
        assert [found[0] for found in pattern.finditer(text)] == [found[0] for found in compiled.finditer(text)]
        assert pattern.findall(text) == compiled.findall(text)
        assert (pattern.sub("-", text), pattern.split(text, 1)) == (compiled.sub("-", text), compiled.split(text, 1))


def test_one_of_which_nothing_is_known_looks_at_every_text() -> None:
    assert Pattern(r"(?:a strange one)?").search("")
    assert Pattern(r"a strange one").may_be_in("")


@pytest.mark.parametrize("letter", ["\u017f", "\u212a", "\u0130", "\u0131"])
def test_letters_that_a_pattern_takes_for_others_are_known(letter: str, monkeypatch: pytest.MonkeyPatch) -> None:
    alike = next(each for each in "ski" if re.fullmatch(each, letter, re.IGNORECASE))
    monkeypatch.setattr(patterns, "_required_words", lambda: {pattern_key(alike, re.IGNORECASE): alike})
    assert Pattern(alike, re.IGNORECASE).search(letter)
    assert not Pattern(alike, re.IGNORECASE).search("b")
