"""What a change bears on: a fixed date, children, money, a key milestone's lateness, a risk, or the rest.

The order is that of the board page: by consequence, never by id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from xl_send.compare.changes import Change, ChangeKind, Gravity, Weight
from xl_send.compare.programme.colours import RATED
from xl_send.compare.snapshots import BoardComparison, BoardSnapshot
from xl_send.disclosure.small_numbers import number_of
from xl_send.results import Item, ItemKind, Status
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.choices import Unit
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.resources import MoneyLine
from xl_send.workbook.sheets.risks import Risk

_LISTING = {ChangeKind.GONE, ChangeKind.TAKEN_OFF}
_OF_GOVERNANCE = frozenset(
    {
        ChangeKind.OWNER, ChangeKind.DECISION, ChangeKind.TREATMENT, ChangeKind.DEPENDS, ChangeKind.BACK_TO_GREEN,
        ChangeKind.DECISION_GIVEN,
    }
)  # fmt: skip


def weighed(since: BoardComparison, found: Iterable[Change]) -> Iterator[Change]:
    """The changes, each with what it bears on and how much of it."""
    then, now = _items(since.then), _items(since.now)
    for change in found:
        key = change.kind.value, change.record
        yield change._replace(weight=_weight(change, then.get(key), now.get(key)))


def _items(board: BoardSnapshot) -> Mapping[tuple[str, str], Item]:
    """The rated rows by kind and id: of several of one id that of the workstream's own workbook."""
    found: dict[tuple[str, str], Item] = {}
    for kind, record in RATED.items():
        rows: Mapping[str, Record] = board.by_id(record)
        for name, row in rows.items():
            item = board.item(kind, row)
            if item:
                found[kind.value, name] = item
    return found


def _weight(change: Change, then: Item | None, now: Item | None) -> Weight:
    item = now or then
    if change.what in _LISTING and (item is None or item.status is not Status.RED):
        return Weight(Gravity.REMOVED)
    if item is None:
        return Weight(Gravity.GOVERNANCE if change.what in _OF_GOVERNANCE else Gravity.REST)
    found = _BY_KIND.get(item.kind, _of_the_rest)(item, then)
    if change.what in _OF_GOVERNANCE:
        return max(found, Weight(Gravity.GOVERNANCE), key=lambda weight: weight.of)
    return found


def _of_milestone(item: Item, then: Item | None) -> Weight:
    row, late = item.record, _number(item, "late")
    moved = late - (_number(then, "late") if then else 0.0)
    if isinstance(row, Milestone) and row.fixed:
        return Weight(Gravity.STATUTORY, max(late, moved))
    is_key = isinstance(row, Milestone) and row.key is not False
    return Weight(Gravity.LATENESS if is_key else Gravity.REST, max(late, moved))


def _of_kpi(item: Item, _then: Item | None) -> Weight:
    row, short = item.record, max(_number(item, "shortfall"), 0.0)
    if not isinstance(row, Kpi):
        return Weight()
    if row.counts_children or (row.counts_children is None and row.unit is Unit.COUNT):
        return Weight(Gravity.CHILDREN, short if row.unit is Unit.COUNT else 0.0)
    return Weight(Gravity.MONEY, short) if row.unit is Unit.POUNDS else Weight(Gravity.REST, short)


def _of_money(item: Item, then: Item | None) -> Weight:
    return Weight(Gravity.MONEY, _over(item) - (_over(then) if then else 0.0))


def _over(item: Item) -> float:
    row = item.record
    return row.outturn - row.budget if isinstance(row, MoneyLine) else 0.0


def _of_risk(item: Item, _then: Item | None) -> Weight:
    row = item.record
    return Weight(Gravity.SCORE, row.likelihood * row.impact if isinstance(row, Risk) else 0.0)


def _of_the_rest(item: Item, _then: Item | None) -> Weight:
    return Weight(Gravity.REST, 1.0 if item.status is Status.RED else 0.0)


def _number(item: Item | None, name: str) -> float:
    return (number_of(item.rating.facts, name) or 0.0) if item else 0.0


_BY_KIND: Mapping[ItemKind, Callable[[Item, Any], Weight]] = {
    ItemKind.MILESTONE: _of_milestone,
    ItemKind.KPI: _of_kpi,
    ItemKind.MONEY: _of_money,
    ItemKind.RISK: _of_risk,
}
