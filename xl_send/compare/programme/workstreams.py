"""What has changed of the workstreams and the programme themselves, besides their colours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from xl_send.compare.changes import Change, ChangeKind, ChangeSubject
from xl_send.compare.noting import Noted
from xl_send.compare.snapshots import BoardComparison, RecordPair
from xl_send.compare.wording import moved
from xl_send.results import Status
from xl_send.text import pounds
from xl_send.words import every_name, sentence
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import State
from xl_send.workbook.sheets.programme import Cover, Workstream


def stream_changes(since: BoardComparison) -> Iterator[Change]:
    """Workstreams paused, withdrawn or active again, and their first and last days."""
    for pair in since.pairs(Workstream):
        noted = Noted(since, pair, ChangeSubject.WORKSTREAM)
        under = f", under {pair.now.change}" if pair.now.change else ", without a change reference"
        under += _without_colour_now(since, pair)
        if pair.alters("state"):
            text = f"the State of {pair.now.code} is now {pair.now.state.value}, was {pair.then.state.value}{under}"
            yield noted.change(ChangeKind.STATE, text, "state", first=pair.now.state is not State.ACTIVE)
        for name in ("starts", "ends"):
            yield from noted.day(ChangeKind.DATES_MOVED, name)


def _without_colour_now(since: BoardComparison, pair: RecordPair[Workstream]) -> str:
    """What colours its rows had that have none now, as it is paused or withdrawn: no Red goes without a word."""
    if pair.now.state is State.ACTIVE:
        return ""
    halted = {item.id for item in since.now.picture.items if item.status is Status.NOT_RATED}
    had = Counter(
        item.status
        for item in since.then.picture.items
        if item.workstream == pair.now.code and item.id in halted and item.status.coloured
    )
    told = every_name(
        [f"{had[status]} {status.value}" for status in (Status.RED, Status.AMBER, Status.GREEN) if had[status]]
    )
    return f". Its rows, {told} then, have no colour now" if told else ""


def cover_changes(since: BoardComparison) -> Iterator[Change]:
    """The grant and its last day, by the latest workbook that speaks of them."""
    pair = _covers(since)
    if pair is None:
        return
    then, now = pair
    if now.grant is not None and then.grant is not None and now.grant != then.grant:
        before, after = pounds(then.grant), pounds(now.grant)
        yield _change(pair, f"Grant total is now {after}, was {before}", "grant", before, after)
    if now.grant_ends and then.grant_ends and now.grant_ends != then.grant_ends:
        text = f"Grant ends {moved(since, then.grant_ends, now.grant_ends)}"
        yield _change(pair, text, "grant_ends", say(then.grant_ends), say(now.grant_ends))


def _covers(since: BoardComparison) -> RecordPair[Cover] | None:
    then, now = (board.programme.lead for board in (since.then, since.now))
    return since.pair(then.cover, now.cover) if then and now else None


def _change(pair: RecordPair[Cover], text: str, name: str, before: str, after: str) -> Change:
    cells = pair.cells(name)
    return Change(
        ChangeKind.MONEY, ChangeSubject.PROGRAMME, sentence(text), before=before, after=after, then=cells["then"],
        now=cells["now"], first=True,
    )  # fmt: skip
