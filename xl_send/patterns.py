"""What is looked for in texts, as regular expressions that are compiled when they are first asked."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, cached_property, lru_cache
from zlib import crc32

# What `re.IGNORECASE` takes for an s, a k or an i, and small letters alone would not.
_ALIKE = str.maketrans("\u017f\u212a\u0130\u0131", "skii")
# Stands, among the words that an expression needs and in a text in which they are looked for, for any number in digits.
NUMBER = "\u00a4"
# What stands between groups of such words, and between the words of one.
BETWEEN_GROUPS, BETWEEN_WORDS = "\u00a7", "\u00a6"
_DIGITS = re.compile(r"\d+")


@lru_cache(maxsize=4096)
def in_small_letters(text: str) -> str:
    """A text in the letters as which an expression takes its own where it is asked to ignore capitals."""
    return text.lower() if text.isascii() else text.translate(_ALIKE).lower()


@lru_cache(maxsize=4096)
def as_searched(text: str) -> str:
    """A text as the words that an expression needs are looked for in it."""
    searched = in_small_letters(text)
    return f"{searched}\n{_DIGITS.sub(NUMBER, searched)}" if _DIGITS.search(searched) else searched


def pattern_key(pattern: str, flags: int) -> str:
    """By what the words that an expression needs are kept."""
    return f"{crc32(f'{int(flags)} {pattern}'.encode('utf-8', 'surrogatepass')):08x}"


@cache
def _required_words() -> Mapping[str, str]:
    """The words that each expression needs, by its key. None of those that stand there finds anything in no text."""
    lines = (pkgutil.get_data("xl_send", "required_words.txt") or b"").decode("utf-8").splitlines()
    return {key: words for key, _, words in (line.partition(" ") for line in lines)}


class Pattern:
    """A regular expression over texts: to compile all of them would take longer than to check a return.

    A text that lacks a word without which the expression finds nothing is not looked at, nor is an empty one in which
    it would find nothing. These words are worked out from the expression when the generated files are written
    (`xl_send/dev/required_words.py`); one that is not declared in a module has none, and looks at every text.
    """

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = pattern
        self.flags = flags

    @cached_property
    def _required(self) -> tuple[tuple[str, ...], ...] | None:
        """The groups of words of each of which a text must hold one; None if it may find something in any text."""
        words = _required_words().get(pattern_key(self.pattern, self.flags))
        return (
            words
            if words is None
            else tuple(tuple(group.split(BETWEEN_WORDS)) for group in words.split(BETWEEN_GROUPS) if group)
        )

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The expression itself."""
        return re.compile(self.pattern, self.flags)

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """The first place in a text, from a place on, or None."""
        return self.compiled.search(text, start) if self.may_be_in(text) else None

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """What a text begins with, from a place on.

        Asked of many places of one text, a look through all of it each time would cost more than the expression.
        """
        return self.compiled.match(text, start) if start or self.may_be_in(text) else None

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
        """Whether a text holds the words that this needs, without which it finds nothing there."""
        if not text:
            return self._required is None
        if self._required:
            searched = as_searched(text)
            for group in self._required:
                for word in group:
                    if word in searched:
                        break
                else:
                    return False
        return True
