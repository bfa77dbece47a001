"""Colours that have changed, each with its reason then and now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xl_send.compare.changes import Change, ChangeKind, ChangeSubject
from xl_send.compare.programme.causes import cause, is_by_new_plan, is_by_word_alone
from xl_send.compare.programme.measures import are_alike
from xl_send.compare.snapshots import BoardComparison, RecordPair, workstream_of
from xl_send.compare.wording import row_name
from xl_send.results import Item, ItemKind, Status
from xl_send.words import sentence
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.choices import RiskStatus
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.resources import MoneyLine, Resource
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import identity

RATED: Mapping[ItemKind, type[Record]] = {
    ItemKind.MILESTONE: Milestone,
    ItemKind.KPI: Kpi,
    ItemKind.RISK: Risk,
    ItemKind.ISSUE: LogEntry,
    ItemKind.INTERDEPENDENCY: Interdependency,
    ItemKind.RESOURCE: Resource,
    ItemKind.MONEY: MoneyLine,
}
_WORST_FIRST = (Status.RED, Status.AMBER, Status.GREEN)


def colour_changes(since: BoardComparison) -> Iterator[Change]:
    """Every rated row whose colour or state differs, with what moved it, but for what another change says already.

    Where the thresholds or the calendar have changed, it is said what the row would have been by the new ones.
    """
    alike = are_alike(since)
    for kind, record in RATED.items():
        for pair in since.pairs(record):
            then, now = since.then.item(kind, pair.then), since.now.item(kind, pair.now)
            if then and now and then.status is not now.status and not _said_otherwise(since, pair, now):
                by_now = None if alike else since.then_by_now.item(kind, pair.then)
                moved_by = cause(since, pair, then, now, by_now)
                why = f". What moved it: {moved_by}" if moved_by else ""
                yield _change(kind, pair, then, now, why + _by_now(by_now, now))


def _said_otherwise(since: BoardComparison, pair: RecordPair[Record], now: Item) -> bool:
    """Whether the row itself says that it is done, closed, paused or withdrawn, or its workstream says so of all."""
    row = pair.now
    closed = isinstance(row, Risk) and row.status is not RiskStatus.OPEN and now.status is Status.NOT_RATED
    state = getattr(row, "state", None) is not getattr(pair.then, "state", None)
    halted = now.status is Status.NOT_RATED and bool(since.halted(row))
    return now.status is Status.COMPLETE or closed or state or halted


def _by_now(would: Item | None, now: Item) -> str:
    """What the row would have been then by the measures of now, where those are others."""
    if would is None:
        return ""
    too = " too" if would.status is now.status else ""
    return f". By the thresholds and calendar of now it would have been {would.status.value} then{too}"


def _change(kind: ItemKind, pair: RecordPair[Record], then: Item, now: Item, more: str) -> Change:
    text = f"now {now.status.value}: {now.rating.in_brief}. Was {then.status.value}: {then.rating.in_brief}"
    row = pair.now
    red = now.status is Status.RED and getattr(row, "key", True) is not False
    way = colour_direction(then.status, now.status)
    eased = _how_eased(pair, then, now) if way is ChangeKind.COLOUR_BETTER else ""
    text += more + (f". {eased}" if eased else "")
    return Change(
        ChangeKind.COLOUR_EASED if eased else way, ChangeSubject(kind.value), sentence(text), workstream_of(row),
        identity(row),
        row_name(row), then.status.value, now.status.value, then.rating.cells, now.rating.cells,
        first=red or bool(eased),
    )  # fmt: skip


def _how_eased(pair: RecordPair[Record], then: Item, now: Item) -> str:
    """How a colour is better although nothing goes better; nothing where something does."""
    if is_by_word_alone(pair, then, now):
        return "Only what it is held to has changed: it goes no better than it did"
    if is_by_new_plan(pair, then, now):
        return "It is held to a new plan date, and expected no sooner than it was"
    return ""


def colour_direction(then: Status, now: Status) -> ChangeKind:
    """Whether one colour is worse than another; of what is no colour neither can be said."""
    if not then.coloured or not now.coloured:
        return ChangeKind.COLOUR_OTHER
    return ChangeKind.COLOUR_WORSE if _WORST_FIRST.index(now) < _WORST_FIRST.index(then) else ChangeKind.COLOUR_BETTER
