"""Sheets as they lie: what a file's reader hands on before anything in it is understood.

Nothing here knows Excel's file format, nor what the council's sheets mean. The file reader
(`xl_send.xlsx`) makes these values, the Markdown reader makes them for examples and tests,
and `xl_send.reading` understands them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from functools import cache
from math import isfinite

from xl_send.patterns import Pattern
from xl_send.value_classes import NamedTuple, frozen


class Percentage(float):
    """A number whose cell shows it as a percentage: 0.45 that a person sees as 45%."""

    __slots__ = ()


class MonthAlone(date):
    """A date whose cell shows its month and no day: `Oct 2026` typed into Excel, which makes 1 October 2026 of it."""

    __slots__ = ()


class Struck(str):
    """A text that is struck through."""

    __slots__ = ()


class Worked(str):
    """A text that a formula gave."""

    __slots__ = ()


class CellErrorKind(Enum):
    """Why a cell that looks filled holds no value."""

    ERROR = "error value"
    UNCALCULATED = "formula never calculated"
    BAD_DATE = "date outside the calendar"
    BAD_NUMBER = "damaged number"
    PICTURE = "picture in the cell"
    UNDER_MERGE = "hidden under merged cells"


class CellError(NamedTuple):
    """A filled cell without a usable value, with what it holds: `#REF!`, or the formula's text."""

    kind: CellErrorKind
    text: str


# A date with a time of day arrives as datetime, which is a date; day 0, which no calendar has, as the number 0.
# Blank cells do not arrive at all; a cell that holds only ordinary spaces arrives as that text.
Value = str | float | bool | date | CellError

Row = tuple[int, Mapping[int, Value]]


class Area(NamedTuple):
    """A block of cells, all four bounds counted from 1 and inclusive."""

    top: int
    left: int
    bottom: int
    right: int


@frozen(slots=True)
class Grid:
    """One sheet.

    `rows` gives (row number, {column number: value}), both counted from 1, in ascending order,
    rows without a value left out; it can be walked only once. `absent` are the numbers of rows within a table of the
    sheet that are not in the file at all, though others before or after them are; `comments` are the notes that hang on
    its cells, each with the address of its cell.
    """

    title: str
    rows: Iterable[Row]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    merged: tuple[Area, ...] = ()
    absent: tuple[int, ...] = ()
    comments: tuple[tuple[str, str], ...] = ()


@frozen(slots=True)
class Book:
    """One workbook: the name it was given by, and its sheets in their order.

    `date1904` says from which day its bare numbers count as dates; dated cells already allow for it.
    """

    name: str
    grids: tuple[Grid, ...]
    macros: bool = False
    date1904: bool = False


def row_number(address: str) -> int:
    """The row of an address: 7 of H7, and 0 where it names none."""
    return int(address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") or 0)


@cache
def column_letters(number: int) -> str:
    """The letters of a column counted from 1: 1 is A, 28 is AB."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The number of a column, counted from 1, by its letters: A is 1, AB is 28."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


# As finance writes pounds: £23.9m, £640k.
_TIMES = {"k": 1_000, "m": 1_000_000}
_NUMBER = Pattern(r"[+\-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?")


def read_number(text: str) -> float | None:
    """The number that `1,234.5`, `£1,200`, `£1.2m` or `-3` means, or None."""
    plain = text.replace("£", "").replace("\u2212", "-").replace(" ", "")
    times = _TIMES.get(plain[-1:].lower(), 1) if "£" in text else 1
    plain = plain[:-1] if times > 1 else plain
    if not _NUMBER.fullmatch(plain) or not plain.strip("+-"):
        return None
    number = round(float(plain.replace(",", "")) * times, 2) if times > 1 else float(plain.replace(",", ""))
    return number if isfinite(number) else None
