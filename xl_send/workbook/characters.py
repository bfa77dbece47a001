"""Characters that a person cannot see, or cannot tell from others: what comes with text copied from elsewhere."""

from __future__ import annotations

import re

# Zero width space, word joiner, byte order mark, soft hyphen, Mongolian separator, and the marks of writing direction.
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+")
# Free text needs these two, in emoji and in some scripts.
_JOINERS = re.compile("[\u200c\u200d]+")
_SPACES = re.compile(r"\s+")
# Hyphen, non-breaking hyphen, figure dash, en dash, em dash, bar, minus; small and full width hyphens.
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"))


# What no XML file may hold, so that no workbook could be written with it. Vertical tabs and page breaks, which come
# from slides, are line breaks.
_UNWRITABLE = {code: None for code in (*range(32), 0xFFFE, 0xFFFF) if chr(code) not in "\t\n\r"} | {11: "\n", 12: "\n"}


def writable(text: str) -> str:
    """The text without the control characters that no workbook may hold."""
    return text.translate(_UNWRITABLE)


def visible(text: str) -> str:
    """The text without the characters that nobody can see; its spaces stay."""
    return _INVISIBLE.sub("", text)


def clean(text: str) -> str:
    """The text with nothing invisible, odd and repeated spaces made one ordinary space, and none at the ends."""
    return _SPACES.sub(" ", visible(text)).strip()


def with_hyphens(text: str) -> str:
    """The text with every dash a hyphen, as ids, codes, references and dates are typed."""
    return _JOINERS.sub("", text).translate(_DASHES)
