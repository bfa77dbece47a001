"""What a cell's mark-up is worth: the one place where kinds, styles and texts become values."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping, Sequence
from datetime import date, datetime
from math import isfinite
from typing import Generic, TypeVar

from xl_send.limits import LONGEST_CELL, MOST_CELLS
from xl_send.workbook.cells import CellError, CellErrorKind, MonthAlone, Percentage, Struck, Value, Worked
from xl_send.xlsx.read.markup import without_escapes
from xl_send.xlsx.read.number_formats import CellFormats, Shown, iso_moment, moment
from xl_send.xlsx.read.package import Budget
from xl_send.xlsx.read.refusals import TOO_LONG, UnusableError

NO_FORMATS = CellFormats()
Careful = Callable[[str], Value | None]
Quick = Callable[[str], Value] | None
_Convert = TypeVar("_Convert")

_MOST_KEPT = 20_000
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_KIND = re.compile(r'\st\s*=\s*"(\w+)"')
_STYLE = re.compile(r'\ss\s*=\s*"([0-9]{1,9})"')
_MARK = re.compile(r'\svm\s*=\s*"([0-9]{1,9})"')
_PICTURE = "picture"
_TRUTH = {"1": True, "true": True, "0": False, "false": False}


def damaged(text: str) -> CellError:
    """The fault of a cell whose number cannot be one."""
    return CellError(CellErrorKind.BAD_NUMBER, text)


def number_read(text: str) -> float | CellError:
    """A number as Excel writes it, or the fault of one that it never writes."""
    bare = text.strip(" \t\r\n")
    value = float(bare) if _NUMBER.fullmatch(bare) else float("inf")
    return value if isfinite(value) else damaged(text)


def truth(text: str) -> bool | CellError:
    """TRUE or FALSE as Excel writes them."""
    found = _TRUTH.get(text.strip())
    return damaged(text) if found is None else found


def _percentage(text: str) -> Percentage | CellError:
    value = number_read(text)
    return value if isinstance(value, CellError) else Percentage(value)


def _text(text: str) -> str | None:
    return without_escapes(text) or None


def _error(text: str) -> CellError:
    return CellError(CellErrorKind.ERROR, text)


def _picture(_: str) -> CellError:
    return CellError(CellErrorKind.PICTURE, _PICTURE)


class Dates(dict[str, date | float | CellError]):
    """Day numbers as written, and their dates: few differ, so most are looked up."""

    def __init__(self, *, date1904: bool) -> None:
        super().__init__()
        self._date1904 = date1904

    def __missing__(self, text: str) -> date | float | CellError:
        serial = number_read(text)
        if isinstance(serial, CellError):
            return serial
        # Day 0, shown as 00/01/1900, is what a link to a blank cell gives, and no day.
        day = moment(serial, date1904=self._date1904) if serial else serial
        found = CellError(CellErrorKind.BAD_DATE, text) if day is None else day
        if len(self) < _MOST_KEPT:
            self[text] = found
        return found


class Months(dict[str, date | float | CellError]):
    """The same of cells that show a month and no day."""

    def __init__(self, dates: Dates) -> None:
        super().__init__()
        self._dates = dates

    def __missing__(self, text: str) -> date | float | CellError:
        found = self._dates[text]
        if isinstance(found, date) and not isinstance(found, datetime):
            found = MonthAlone(found.year, found.month, found.day)
        if len(self) < _MOST_KEPT:
            self[text] = found
        return found


_DATES = {date1904: Dates(date1904=date1904) for date1904 in (False, True)}
_MONTHS = {date1904: Months(dates) for date1904, dates in _DATES.items()}


class Converters(dict[str, _Convert], Generic[_Convert]):
    """What turns a cell's text into its value, by the cell's attributes as they are written."""

    def __init__(
        self,
        kinds: Mapping[str, _Convert],
        numbers: Mapping[Shown, _Convert],
        formats: CellFormats,
        pictures: Container[str],
        struck: _Convert,
    ) -> None:
        super().__init__()
        self._pictures = pictures
        self._kinds = kinds
        self._numbers = numbers
        self._formats = formats
        self._struck = struck

    def __missing__(self, attributes: str) -> _Convert:
        kind, style = self._kind(attributes), _style_of(attributes)
        convert = self._kinds[kind] if kind in self._kinds else self._numbers[self._shown(style)]
        if kind == "s" and style in self._formats.struck:
            convert = self._struck
        if len(self) < _MOST_KEPT:
            self[attributes] = convert
        return convert

    def _kind(self, attributes: str) -> str:
        """The cell's kind; an error that stands for a picture is told apart by its mark."""
        kind = _kind_of(attributes)
        mark = _MARK.search(attributes) if kind == "e" else None
        return _PICTURE if mark and mark[1] in self._pictures else kind

    def _shown(self, style: int) -> Shown:
        shown = self._formats.shown
        return shown[style] if style < len(shown) else Shown.NUMBER


def _style_of(attributes: str) -> int:
    match = _STYLE.search(attributes)
    return int(match[1]) if match else 0


def _kind_of(attributes: str) -> str:
    """A cell's kind, its `t`; empty for a number."""
    match = _KIND.search(attributes)
    return match[1] if match else ""


class Cells:
    """How the cells of one workbook are understood: by its texts, its styles and its calendar.

    `quick` is for bare digits and may raise ValueError or IndexError; where it holds None, the
    digits are the place of a shared text. `value` is for everything else; what no cell can hold it refuses.
    """

    def __init__(
        self,
        strings: Sequence[str],
        formats: CellFormats = NO_FORMATS,
        *,
        date1904: bool = False,
        pictures: Container[str] = (),
    ) -> None:
        self.strings = strings
        self.budget = Budget(MOST_CELLS)
        self._struck = formats.struck
        dates, months = _DATES[date1904].__getitem__, _MONTHS[date1904].__getitem__
        self.quick: Converters[Quick] = Converters(
            {"s": None, "str": str, "inlineStr": str, "b": truth, "e": _error, "d": iso_moment, _PICTURE: _picture},
            {Shown.NUMBER: float, Shown.PERCENTAGE: Percentage, Shown.DATE: dates, Shown.MONTH: months},
            formats,
            pictures,
            lambda digits: Struck(strings[int(digits)]),
        )
        self._careful: Converters[Careful] = Converters(
            {
                "s": self._shared,
                "str": _text,
                "inlineStr": _text,
                "b": truth,
                "e": _error,
                "d": iso_moment,
                _PICTURE: _picture,
            },
            {Shown.NUMBER: number_read, Shown.PERCENTAGE: _percentage, Shown.DATE: dates, Shown.MONTH: months},
            formats,
            pictures,
            self._shared_and_struck,
        )

    def _shared(self, text: str) -> Value | None:
        try:
            place = int(text)
            return self.strings[place] or None if place >= 0 else damaged(text)
        except (ValueError, IndexError):
            return damaged(text)

    def _shared_and_struck(self, text: str) -> Value | None:
        found = self._shared(text)
        return Struck(found) if isinstance(found, str) else found

    def value(self, attributes: str, formula: str | None, text: str | None, inline: str | None) -> Value | None:
        """The value of a cell with this content, None if it is blank."""
        for told in (formula, text, inline):
            if told and len(told) > LONGEST_CELL and len(without_escapes(told)) > LONGEST_CELL:
                raise UnusableError(TOO_LONG)
        if inline is not None and (text is None or _kind_of(attributes) == "inlineStr"):
            found = _text(inline)
            return Struck(found) if found and self._struck and _style_of(attributes) in self._struck else found
        if formula is not None and not text and (text is None or _kind_of(attributes) != "str"):
            return CellError(CellErrorKind.UNCALCULATED, f"={formula}")
        if not text:
            return None
        value = self._careful[attributes](text)
        return Worked(value) if formula is not None and isinstance(value, str) else value
