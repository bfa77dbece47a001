"""Why a cell could not be read, and what was assumed of one that could."""

from __future__ import annotations

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


class UnreadableError(ValueError):
    """A cell's value is not what its column holds."""

    def __init__(self, reason: Unreadable) -> None:
        super().__init__(reason.value)
        self.reason = reason
