"""Characters that a person cannot see, or cannot tell from others: what comes with text copied from elsewhere."""

from __future__ import annotations

import re

from xl_send.patterns import Pattern

# Zero width space, word joiner, byte order mark, soft hyphen, Mongolian separator, and the marks of writing direction.
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+")
# Free text needs these two, in emoji and in some scripts.
_JOINERS = Pattern("[\u200c\u200d]+")
_SPACES = re.compile(r"\s+")
# Hyphen, non-breaking hyphen, figure dash, en dash, em dash, bar, minus; small and full width hyphens.
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"))

# What no XML file may hold, and so no workbook, document or page: all but tabs and line breaks of the control
# characters, halves of characters, and two that are none. https://www.w3.org/TR/xml/#charsets
FORBIDDEN = (*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF)
_FORBIDDEN = Pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

# What no document may hold, the later control characters, and those that turn the reading direction.
_NOT_IN_DOCUMENTS = dict.fromkeys((*FORBIDDEN, *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), " ")


def for_documents(text: str) -> str:
    """The text with a space for each character that must not stand in a document or page."""
    return text.translate(_NOT_IN_DOCUMENTS)


def writable(text: str) -> str:
    """The text as any file can hold it.

    Vertical tabs and page breaks, which come from slides, become line breaks; half a character becomes the sign for
    one that cannot be shown; what else is forbidden goes.
    """
    return _FORBIDDEN.sub(_instead, text) if _FORBIDDEN.search(text) else text


def _instead(found: re.Match[str]) -> str:
    if found[0] in "\v\f":
        return "\n"
    return "\ufffd" if "\ud800" <= found[0] <= "\udfff" else ""


def visible(text: str) -> str:
    """The text without the characters that nobody can see; its spaces stay."""
    return _INVISIBLE.sub("", text)


def clean(text: str) -> str:
    """The text with nothing invisible, odd and repeated spaces made one ordinary space, and none at the ends."""
    return _SPACES.sub(" ", visible(text)).strip()


def with_hyphens(text: str) -> str:
    """The text with every dash a hyphen, as ids, codes, references and dates are typed."""
    return _JOINERS.sub("", text).translate(_DASHES)
