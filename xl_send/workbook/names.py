"""When two names are one: people, teams, schools and titles as several workbooks write them."""

from __future__ import annotations

import re
from functools import lru_cache

_BETWEEN_WORDS = re.compile(r"[\W_]+")
# These stand within a word: St Anne's, E.P., co-ordinator.
_WITHIN_WORDS = re.compile("['\u2018\u2019.\u2010-]")


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """A name without what people write differently: capitals, spaces and punctuation.

    `E.P. team`, `EP Team` and `ep-team` have one key. Blank where it has neither letter nor figure.
    """
    return _BETWEEN_WORDS.sub("", name.casefold())


def name_words(name: str) -> str:
    """A name as its words in small letters, a space between them: `J. Smith` is `j smith`."""
    return " ".join(_BETWEEN_WORDS.sub(" ", _WITHIN_WORDS.sub("", name.casefold())).split())
