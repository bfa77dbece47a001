"""A pattern is compiled when it is first asked, and not asked of texts that hold none of the words it needs."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Sequence
from typing import Any, TypeAlias

import pytest

import xl_send
from xl_send.patterns import Pattern

ROOMS = ("errors", "analysis", "disclosure", "network", "rules", "workbook", "xlsx")
# How Python itself reads an expression.
sre, sre_parser = importlib.import_module("re._constants"), importlib.import_module("re._parser")
# One part of an expression, as Python itself reads it: an operation and what it is done with.
Node: TypeAlias = tuple[Any, Any]


def _patterns() -> dict[str, Pattern]:
    modules = [module.name for room in ROOMS for module in pkgutil.walk_packages(xl_send.__path__, "xl_send.")
               if module.name.split(".")[1] == room]  # fmt: skip
    loaded = [vars(importlib.import_module(name)) for name in modules]
    return {each.pattern: each for names in loaded for each in names.values() if isinstance(each, Pattern)}


PATTERNS = _patterns()
IN_NEED = [pattern for pattern in PATTERNS.values() if pattern.needs]


def asks_for_one(nodes: Sequence[Node], words: Sequence[str], spelt: str = "") -> bool:
    """Whether each way through an expression spells one of the words; `spelt` is what it has spelt before it."""
    for place, (operation, given) in enumerate(nodes):
        if operation is sre.LITERAL:
            spelt += chr(given).lower()
            if any(word in spelt for word in words):
                return True
        elif ways := _ways(operation, given):
            return all(asks_for_one([*way, *nodes[place + 1 :]], words, spelt) for way in ways)
        elif operation not in (sre.AT, sre.ASSERT, sre.ASSERT_NOT):
            spelt = ""
    return False


def _ways(operation: object, given: Any) -> list[list[Node]]:  # noqa: ANN401 - as Python gives it
    """The ways through one part of an expression; none where it is a sign of many."""
    if operation is sre.BRANCH:
        return list(given[1])
    if operation is sre.SUBPATTERN:
        return [given[-1]]
    if operation is sre.IN and all(kind is sre.LITERAL for kind, _ in given):
        return [[letter] for letter in given]
    if operation in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        least, most, repeated = given
        again = [] if most == 1 else [(sre.ANY, None)]
        return [[*repeated, *again], *([] if least else [[]])]
    return []


@pytest.mark.parametrize("pattern", IN_NEED, ids=lambda pattern: pattern.pattern[:40])
def test_what_a_pattern_needs_is_in_every_text_that_it_finds_anything_in(pattern: Pattern) -> None:
    assert asks_for_one(list(sre_parser.parse(pattern.pattern, pattern.flags)), pattern.needs)


def test_what_finds_something_in_an_empty_text_says_so() -> None:
    unlike = [one.pattern for one in PATTERNS.values() if one.empty != bool(one.compiled.search(""))]
    assert len(PATTERNS) > 100
    assert not unlike


@pytest.mark.parametrize(
    ("expression", "needs", "asks"),
    [
        ("late|overdue", "late|over", True),
        ("late|overdue", "late", False),
        ("on-?going", "on-going|ongoing", True),
        ("on-?going", "ongoing", False),
        (r"plan(?:s|ned)? \w+ late", "planned", False),
        (r"(?:very )*late", "late", True),
        (r"la.te|l[ai]te", "late|lite|te", True),
        (r"la.te", "late", False),
        (r"(?!late)", "late", False),
    ],
)
def test_the_proof_tells_what_an_expression_asks_for(expression: str, needs: str, *, asks: bool) -> None:
    assert asks_for_one(list(sre_parser.parse(expression)), needs.split("|")) is asks


def test_it_finds_what_its_expression_finds_and_looks_at_no_other_text() -> None:
    pattern = Pattern(r"\b(\d) (pupils?)\b", re.IGNORECASE, needs="pupil")
    assert [pattern.search("no word"), pattern.match("5"), pattern.fullmatch("")] == [None, None, None]
    assert "compiled" not in vars(pattern)
    for text in ("5 Pupils and 1 pupil", "1 PUP\u0131L", "none"):
        compiled = re.compile(pattern.pattern, re.IGNORECASE)
        for way in ("search", "match", "fullmatch"):
            assert str(getattr(pattern, way)(text)) == str(getattr(compiled, way)(text))
        assert [found[0] for found in pattern.finditer(text)] == [found[0] for found in compiled.finditer(text)]
        assert pattern.findall(text) == compiled.findall(text)
        assert (pattern.sub("-", text), pattern.split(text, 1)) == (compiled.sub("-", text), compiled.split(text, 1))


@pytest.mark.parametrize("letter", ["\u017f", "\u212a", "\u0130", "\u0131"])
def test_letters_that_a_pattern_takes_for_others_are_known(letter: str) -> None:
    alike = next(each for each in "ski" if re.fullmatch(each, letter, re.IGNORECASE))
    assert Pattern(alike, re.IGNORECASE, needs=alike).search(letter)
