"""Kinds that name records: ids, workstream codes, and references to either."""

from __future__ import annotations

import re

from xl_send.patterns import Pattern
from xl_send.value_classes import NamedTuple, frozen
from xl_send.workbook.characters import visible, with_hyphens
from xl_send.workbook.kinds import Kind, Read, Text
from xl_send.workbook.unreadable import TRUTHS, Remark, Unreadable, UnreadableError

_ID = re.compile(r"[A-Z]{2,5}-[A-Z]\d{1,4}")
_CODE = re.compile(r"[A-Z]{2,5}")
_ANSWERS = TRUTHS | {"YES", "NO"}
_REFERENCE = Pattern(r"([A-Z]{2,5}-[A-Z]\d{1,4})(?: ?\+ ?(\d{1,3}))?")
_YEAR = Pattern(r"(?:FY ?)?(?:20)?(\d\d) ?[-/] ?(?:20)?(\d\d)")
# A change reference of any council: TRN-A01, CR-17, CR 17, but not "2 Nov 2026" nor "item 6".
_CHANGE = Pattern(r"(?:[A-Z]{1,6}[ /-]?|[A-Za-z]{2,5}-)[A-Za-z]?\d[\w./-]*")


class Reference(NamedTuple):
    """One id in a list of them, with the working days that must lie between (`TRN-M02+10`)."""

    id: str
    lag: int = 0

    def __str__(self) -> str:
        return f"{self.id}+{self.lag}" if self.lag else self.id


def _code(text: str) -> str:
    """The code that a text is; an answer or what Excel makes of one is none."""
    plain = with_hyphens(text).upper()
    if not _CODE.fullmatch(plain) or plain in _ANSWERS:
        raise UnreadableError(Unreadable.BAD_ID)
    return plain


def code_of(record_id: str) -> str:
    """The workstream code that an id begins with."""
    return record_id.partition("-")[0]


def letter_of(record_id: str) -> str:
    """The letter in an id, which tells its sheet."""
    return record_id.partition("-")[2][:1]


@frozen(slots=True)
class Id(Kind):
    """A record's own id, such as TRN-M01; the letter tells the sheet."""

    letter: str

    @property
    def says(self) -> str:
        return f"an id such as TRN-{self.letter}01"

    def from_text(self, text: str) -> object:
        plain = with_hyphens(text).upper().replace(" ", "")
        if not _ID.fullmatch(plain):
            raise UnreadableError(Unreadable.BAD_ID)
        return plain

    def from_number(self, number: float) -> Read:
        if number and number == int(number):
            raise UnreadableError(Unreadable.BAD_ID)
        return Kind.from_number(self, number)

    def remark(self, raw: str, text: str) -> Remark | None:
        return Remark.SPACES if " " in text or visible(raw) != text else None


@frozen(slots=True)
class Code(Kind):
    """A workstream's own code: two to five capitals."""

    @property
    def says(self) -> str:
        return "a code of two to five capital letters, such as TRN"

    def from_text(self, text: str) -> object:
        return _code(text)


@frozen(slots=True)
class Link(Kind):
    """A reference to one record of another sheet; `or_word` may stand in place of one."""

    sheet: str
    or_word: str = ""

    @property
    def says(self) -> str:
        return f"{_example(self.sheet)} from the {self.sheet} sheet" + (f", or {self.or_word}" if self.or_word else "")

    def from_text(self, text: str) -> object:
        if self.sheet == "Forums":
            return text
        if self.or_word and text.casefold() == self.or_word.casefold():
            return self.or_word
        if self.sheet == "Workstreams":
            return _code(text)
        plain = with_hyphens(text).upper()
        if not _ID.fullmatch(plain):
            raise UnreadableError(Unreadable.BAD_ID)
        return plain


def _example(sheet: str) -> str:
    return {"Workstreams": "a code such as TRN", "Forums": "a forum"}.get(sheet, "an id")


@frozen(slots=True)
class Links(Kind):
    """References to records of other sheets, separated by commas; `lags` allows `TRN-M02+10`."""

    sheets: tuple[str, ...]
    lags: bool = False

    @property
    def says(self) -> str:
        example = "TRN-M02, TRN-T01" if self.lags else "TRN-M02, TRN-M03"
        return f"ids separated by commas, such as {example}"

    def from_text(self, text: str) -> object:
        plain = with_hyphens(text).upper().rstrip(" ,;")
        found = [_REFERENCE.fullmatch(part.strip()) for part in re.split("[,;]", plain)]
        if not all(found):  # one to a line, as Alt+Enter leaves them
            found = [_REFERENCE.fullmatch(part) for part in re.split(r"[,;\s]+", plain)]
        if not all(found) or (not self.lags and any(match and match[2] for match in found)):
            raise UnreadableError(Unreadable.BAD_ID)
        return tuple(Reference(match[1], int(match[2] or 0)) for match in found if match)


@frozen(slots=True)
class Names(Text):
    """Names separated by semicolons (schools), or references separated by commas."""

    separators: str = ";"

    @property
    def says(self) -> str:
        return "names separated by semicolons" if self.separators == ";" else "references separated by commas"

    def from_text(self, text: str) -> object:
        whole = [part.strip() for part in text.split(";")]
        return tuple(self._plain(part) for name in whole for part in self._apart(name) if part)

    def _apart(self, name: str) -> list[str]:
        """What stands between commas, where each is a reference: "Board, 2 Nov 2026" is one reference."""
        parts = [part.strip() for part in name.strip(" ,").split(",")]
        references = "," in self.separators and all(_CHANGE.fullmatch(with_hyphens(part)) for part in parts)
        return parts if references else [name]

    def _plain(self, part: str) -> str:
        """A reference with its hyphens as they are typed; words keep their dashes."""
        hyphened = with_hyphens(part)
        return hyphened if "," in self.separators and _CHANGE.fullmatch(hyphened) else part

    def read_text(self, raw: str) -> tuple[object, None]:
        value, _ = Text.read_text(self, raw)
        return (self.from_text(value) if isinstance(value, str) else None), None

    def from_number(self, number: float) -> tuple[object, None]:
        return ((f"{number:.15g}",) if number else None), None


@frozen(slots=True)
class FinancialYear(Kind):
    """A financial year such as 2026-27, which may be typed 26/27, 2026/27, 2026-2027 or FY26/27."""

    @property
    def says(self) -> str:
        return "a financial year such as 2026-27"

    def from_text(self, text: str) -> object:
        match = _YEAR.fullmatch(with_hyphens(text).upper())
        if not match or (int(match[1]) + 1) % 100 != int(match[2]):
            raise UnreadableError(Unreadable.WRONG_KIND)
        return f"20{match[1]}-{match[2]}"
