"""Which columns are about governance, and when a change of one is to be known first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from xl_send.compare.changes import ChangeKind
from xl_send.compare.records.listed import KINDS
from xl_send.compare.snapshots import BoardComparison, RecordPair
from xl_send.results import ItemKind, Status
from xl_send.workbook.columns import Column, Record
from xl_send.workbook.kinds import Text
from xl_send.workbook.names import name_words
from xl_send.workbook.sheets.choices import Decision, Level, LogKind, Response
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Cover, Workstream
from xl_send.workbook.sheets.resources import MoneyLine
from xl_send.workbook.sheets.risks import LogEntry, Risk

When = Callable[[BoardComparison, RecordPair[Any]], bool]
# Words no longer than this are mostly "of" and "the"; titles that share less than a third of the others are two.
SHORT, A_THIRD = 3, 3
_OFF_GREEN = {Status.RED, Status.AMBER}

# These move with every return, and are told in one line.
_EVERY_PERIOD = frozenset(
    {
        (Cover, "period"), (Cover, "previous"), (Milestone, "updated"), (Risk, "reviewed"),
        (MoneyLine, "spent"),
    }
)  # fmt: skip
_KINDS: Mapping[ChangeKind, frozenset[str]] = {
    ChangeKind.OWNER: frozenset(
        {"owner", "deputy", "sponsor", "lead", "giver_owner", "receiver_owner", "sro", "manager", "prepared_by"}
    ),
    ChangeKind.DECISION: frozenset(
        {"decision", "forum", "notice", "decided", "escalate_to", "monitored_at", "key_decisions", "papers_due"}
    ),
    ChangeKind.TREATMENT: frozenset(
        {"response", "mitigation", "kind", "resource", "action_due", "proximity", "controls", "threatens"}
    ),
    ChangeKind.DEPENDS: frozenset(
        {"depends_on", "after", "giver", "receiver", "giver_milestone", "receiver_milestone", "leads_to"}
    ),
    ChangeKind.BACK_TO_GREEN: frozenset({"back_to_green"}),
    ChangeKind.TITLE: frozenset({"name", "what", "needed", "role"}),
    ChangeKind.REPORTED: frozenset({"reported"}),
}
_BY_NAME = {name: kind for kind, names in _KINDS.items() for name in names}


def kind_of(row: Record, column: Column) -> ChangeKind:
    """What a change of this column is a change of."""
    if (type(row), column.name) in _EVERY_PERIOD:
        return ChangeKind.UPDATED
    found = _BY_NAME.get(column.name)
    if found is ChangeKind.TREATMENT and not isinstance(row, Risk):
        found = None
    if found:
        return found
    return ChangeKind.NARRATIVE if isinstance(column.kind, Text) and column.kind.long else ChangeKind.CELL


def known_first(since: BoardComparison, pair: RecordPair[Record], column: Column) -> bool:
    """Whether a board must know of this change before the rest."""
    rule = _FIRST.get((type(pair.now), kind_of(pair.now, column)))
    if isinstance(pair.now, Risk) and column.name == "response":
        rule = _gives_up
    if isinstance(pair.now, Milestone) and column.name == "name":
        rule = _is_key if is_another(*(getattr(row, "name", None) for row in pair)) else None
    return rule is not None and column.name not in _MINOR and rule(since, pair)


def is_another(then: str | None, now: str | None) -> bool:
    """Whether two titles have hardly a word in common: then an old id stands for something else."""
    one, other = ({word for word in name_words(title or "").split() if len(word) > SHORT} for title in (then, now))
    return bool(one and other) and A_THIRD * len(one & other) < min(len(one), len(other))


# Of their kinds, but nothing that a board must know first.
_MINOR = {"deputy", "sponsor", "prepared_by", "notice"}


def _always(_since: BoardComparison, _pair: RecordPair[Any]) -> bool:
    return True


def _is_key(_since: BoardComparison, pair: RecordPair[Any]) -> bool:
    return pair.now.key is not False


def _decides(_since: BoardComparison, pair: RecordPair[Any]) -> bool:
    return any(row.decision is not Decision.NONE for row in pair)


def _is_later(_since: BoardComparison, pair: RecordPair[Any]) -> bool:
    """Whether the way back to green is longer now, or no date is given for it any more."""
    then, now = pair.then.back_to_green, pair.now.back_to_green
    return then is not None and (now is None or now > then)


def _in(*statuses: Status) -> When:
    """Whether a row has one of these colours at either board."""

    def found(since: BoardComparison, pair: RecordPair[Any]) -> bool:
        kind = ItemKind(KINDS[type(pair.now)].value)
        items = (board.item(kind, row) for board, row in zip((since.then, since.now), pair, strict=True))
        return any(item is not None and item.status in statuses for item in items)

    return found


def _gives_up(since: BoardComparison, pair: RecordPair[Any]) -> bool:
    """Whether a risk that is not Green is no longer treated or passed on."""
    worked_on = {Response.TREAT, Response.TRANSFER, Response.TERMINATE}
    given_up = pair.then.response in worked_on and pair.now.response not in worked_on
    return _in(Status.RED)(since, pair) or (given_up and _in(*_OFF_GREEN)(since, pair))


def _is_grave(_since: BoardComparison, pair: RecordPair[Any]) -> bool:
    return pair.now.severity is Level.HIGH


def _asks_for_a_decision(since: BoardComparison, pair: RecordPair[Any]) -> bool:
    """Whether a forum is asked to decide, or the matter is grave."""
    return LogKind.DECISION in {row.kind for row in pair} or _is_grave(since, pair)


_FIRST: Mapping[tuple[type[Record], ChangeKind], When] = {
    (Cover, ChangeKind.OWNER): _always,
    (Workstream, ChangeKind.OWNER): _always,
    (Milestone, ChangeKind.OWNER): _is_key,
    (Milestone, ChangeKind.DECISION): _decides,
    (Milestone, ChangeKind.DEPENDS): _is_key,
    (Milestone, ChangeKind.BACK_TO_GREEN): _is_later,
    (Kpi, ChangeKind.OWNER): _in(*_OFF_GREEN),
    (Kpi, ChangeKind.BACK_TO_GREEN): _is_later,
    (Risk, ChangeKind.OWNER): _in(Status.RED),
    (Risk, ChangeKind.TREATMENT): _in(Status.RED),
    (Risk, ChangeKind.DECISION): _in(Status.RED),
    (LogEntry, ChangeKind.OWNER): _is_grave,
    (LogEntry, ChangeKind.DECISION): _asks_for_a_decision,
    (Interdependency, ChangeKind.DEPENDS): _always,
    (Interdependency, ChangeKind.DECISION): _in(*_OFF_GREEN),
    (Interdependency, ChangeKind.OWNER): _in(Status.RED),
}
