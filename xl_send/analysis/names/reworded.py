"""Whether two titles are of one thing that two people name in their own words."""

from __future__ import annotations

from xl_send.analysis.notes.content import content_words, first_letters
from xl_send.patterns import Pattern

# Words that two titles of one thing share at least.
SHARED = 2
_DIGITS = Pattern(r"\d+")


def is_one_reworded(title: str, other: str) -> bool:
    """Whether half of the words of the shorter title, two at least, and its numbers are those of the other too."""
    mine, theirs = (first_letters(content_words(text)) for text in (title, other))
    digits, others = ({*_DIGITS.findall(text)} for text in (title, other))
    shared = len(mine & theirs)
    of_one = shared >= SHARED and 2 * shared >= min(len(mine), len(theirs))
    return of_one and (digits <= others or others <= digits)
