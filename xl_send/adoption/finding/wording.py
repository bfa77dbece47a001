"""Words compared as people mean them: letters and figures alone, and near spellings by rapidfuzz."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from xl_send.workbook.characters import clean

_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
_ASIDE = re.compile(
    r"\s[-\u2013]\s*(?:mmm|dd|mm|yyyy).*$|\be\.?g\.?\b.*$|\?.*$|\benter\b.*$|\bplease\b.*$|\bselect\b.*$", re.IGNORECASE
)
_NOT_WORDS = re.compile(r"[^0-9a-z%£#+\u2191\u2193\u25b2\u25bc\u2713\u2714\u00c0-\u024f]+")
NEAR = 88


@lru_cache(maxsize=20_000)
def comparable(text: str) -> str:
    """A text to be compared: small letters and figures, one space between words."""
    return " ".join(_NOT_WORDS.sub(" ", clean(text).casefold().replace("&", " and ").replace("'", "")).split())


@lru_cache(maxsize=4096)
def spellings(title: str) -> tuple[str, ...]:
    """The ways to read a title, the fullest first: whole, without brackets, without a hint how to fill it in."""
    bare = _BRACKETS.sub(" ", title)
    hintless = _ASIDE.sub("", " ".join(bare.split()))
    inside = [found.strip("()[]") for found in _BRACKETS.findall(title)] if not comparable(bare) else []
    return tuple(dict.fromkeys(filter(None, (comparable(form) for form in (title, bare, hintless, *inside)))))


def nearest_with_score(word: str, known: Collection[str]) -> tuple[str, float]:
    """The known word that is spelt most nearly alike, and how nearly from 0 to 1; nothing where none is near."""
    if len(word) < 5:
        return "", 0.0
    from rapidfuzz import fuzz, process

    found = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=NEAR)
    return (str(found[0]), float(found[1]) / 100) if found else ("", 0.0)
