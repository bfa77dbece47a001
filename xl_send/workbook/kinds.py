"""Kinds of cell: how each reads a raw value, and what it says of itself in plain words.

A kind gives back the value and, where something was taken for granted, a remark; a blank reads as
None. What cannot be read raises `UnreadableError`; it is never guessed at and never dropped.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from xl_send.value_classes import frozen
from xl_send.workbook.cells import CellError, CellErrorKind, Percentage, Value, read_number
from xl_send.workbook.characters import clean, visible
from xl_send.workbook.days import day_of_serial, is_month_only, read_day, say, time_of
from xl_send.workbook.names import by_word, meant_of
from xl_send.workbook.unreadable import Remark, Unreadable, UnreadableError, day_of_ours, words_of

NOTHING_WORDS = frozenset({"-", "\u2013", "\u2014", "n/a", "na", "n.a.", "none", "nil", "not applicable"})
PLACEHOLDERS = frozenset({"tbc", "tba", "tbd", "?", "??", "to be confirmed", "to be agreed", "not known"})

Read = tuple[object, Remark | None]

_FAULTS = {
    CellErrorKind.ERROR: Unreadable.ERROR_VALUE,
    CellErrorKind.UNCALCULATED: Unreadable.UNCALCULATED,
    CellErrorKind.BAD_DATE: Unreadable.DAMAGED,
    CellErrorKind.BAD_NUMBER: Unreadable.DAMAGED,
    CellErrorKind.PICTURE: Unreadable.PICTURE,
    CellErrorKind.UNDER_MERGE: Unreadable.UNDER_MERGE,
}


@frozen(slots=True)
class Kind:
    """What every kind shares; each kind says what it makes of text, numbers and dates."""

    native: ClassVar[type | None] = None  # a raw value of exactly this type is read as it stands
    number_format: ClassVar[str] = "General"

    @property
    def says(self) -> str:
        """What the cell holds, to follow "must be"."""
        return "text"

    def read(self, raw: Value) -> Read:
        """The value and any remark; `UnreadableError` if the cell holds something else."""
        if isinstance(raw, str):
            return self.read_text(raw)
        if isinstance(raw, CellError):
            raise UnreadableError(_FAULTS[raw.kind])
        if isinstance(raw, bool) and not isinstance(self, YesNo | Choice):
            raise UnreadableError(Unreadable.WRONG_KIND)  # TRUE is nobody's words, nor anybody's code
        if isinstance(raw, bool):
            return self.from_text("yes" if raw else "no"), None
        if isinstance(raw, datetime):
            return self.from_day(raw.date()), Remark.TIME_OF_DAY if isinstance(self, Day) else None
        return (self.from_day(raw), None) if isinstance(raw, date) else self.from_number(raw)

    def read_text(self, raw: str) -> Read:
        """The value of a text as it lies: blanks, words for nothing and placeholders are told apart."""
        text = clean(raw)
        if not text:
            return None, None
        if text.casefold() in NOTHING_WORDS:
            return None, Remark.NOTHING
        if text.casefold() in PLACEHOLDERS:
            raise UnreadableError(Unreadable.PLACEHOLDER)
        value = self.from_text(text)
        return value, self.remark(raw, text)

    def remark(self, raw: str, text: str) -> Remark | None:
        """What must be said of a text that could be read."""
        return Remark.SPACES if visible(raw) != text else None

    def from_text(self, text: str) -> object:
        """The value of a tidy, filled text."""
        raise UnreadableError(Unreadable.WRONG_KIND)

    def from_number(self, number: float) -> Read:
        """The value of a number; where none is meant, 0 is what a link to a blank cell gives, and is a blank."""
        if number == 0 and not isinstance(number, Percentage):
            return None, Remark.NOUGHT
        raise UnreadableError(Unreadable.WRONG_KIND)

    def from_day(self, day: date) -> object:
        """The value of a date."""
        raise UnreadableError(Unreadable.WRONG_KIND)


@frozen(slots=True)
class Text(Kind):
    """Free text. Numbers and dates are kept as a person sees them, but for 0, which a link to a blank cell gives."""

    long: bool = False

    def read_text(self, raw: str) -> Read:
        text = clean(raw)
        return words_of(text) or None, None

    def from_text(self, text: str) -> object:
        return text

    def from_number(self, number: float) -> Read:
        if isinstance(number, Percentage):
            return f"{number * 100:.10g}%", None
        return f"{number:.15g}" if number else None, None

    def from_day(self, day: date) -> object:
        return say(day)


@frozen(slots=True)
class Number(Kind):
    """A plain number, between bounds where the column has them."""

    low: float | None = None
    high: float | None = None
    whole: bool = False

    @property
    def says(self) -> str:
        noun = "a whole number" if self.whole else "a number"
        if self.low is not None and self.high is not None:
            return f"{noun} from {self.low:g} to {self.high:g}"
        return noun if self.low is None else f"{noun}, {self.low:g} or more"

    def from_number(self, number: float) -> Read:
        return self._bounded(float(number)), None

    def from_text(self, text: str) -> object:
        number = read_number(text)
        if number is None:
            raise UnreadableError(Unreadable.WRONG_KIND)
        return self._bounded(number)

    def remark(self, raw: str, text: str) -> Remark | None:
        return Remark.TEXT_NUMBER

    def _bounded(self, number: float) -> float:
        too_low = self.low is not None and number < self.low
        too_high = self.high is not None and number > self.high
        if too_low or too_high or (self.whole and number != int(number)):
            raise UnreadableError(Unreadable.WRONG_KIND)
        return number


@frozen(slots=True)
class Pounds(Number):
    """An amount of money in pounds."""

    number_format: ClassVar[str] = "£#,##0;[Red]-£#,##0"

    @property
    def says(self) -> str:
        return "an amount in pounds, such as 12500"


@frozen(slots=True)
class Percent(Number):
    """A percentage, stored as 0 to 1: 45% is 0.45. A bare 45 is refused, since it may mean either."""

    number_format: ClassVar[str] = "0.0%"

    @property
    def says(self) -> str:
        return "a percentage, such as 45%" if self.high is None else f"a percentage up to {self.high:.0%}"

    def from_text(self, text: str) -> object:
        number = read_number(text.removesuffix("%"))
        if number is None or not text.endswith("%"):
            raise UnreadableError(Unreadable.WRONG_KIND)
        return self._bounded(number / 100)

    def from_number(self, number: float) -> Read:
        if not isinstance(number, Percentage) and abs(number) > 1.5:
            raise UnreadableError(Unreadable.WRONG_KIND)
        return self._bounded(float(number)), None


@frozen(slots=True)
class Measure(Kind):
    """A figure in its KPI's own unit; one shown as a percentage stays a `Percentage`."""

    native: ClassVar[type | None] = float

    @property
    def says(self) -> str:
        return "a number, or a percentage such as 45%"

    def from_number(self, number: float) -> Read:
        return number, None

    def from_text(self, text: str) -> object:
        number = read_number(text.removesuffix("%"))
        if number is None:
            raise UnreadableError(Unreadable.WRONG_KIND)
        return Percentage(number / 100) if text.endswith("%") else number

    def remark(self, raw: str, text: str) -> Remark | None:
        return Remark.TEXT_NUMBER


@frozen(slots=True)
class Day(Kind):
    """A date. Text is read day first; a month alone is refused."""

    native: ClassVar[type | None] = date
    number_format: ClassVar[str] = "dd mmm yyyy"

    @property
    def says(self) -> str:
        return "a date, such as 13 November 2026"

    def from_text(self, text: str) -> object:
        day = read_day(text)
        if day is None:
            raise UnreadableError(Unreadable.MONTH_ONLY if is_month_only(text) else Unreadable.WRONG_KIND)
        return day_of_ours(day)

    def remark(self, raw: str, text: str) -> Remark | None:
        return Remark.TIME_OF_DAY if time_of(text) else Remark.TEXT_DATE

    def from_number(self, number: float) -> Read:
        day = day_of_serial(number)
        if day is None or isinstance(number, Percentage):
            return Kind.from_number(self, number)
        return day_of_ours(day), Remark.SERIAL

    def from_day(self, day: date) -> object:
        return day_of_ours(day)


_ANSWERS = {"yes": True, "y": True, "no": False, "n": False}


@frozen(slots=True)
class YesNo(Kind):
    """Yes or No, read as true or false."""

    @property
    def says(self) -> str:
        return "Yes or No"

    def from_text(self, text: str) -> object:
        answer = _ANSWERS.get(meant_of(text, _ANSWERS, typos=False))
        if answer is None:
            raise UnreadableError(Unreadable.NOT_LISTED)
        return answer

    def remark(self, raw: str, text: str) -> Remark | None:
        return Kind.remark(self, raw, text) if text.casefold() in _ANSWERS else Remark.NEAR

    def from_number(self, number: float) -> Read:
        raise UnreadableError(Unreadable.WRONG_KIND)  # where Yes and No are kept as 1 and 0, 0 is an answer


@frozen(slots=True)
class Choice(Kind):
    """One of a fixed list of words. A word that is near to one of them alone is that one, with a remark."""

    options: type[StrEnum]

    @property
    def says(self) -> str:
        return "one of: " + ", ".join(option.value for option in self.options)

    def read_text(self, raw: str) -> Read:
        text = clean(raw)
        option = self._listed(text)  # before words for nothing: a list may hold the word None
        return (option, self.remark(raw, text)) if option else Kind.read_text(self, raw)

    def from_text(self, text: str) -> object:
        option = self._listed(meant_of(text, self.options))
        if option is None:
            raise UnreadableError(Unreadable.NOT_LISTED)
        return option

    def remark(self, raw: str, text: str) -> Remark | None:
        return Kind.remark(self, raw, text) if self._listed(text) else Remark.NEAR

    def _listed(self, text: str) -> StrEnum | None:
        return by_word(self.options).get(text.casefold())

    def from_number(self, number: float) -> Read:
        if number:
            raise UnreadableError(Unreadable.NOT_LISTED)
        return Kind.from_number(self, number)


@frozen(slots=True)
class OwnList(Text):
    """Text picked from a list that the council edits on the Lists sheet; its name is that column's."""

    name: str = ""

    @property
    def says(self) -> str:
        return f"one of your own {self.name.lower()}, from the Lists sheet"
