"""How a text is spelled in the files that macros and Python exchange: plain ASCII, one line, no tab.

A character that is not plain, and the tilde itself, is a tilde and four hexadecimal digits for each
of its UTF-16 units: `caf~00E9`. So the files mean the same in every code page, on Windows and on a Mac.
"""

from __future__ import annotations

import re

_NOT_PLAIN = re.compile(r"[^ -}]")
_SPELLED = re.compile(r"(?:~[0-9A-F]{4})+")


def spell(text: str) -> str:
    """The text in plain characters."""
    return _NOT_PLAIN.sub(lambda found: _units(found[0]), text)


def unspell(spelled: str) -> str:
    """The text that was spelled so; a tilde that begins nothing stays a tilde."""
    return _SPELLED.sub(lambda found: _text(found[0]), spelled)


def _units(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass").hex().upper()
    return "".join(f"~{units[at : at + 4]}" for at in range(0, len(units), 4))


def _text(spelled: str) -> str:
    return bytes.fromhex(spelled.replace("~", "")).decode("utf-16-be", "replace")
