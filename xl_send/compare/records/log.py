"""What has changed of issues, decisions, actions and change requests."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.compare.changes import Change, ChangeKind, ChangeSubject
from xl_send.compare.noting import Noted
from xl_send.compare.snapshots import BoardComparison
from xl_send.compare.wording import sentence
from xl_send.results import ItemKind
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import Level, LogStatus
from xl_send.workbook.sheets.risks import LogEntry


def log_changes(since: BoardComparison) -> Iterator[Change]:
    """Every change of a row of the log that both boards have."""
    for pair in since.pairs(LogEntry):
        noted = Noted(since, pair, ChangeSubject.ISSUE)
        yield from _status(noted)
        if pair.now.status is LogStatus.OPEN:
            yield from noted.day(ChangeKind.NEED_MOVED, "needed_by")
            yield from noted.value(
                ChangeKind.SEVERITY, "severity", first=Level.HIGH in {pair.then.severity, pair.now.severity}
            )
            yield from _overdue(noted)


def _status(noted: Noted[LogEntry]) -> Iterator[Change]:
    if not noted.pair.alters("status"):
        return
    now = noted.pair.now
    if now.status is LogStatus.OPEN:
        yield noted.change(ChangeKind.REOPENED, "open again; it was closed", "status", first=True)
        return
    when = f" on {say(now.closed_on)}" if now.closed_on else ""
    how = f". {sentence(now.outcome)}" if now.outcome else ", with no outcome given"
    yield noted.change(
        ChangeKind.CLOSED, f"{now.kind.value.lower()} closed{when}{how}", "status", "outcome", "closed_on"
    )


def _overdue(noted: Noted[LogEntry]) -> Iterator[Change]:
    """Past the day it is needed by now and not then, where the colour is the same and does not say so."""
    since, (before, row) = noted.since, noted.pair
    then, now = since.then.item(ItemKind.ISSUE, before), since.now.item(ItemKind.ISSUE, row)
    day, as_at, last = row.needed_by, since.now.programme.as_at(row), since.then.programme.as_at(before)
    if not (then and now and day and as_at and last) or then.status is not now.status or day >= as_at:
        return
    if before.needed_by is None or before.needed_by >= last:
        text = f"newly overdue: needed by {say(day)} and still open"
        yield noted.change(ChangeKind.OVERDUE, text, "needed_by", first=row.severity is Level.HIGH)
