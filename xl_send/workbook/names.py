"""When two names are one: of people, teams and schools as several workbooks write them, and of sheets and columns.

Titles that a person says are read as ours stand for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from functools import cache, lru_cache

from xl_send.workbook.characters import clean

_BETWEEN_WORDS = re.compile(r"[\W_]+")
# These stand within a word: St Anne's, E.P., co-ordinator.
_WITHIN_WORDS = re.compile("['\u2018\u2019.\u2010-]")
_BESIDE = re.compile(r"[,;:/()\u2013\u2014]|\s-\s")
_BRACKETS = re.compile(r"(?:(?<!\s)\s+)?\([^()]*\)\s*+$")
_READ_AS: ContextVar[Mapping[str, str]] = ContextVar("_READ_AS", default={})  # noqa: B039 - never changed
# How alike two titles must be before one is asked about as the other.
ALIKE = 0.8


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """A name without what people write differently: capitals, spaces and punctuation, and "&" for "and".

    `E.P. team`, `EP Team` and `ep-team` have one key. Blank where it has neither letter nor figure.
    """
    return bare_name(name if name.strip(" &") == "" else _spelt_out(name))


def bare_name(name: str) -> str:
    """The letters and figures of a name in small letters, by which histories have always known a programme."""
    return _BETWEEN_WORDS.sub("", name.casefold())


def owner_key(name: str) -> str:
    """The key of a person, whichever of name and role stands first.

    `Jo Shah, Head of SEND` and `Head of SEND (Jo Shah)` are one.
    """
    return bare_name(owner_words(name))


@lru_cache(maxsize=65536)
def owner_words(name: str) -> str:
    """The words of a name, those of a role beside it in a fixed order: what a comma, brackets or a dash part."""
    return " ".join(sorted(filter(None, map(name_words, _BESIDE.split(name)))))


def name_words(name: str) -> str:
    """A name as its words in small letters, a space between them: `J. Smith` is `j smith`, `A & B` is `a and b`."""
    return " ".join(_BETWEEN_WORDS.sub(" ", _WITHIN_WORDS.sub("", _spelt_out(name).casefold())).split())


def _spelt_out(name: str) -> str:
    """A name with "and" for each "&"."""
    return name.replace("&", " and ") if "&" in name else name


# A slip of the hand changes little of a long word, and makes another word of a short one.
_LONG = 5


def meant_of(text: str, words: Iterable[str], *, typos: bool = True) -> str:
    """The one of a list's words that a text can only mean, or nothing where there is none or several.

    Capitals, hyphens, spaces, a plural and "&" for "and" make no difference; nor does one letter left out, put in,
    exchanged or typed for another in a word of some length. A question mark says that its writer does not know.
    """
    if "?" in text:
        return ""
    given = _listed_key(text)
    keys = {word: _listed_key(word) for word in words}
    alike = [word for word, key in keys.items() if given and key == given]
    if not alike and typos:
        alike = [word for word, key in keys.items() if len(key) >= _LONG and _is_slip(given, key)]
    return alike[0] if len(alike) == 1 else ""


def _listed_key(text: str) -> str:
    words = _BETWEEN_WORDS.sub(" ", _spelt_out(text.casefold())).split()
    return "".join(word.removesuffix("s") if len(word) > 1 else word for word in words)


def _is_slip(given: str, meant: str) -> bool:
    """Whether one letter is missing, too many, exchanged with the next or typed for another; never a figure."""
    if abs(len(given) - len(meant)) > 1 or re.sub(r"\D", "", given) != re.sub(r"\D", "", meant):
        return False
    same = next((place for place, (one, other) in enumerate(zip(given, meant, strict=False)) if one != other), None)
    if same is None:
        return True
    here, there = given[same:], meant[same:]
    return here[1:] == there[1:] or here[1:] == there or here == there[1:] or here[1::-1] + here[2:] == there


@cache
def by_word(options: type[StrEnum]) -> Mapping[str, StrEnum]:
    """The options of a list by their words, whatever letters are capitals."""
    return {option.value.casefold(): option for option in options}


def title_key(title: str) -> str:
    """How titles are compared: case, spaces, a star, a note in brackets and "&" for "and" make no difference.

    A title that is read as another, because a person said so, is that other.
    """
    key = _plain(title)
    return _READ_AS.get().get(key, key)


@lru_cache(maxsize=512)  # the same few hundred titles are compared again and again; a cell may hold anything
def _plain(title: str) -> str:
    return " ".join(_spelt_out(_BRACKETS.sub("", clean(title))).strip(" *:").casefold().split())


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
