"""The colour of one aspect: the worst of its items, unless too little is known (status: roll-up)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from xl_send.rag.rollup.softening import Weighed, by_consequence
from xl_send.results import AspectName, Item, ItemKind, Status
from xl_send.value_classes import field, frozen, replace
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.resources import MoneyLine, Resource
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.unread import NotRead, unread_rows_in_words

ASPECT_OF: Mapping[ItemKind, AspectName] = {
    ItemKind.MILESTONE: AspectName.DELIVERY,
    ItemKind.KPI: AspectName.BENEFITS,
    ItemKind.RISK: AspectName.RISKS,
    ItemKind.ISSUE: AspectName.RISKS,
    ItemKind.INTERDEPENDENCY: AspectName.INTERDEPENDENCIES,
    ItemKind.RESOURCE: AspectName.RESOURCES,
    ItemKind.MONEY: AspectName.RESOURCES,
}
ASPECT_OF_SHEET: Mapping[type[Record], AspectName] = {
    Milestone: AspectName.DELIVERY,
    Kpi: AspectName.BENEFITS,
    Risk: AspectName.RISKS,
    LogEntry: AspectName.RISKS,
    Interdependency: AspectName.INTERDEPENDENCIES,
    Resource: AspectName.RESOURCES,
    MoneyLine: AspectName.RESOURCES,
}
PARTS = tuple(name for name in AspectName if name is not AspectName.OVERALL)

_COUNTED_FIRST = (
    Status.RED, Status.AMBER, Status.NO_DATA, Status.GREEN, Status.NOT_DUE, Status.COMPLETE, Status.CONTEXT,
    Status.NOT_RATED,
)  # fmt: skip
_FIRST = {status: place for place, status in enumerate(_COUNTED_FIRST)}
_WORST_FIRST = (Status.RED, Status.AMBER, Status.GREEN)


def worst(statuses: Iterable[Status]) -> Status | None:
    """The worst colour among these, or None where there is no colour."""
    there = set(statuses)
    return next((status for status in _WORST_FIRST if status in there), None)


def without_colour(statuses: Sequence[Status]) -> Status:
    """What stands where nothing can be rated: Complete if all is, Not due if anything is, else Not rated."""
    if statuses and all(status is Status.COMPLETE for status in statuses):
        return Status.COMPLETE
    return Status.NOT_DUE if Status.NOT_DUE in statuses else Status.NOT_RATED


@frozen()
class WeighedAspect:
    """One aspect of a workstream or programme, weighed.

    `lost` says which sheets of it were not read; `columns` which columns of any were not found, by the words in which
    a row without one says why.
    """

    name: AspectName
    weighed: tuple[Weighed, ...]
    status: Status
    lost: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls, name: AspectName, weighed: tuple[Weighed, ...], lost: tuple[str, ...], columns: Mapping[str, str]
    ) -> WeighedAspect:
        """The aspect that these items make: what could not be read may be Red, so no better colour is told."""
        part = cls(name, weighed, _status(weighed), lost, columns)
        return part.as_if(Status.NO_DATA) if part.unknown and part.status is not Status.RED else part

    def as_if(self, status: Status) -> WeighedAspect:
        """The same aspect, told of as of this status."""
        return replace(self, status=status)

    @cached_property
    def unknown(self) -> bool:
        """Whether something that would decide its colour could not be read or is in doubt."""
        return bool(self.lost) or any(weighed.rating.unknown for weighed in self.weighed)

    @property
    def unread(self) -> tuple[str, ...]:
        """What of it could not be read, in words: sheets, columns that its rows miss, then how many rows of each."""
        records = (weighed.item.record for weighed in self.weighed)
        rows = Counter(record.unread.record for record in records if isinstance(record, NotRead))
        whys = (weighed.rating.in_brief for weighed in self.weighed if weighed.rating.unknown)
        missed = dict.fromkeys(self.columns[why] for why in whys if why in self.columns)
        return (*self.lost, *missed, *(unread_rows_in_words(record, number) for record, number in rows.items()))

    @property
    def doubted(self) -> tuple[Item, ...]:
        """The items that have no colour because something of them is in doubt."""
        return tuple(one.item for one in self.weighed if one.rating.doubted)

    @cached_property
    def drivers(self) -> tuple[Weighed, ...]:
        """The items that count as the aspect's colour, in order of consequence."""
        if not (self.status.coloured or self.status is Status.NO_DATA):
            return ()
        return by_consequence(weighed for weighed in self.weighed if weighed.counts_as is self.status)

    @property
    def ratable(self) -> int:
        """How many items are Red, Amber, Green or without data."""
        return sum(number for status, number in self.counts.items() if _ratable(status))

    @property
    def without_data(self) -> int:
        """How many of the ratable items have no data."""
        return self.counts.get(Status.NO_DATA, 0)

    @cached_property
    def counts(self) -> dict[Status, int]:
        """Every state that occurs, unsoftened, in the order in which states are told."""
        return tally(self.weighed)


def each_once(items: Iterable[Item]) -> tuple[Item, ...]:
    """The items as they are counted: a KPI that several workbooks give counts once, as the worst of them."""
    found: dict[object, Item] = {}
    for item in items:
        key = _counted_as(item)
        other = found.get(key)
        if other is None or _FIRST[item.status] < _FIRST[other.status]:
            found[key] = item
    return tuple(found.values())


def tally(weighed: Iterable[Weighed]) -> dict[Status, int]:
    """Every state that occurs among these items, unsoftened, each item counted once as above."""
    found: dict[object, Status] = {}
    for one in weighed:
        key, status = _counted_as(one.item), one.rating.status
        other = found.get(key)
        if other is None or _FIRST[status] < _FIRST[other]:
            found[key] = status
    numbers = Counter(found.values())
    return {status: numbers[status] for status in Status if numbers[status]}


def _counted_as(item: Item) -> object:
    return item.id if item.kind is ItemKind.KPI else id(item.record)


def _ratable(status: Status) -> bool:
    return status.coloured or status is Status.NO_DATA


def _status(weighed: Sequence[Weighed]) -> Status:
    """The worst after softening; No data when more than half of the ratable have none and none is Red."""
    ratable = [item.counts_as for item in weighed if _ratable(item.counts_as)]
    if not ratable:
        return without_colour([item.counts_as for item in weighed])
    colour = worst(ratable) or Status.NO_DATA
    if colour is not Status.RED and 2 * ratable.count(Status.NO_DATA) > len(ratable):
        return Status.NO_DATA
    return colour
