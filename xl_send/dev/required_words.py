"""The words without which an expression finds nothing, worked out from the expression.

Every way through an expression spells certain letters. Of those, a few groups are kept, of each of which a text must
hold one: a text without is not looked at, and the expression need not even be compiled. Search engines over source
code call this a prefilter (Russ Cox, "Regular Expression Matching with a Trigram Index", 2012).
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product
from math import prod
from pathlib import Path
from typing import Any

import xl_send
from xl_send.patterns import BETWEEN, DIGIT, Pattern, in_small_letters, pattern_key
from xl_send.value_classes import NamedTuple

# How Python itself reads an expression: no other reading of it would be the same.
sre, sre_parser = importlib.import_module("re._constants"), importlib.import_module("re._parser")

# Words of which a text must hold one.
Group = frozenset[str]
# One part of an expression, as Python reads it: an operation and what it is done with.
Node = tuple[Any, Any]
# So many texts that a part may spell are followed letter by letter; with more, what is known until there is kept.
_MOST_SPELT = 128
# So many groups of an expression are kept, each of so many words: they are looked for in every text.
_MOST_GROUPS, _MOST_WORDS = 3, 250
# How often English has a letter, and anything else, in a thousand places, and a text has any digit at all.
_OF_A_THOUSAND = dict(
    zip(
        " etaoinshrdlcumwfgypbvkjxqz",
        (160, 127, 91, 82, 75, 70, 67, 63, 61, 60, 43, 40, 28, 28, 24, 24, 22, 20, 20, 19, 15, 10, 8, 2, 2, 1, 1),
        strict=True,
    )
)
_ANYTHING_ELSE, _ANY_DIGIT = 2, 0.3
# So many places a text has, as officers write them; a group that nearly every such text would have keeps none out.
_PLACES, _TOO_COMMON = 80, 1.0
# More digits to choose from than these are taken for any digit.
_FEW_DIGITS = 4


def required_words_file() -> str:
    """A line for every expression that is declared as a `Pattern`: its key, and the groups of words that it needs."""
    told: dict[str, str] = {}
    for pattern, flags in sorted(declared()):
        groups = required_words(pattern, flags)
        if groups or not re.compile(pattern, flags).search(""):
            key = pattern_key(pattern, flags)
            if key in told:
                reason = f"Two expressions have the key {key}: change a letter of one, such as {pattern}"
                raise ValueError(reason)
            told[key] = "&".join("|".join(sorted(group)) for group in groups)
    return "".join(f"{key} {words}\n" for key, words in sorted(told.items()))


def declared() -> set[tuple[str, int]]:
    """Every expression that a module declares, by itself or among others."""
    root = Path(xl_send.__file__).parent
    files = [file for file in root.rglob("*.py") if "Pattern(" in file.read_text(encoding="utf-8")]
    names = [".".join(("xl_send", *file.relative_to(root).with_suffix("").parts)) for file in files]
    values = [value for name in names for value in vars(importlib.import_module(name)).values()]
    return {found for value in values for found in _in(value)}


def _in(value: object) -> Iterator[tuple[str, int]]:
    if isinstance(value, Pattern):
        yield value.pattern, int(value.flags)
    elif isinstance(value, (tuple, list, dict)):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _in(each)


class Spelling(NamedTuple):
    """What a part of an expression spells: every text that it may take, if these are few, and what it needs besides."""

    texts: Group | None
    groups: frozenset[Group] = frozenset()

    def needed(self) -> frozenset[Group]:
        """Every group of which a text must hold a word."""
        return self.groups | _useful(self.texts)


_NOTHING = Spelling(frozenset({""}))
_ANYTHING = Spelling(None)


def required_words(pattern: str, flags: int = 0) -> tuple[Group, ...]:
    """The groups of each of which a text that an expression finds anything in holds a word, the rarest first."""
    groups = {_shortest(group) for group in spelling(sre_parser.parse(pattern, flags)).needed()}
    few = [group for group in groups if len(group) <= _MOST_WORDS and _commonness(group) < _TOO_COMMON]
    kept = [group for group in few if not any(other != group and _implies(other, group) for other in few)]
    return tuple(sorted(kept, key=lambda group: (_commonness(group), sorted(group)))[:_MOST_GROUPS])


def spelling(nodes: Iterable[Node]) -> Spelling:
    """What the parts of an expression spell one after another."""
    groups: frozenset[Group] = frozenset()
    run: Group = frozenset({""})
    whole = True
    for operation, given in nodes:
        part = _part(operation, given)
        groups |= part.groups
        if part.texts is not None and len(run) * len(part.texts) <= _MOST_SPELT:
            run = frozenset(map("".join, product(run, part.texts)))
        else:
            whole = False
            groups |= _useful(run)
            run = part.texts or frozenset({""})
    return Spelling(run, groups) if whole else Spelling(None, groups | _useful(run))


def _part(operation: object, given: Any) -> Spelling:  # noqa: ANN401 - as Python gives it
    read = _READ.get(operation)
    return read(given) if read else _ANYTHING


def _letter(code: int) -> Spelling:
    letter = chr(code)
    alone = letter.isascii() or letter.lower() == letter == letter.upper()
    return Spelling(frozenset({in_small_letters(letter)})) if alone else _ANYTHING


def _one_of(choices: list[Node]) -> Spelling:
    """What a set of characters spells."""
    letters: set[str] = set()
    any_digit = (sre.CATEGORY, sre.CATEGORY_DIGIT) in choices
    for kind, given in choices:
        if (kind, given) == (sre.CATEGORY, sre.CATEGORY_DIGIT):
            continue
        if kind is sre.LITERAL or kind is sre.RANGE:
            first, last = (given, given) if kind is sre.LITERAL else given
            letters |= {chr(code) for code in range(first, min(last, first + 2 * _MOST_SPELT) + 1)}
        else:
            return _ANYTHING
    if any_digit or (letters <= set("0123456789") and len(letters) > _FEW_DIGITS):
        # A digit of any alphabet will do, which no list of texts could name.
        others = [_letter(ord(letter)) for letter in sorted(letters) if not letter.isdecimal()]
        return _either([Spelling(None, frozenset({frozenset({DIGIT})})), *others])
    return _either([_letter(ord(letter)) for letter in sorted(letters)])


def _either(ways: list[Spelling]) -> Spelling:
    """What several ways spell, of which one is taken."""
    if all(way.texts is not None for way in ways):
        texts = frozenset(text for way in ways for text in way.texts or ())
        if len(texts) <= _MOST_SPELT:
            return Spelling(texts, _of_each(ways, lambda way: way.groups))
    return Spelling(None, _of_each(ways, Spelling.needed))


def _of_each(ways: list[Spelling], groups_of: Callable[[Spelling], frozenset[Group]]) -> frozenset[Group]:
    """The one group that holds of every way the words of its rarest; none if a way needs none."""
    each = [groups_of(way) for way in ways]
    if not all(each):
        return frozenset()
    return frozenset({frozenset().union(*(min(groups, key=_rarest_first) for groups in each))})


def _repeated(given: tuple[int, int, Iterable[Node]]) -> Spelling:
    least, most, nodes = given
    once = spelling(nodes)
    if (least, most) == (1, 1):
        return once
    if least == 0:
        return _either([once, _NOTHING]) if most == 1 else _ANYTHING
    return Spelling(None, once.needed())


def _seen_beside(given: tuple[int, Iterable[Node]]) -> Spelling:
    """What is looked at before or after a place: it is needed in the text, and spells nothing here."""
    return Spelling(_NOTHING.texts, spelling(given[1]).needed())


_READ: Mapping[object, Callable[[Any], Spelling]] = {
    sre.LITERAL: _letter,
    sre.IN: _one_of,
    sre.BRANCH: lambda given: _either([spelling(way) for way in given[1]]),
    sre.SUBPATTERN: lambda given: spelling(given[-1]),
    sre.ATOMIC_GROUP: spelling,
    sre.MAX_REPEAT: _repeated,
    sre.MIN_REPEAT: _repeated,
    sre.POSSESSIVE_REPEAT: _repeated,
    sre.AT: lambda _: _NOTHING,
    sre.ASSERT: _seen_beside,
    sre.ASSERT_NOT: lambda _: _NOTHING,
}


def _useful(texts: Group | None) -> frozenset[Group]:
    """The texts as a group, unless nearly every text holds one of them, or the list of words could not."""
    if not texts or any(len(text) < 2 and (text.isalpha() or text in {"", " "}) for text in texts):
        return frozenset()
    untold = any(mark in BETWEEN or not mark.isprintable() for text in texts for mark in text)
    return frozenset() if untold else frozenset({texts})


def _shortest(group: Group) -> Group:
    """The same need in fewer words: what holds `january` holds `jan`."""
    if DIGIT in group:
        group = frozenset(word for word in group if word == DIGIT or not any(map(str.isdecimal, word)))
    return frozenset(word for word in group if not any(other != word and other in word for other in group))


def _implies(one: Group, other: Group) -> bool:
    """Whether a text with a word of one group holds one of the other anyway."""
    return all(any(shorter in word for shorter in other) for word in one)


def _commonness(group: Group) -> float:
    """How many of a group's words a text has, if letters came as they do in English."""
    return sum(_ANY_DIGIT if word == DIGIT else _PLACES * prod(map(_share, word)) for word in group)


def _share(letter: str) -> float:
    return _OF_A_THOUSAND.get(letter, _ANYTHING_ELSE) / 1000


def _rarest_first(group: Group) -> tuple[float, list[str]]:
    return _commonness(group), sorted(group)
