"""Numbers that cells show as dates or percentages: their formats, and Excel's day numbers."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import Enum
from functools import lru_cache

from xl_send.patterns import Pattern
from xl_send.value_classes import NamedTuple
from xl_send.workbook.cells import CellError, CellErrorKind
from xl_send.xlsx.read.markup import Attributes, elements
from xl_send.xlsx.read.package import Part
from xl_send.xlsx.read.refusals import DAMAGED, UnusableError

_MILLISECONDS = 86_400_000
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a cell's time has no zone
_EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001
# Excel believes in 29 February 1900, its day 60: up to there its days count from a day later.
_NO_SUCH_DAY = 60
_ISO = Pattern(r"(\d{4}-\d\d-\d\d)?(?:T?(\d\d:\d\d(?::\d\d(?:\.\d+)?)?)Z?)?", re.ASCII)


def moment(serial: float, *, date1904: bool) -> date | None:
    """The date a day number stands for, with its time of day if it has one; None if it has none."""
    if not -1 < serial < 3_000_000:
        return None
    day = math.floor(serial)
    milliseconds = round((serial - day) * _MILLISECONDS)
    if date1904:
        start = _EPOCH_1904
    elif day < 1 or day == _NO_SUCH_DAY:
        return None
    else:
        start = _EPOCH if day > _NO_SUCH_DAY else _EPOCH + timedelta(1)
    return _whole(start, day, milliseconds) if day >= 0 else None


def _whole(start: datetime, day: int, milliseconds: int) -> date | None:
    try:
        exact = start + timedelta(days=day, milliseconds=milliseconds)
    except OverflowError:
        return None
    return exact if milliseconds % _MILLISECONDS else exact.date()


def iso_moment(text: str) -> date | float | CellError:
    """A date written as 2026-11-13 or 2026-11-13T09:30:00; a time alone is part of a day."""
    match = _ISO.fullmatch(text.strip())
    if match is None or not (match[1] or match[2]):
        return CellError(CellErrorKind.BAD_DATE, text)
    try:
        exact = datetime.fromisoformat(f"{match[1] or '1900-01-01'}T{match[2] or '00:00'}")
    except ValueError:
        return CellError(CellErrorKind.BAD_DATE, text)
    since = exact - exact.replace(hour=0, minute=0, second=0, microsecond=0)
    if not match[1]:
        return since / timedelta(days=1)
    return exact if since else exact.date()


class Shown(Enum):
    """What a person sees where the file holds a number."""

    NUMBER = "number"
    PERCENTAGE = "percentage"
    DATE = "date"
    MONTH = "month without a day"


_BUILT_IN = {
    **dict.fromkeys(("9", "10"), Shown.PERCENTAGE),
    **dict.fromkeys(map(str, (*range(14, 18), 22, *range(27, 32))), Shown.DATE),
    **dict.fromkeys(map(str, (*range(34, 37), *range(50, 59))), Shown.DATE),
    "17": Shown.MONTH,
}
_NOT_SHOWN = Pattern(r'"[^"]*"?|\\.?|[_*].?|\[(?!(?:h+|m+|s+)\])[^\]]*\]?|AM/PM|A/P|General', re.IGNORECASE)
_ELAPSED = Pattern(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_LISTS = {"numFmts", "fonts", "cellXfs", "cellStyleXfs", "cellStyles", "dxfs"}
_WANTED = {"numFmt", "xf", "font", "strike", *_LISTS}
_DAY = Pattern(r"[dy]|mmm", re.IGNORECASE)
_OF_MONTH = Pattern(r"[dhs]", re.IGNORECASE)
_TIME = Pattern(r"[hs]", re.IGNORECASE)
_MONTH = Pattern(r"m", re.IGNORECASE)


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
        return Shown.DATE if _OF_MONTH.search(first) or not _MONTH.search(first) else Shown.MONTH
    return Shown.NUMBER


class CellFormats(NamedTuple):
    """What each style number of a workbook shows, and which of them strike the text through."""

    shown: Sequence[Shown] = ()
    struck: frozenset[int] = frozenset()


def cell_formats(part: Part) -> CellFormats:
    """How the styles of a workbook show what is in a cell; a damaged list of styles shows plain numbers."""
    try:
        return _cell_formats(elements(part.pieces(), _WANTED))
    except UnusableError as refusal:
        if refusal.sentence == DAMAGED:
            return CellFormats()
        raise


def _cell_formats(found: list[tuple[str, Attributes]]) -> CellFormats:
    codes: dict[str, str] = {}
    formats: list[Attributes] = []
    fonts, struck = 0, set[str]()
    within = ""
    for name, attributes in found:
        if name in _LISTS:
            within = name
        elif name == "numFmt" and within == "numFmts":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "font" and within == "fonts":
            fonts += 1
        elif name == "strike" and within == "fonts" and attributes.get("val", "1") not in {"0", "false"}:
            struck.add(str(fonts - 1))
        elif name == "xf" and within == "cellXfs":
            formats.append(attributes)
    shown = [_shown(item.get("numFmtId", "0"), codes) for item in formats]
    return CellFormats(shown, frozenset(n for n, item in enumerate(formats) if item.get("fontId", "0") in struck))


def _shown(number: str, codes: dict[str, str]) -> Shown:
    if number in codes:
        return shown_by(codes[number])
    return _BUILT_IN.get(number, Shown.NUMBER)
