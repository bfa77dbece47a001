"""Where a day and a figure lie in a small chart, and which of each are written beside it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from xl_send.board_pack.values import Label
from xl_send.workbook.days import FULL_MONTHS

WIDTH, HEIGHT = 380, 200
LEFT, RIGHT, TOP, BOTTOM = 58, 368, 16, 172
# Months with whose first days terms begin, and fewer of them where a chart has no room for so many.
_MONTHS = ((1, 4, 9), (1, 9), (9,))
_LABEL_WIDTH, _LABEL_GAP, _AT_EDGE = 50, 8, 25
_FEWEST_STEPS = 5
# Steps in which people count, for each power of ten.
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


class Axes(NamedTuple):
    """The days and figures at the edges of a chart."""

    first: date
    last: date
    low: float
    high: float

    def x(self, day: date) -> float:
        """How far from the left edge a day lies."""
        span = max((self.last - self.first).days, 1)
        return round(LEFT + (RIGHT - LEFT) * (day - self.first).days / span, 1)

    def y(self, value: float) -> float:
        """How far from the top edge a figure lies."""
        return round(BOTTOM - (BOTTOM - TOP) * (value - self.low) / (self.high - self.low), 1)

    def figures(self) -> tuple[float, ...]:
        """The round figures to write at the left."""
        step = _step((self.high - self.low) / _FEWEST_STEPS)
        first = math.ceil(round(self.low / step, 9))
        last = math.floor(round(self.high / step, 9))
        return tuple(round(number * step, 9) for number in range(first, last + 1))

    def days(self) -> tuple[Label, ...]:
        """What is written below: starts of terms or of school years as far as there is room, else the two edges."""
        for months in _MONTHS:
            found = tuple(self._label(start) for start in self._starts(months) if self.first <= start <= self.last)
            if len(found) > 1 and all(_apart(*two) for two in pairwise(found)):
                return found
        return self._label(self.first), self._label(self.last)

    def _starts(self, months: Sequence[int]) -> list[date]:
        return [date(year, month, 1) for year in range(self.first.year, self.last.year + 1) for month in months]

    def _label(self, day: date) -> Label:
        """A day's name below it; at an edge it stays within the chart."""
        x = self.x(day)
        anchor = "start" if x < LEFT + _AT_EDGE else "end" if x > RIGHT - _AT_EDGE else "middle"
        return Label(f"{FULL_MONTHS[day.month - 1][:3].capitalize()} {day.year}", x, BOTTOM + 18, anchor)


def _apart(one: Label, other: Label) -> bool:
    """Whether two names do not run into each other."""
    right = one.x + _LABEL_WIDTH * {"start": 1.0, "middle": 0.5, "end": 0.0}[one.anchor]
    left = other.x - _LABEL_WIDTH * {"start": 0.0, "middle": 0.5, "end": 1.0}[other.anchor]
    return left - right >= _LABEL_GAP


def axes(days: Sequence[date], values: Sequence[float]) -> Axes:
    """Axes that hold all these days and figures, with some room above and below."""
    low, high = min(values), max(values)
    room = (high - low or abs(high) or 1.0) * 0.12
    return Axes(min(days), max(days), low - room if low < 0 else max(low - room, 0.0), high + room)


def _step(least: float) -> float:
    power = 10.0 ** math.floor(math.log10(least))
    return next(step * power for step in _STEPS if step * power >= least * (1 - 1e-9))
