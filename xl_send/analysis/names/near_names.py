"""Names that may be one person's or team's, written in two ways: asked about, never assumed.

Every name is looked up by what it shares with its like, so that many names cost no more than few for each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from xl_send.workbook.names import name_key, name_words

# Longer names are not taken apart letter by letter, and words of fewer letters differ by more than a slip.
LONGEST = 80
SHORTEST = 4
_PLURAL = 2
# An abbreviation has no fewer letters.
_FEWEST_LETTERS = 3
MOST_INITIALS = 4


def near_pairs(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Every two names (as words, see `name_words`) that may be one, each pair once and in order."""
    shared: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(set(names)):
        for trait in _traits(name):
            shared[trait].append(name)
    pairs = {pair for found in shared.values() for pair in combinations(found, 2) if may_be_one(*pair)}
    return iter(sorted(pairs))


def spelled_out_pairs(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Every two names of which one has the initials of words of the other: "ep team", "educational psychology team"."""
    known = set(names)
    for name in sorted(known):
        words = name.split()
        for first in range(len(words)):
            for last in range(first + 2, min(first + MOST_INITIALS, len(words)) + 1):
                initials = "".join(word[0] for word in words[first:last])
                short = " ".join([*words[:first], initials, *words[last:]])
                if short in known and len(words) > last - first:
                    yield short, name


def shortened_pairs(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Every two names of which one has words of the other cut short: "comm mgr", "commissioning manager"."""
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(set(names)):
        alike["".join(f"{word[0]} " for word in name.split())].append(name)
    for found in alike.values():
        yield from (pair for pair in combinations(found, 2) if _is_cut_short(*pair))


def _is_cut_short(one: str, other: str) -> bool:
    """Whether two names differ only in words of which one is an abbreviation of the other."""
    pairs = [pair for pair in zip(one.split(), other.split(), strict=True) if pair[0] != pair[1]]
    return bool(pairs) and all(_abbreviates(*sorted(pair, key=len)) for pair in pairs)


def _abbreviates(short: str, long: str) -> bool:
    """Whether a word begins another, or has letters of it in their order, its first and its last among them."""
    if not (short + long).isalpha() or not _FEWEST_LETTERS <= len(short) < len(long) - 1:
        return False
    letters = iter(long)
    in_order = all(letter in letters for letter in short)
    return long.startswith(short) or (in_order and short[0] == long[0] and short[-1] == long[-1])


def _traits(name: str) -> Iterator[str]:
    """What two names that may be one have in common: their words, their initials, or all letters but one."""
    words = name.split()
    yield f"words {' '.join(sorted(words))}"
    if len(words) == 2:
        yield f"initial {words[0][0]} {words[1]}"
    if SHORTEST <= len(name) <= LONGEST:
        yield from {f"letters {name[:place]}{name[place + 1 :]}" for place in range(len(name))} | {f"letters {name}"}


def is_nearly(one: str, other: str) -> bool:
    """Whether two names, as they are written, are one, may be one, or one of them is blank."""
    same = name_key(one) == name_key(other) or not (one and other)
    return same or may_be_one(name_words(one), name_words(other))


def may_be_one(one: str, other: str) -> bool:
    """Whether two different names differ by a slip, a plural, an initial or the order of their words alone."""
    first, second = one.split(), other.split()
    if sorted(first) == sorted(second):
        return one != other
    differing = [pair for pair in zip(first, second, strict=False) if pair[0] != pair[1]]
    if len(first) != len(second) or len(differing) != 1:
        return False
    (word, like), at_front = differing[0], first[0] != second[0]
    if at_front and len(first) == 2 and 1 in {len(word), len(like)} and {len(word), len(like)} != {1}:
        return word[0] == like[0] and (word + like).isalpha()
    return _slip(*sorted((word, like), key=len))


def _slip(short: str, long: str) -> bool:
    """Whether two words differ by a plural, or by one letter more, another letter, or two changed about.

    A figure makes another name of it: adviser 1 is not adviser 2.
    """
    if not (short + long).isalpha():
        return False
    if len(short) >= _PLURAL and f"{short}s" == long:
        return True
    if len(long) < SHORTEST:
        return False
    if len(short) < len(long):
        return any(long[:place] + long[place + 1 :] == short for place in range(len(long)))
    places = [place for place, pair in enumerate(zip(short, long, strict=False)) if pair[0] != pair[1]]
    if len(places) == 1:
        return True
    swapped = len(places) == 2 and places[1] - places[0] == 1
    return swapped and short[places[0]] == long[places[1]] and short[places[1]] == long[places[0]]
