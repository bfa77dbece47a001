"""The texts that a workbook's cells share, each kept once in the file and told by its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from xl_send.limits import LONGEST_CELL, MOST_CHARACTERS, MOST_TEXTS
from xl_send.xlsx.read.markup import (
    Attributes,
    Notes,
    blocks,
    bodies,
    checked,
    decoded,
    feed,
    local,
    longer_text,
    refuse_strangers,
    safe_parser,
    until_root,
    without_entities,
    without_escapes,
)
from xl_send.xlsx.read.package import Budget, Part
from xl_send.xlsx.read.refusals import DAMAGED, TOO_LONG, UnusableError

# Every ordinary text has four `<`; a `<` of anything else gives an empty text of its own.
_TEXT = r'<~si><~t(?: xml:space="preserve")?+>([^<]*+)</~t></~si>|<'
_BRACKETS = 4


class _Texts:
    """The slow way: a full XML parser, which joins runs of rich text and leaves out phonetics."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._text: str | None = None
        self._phonetic = False
        self._within = False
        self._above = [""]
        self.parser = safe_parser()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters

    def _start(self, name: str, _attributes: Attributes) -> None:
        name = local(name)
        refuse_strangers(self._above[-1], name)
        self._above.append(name)
        if name == "si":
            self._text = ""
        elif name == "rPh":
            self._phonetic = True
        elif name == "t":
            self._within = not self._phonetic

    def _characters(self, text: str) -> None:
        if self._within and self._text is not None:
            self._text = longer_text(self._text, text)

    def _end(self, name: str) -> None:
        name = local(name)
        self._above.pop()
        if name == "si":
            self.found.append(without_escapes(self._text or ""))
            self._text = None
        elif name == "rPh":
            self._phonetic = False
        elif name == "t":
            self._within = False


def shared_strings(part: Part) -> list[str]:
    """Every shared text in order."""
    notes = Notes()
    for _ in until_root(checked(part.pieces(), notes), notes, "sst"):
        pass
    found: list[str] = []
    texts, characters = Budget(MOST_TEXTS), Budget(MOST_CHARACTERS)
    for some in _some_texts(part, notes):
        texts.spend(len(some))
        characters.spend(sum(map(len, some)))
        if any(len(text) > LONGEST_CELL for text in some):
            raise UnusableError(TOO_LONG)
        found += some
    # Where fewer are there than are told of, cells would show one another's texts.
    if len(found) < notes.told:
        raise UnusableError(DAMAGED)
    return found


def _some_texts(part: Part, notes: Notes) -> Iterator[list[str]]:
    if not notes.plain:
        yield from _slow(part.pieces())
        return
    prefix = notes.root.removesuffix("sst")
    cut = blocks(part.pieces(), f"<{prefix}si>".encode())
    for body in bodies(cut, f"{prefix}sst".encode()):
        yield from _texts_in(body, prefix)


def _texts_in(body: bytes, prefix: str) -> Iterator[list[str]]:
    text = decoded(body)
    found: list[str] = _pattern(prefix).findall(text)
    if text.count("<") != _BRACKETS * len(found):
        yield from _slow([b"<a>", body, b"</a>"])
        return
    if "&" in text:
        found = [without_entities(raw) for raw in found]
    yield [without_escapes(raw) for raw in found] if "_x" in text else found


@lru_cache(maxsize=16)
def _pattern(prefix: str) -> re.Pattern[str]:
    return re.compile(_TEXT.replace("~", re.escape(prefix)))


def _slow(pieces: Iterable[bytes]) -> Iterator[list[str]]:
    texts = _Texts()
    for piece in pieces:
        feed(texts.parser, piece)
        found, texts.found = texts.found, []
        yield found
