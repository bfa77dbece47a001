"""Where a day lies along a picture, and which days are written below it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from xl_send.board_pack.pictures.shapes import Label
from xl_send.value_classes import NamedTuple
from xl_send.workbook.days import FULL_MONTHS

# Months whose first days are written, and fewer of them where there is no room for so many.
_MONTHS = (tuple(range(1, 13)), (1, 3, 5, 7, 9, 11), (1, 4, 7, 10), (1, 5, 9), (1, 9), (9,), (1,))
_LETTER = 3.9
_GAP = 6
# A short text at an edge of a picture stays within it.
_AT_EDGE = 22


class DayAxis(NamedTuple):
    """Days between two edges of a picture."""

    first: date
    last: date
    left: float
    right: float

    def x(self, day: date) -> float:
        """How far from the left edge of the picture a day lies; a day beyond an end lies at that end."""
        span = max((self.last - self.first).days, 1)
        within = min(max((day - self.first).days, 0), span)
        return round(self.left + (self.right - self.left) * within / span, 1)

    def labels(self, y: float) -> tuple[Label, ...]:
        """What is written along it: as many firsts of months as there is room for, else the two ends."""
        for months in _MONTHS:
            found = tuple(self._label(start, y) for start in self._firsts(months))
            if len(found) > 1 and all(_apart(*two) for two in pairwise(found)):
                return found
        return self._label(self.first, y), self._label(self.last, y)

    def _firsts(self, months: Sequence[int]) -> list[date]:
        years = range(self.first.year, self.last.year + 1)
        firsts = (date(year, month, 1) for year in years for month in months)
        return [day for day in firsts if self.first <= day <= self.last]

    def _label(self, day: date, y: float) -> Label:
        x = self.x(day)
        anchor = "start" if x < self.left + _AT_EDGE else "end" if x > self.right - _AT_EDGE else "middle"
        return Label(f"{FULL_MONTHS[day.month - 1][:3].capitalize()} {day.year}", x, y, anchor)


def text_width(text: str, size: float = 8) -> float:
    """About how wide a text is, in points, in the typeface of the pictures."""
    return len(text) * _LETTER * size / 8


def fitting(name: str, width: float, size: float = 8.5) -> str:
    """A name, cut where it is wider than so many points."""
    longest = int(width / text_width("x", size))
    return name if len(name) <= longest else f"{name[: longest - 1].rstrip()}…"


def _apart(one: Label, other: Label) -> bool:
    """Whether two labels do not run into each other."""
    return _edges(other)[0] - _edges(one)[1] >= _GAP


def _edges(label: Label) -> tuple[float, float]:
    before = {"start": 0.0, "middle": 0.5, "end": 1.0}[label.anchor]
    left = label.x - text_width(label.text) * before
    return left, left + text_width(label.text)
