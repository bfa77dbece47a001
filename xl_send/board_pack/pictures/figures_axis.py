"""Where a figure lies up a picture, from nought unless that would flatten everything, and which figures are written."""

from __future__ import annotations

import math
from collections.abc import Sequence

from xl_send.value_classes import NamedTuple

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_FEWEST = 4
# What is smaller is nothing that anybody measures.
_LEAST = 1e-9
# Below this share of the highest figure, what varies would be flattened by an axis from nought.
_FLAT = 0.25


class FigureAxis(NamedTuple):
    """Figures between the bottom and the top of a picture."""

    low: float
    high: float
    step: float
    bottom: float
    top: float

    @property
    def from_nought(self) -> bool:
        """Whether the axis starts at nought; one that does not says so."""
        return self.low <= 0

    def y(self, value: float) -> float:
        """How far from the top edge of the picture a figure lies."""
        return round(self.bottom - (self.bottom - self.top) * (value - self.low) / (self.high - self.low), 1)

    def ticks(self) -> tuple[float, ...]:
        """The round figures written beside it."""
        number = round((self.high - self.low) / self.step)
        return tuple(round(self.low + place * self.step, 9) for place in range(number + 1))


def figure_axis(values: Sequence[float], bottom: float, top: float) -> FigureAxis:
    """An axis that holds these figures, with round ends."""
    low, high = (0.0 if abs(value) < _LEAST else value for value in (min(values), max(values)))
    if low >= 0 and (high - low) > _FLAT * high:
        low = 0.0
    if low >= 0 and high == 0:
        high = 1.0
    span = (high - low) or abs(high) or 1.0
    step = _step(span / _FEWEST)
    floor = math.floor(round(low / step, 6)) * step
    ceiling = math.ceil(round(high / step, 6)) * step
    if ceiling - high < 0.05 * span:
        ceiling += step
    if 0 < floor <= step:
        floor = 0.0
    return FigureAxis(round(floor, 9), round(ceiling, 9), step, bottom, top)


def _step(least: float) -> float:
    power = 10.0 ** math.floor(math.log10(least))
    return next(step * power for step in _STEPS if step * power >= least * (1 - 1e-9))
