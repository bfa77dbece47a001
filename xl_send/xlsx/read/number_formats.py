"""Number formats: whether a cell shows its number as a date, as a percentage or as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum
from functools import lru_cache

from xl_send.xlsx.read.markup import Attributes, elements
from xl_send.xlsx.read.refusals import DAMAGED, UnusableError


class Shown(Enum):
    """What a person sees where the file holds a number."""

    NUMBER = "number"
    PERCENTAGE = "percentage"
    DATE = "date"


_BUILT_IN = {
    **dict.fromkeys(("9", "10"), Shown.PERCENTAGE),
    **dict.fromkeys(map(str, (*range(14, 18), 22, *range(27, 32))), Shown.DATE),
    **dict.fromkeys(map(str, (*range(34, 37), *range(50, 59))), Shown.DATE),
}
_NOT_SHOWN = re.compile(r'"[^"]*"?|\\.?|[_*].?|\[(?!(?:h+|m+|s+)\])[^\]]*\]?|AM/PM|A/P|General', re.IGNORECASE)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_WANTED = {"numFmt", "xf", "numFmts", "cellXfs", "cellStyleXfs", "cellStyles", "dxfs"}
_DAY = re.compile(r"[dy]|mmm", re.IGNORECASE)
_TIME = re.compile(r"[hs]", re.IGNORECASE)
_MONTH = re.compile(r"m", re.IGNORECASE)


@lru_cache(maxsize=1024)
def shown_by(code: str) -> Shown:
    """How a number format such as `dd/mm/yyyy` or `0%;[Red]-0%` shows a number."""
    bare = _NOT_SHOWN.sub("", code)
    if "%" in bare:
        return Shown.PERCENTAGE
    first = bare.partition(";")[0]
    if _ELAPSED.search(first):
        return Shown.NUMBER
    if _DAY.search(first) or (_MONTH.search(first) and not _TIME.search(first)):
        return Shown.DATE
    return Shown.NUMBER


def cell_formats(pieces: Iterable[bytes]) -> list[Shown]:
    """What each style number of the workbook shows; a damaged list of styles shows plain numbers."""
    try:
        return _cell_formats(elements(pieces, _WANTED))
    except UnusableError as refusal:
        if refusal.sentence == DAMAGED:
            return []
        raise


def _cell_formats(found: list[tuple[str, Attributes]]) -> list[Shown]:
    codes: dict[str, str] = {}
    formats: list[Shown] = []
    within = ""
    for name, attributes in found:
        if name == "numFmt" and within == "numFmts":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "xf" and within == "cellXfs":
            formats.append(_shown(attributes.get("numFmtId", "0"), codes))
        elif name in {"numFmts", "cellXfs", "cellStyleXfs", "cellStyles", "dxfs"}:
            within = name
    return formats


def _shown(number: str, codes: dict[str, str]) -> Shown:
    if number in codes:
        return shown_by(codes[number])
    return _BUILT_IN.get(number, Shown.NUMBER)
