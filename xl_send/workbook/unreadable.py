"""Why a cell could not be read, and what was assumed of one that could."""

from __future__ import annotations

from datetime import date
from enum import Enum


class Unreadable(Enum):
    """Why a filled cell is not data. The rules of the workbook family put each into words."""

    WRONG_KIND = "wrong kind"
    NOT_LISTED = "not in the list"
    PLACEHOLDER = "placeholder"
    MONTH_ONLY = "month without a day"
    NO_YEAR_OF_OURS = "date of another century"
    ERROR_VALUE = "error value"
    UNCALCULATED = "formula never calculated"
    DAMAGED = "damaged value"
    BAD_ID = "not an id"
    PICTURE = "picture in the cell"
    UNDER_MERGE = "under merged cells"


class Remark(Enum):
    """What was taken for granted when a cell was read that Excel's own formulas will not read."""

    TEXT_DATE = "date typed as text"
    TEXT_NUMBER = "number typed as text"
    SERIAL = "date shown as a number"
    NOTHING = "word for nothing"
    SPACES = "stray spaces"
    TIME_OF_DAY = "date with a time of day"
    NOUGHT = "nought for a blank"
    NEAR = "near a listed value"
    TYPED = "name typed otherwise than it is read"
    MONTH_SHOWN = "date that shows its month alone"
    STRUCK = "struck through"


class UnreadableError(ValueError):
    """A cell's value is not what its column holds."""

    def __init__(self, reason: Unreadable) -> None:
        super().__init__(reason.value)
        self.reason = reason


# A day of any other year is hardly meant by anybody.
YEARS_OF_OURS = range(2000, 2050)
EARLIEST_POSSIBLE, LATEST_POSSIBLE = date(YEARS_OF_OURS.start, 1, 1), date(YEARS_OF_OURS.stop, 1, 1)
# What Excel shows where a formula fails; pasted as values it is text, and still nobody's words.
ERROR_VALUES = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!", "#CALC!"})
# What Excel makes of an answer to a yes or no question, and writes where one is typed.
TRUTHS = frozenset({"TRUE", "FALSE"})


def day_of_ours(day: date) -> date:
    """The day, if any programme could have it: one of 1900 or 2207 is a slip, and tells nothing."""
    if day.year not in YEARS_OF_OURS:
        raise UnreadableError(Unreadable.NO_YEAR_OF_OURS)
    return day


def words_of(text: str) -> str:
    """The text, if somebody may have written it."""
    if text in ERROR_VALUES or text in TRUTHS:
        raise UnreadableError(Unreadable.ERROR_VALUE if text in ERROR_VALUES else Unreadable.WRONG_KIND)
    return text
