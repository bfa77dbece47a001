"""Whether the plan itself has moved: agreed by change request, or quietly."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.compare.changes import Change, ChangeKind
from xl_send.compare.noting import Noted
from xl_send.compare.snapshots import BoardComparison, BoardSnapshot, RecordPair
from xl_send.compare.wording import moved
from xl_send.network import Plan, date_held_to
from xl_send.words import every_name
from xl_send.workbook.days import say
from xl_send.workbook.sheets.milestones import Milestone


def plan_changes(noted: Noted[Milestone]) -> Iterator[Change]:
    """A plan that was re-baselined, one that moved without a new change reference, and a baseline that was altered."""
    more = "; a baseline is the date first agreed and is not to change"
    yield from noted.day(ChangeKind.BASELINE_ALTERED, "baseline", first=True, more=more)
    then, now = (date_held_to(row, board.change_requests) for board, row in _sides(noted.since, noted.pair))
    new = [reference for reference in now.changes if reference not in then.changes]
    if new and now.day != then.day:
        text = f"re-baselined under {every_name(new)}: plan date {moved(noted.since, then.day, now.day)}"
        yield noted.change(ChangeKind.REBASELINED, text, "agreed", "changes", first=noted.pair.now.key is not False)
    elif noted.pair.alters("agreed"):
        yield from _quietly(noted, then, now)


def _sides(since: BoardComparison, pair: RecordPair[Milestone]) -> Iterator[tuple[BoardSnapshot, Milestone]]:
    return zip((since.then, since.now), pair, strict=True)


def _quietly(noted: Noted[Milestone], then: Plan, now: Plan) -> Iterator[Change]:
    """An agreed date that was altered without a new change reference that counts."""
    agreed = noted.pair.now.agreed
    if agreed is None:
        text = f"agreed date taken away; its plan date {_day_then(noted, then, now)}"
        yield noted.change(ChangeKind.QUIET_PLAN, text, "agreed", "changes", first=True)
    elif now.open:
        text = f"a new date of {say(agreed)} is proposed under {every_name(now.open)}, which is still open; "
        yield noted.change(ChangeKind.NOT_YET_AGREED, f"{text}it is held to {say(now.day)}", "agreed", "changes")
    elif not now.changes:
        text = f"an agreed date of {say(agreed)} without a change reference: it does not count, and it is held to "
        yield noted.change(ChangeKind.QUIET_PLAN, f"{text}{say(now.day)}", "agreed", "changes", first=True)
    else:
        text = f"plan date {moved(noted.since, then.day, now.day)}, without a new change reference"
        yield noted.change(ChangeKind.QUIET_PLAN, text, "agreed", "changes", first=True)


def _day_then(noted: Noted[Milestone], then: Plan, now: Plan) -> str:
    if then.day == now.day:
        return f"stays {say(now.day)}"
    return f"is {say(now.day)} again, {moved(noted.since, then.day, now.day)}"
