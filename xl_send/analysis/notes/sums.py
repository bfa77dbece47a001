"""Sums of money in words: "£16.5k", "18,000 over", "0.3m", "96,000 pounds"."""

from __future__ import annotations

import re

from xl_send.patterns import Pattern

# A sum as people write one. Without a sign it has thousands that are set apart, a k or an m, or the word pounds.
SUM = (
    r"(?:£ ?\d[\d,]*(?:\.\d+)? ?(?:k\b|m\b|million\b|thousand\b)?"
    r"|(?<![\w.,£/+-])(?:\d{1,3}(?:,\d{3})+\b|\d{1,4}(?:\.\d+)?(?:k|m| ?million)\b|\d{3,7}\b(?= pounds)))"
)
_ANY = Pattern(SUM, re.IGNORECASE)
_PARTS = Pattern(r"(\d[\d,]*(?:\.\d+)?) ?(?:(k|m|million|thousand)(?![a-z]))?", re.IGNORECASE)
_TIMES = {"k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6}


def sum_said(words: str) -> float:
    """What one sum in words comes to, in pounds."""
    found = _PARTS.search(words)
    return float(found[1].replace(",", "")) * _TIMES.get((found[2] or "").casefold(), 1) if found else 0.0


def sums_said(text: str | None) -> list[float]:
    """Every sum of a text, in pounds, in its order."""
    return [sum_said(found[0]) for found in _ANY.finditer(text or "")]
