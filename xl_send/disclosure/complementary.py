"""Hiding further figures, so that none that is hidden can be worked out of its total and the other parts.

A reader knows that a total is the sum of its parts. What he can conclude is reckoned as he would: each figure lies
within bounds, a shown one at its value, one shown as "fewer than 5" from 0 to 4, and each sum narrows the bounds of
its members. Totals and parts make a tree, so that narrowing them sum by sum finds all that can be found.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from math import inf, isclose

from xl_send.disclosure.kpi_figures import KpiFigure
from xl_send.value_classes import NamedTuple

Bounds = tuple[float, float]
# Totals within totals are never nested this deep.
_ROUNDS = 40


class Sum(NamedTuple):
    """A total and the parts of which it is made, at one date."""

    total: KpiFigure
    parts: tuple[KpiFigure, ...]

    @property
    def members(self) -> tuple[KpiFigure, ...]:
        """The parts, then the total."""
        return (*self.parts, self.total)


class Suppression(NamedTuple):
    """The figures of some sums, and what a reader is told of each that is hidden.

    `most` is the largest value that a hidden figure is said to have; without bounds where nothing is said. `known`
    are figures that an earlier edition told: hiding one hides nothing. `besides` are hidden already to guard others.
    """

    sums: Sequence[Sum]
    values: Mapping[KpiFigure, float]
    most: Mapping[KpiFigure, float]
    known: Collection[KpiFigure] = ()
    besides: Collection[KpiFigure] = ()

    def further(self, below: float) -> frozenset[KpiFigure]:
        """The figures to hide besides, the smallest first, until nothing hidden can be worked out."""
        return frozenset(
            figure for together in families(self.sums) for figure in self._replace(sums=together).further_in_one(below)
        )

    def further_in_one(self, below: float) -> set[KpiFigure]:
        """The same of sums that hang together."""
        hidden = {**dict.fromkeys(self.besides, inf), **self.most}
        added: set[KpiFigure] = set()
        while (figure := self._next(hidden, below)) is not None:
            hidden[figure] = inf
            added.add(figure)
        return added

    def _next(self, hidden: Mapping[KpiFigure, float], below: float) -> KpiFigure | None:
        """One more figure to hide, or None when all is well, or when there is nothing left to hide."""
        alone = [one for one in self.sums if sum(figure in hidden for figure in one.members) == 1]
        first = next(filter(None, (self._smallest(one, hidden) for one in alone)), None)
        return first or next(filter(None, (self._smallest(one, hidden) for one in self._telling(hidden, below))), None)

    def _telling(self, hidden: Mapping[KpiFigure, float], below: float) -> list[Sum]:
        """The sums that let a reader tell more of a hidden figure than he is told."""
        bounds = self._bounds(hidden)
        told = {
            figure for figure, most in self.most.items() if figure in bounds and _is_told(bounds[figure], most, below)
        }
        return [one for one in self.sums if not told.isdisjoint(one.members)]

    def _smallest(self, one: Sum, hidden: Mapping[KpiFigure, float]) -> KpiFigure | None:
        """The smallest part that is shown and was not told before; the total where there is none."""
        parts = [figure for figure in one.parts if figure not in hidden and figure not in self.known]
        total = None if one.total in hidden else one.total
        return min(parts, key=lambda figure: (self.values[figure], figure.kpi), default=total)

    def _bounds(self, hidden: Mapping[KpiFigure, float]) -> dict[KpiFigure, Bounds]:
        """Between what a reader knows every figure to lie."""
        bounds = {
            figure: (0.0, hidden[figure]) if figure in hidden else (self.values[figure], self.values[figure])
            for one in self.sums
            for figure in one.members
        }
        exact = [one for one in self.sums if self._adds_up(one)]
        for _ in range(_ROUNDS):
            before = dict(bounds)
            for one in exact:
                _narrow(one, bounds)
            if bounds == before:
                break
        return bounds

    def _adds_up(self, one: Sum) -> bool:
        return isclose(self.values[one.total], sum(self.values[part] for part in one.parts), abs_tol=1e-6)


def families(sums: Sequence[Sum]) -> Sequence[Sequence[Sum]]:
    """The sums in groups that have no figure in common."""
    groups: list[list[Sum]] = []
    place: dict[KpiFigure, list[Sum]] = {}
    for one in sums:
        joined = [one]
        for other in {id(place[figure]): place[figure] for figure in one.members if figure in place}.values():
            joined += other
            groups.remove(other)
        groups.append(joined)
        place |= dict.fromkeys((figure for item in joined for figure in item.members), joined)
    return groups


def _is_told(bounds: Bounds, most: float, below: float) -> bool:
    low, high = bounds
    return high - low < below if most == inf else low > 0 or high < most


def _narrow(one: Sum, bounds: dict[KpiFigure, Bounds]) -> None:
    """Narrow the bounds of a sum's members by one another."""
    low, high = (sum(bounds[part][end] for part in one.parts) for end in (0, 1))
    bounds[one.total] = _within(bounds[one.total], low, high)
    for part in one.parts:
        others = [bounds[other] for other in one.parts if other != part]
        least, most = bounds[one.total]
        rest_low, rest_high = sum(item[0] for item in others), sum(item[1] for item in others)
        bounds[part] = _within(bounds[part], least - rest_high, most - rest_low)


def _within(bounds: Bounds, low: float, high: float) -> Bounds:
    return max(bounds[0], low), min(bounds[1], high)
