"""One risk told twice in other words: what two texts have in common once small words and endings are left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from xl_send.patterns import Pattern
from xl_send.workbook.sheets.risks import Risk

# Of the words that matter in the shorter text so many stand in the other too, and no fewer than these.
MOST, FEWEST = 0.7, 5
# A text of fewer words that matter says too little to be known again.
LEAST = 6
# In a register that is longer than this every two are not held against each other.
MANY = 200
_WORD = Pattern(r"[^\W_]+")
_SMALL = frozenset({
    "a", "all", "also", "an", "and", "any", "are", "as", "at", "be", "because", "been", "before", "but", "by",
    "can", "could", "do", "does", "down", "each", "every", "for", "from", "had", "has", "have", "if", "in",
    "into", "is", "it", "its", "may", "might", "more", "no", "not", "of", "on", "once", "one", "only", "or",
    "out", "over", "risk", "so", "some", "than", "that", "the", "their", "them", "then", "there", "these", "they",
    "this", "those", "to", "too", "under", "until", "up", "very", "was", "were", "what", "when", "where", "which",
    "while", "who", "will", "with", "would",
})  # fmt: skip
_ENDINGS = ("ing", "ed", "es", "er", "s", "ly")
_STEM = 4


def told_in_other_words(risks: Sequence[Risk]) -> Iterator[tuple[Risk, Risk]]:
    """Every two risks of a register that share most of the words that matter, the earlier first.

    Not where one word has taken the place of another, nor where what differs are names: such risks are told apart on
    purpose ("Norton hub has no room", "Malton hub has no room").
    """
    if len(risks) > MANY:
        return
    bits: dict[str, int] = {}
    names = _names(risks)
    masks = []
    for risk in risks:
        words = _that_matter(risk)
        masks.append((sum(1 << bits.setdefault(word, len(bits)) for word in words), risk))
    named = sum(1 << bits[name] for name in names if name in bits)
    for (one, first), (other, second) in combinations(masks, 2):
        shorter = min(one.bit_count(), other.bit_count())
        shared = (one & other).bit_count()
        if shorter >= LEAST and shared >= max(FEWEST, MOST * shorter) and not _told_apart(one, other, named):
            yield first, second


def _told_apart(one: int, other: int, named: int) -> bool:
    """Whether two texts differ by a single word of each, or by a name in each."""
    mine, theirs = one & ~other, other & ~one
    exchanged = mine.bit_count() == theirs.bit_count() == 1
    return exchanged or bool(mine & named and theirs & named)


def _that_matter(risk: Risk) -> frozenset[str]:
    """The words of a risk that say what it is about, without their endings."""
    words = (word.lower() for word in _WORD.findall(risk.name or ""))
    return frozenset(_stem(word) for word in words if word not in _SMALL)


def _names(risks: Sequence[Risk]) -> frozenset[str]:
    """Words that the register writes with a capital wherever they stand, and numbers."""
    capital: set[str] = set()
    small: set[str] = set()
    for risk in risks:
        for word in _WORD.findall(risk.name or ""):
            (capital if word[0].isupper() or word[0].isdigit() else small).add(_stem(word.lower()))
    return frozenset(capital - small)


def _stem(word: str) -> str:
    ending = next((end for end in _ENDINGS if word.endswith(end) and len(word) - len(end) >= _STEM), "")
    return word[: len(word) - len(ending)]
