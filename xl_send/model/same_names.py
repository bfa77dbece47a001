"""When two names are one: people, teams, schools and titles as several workbooks write them."""

from __future__ import annotations

import re
from functools import lru_cache

_NOT_A_WORD = re.compile(r"[^\w]+|_+")
_APOSTROPHES = re.compile("['\u2018\u2019]")


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """A name without what people write differently: capitals, spaces and punctuation.

    `J. Smith` and `j  smith` have one key, `St Anne's` and `St Annes` too. Blank where it has neither letter
    nor figure.
    """
    return " ".join(_NOT_A_WORD.sub(" ", _APOSTROPHES.sub("", name).casefold()).split())
