"""Aspects with nothing in them that a hidden figure decided: neither a driver's words nor its place among others."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import cached_property

from xl_send.results import Aspect, Driver, Item, Status
from xl_send.value_classes import NamedTuple, replace
from xl_send.workbook.sheets.milestones import Milestone

_WORST_FIRST = (Status.RED, Status.AMBER, Status.NO_DATA)


class _Place(NamedTuple):
    """What an item has to do with where it stands: how bad it is, and whether it is a fixed date."""

    worst: int
    fixed: bool


class SafeAspects:
    """The aspects of a picture with safe `items`, of which the `guarded` KPIs have a hidden figure.

    Drivers stand in order of consequence. That of a guarded KPI is not to be told, so it stands before all that is as
    bad, but for fixed dates; several of them by their ids.
    """

    def __init__(self, items: Sequence[Item], guarded: Collection[str]) -> None:
        self._items, self._guarded = items, guarded

    def of(self, aspects: Iterable[Aspect]) -> tuple[Aspect, ...]:
        """The same aspects made safe."""
        return tuple(self._safe(aspect) for aspect in aspects) if self._guarded else tuple(aspects)

    def _safe(self, aspect: Aspect) -> Aspect:
        drivers = aspect.reason.drivers
        order = self._in_order([driver.id for driver in drivers])
        named = [self._driver(driver) for name in order for driver in drivers if driver.id == name]
        reason = replace(aspect.reason, drivers=tuple(named))
        return aspect._replace(drivers=tuple(self._in_order(aspect.drivers)), reason=reason)

    def _driver(self, driver: Driver) -> Driver:
        return driver._replace(brief=self._briefs[driver.id]) if driver.id in self._guarded else driver

    @cached_property
    def _briefs(self) -> dict[str, str]:
        return {item.id: item.rating.in_brief for item in self._items}

    @cached_property
    def _places(self) -> dict[str, _Place]:
        return {item.id: _place(item) for item in reversed(self._items)}

    def _in_order(self, names: Sequence[str]) -> list[str]:
        """The ids as they stood, but for those of guarded KPIs."""
        found = [name for name in dict.fromkeys(names) if name not in self._guarded]
        for name in sorted({*names} & {*self._guarded}, reverse=True):
            worst = self._places[name].worst
            before = (place for place, other in enumerate(found) if self._gives_way(other, worst))
            found.insert(next(before, len(found)), name)
        return found

    def _gives_way(self, name: str, worst: int) -> bool:
        place = self._places.get(name, _Place(worst, fixed=False))
        return place.worst > worst or (place.worst == worst and not place.fixed)


def _place(item: Item) -> _Place:
    worst = _WORST_FIRST.index(item.status) if item.status in _WORST_FIRST else len(_WORST_FIRST)
    return _Place(worst, isinstance(item.record, Milestone) and item.record.fixed)
