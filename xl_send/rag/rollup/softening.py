"""What an item counts for within its aspect: what is not key counts one step better (status: roll-up)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from xl_send.results import Item, ItemKind, Rating, Status
from xl_send.workbook.sheets.choices import Indicator
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone

ONE_STEP_BETTER = {Status.RED: Status.AMBER, Status.AMBER: Status.GREEN}


class View(NamedTuple):
    """One way to look at a programme: by each row's own measures, or by the programme's.

    `coloured_kpis` are the KPIs that are Red, Amber or Green so looked at.
    """

    own: bool
    coloured_kpis: frozenset[str] = frozenset()

    @classmethod
    def of(cls, items: Iterable[Item], *, own: bool) -> View:
        """The view of these items."""
        bare = cls(own)
        kpis = (item for item in items if item.kind is ItemKind.KPI)
        return cls(own, frozenset(item.id for item in kpis if bare.rating(item).status.coloured))

    def rating(self, item: Item) -> Rating:
        """The rating on an item, so looked at."""
        return item.own if self.own else item.rating

    def is_minor(self, item: Item) -> bool:
        """Whether an item counts one step better.

        So does a milestone known not to be key, and a Leading KPI while the KPI it leads to is coloured.
        """
        record = item.record
        if isinstance(record, Milestone):
            return record.key is False
        leading = isinstance(record, Kpi) and record.type is Indicator.LEADING
        return leading and isinstance(record, Kpi) and record.leads_to in self.coloured_kpis


class Weighed(NamedTuple):
    """An item, its own status, and what it counts for within its aspect."""

    item: Item
    rating: Rating
    counts_as: Status

    @property
    def softened(self) -> bool:
        """Whether it counts for something better than it is."""
        return self.counts_as is not self.rating.status


def weigh(items: Sequence[Item], view: View) -> tuple[Weighed, ...]:
    """What each item of an aspect counts for.

    Nothing is softened that a third or more of the aspect's coloured items share: many small delays
    are one large one.
    """
    ratings = [view.rating(item) for item in items]
    colours = Counter(rating.status for rating in ratings if rating.status.coloured)
    common = {status for status, number in colours.items() if 3 * number >= colours.total()}
    return tuple(
        Weighed(item, rating, _counts_as(item, rating.status, common, view))
        for item, rating in zip(items, ratings, strict=True)
    )


def _counts_as(item: Item, status: Status, common: set[Status], view: View) -> Status:
    if status in common or not view.is_minor(item):
        return status
    return ONE_STEP_BETTER.get(status, status)
