"""What has changed of handovers between workstreams: the receiver's word, the giver's word, and the float."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xl_send.compare.changes import Change, ChangeKind, ChangeSubject
from xl_send.compare.noting import Noted
from xl_send.compare.snapshots import BoardComparison, BoardSnapshot
from xl_send.network import Accounts, given
from xl_send.results import Item, ItemKind, Status
from xl_send.text import working_days
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import State
from xl_send.workbook.sheets.interdependencies import Interdependency

Handover = Noted[Interdependency]


def handover_changes(since: BoardComparison) -> Iterator[Change]:
    """Every change of a handover that both boards have, each party's word by its own account."""
    for name, now in since.now.handovers.items():
        then = since.then.handovers.get(name)
        if then:
            yield from _of_one(since, then, now)


def _of_one(since: BoardComparison, then: Accounts, now: Accounts) -> Iterator[Change]:
    need = Noted(since, since.pair(then.need, now.need), ChangeSubject.INTERDEPENDENCY)
    promise = Noted(since, since.pair(then.promise, now.promise), ChangeSubject.INTERDEPENDENCY)
    if _same_teller(need):
        yield from need.value(ChangeKind.STATE, "state", first=now.need.state is State.WITHDRAWN)
        yield from need.day(ChangeKind.NEED_MOVED, "needed_by")
        yield from _done(need, "accepted", ChangeKind.ACCEPTED)
        yield from _agreement(need, "receiver_agrees", "receiver")
    if _same_teller(promise):
        yield from _expected(promise)
        yield from _done(promise, "delivered", ChangeKind.DELIVERED)
        yield from _agreement(promise, "giver_agrees", "giver")
    yield from _float_gone(need)


def _same_teller(noted: Handover) -> bool:
    """Whether the same party's workbook gives this account on both sides."""
    then, now = noted.pair
    since = noted.since
    return bool(since.then.programme.of(then).codes & since.now.programme.of(now).codes)


def _given(board: BoardSnapshot, row: Interdependency, name: str) -> date | None:
    return given(getattr(row, name), board.programme.as_at(row))


def _expected(promise: Handover) -> Iterator[Change]:
    """The day it was promised for and the day now expected, until it is delivered."""
    if _given(promise.since.now, promise.pair.now, "delivered") is None:
        yield from promise.day(ChangeKind.PROMISE_MOVED, "promised")
        yield from promise.day(ChangeKind.FORECAST_MOVED, "forecast")


def _done(noted: Handover, name: str, what: ChangeKind) -> Iterator[Change]:
    then = _given(noted.since.then, noted.pair.then, name)
    now = _given(noted.since.now, noted.pair.now, name)
    if now and now != then:
        was = f"; it was given as {name} on {say(then)}" if then else ""
        yield noted.change(what, f"{name} on {say(now)}{was}", name)
    elif then and not now:
        text = f"no longer given as {name}; it was given as {name} on {say(then)}"
        yield noted.change(ChangeKind.NO_LONGER_DELIVERED, text, name, first=True)


def _agreement(noted: Handover, name: str, party: str) -> Iterator[Change]:
    then, now = (getattr(row, name) is True for row in noted.pair)
    if now and not then:
        yield noted.change(ChangeKind.AGREED, f"the {party} now agrees", name)
    elif then and not now:
        yield noted.change(ChangeKind.NO_LONGER_AGREED, f"the {party} agreed and does not any more", name, first=True)


def _float_gone(need: Handover) -> Iterator[Change]:
    """Too late now and not then, where the colour is the same."""
    then = need.since.then.item(ItemKind.INTERDEPENDENCY, need.pair.then)
    now = need.since.now.item(ItemKind.INTERDEPENDENCY, need.pair.now)
    if not then or not now or then.status is not now.status or now.status is Status.COMPLETE:
        return
    before, after = _float(then), _float(now)
    if after is not None and after < 0 and (before is None or before >= 0):
        was = "not known" if before is None else working_days(int(before))
        text = f"expected {working_days(int(-after))} after it is needed; its float was {was}"
        yield need.change(ChangeKind.FLOAT_GONE, text, "needed_by", "forecast", first=True)


def _float(item: Item) -> float | None:
    found = item.rating.facts.get("float")
    return found if isinstance(found, int | float) else None
