"""How the titles of sheets, columns and labels are compared, and titles that a person says are read as ours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from xl_send.workbook.characters import clean

_BRACKETS = re.compile(r"(?:(?<!\s)\s+)?\([^()]*\)\s*+$")
_READ_AS: ContextVar[Mapping[str, str]] = ContextVar("_READ_AS", default={})  # noqa: B039 - never changed
# How alike two titles must be before one is asked about as the other.
ALIKE = 0.8


def title_key(title: str) -> str:
    """How titles are compared: case, spaces, a star and a note in brackets make no difference.

    A title that is read as another, because a person said so, is that other.
    """
    key = _plain(title)
    return _READ_AS.get().get(key, key)


@lru_cache(maxsize=512)  # the same few hundred titles are compared again and again; a cell may hold anything
def _plain(title: str) -> str:
    return " ".join(_BRACKETS.sub("", clean(title)).strip(" *:").casefold().split())


@contextmanager
def read_as(titles: Mapping[str, str]) -> Iterator[None]:
    """Read these titles of sheets and columns as ours, as long as this lasts."""
    with read_as_compared({_plain(theirs): _plain(ours) for theirs, ours in titles.items()}):
        yield


@contextmanager
def read_as_compared(titles: Mapping[str, str]) -> Iterator[None]:
    """The same for titles as `titles_read_as` gives them."""
    before = _READ_AS.set(titles)
    try:
        yield
    finally:
        _READ_AS.reset(before)


def titles_read_as() -> Mapping[str, str]:
    """The titles that are read as ours now, as they are compared."""
    return _READ_AS.get()


def are_near(one: str, other: str) -> bool:
    """Whether a title may be meant for another: spelt nearly alike, or the same words with some more."""
    first, second = title_key(one), title_key(other)
    if not first or not second:
        return False
    from difflib import SequenceMatcher

    words, more = sorted(({word.removesuffix("s") for word in key.split()} for key in (first, second)), key=len)
    if words <= more:
        return True
    return SequenceMatcher(None, first, second).ratio() >= ALIKE
