"""Workstreams: the names that a tracker gives them, and a code for each."""

from __future__ import annotations

import re

from xl_send.adoption.account import AdoptionAccount
from xl_send.adoption.finding.titles import Certainty
from xl_send.adoption.finding.wording import comparable
from xl_send.adoption.mapping import Line, What
from xl_send.errors import CannotRunError
from xl_send.value_classes import field, mutable

_CODE = re.compile(r"[A-Z]{2,5}")
_SMALL = frozenset(
    {
        "and",
        "the",
        "of",
        "for",
        "a",
        "an",
        "in",
        "to",
        "with",
        "on",
        "workstream",
        "project",
        "strand",
        "theme",
        "priority",
    }
)
_NAMED = re.compile(
    r"\b(?:workstream|work stream|ws|strand|project|theme|priority)\s*(?:no\.?\s*)?"
    r"(?:\d|[A-H]\b|[:|]|\s[\-\u2013]\s)|\bworkstream\b(?!s)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\b(\d{1,2})\b")
_ASIDE = re.compile(r"[(\[][^()\[\]]*[)\]]")
_HEADING = re.compile(
    r"\b((?:workstream|work stream|strand|project|theme|priority)\s*(?:no\.?\s*)?(?:\d{1,2}|[A-H]\b)?)"
    r"\s*(?:[:\-\u2013|]+\s*(.+))?",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(r"(?<!\s)\s*+\b(?:tracker|log|plan|register|report|return|update|v\d+)\b.*$", re.IGNORECASE)
UNNAMED = "Workstream"


@mutable()
class Streams:
    """The workstreams met so far, by their plain names. With `only`, everything belongs to that one code."""

    account: AdoptionAccount
    only: str = ""
    codes: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Raise `CannotRunError` for a code that is none."""
        if self.only and not _CODE.fullmatch(self.only):
            message = f"{self.only} is no code of a workstream. Give two to five capital letters, such as TRN."
            raise CannotRunError(message)

    def code(self, name: str) -> str:
        """The code of a workstream by its name, made when it is first met."""
        if self.only:
            self.names.setdefault(self.only, name or self.only)
            return self.only
        key = comparable(name) or comparable(UNNAMED)
        if key not in self.codes:
            self._add(key, name or UNNAMED)
        return self.codes[key]

    def _add(self, key: str, name: str) -> None:
        said = (self.account.given.answer(What.WORKSTREAM, "", theirs=name) or "").upper()
        if said and not _CODE.fullmatch(said):
            message = (
                f"{said} is no code of a workstream. Give two to five capital letters in the mapping's line for {name}."
            )
            raise CannotRunError(message)
        code = said or _free(_initials(name), set(self.codes.values()))
        self.codes[key] = code
        self.names.setdefault(code, name)
        certainty = Certainty.GIVEN if said else Certainty.ASSUMED
        self.account.say(
            Line(
                What.WORKSTREAM,
                theirs=name,
                ours=code,
                certainty=certainty,
                why="" if said else "a code made of its name",
            )
        )


def _initials(name: str) -> str:
    """Two to five capitals out of a name: a code it may be already, its initials, or its first letters."""
    if _CODE.fullmatch(name.strip()):
        return name.strip()
    words = [word for word in re.findall(r"[A-Za-z]+", name) if word.casefold() not in _SMALL]
    number = _NUMBER.search(name)
    if not words:
        return f"WS{chr(64 + min(26, max(1, int(number[1]))))}" if number else "WS"
    initials = "".join(word[0] for word in words).upper()
    return initials[:5] if len(initials) >= 3 else (words[0][:3] if len(words[0]) >= 3 else f"{words[0]}WS"[:3]).upper()


def _free(code: str, taken: set[str]) -> str:
    """The code, or the next like it that is not taken."""
    if code not in taken:
        return code
    stem = code[:4]
    return next(
        candidate
        for candidate in (
            f"{stem}{first}{second}"[-5:] if second else f"{stem}{first}"
            for second in ("", *_LETTERS)
            for first in _LETTERS
        )
        if candidate not in taken and _CODE.fullmatch(candidate)
    )


_LETTERS = tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def names_a_stream(text: str) -> bool:
    """Whether a heading says that it names a workstream, a project or a theme."""
    return bool(_NAMED.search(text))


def stream_in(text: str) -> str:
    """The name in a heading: Angel Street in "Project 1: Angel Street", Workstream 2 in "Workstream 2 tracker"."""
    tidy = " ".join(_ASIDE.sub(" ", text).split()).strip(" :-\u2013|")
    match = _HEADING.search(tidy)
    if match is None:
        return tidy
    name = _DOCUMENT.sub("", match[2] or "").strip(" :-\u2013|")
    if name:
        return name
    return match[1].strip().capitalize() if match[1] and _NUMBER.search(match[1]) else tidy
