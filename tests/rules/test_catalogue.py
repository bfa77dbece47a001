"""The catalogue's laws."""

from __future__ import annotations

import ast
import inspect
import re
import string
from collections import Counter
from collections.abc import Callable

import pytest

from examples import as_read, blocks, each_programme
from xl_send.findings import Severity
from xl_send.rules import Rule, all_rules
from xl_send.rules.catalogue import RETIRED, rule

RULES = list(all_rules().values())
LONGEST_BODY = 40
BANNED = (
    "please",
    "invalid",
    "illegal",
    "oops",
    "sorry",
    "must be put right",
    "null",
    "nan",
    "TODO",
    "we ",
    " you have failed",
)


def each_rule(law: Callable[[Rule], None]) -> Callable[[], None]:
    """A law of each rule as one test, which tells every rule that breaks it, and how."""

    def test() -> None:
        assert {f"{found.id}-{found.name}": told for found in RULES if (told := _broken(law, found))} == {}

    return test


def _broken(law: Callable[[Rule], None], found: Rule) -> str:
    try:
        law(found)
    except Exception as error:  # noqa: BLE001 - of each rule is told what went wrong with it
        return f"{type(error).__name__}: {error}"
    return ""


def test_there_are_rules() -> None:
    assert len(RULES) > 80


def test_names_are_distinct() -> None:
    assert not [name for name, times in Counter(found.name for found in RULES).items() if times > 1]


def test_messages_are_distinct() -> None:
    assert not [text for text, times in Counter(found.message for found in RULES).items() if times > 1]


@pytest.mark.parametrize("rule_id", ["MS2", "ms02", "MS02", "M002"])
def test_an_id_that_is_malformed_or_taken_is_refused(rule_id: str) -> None:
    with pytest.raises(ValueError, match="not free"):
        rule(rule_id, Severity.ERROR, "", "")(RULES[0].check)


def test_retired_ids_are_not_used_again() -> None:
    assert not RETIRED & {found.id for found in RULES}


@each_rule
def test_message_and_fix_are_sentences(found: Rule) -> None:
    for text in (found.message, found.fix):
        assert text.strip() == text
        assert text
        assert text.endswith((".", "?", "}"))
        assert text[0].isupper() or text[0] in "{\"'"
        assert "  " not in text
        assert "!" not in text
    assert not [word for word in BANNED if word in f"{found.message} {found.fix}".casefold()]


@each_rule
def test_findings_in_the_examples_read_as_sentences(found: Rule) -> None:
    for read, _ in each_programme(found.documentation, "Fails", as_read):
        for hit in found.check(read):
            finding = found.finding(hit)
            for words in (finding.message, finding.fix):
                assert words.endswith((".", "?"))
                assert not re.search(r"[{}]|  |\.\.|None\b(?! of|\.)|datetime|<", words.replace("...", ""))
                assert words[0].isupper() or not words[0].isalpha()
            assert finding.key.startswith(found.id)
            assert finding.cell.sheet


@each_rule
def test_every_word_that_is_asked_for_is_given_and_no_other(found: Rule) -> None:
    wanted = {name for text in (found.message, found.fix) for _, name, _, _ in string.Formatter().parse(text) if name}
    for read, _ in each_programme(found.documentation, "Fails", as_read):
        for hit in found.check(read):
            assert wanted == set(hit.details.words)


@each_rule
def test_the_docstring_has_truth_reason_and_both_examples(found: Rule) -> None:
    text = inspect.cleandoc(found.documentation)
    first, _, rest = text.partition("\n\n")
    reason, _, _ = rest.partition("**Fails**")
    assert first.endswith(".")
    assert reason.strip(), "the reason why"
    assert reason.strip().endswith(".")
    assert blocks(text, "Fails")
    assert blocks(text, "Passes")
    assert text.index("**Fails**") < text.index("**Passes**")


@each_rule
def test_the_name_is_the_fault_in_words(found: Rule) -> None:
    assert re.fullmatch(r"[a-z]+(_[a-z0-9]+)*", found.name)
    assert not found.name.startswith(("check", "validate", "test", "rule", "is_", "has_"))


@each_rule
def test_the_body_is_short(found: Rule) -> None:
    tree = ast.parse(inspect.cleandoc(inspect.getsource(found.check)))
    function = next(node for node in tree.body if isinstance(node, ast.FunctionDef))
    body = function.body[1:]
    assert (body[-1].end_lineno or 0) - body[0].lineno < LONGEST_BODY
