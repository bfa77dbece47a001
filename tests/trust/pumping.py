"""Long texts made against a pattern: what it almost matches, over and over.

A pattern is taken apart by Python's own parser of expressions; whatever it repeats or looks for is repeated until the
text is long. A pattern that goes over a text once is done with any of them in no time; one that goes over it once for
each of its characters is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random
from re import _constants as constants  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]

ODDS = ("a", "A", "0", " ", "-", ".", "(", "\n", "a ", "A.", "0 ", "1,", "a-", '"', "<", "é")


def long_texts(pattern: re.Pattern[str] | re.Pattern[bytes], length: int, seed: int = 0) -> Iterator[str]:
    """Texts of about this length that a pattern may find hard."""
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    tree = parser.parse(source, pattern.flags & ~re.LOCALE)
    chance = Random(seed)  # noqa: S311 - made-up texts, not secrets
    pumps = dict.fromkeys(ODDS)
    for _ in range(12):
        made = _made(tree, chance)
        pumps |= dict.fromkeys(made[:end] for end in {1, len(made) // 2, len(made) - 1, len(made)} if 0 < end <= 80)
    for pump in filter(None, pumps):
        body = pump * (length // len(pump))
        yield body
        yield f"{_made(tree, chance)[:80]}{body}\x01"


def _made(tree: object, chance: Random) -> str:
    """A text that a part of an expression may match."""
    return "".join(_one(kind, what, chance) for kind, what in tree)  # type: ignore[attr-defined]


def _one(kind: object, what: object, chance: Random) -> str:  # noqa: PLR0911 - a line a kind of part
    name = str(kind)
    if name == "LITERAL":
        return chr(what)  # type: ignore[arg-type]
    if name == "NOT_LITERAL":
        return "a" if what != ord("a") else "b"
    if name == "ANY":
        return chance.choice("a 0.")
    if name == "IN":
        return _of_set(what, chance)
    if name == "BRANCH":
        return _made(chance.choice(what[1]), chance)  # type: ignore[index]
    if name in {"SUBPATTERN", "ATOMIC_GROUP"}:
        return _made(what[-1] if name == "SUBPATTERN" else what, chance)  # type: ignore[index]
    if name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
        many = chance.randint(int(what[0]), min(int(what[1]), int(what[0]) + 3))  # type: ignore[index]
        return "".join(_made(what[2], chance) for _ in range(many))  # type: ignore[index]
    return ""


def _of_set(what: object, chance: Random) -> str:
    found = []
    for kind, value in what:  # type: ignore[attr-defined]
        if kind is constants.LITERAL:
            found.append(chr(value))
        elif kind is constants.RANGE:
            found.append(chr(chance.randint(*value)))
        elif kind is constants.CATEGORY:
            found.append(chance.choice({"SPACE": " ", "DIGIT": "07", "WORD": "aB1_"}.get(str(value)[9:], "a -.")))
    return chance.choice(found) if found and what[0][0] is not constants.NEGATE else chance.choice("a 0")  # type: ignore[index]
