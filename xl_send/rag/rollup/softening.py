"""What an item counts for within its aspect: what is not key counts one step better (status: roll-up)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from xl_send.rag.rollup.consequence import Consequence, Consequences
from xl_send.results import Driver, Item, ItemKind, Rating, Status
from xl_send.value_classes import NamedTuple
from xl_send.workbook.sheets.choices import Indicator
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone

ONE_STEP_BETTER = {Status.RED: Status.AMBER, Status.AMBER: Status.GREEN}


class View(NamedTuple):
    """One way to look at a programme: by each row's own measures, or by the programme's.

    `coloured_kpis` are the KPIs that are Red, Amber or Green so looked at.
    """

    own: bool
    consequences: Consequences
    coloured_kpis: frozenset[str] = frozenset()

    @classmethod
    def of(cls, items: Iterable[Item], consequences: Consequences, *, own: bool) -> View:
        """The view of these items."""
        bare = cls(own, consequences)
        kpis = (item for item in items if item.kind is ItemKind.KPI)
        return bare._replace(coloured_kpis=frozenset(item.id for item in kpis if bare.rating(item).status.coloured))

    def rating(self, item: Item) -> Rating:
        """The rating of an item, so looked at."""
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
    """An item, its own status, what it counts for within its aspect, and by what is measured what it would cost."""

    item: Item
    rating: Rating
    counts_as: Status
    consequences: Consequences

    @property
    def consequence(self) -> Consequence:
        """What it would cost."""
        return self.consequences.of(self.item, self.rating)

    @property
    def softened(self) -> bool:
        """Whether it counts for something better than it is."""
        return self.counts_as is not self.rating.status

    @property
    def driver(self) -> Driver:
        """The item as it is named among what drives a colour."""
        return Driver(self.item.id, self.rating.status, self.rating.in_brief)


def by_consequence(weighed: Iterable[Weighed]) -> tuple[Weighed, ...]:
    """Items in the order in which they are named: the worst by themselves first, then by what they would cost."""
    return tuple(sorted(weighed, key=lambda one: one.consequences.order(one.item, one.rating)))


def weigh(items: Sequence[Item], view: View) -> tuple[Weighed, ...]:
    """What each item of an aspect counts for.

    Nothing is softened that a third or more of the aspect's items share: many small delays are one large
    one. What is complete is among those, so that finishing something never makes an aspect worse.
    """
    ratings = [view.rating(item) for item in items]
    there = Counter(rating.status for rating in ratings)
    base = sum(number for status, number in there.items() if status.coloured or status is Status.COMPLETE)
    common = {status for status, number in there.items() if status.coloured and 3 * number >= base}
    return tuple(
        Weighed(item, rating, _counts_as(item, rating.status, common, view), view.consequences)
        for item, rating in zip(items, ratings, strict=True)
    )


def _counts_as(item: Item, status: Status, common: set[Status], view: View) -> Status:
    if status in common or not view.is_minor(item):
        return status
    return ONE_STEP_BETTER.get(status, status)
