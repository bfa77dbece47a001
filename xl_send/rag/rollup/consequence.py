"""What a Red or an Amber would cost: the order in which what drives a colour is named (board pack: page 1).

A statutory or fixed date; children affected; money; working days late of a key milestone; a risk's score; the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import IntEnum

from xl_send.calendar import WorkingDays
from xl_send.results import Fact, Item, ItemKind, Rating, Status
from xl_send.value_classes import NamedTuple, field, frozen
from xl_send.workbook.sheets.choices import Funding, Level, Unit
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.resources import MoneyLine
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme

_SEVERITY = {Level.HIGH: 3.0, Level.MEDIUM: 2.0, Level.LOW: 1.0}
_WORST_FIRST = (Status.RED, Status.AMBER, Status.NO_DATA)
# What sorts things by what they would cost.
Order = tuple[int, int, int, float]


class Class(IntEnum):
    """What a thing would cost, the gravest first."""

    FIXED_DATE = 0
    CHILDREN = 1
    MONEY = 2
    KEY_MILESTONE = 3
    RISK = 4
    REST = 5


class Consequence(NamedTuple):
    """The class of a thing's consequence and how much of it: working days, children, pounds, a score.

    Within the rest, `kind` keeps together what is measured alike.
    """

    kind: Class
    much: float
    place: int = 0

    def order(self, status: Status) -> Order:
        """Where an item of this status stands: the worst by themselves first, then the gravest."""
        worst = _WORST_FIRST.index(status) if status in _WORST_FIRST else len(_WORST_FIRST)
        return worst, self.kind, self.place, -self.much


@frozen()
class Consequences:
    """By what consequences are measured: working days, and the date of each workbook. Each is measured once."""

    programme: Programme
    days: WorkingDays
    _measured: dict[int, tuple[Rating, Consequence, Order]] = field(default_factory=dict)

    def of(self, item: Item, rating: Rating) -> Consequence:
        """What this rating of an item would cost."""
        return self._known(item, rating)[1]

    def order(self, item: Item, rating: Rating) -> Order:
        """Where this rating of an item stands among others."""
        return self._known(item, rating)[2]

    def _known(self, item: Item, rating: Rating) -> tuple[Rating, Consequence, Order]:
        known = self._measured.get(id(rating))
        if known is None:
            found = _MEASURES[item.kind](self, item, rating.facts)
            known = self._measured[id(rating)] = rating, found, found.order(rating.status)
        return known

    def as_at(self, item: Item) -> date:
        """The date by which an item is measured; long ago where there is none."""
        return self.programme.as_at(item.record) or date.min

    def lateness(self, item: Item, facts: Mapping[str, Fact]) -> int:
        """Working days from the plan date of a milestone to when it can be reached, or since its forecast passed."""
        plan, forecast, feasible = (_day(facts, name) for name in ("plan", "forecast", "feasible"))
        reach = max((day for day in (forecast, feasible) if day), default=None)
        if plan is None or reach is None:
            return 0
        as_at = self.as_at(item)
        passed = forecast is not None and forecast < as_at
        since = max(self.days.between(forecast, as_at), self.days.between(plan, as_at)) if passed and forecast else 0
        return max(0, since, self.days.between(plan, reach))


def _day(facts: Mapping[str, Fact], name: str) -> date | None:
    found = facts.get(name)
    return found if isinstance(found, date) else None


def _number(facts: Mapping[str, Fact], name: str) -> float:
    found = facts.get(name)
    return float(found) if isinstance(found, int | float) else 0.0


def _milestone(measured: Consequences, item: Item, facts: Mapping[str, Fact]) -> Consequence:
    row, late = item.record, measured.lateness(item, facts)
    if isinstance(row, Milestone) and row.fixed:
        return Consequence(Class.FIXED_DATE, late)
    if isinstance(row, Milestone) and row.key:
        return Consequence(Class.KEY_MILESTONE, late)
    return Consequence(Class.REST, late, 1)


def _kpi(_: Consequences, item: Item, facts: Mapping[str, Fact]) -> Consequence:
    """A figure that counts children, by how many it is short; a share of children by its points, after those."""
    row = item.record
    short = _number(facts, "shortfall")
    if isinstance(row, Kpi) and row.unit is Unit.COUNT and row.counts_children is not False:
        return Consequence(Class.CHILDREN, short)
    if isinstance(row, Kpi) and row.counts_children:
        return Consequence(Class.CHILDREN, short, 1)
    tolerated = _number(facts, "tolerance")
    return Consequence(Class.REST, short / tolerated if tolerated else short, 2)


def _money(_: Consequences, item: Item, facts: Mapping[str, Fact]) -> Consequence:
    """Pounds over budget, or of a grant that would be lost."""
    over = _number(facts, "outturn") - _number(facts, "budget")
    lost = isinstance(item.record, MoneyLine) and item.record.funding is Funding.GRANT
    return Consequence(Class.MONEY, abs(over) if lost else max(over, 0.0))


def _risk(_: Consequences, item: Item, facts: Mapping[str, Fact]) -> Consequence:
    score = _number(facts, "score")
    return Consequence(Class.RISK, score) if isinstance(item.record, Risk) else Consequence(Class.REST, score, 3)


def _handover(_: Consequences, item: Item, facts: Mapping[str, Fact]) -> Consequence:  # noqa: ARG001 - one signature
    return Consequence(Class.REST, -_number(facts, "float"))


def _issue(_: Consequences, item: Item, facts: Mapping[str, Fact]) -> Consequence:  # noqa: ARG001 - one signature
    row = item.record
    return Consequence(Class.REST, _SEVERITY[row.severity] if isinstance(row, LogEntry) else 0.0, 3)


def _resource(_: Consequences, item: Item, facts: Mapping[str, Fact]) -> Consequence:  # noqa: ARG001 - one signature
    return Consequence(Class.REST, _number(facts, "planned") - _number(facts, "capacity"), 4)


_MEASURES: Mapping[ItemKind, Callable[[Consequences, Item, Mapping[str, Fact]], Consequence]] = {
    ItemKind.MILESTONE: _milestone,
    ItemKind.KPI: _kpi,
    ItemKind.RISK: _risk,
    ItemKind.ISSUE: _issue,
    ItemKind.INTERDEPENDENCY: _handover,
    ItemKind.RESOURCE: _resource,
    ItemKind.MONEY: _money,
}
