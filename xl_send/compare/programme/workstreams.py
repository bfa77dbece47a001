"""What has changed of the workstreams and the programme themselves, besides their colours."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.compare.changes import Change, ChangeKind, ChangeSubject
from xl_send.compare.noting import Noted
from xl_send.compare.snapshots import BoardComparison, RecordPair
from xl_send.compare.wording import moved
from xl_send.text import pounds
from xl_send.words import sentence
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import State
from xl_send.workbook.sheets.programme import Cover, Workstream


def stream_changes(since: BoardComparison) -> Iterator[Change]:
    """Workstreams paused, withdrawn or active again, and their first and last days."""
    for pair in since.pairs(Workstream):
        noted = Noted(since, pair, ChangeSubject.WORKSTREAM)
        under = f", under {pair.now.change}" if pair.now.change else ", without a change reference"
        yield from noted.value(ChangeKind.STATE, "state", first=pair.now.state is not State.ACTIVE, more=under)
        for name in ("starts", "ends"):
            yield from noted.day(ChangeKind.DATES_MOVED, name)


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
