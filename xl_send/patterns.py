"""What is looked for in texts, as regular expressions that are compiled when they are first asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache

# What `re.IGNORECASE` takes for an s, a k or an i, and small letters alone would not.
_ALIKE = str.maketrans("\u017f\u212a\u0130\u0131", "skii")


@lru_cache(maxsize=4096)
def in_small_letters(text: str) -> str:
    """A text in the letters as which an expression takes its own where it is asked to ignore capitals."""
    return text.lower() if text.isascii() else text.translate(_ALIKE).lower()


class Pattern:
    """A regular expression over texts: to compile all of them would take longer than to check a return.

    `needs` are words or parts of words in small letters, with bars between them, of which every text that it finds
    anything in holds one: a text without them is not looked at. Nor is an empty text, unless `empty` says that there
    is something to find in it. A test proves of every expression that it asks for one of its words, and for a letter.
    """

    def __init__(self, pattern: str, flags: int = 0, *, needs: str = "", empty: bool = False) -> None:
        self.pattern = pattern
        self.flags = flags
        self.empty = empty
        self.needs = tuple(needs.split("|")) if needs else ()

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The expression itself."""
        return re.compile(self.pattern, self.flags)

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """The first place in a text, from a place on, or None."""
        return self.compiled.search(text, start) if self.may_be_in(text) else None

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """What a text begins with, from a place on."""
        return self.compiled.match(text, start) if self.may_be_in(text) else None

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """The whole of a text, or None."""
        return self.compiled.fullmatch(text) if self.may_be_in(text) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Every place in a text."""
        return self.compiled.finditer(text) if self.may_be_in(text) else iter(())

    def findall(self, text: str) -> list[str]:
        """The words in every place: those of its only group, if it has one."""
        return self.compiled.findall(text) if self.may_be_in(text) else []

    def sub(self, new: str | Callable[[re.Match[str]], str], text: str, count: int = 0) -> str:
        """A text with other words in every place, or in the first so many."""
        return self.compiled.sub(new, text, count) if self.may_be_in(text) else text

    def split(self, text: str, maxsplit: int = 0) -> list[str]:
        """The parts of a text between the places, or between so many of them."""
        return self.compiled.split(text, maxsplit) if self.may_be_in(text) else [text]

    def may_be_in(self, text: str) -> bool:
        """Whether a text holds a word that this needs, without which it finds nothing there."""
        if not text:
            return self.empty
        if not self.needs:
            return True
        small = in_small_letters(text)
        for word in self.needs:  # noqa: SIM110 - asked of every text: this is twice as fast as any()
            if word in small:
                return True
        return False
