"""The words that an expression needs: every text that it finds anything in holds one of each group."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sizes import cases
from xl_send import patterns
from xl_send.dev.required_words import declared, required_words
from xl_send.patterns import BETWEEN_GROUPS, BETWEEN_WORDS, NUMBER, Pattern, pattern_key

DECLARED = [Pattern(*found) for found in sorted(declared())]
# One in twelve, with XL_SEND_FULL_SIZE=1 each.
TRIED = DECLARED[:: cases(12, whole=1)]


@pytest.mark.parametrize("pattern", TRIED, ids=lambda pattern: pattern.pattern[:40])
def test_every_text_that_an_expression_finds_anything_in_is_looked_at(pattern: Pattern) -> None:
    @settings(max_examples=4, database=None, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.from_regex(pattern.compiled))
    def look(text: str) -> None:
        assert pattern.may_be_in(text) or not pattern.compiled.search(text)

    look()


def test_most_expressions_need_words() -> None:
    assert len(DECLARED) > 500
    assert sum(not pattern.may_be_in("~") for pattern in DECLARED) > 0.9 * len(DECLARED)


@pytest.mark.parametrize(
    ("expression", "groups"),
    [
        ("late|overdue", ["late|overdue"]),
        ("on-?going", ["on-going|ongoing"]),
        (r"plan(?:s|ned)? \w+ late", [" late", "plan", "plan |planned |plans "]),
        ("(?:very )*late", ["late"]),
        ("(?:very )+late", ["very late"]),
        ("la.te|l[ai]te", ["te", "la|lite"]),
        ("(?!late)", []),
        ("(?=.*late)x", ["late"]),
        ("(?<=late )x", ["late "]),
        ("(?i)LATE", ["late"]),
        ("late|.*", []),
        ("(late)\\1", ["late"]),
        ("january|jan", ["jan"]),
        (r"(?:jan|feb) \d{4}", [f"feb {NUMBER}|jan {NUMBER}"]),
        ("[0-9]{2} days", [f"{NUMBER} days"]),
        ("[12] late", ["1 late|2 late"]),
        (r"\d+ days|late", [f"late|{NUMBER} days"]),
        (r"[\d,]+ days", [f", days|{NUMBER} days"]),
        (r"(?:\d{1,3}(?:,\d{3})+|\d|two) of", [f"two of|{NUMBER} of"]),
        (r"20\d\d", ["20", NUMBER]),
        (r"1 of \d", ["1 of ", f"{NUMBER} of {NUMBER}"]),
        (r"[\dA-F]{4}", []),
        # Letters of other alphabets may be met in other forms; what stands between words cannot be one.
        ("\u00c9clair late", ["clair late"]),
        ("Q&A late", ["q&a late"]),
        ("Q\u00a7A late", []),
        ("a|b", []),
    ],
)
def test_what_an_expression_needs_is_worked_out(expression: str, groups: list[str]) -> None:
    assert ["|".join(sorted(group)) for group in required_words(expression)] == groups


@pytest.mark.parametrize("expression", ["(?i)ilk", r"\d schools", "(?i)PUPILS", r"[\d,]{1,3} schools"])
def test_capitals_and_digits_of_any_alphabet_are_known(expression: str, monkeypatch: pytest.MonkeyPatch) -> None:
    words = BETWEEN_GROUPS.join(map(BETWEEN_WORDS.join, required_words(expression)))
    monkeypatch.setattr(patterns, "_required_words", lambda: {pattern_key(expression, 0): words})
    assert Pattern(expression).search("Two pupils, and the \u0665 schools of \u0130LK")
    assert not Pattern(expression).may_be_in("none of these")
