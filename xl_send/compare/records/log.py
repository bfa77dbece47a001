"""What has changed of issues, decisions, actions and change requests."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from xl_send.compare.changes import Change, ChangeKind, ChangeSubject
from xl_send.compare.noting import Noted
from xl_send.compare.snapshots import BoardComparison, RecordPair
from xl_send.results import ItemKind
from xl_send.words import sentence
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import Level, LogKind, LogStatus
from xl_send.workbook.sheets.risks import LogEntry

# A decision that is needed so much later is no longer the same ask: a meeting or two away is.
LONG_PUT_OFF = timedelta(days=60)


def log_changes(since: BoardComparison) -> Iterator[Change]:
    """Every change of a row of the log that both boards have."""
    for pair in since.pairs(LogEntry):
        noted = Noted(since, pair, ChangeSubject.ISSUE)
        yield from _status(noted)
        if pair.now.status is LogStatus.OPEN:
            yield from noted.day(ChangeKind.NEED_MOVED, "needed_by", first=_is_put_off(noted.pair))
            yield from noted.value(
                ChangeKind.SEVERITY, "severity", first=Level.HIGH in {pair.then.severity, pair.now.severity}
            )
            yield from _overdue(noted)


def _is_put_off(pair: RecordPair[LogEntry]) -> bool:
    """Whether a decision that a forum is asked for may wait much longer now, or for ever."""
    then, now = pair.then.needed_by, pair.now.needed_by
    asked = pair.now.kind in {LogKind.DECISION, LogKind.CHANGE_REQUEST} or pair.now.severity is Level.HIGH
    return asked and then is not None and (now is None or now - then > LONG_PUT_OFF)


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
