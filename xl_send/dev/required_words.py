"""The words without which an expression finds nothing, worked out from the expression.

Every way through an expression spells certain letters; of a part that spells too many, it is known how it begins and
ends. Of those, a few groups are kept, of each of which a text must hold one: a text without is not looked at, and the
expression need not even be compiled. Search engines over source code call this a prefilter (Russ Cox, "Regular
Expression Matching with a Trigram Index", 2012).
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import product
from pathlib import Path
from string import digits
from typing import Any

import xl_send
from xl_send.patterns import BETWEEN_GROUPS, BETWEEN_WORDS, NUMBER, Pattern, as_searched, in_small_letters, pattern_key
from xl_send.value_classes import NamedTuple

# How Python itself reads an expression: no other reading of it would be the same.
sre, sre_parser = importlib.import_module("re._constants"), importlib.import_module("re._parser")

# Words of which a text must hold one.
Group = frozenset[str]
# One part of an expression, as Python reads it: an operation and what it is done with.
Node = tuple[Any, Any]
_ROOT = Path(xl_send.__file__).parent
# So many texts that a part may spell are followed letter by letter; with more, what is known until there is kept.
_MOST_SPELT = 200
# So many letters are tried where two parts meet of which each may spell many texts.
_LETTERS = (12, 6, 4, 3, 2)
# So many groups of an expression are kept, each of so many words: they are looked for in every text.
_MOST_GROUPS, _MOST_WORDS = 4, 120
# A group that nearly every text has keeps none out; to look for one word more costs as much as this share of texts.
_TOO_COMMON, _A_LOOK = 0.9, 0.003
# A group is asked beside one that keeps more texts out where that has more than so many times its words.
_MANY_MORE = 2
# More digits to choose from than these are taken for any digit.
_FEW_DIGITS = 4
_DIGITS = re.compile(rf"[0-9{NUMBER}]+")


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
            told[key] = BETWEEN_GROUPS.join(BETWEEN_WORDS.join(sorted(group)) for group in groups)
    return "".join(f"{key} {words}\n" for key, words in sorted(told.items()))


def declared() -> set[tuple[str, int]]:
    """Every expression that a module declares, by itself or among others."""
    files = [file for file in _ROOT.rglob("*.py") if "Pattern(" in file.read_text(encoding="utf-8")]
    names = [".".join(("xl_send", *file.relative_to(_ROOT).with_suffix("").parts)) for file in files]
    values = [value for name in names for value in vars(importlib.import_module(name)).values()]
    return {found for value in values for found in _in(value)}


def _in(value: object) -> Iterator[tuple[str, int]]:
    if isinstance(value, Pattern):
        yield value.pattern, int(value.flags)
    elif isinstance(value, (tuple, list, dict)):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _in(each)


class Spelling(NamedTuple):
    """What a part of an expression spells.

    It is one of `texts`, if these are few, begins with one of `first`, ends with one of `last`, and needs `groups`
    besides.
    """

    texts: Group | None
    first: Group
    last: Group
    groups: frozenset[Group] = frozenset()

    def needed(self) -> frozenset[Group]:
        """Every group of which a text must hold a word."""
        return self.groups | _useful(self.texts)


_EMPTY: Group = frozenset({""})
_NOTHING = Spelling(_EMPTY, _EMPTY, _EMPTY)
_ANYTHING = Spelling(None, _EMPTY, _EMPTY)


def required_words(pattern: str, flags: int = 0) -> tuple[Group, ...]:
    """The groups of each of which a text that an expression finds anything in holds a word, the soonest asked first."""
    groups = {_shortest(group) for group in spelling(sre_parser.parse(pattern, flags)).needed()}
    few = [group for group in groups if len(group) <= _MOST_WORDS and _commonness(group) < _TOO_COMMON]
    kept = [group for group in few if not any(_says_more(other, group) for other in few)]
    told = {*sorted(kept, key=_soonest_first)[:1], *sorted(kept, key=_rarest_first)[:_MOST_GROUPS]}
    return tuple(sorted(told, key=_soonest_first))


def spelling(nodes: Iterable[Node]) -> Spelling:
    """What the parts of an expression spell one after another."""
    groups: frozenset[Group] = frozenset()
    run, first = _EMPTY, None
    for operation, given in nodes:
        part = _part(operation, given)
        groups |= part.groups
        if part.texts is not None and (joined := _joined(run, part.texts)):
            groups |= _useful(run) | _useful(part.texts)
            run = _endings(joined) if first else joined
        else:
            begun = _joined(run, part.first)
            groups |= _useful(run) | _useful(begun) | _useful(_meeting(run, part.first))
            first, run = first or begun or run, part.last
    if first is None:
        return _exactly(run, groups)
    return Spelling(None, first, run, groups | _useful(run))


def _exactly(texts: Group, groups: frozenset[Group] = frozenset()) -> Spelling:
    return Spelling(texts, _beginnings(texts), _endings(texts), groups)


@cache
def _beginnings(texts: Group) -> Group:
    """The texts with one of which each of them begins."""
    return frozenset(text for text in texts if not any(text[:length] in texts for length in range(len(text))))


@cache
def _endings(texts: Group) -> Group:
    """The texts with one of which each of them ends."""
    return frozenset(text for text in texts if not any(text[start:] in texts for start in range(1, len(text) + 1)))


def _joined(before: Group, after: Group) -> Group:
    """Every text of one and then one of the other, or none if these are too many."""
    if len(before) * len(after) > _MOST_SPELT:
        return frozenset()
    return frozenset(map(_with_numbers, map("".join, product(before, after))))


def _meeting(before: Group, after: Group) -> Group:
    """How every text of one that ends and one of the other that begins meet, in as many letters as may be followed."""
    for most in _LETTERS:
        met = _joined(frozenset(text[-most:] for text in before), frozenset(text[:most] for text in after))
        if 0 < len(met) <= _MOST_WORDS:
            return met
    return _EMPTY


def _with_numbers(text: str) -> str:
    """A text in which a number in digits may be any stands for all digits as such, since it may go on in others."""
    return _DIGITS.sub(NUMBER, text) if NUMBER in text else text


def _part(operation: object, given: Any) -> Spelling:  # noqa: ANN401 - as Python gives it
    read = _READ.get(operation)
    return read(given) if read else _ANYTHING


def _letter(code: int) -> Spelling:
    letter = chr(code)
    alone = letter.isascii() or (letter.lower() == letter == letter.upper() and letter != NUMBER)
    return _exactly(frozenset({in_small_letters(letter)})) if alone else _ANYTHING


def _one_of(choices: list[Node]) -> Spelling:
    """What a set of characters spells."""
    letters: set[str] = set()
    for kind, given in choices:
        if kind is sre.LITERAL or kind is sre.RANGE:
            first, last = (given, given) if kind is sre.LITERAL else given
            letters |= {chr(code) for code in range(first, min(last, first + 2 * _MOST_SPELT) + 1)}
        elif (kind, given) == (sre.CATEGORY, sre.CATEGORY_DIGIT):
            letters |= set(digits)
        else:
            return _ANYTHING
    any_digit = len(letters & set(digits)) > _FEW_DIGITS
    others = letters - set(digits) if any_digit else letters
    return _either([*[_ANY_NUMBER] * any_digit, *(_letter(ord(letter)) for letter in sorted(others))])


def _either(ways: list[Spelling]) -> Spelling:
    """What several ways spell, of which one is taken."""
    if all(way.texts is not None for way in ways):
        texts = frozenset(text for way in ways for text in way.texts or ())
        if len(texts) <= _MOST_SPELT:
            return _exactly(texts, _of_each(ways, lambda way: way.groups))
    first, last = (frozenset().union(*ends) for ends in zip(*((way.first, way.last) for way in ways), strict=True))
    return Spelling(None, _beginnings(first), _endings(last), _of_each(ways, Spelling.needed))


def _of_each(ways: list[Spelling], groups_of: Callable[[Spelling], frozenset[Group]]) -> frozenset[Group]:
    """Groups that hold of every way the words of its rarest, of its next, and so on; none if a way needs none."""
    each = [sorted(groups_of(way), key=_best_first) for way in ways]
    if not all(each):
        return frozenset()
    turns = range(min(_MOST_GROUPS, max(map(len, each))))
    return frozenset(frozenset().union(*(groups[min(turn, len(groups) - 1)] for groups in each)) for turn in turns)


def _repeated(given: tuple[int, int, Iterable[Node]]) -> Spelling:
    least, most, nodes = given
    once = spelling(nodes)
    if (least, most) == (1, 1):
        return once
    if once.texts == _ANY_NUMBER.texts:
        return once if least else _either([once, _NOTHING])
    if least == 0:
        return _either([once, _NOTHING]) if most == 1 else _ANYTHING
    return Spelling(None, once.first, once.last, once.needed())


def _seen_beside(given: tuple[int, Iterable[Node]]) -> Spelling:
    """What is looked at before or after a place: it is needed in the text, and spells nothing here."""
    return _exactly(_EMPTY, spelling(given[1]).needed())


# However many digits there are, of whatever alphabet.
_ANY_NUMBER = _exactly(frozenset({NUMBER}))
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


@cache
def _useful(texts: Group | None) -> frozenset[Group]:
    """The texts as a group, unless nearly every text holds one of them, or the list of words could not."""
    if not texts or any(len(text) < 2 and (text.isalpha() or text in {"", " "}) for text in texts):
        return frozenset()
    untold = any(mark in {BETWEEN_GROUPS, BETWEEN_WORDS} or not mark.isprintable() for text in texts for mark in text)
    return frozenset() if untold else frozenset({texts})


def _shortest(group: Group) -> Group:
    """The same need in fewer words: what holds `january` holds `jan`."""
    return frozenset(word for word in group if not any(other != word and other in word for other in group))


def _says_more(one: Group, other: Group) -> bool:
    """Whether a text with a word of one group, which has not many more of them, holds one of the other anyway."""
    few = one != other and len(one) <= _MANY_MORE * len(other)
    return few and all(any(shorter in word for shorter in other) for word in one)


@cache
def _commonness(group: Group) -> float:
    """How many of a group's words a text has, as the examples have them."""
    return sum(map(_share, group))


@cache
def _share(word: str) -> float:
    """How many times a text has a word; one that none has is the rarer the longer it is."""
    texts, number = _example_texts()
    return (texts.count(word) + 0.5 ** len(word)) / number


@cache
def _example_texts() -> tuple[str, int]:
    """The texts of the example programme, each on its line, as words are looked for in them, and how many these are."""
    files = [file.read_text(encoding="utf-8") for file in sorted((_ROOT / "example").glob("*.md"))]
    cells = {cell.strip() for file in files for line in file.splitlines() for cell in line.split("|")}
    told = "\n".join(as_searched(cell) for cell in sorted(cells) if " " in cell and any(map(str.isalpha, cell)))
    return told, told.count("\n")


def _best_first(group: Group) -> tuple[float, list[str]]:
    return _commonness(group) + _A_LOOK * len(group), sorted(group)


def _rarest_first(group: Group) -> tuple[float, list[str]]:
    return _commonness(group), sorted(group)


def _soonest_first(group: Group) -> tuple[float, list[str]]:
    """By how many words are looked for until a text is found to have none."""
    return len(group) / (1 - min(_commonness(group), _TOO_COMMON)), sorted(group)
