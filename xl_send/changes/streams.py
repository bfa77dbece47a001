"""What has changed of the workstreams and the programme themselves, besides their colours."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.changes.boards import Pair, Since
from xl_send.changes.noting import Noted
from xl_send.changes.values import Change, Kind, What
from xl_send.changes.wording import moved, sentence
from xl_send.model.choices import State
from xl_send.model.programme import Cover, Workstream
from xl_send.rating.wording import pounds


def stream_changes(since: Since) -> Iterator[Change]:
    """Workstreams paused, withdrawn or active again, and their first and last days."""
    for pair in since.pairs(Workstream):
        noted = Noted(since, pair, Kind.WORKSTREAM)
        under = f", under {pair.now.change}" if pair.now.change else ", without a change reference"
        yield from noted.value(What.STATE, "state", first=pair.now.state is not State.ACTIVE, more=under)
        for name in ("starts", "ends"):
            yield from noted.day(What.DATES_MOVED, name)


def cover_changes(since: Since) -> Iterator[Change]:
    """The grant and its last day, by the latest workbook that speaks of them."""
    pair = _covers(since)
    if pair is None:
        return
    then, now = pair
    if now.grant is not None and then.grant is not None and now.grant != then.grant:
        text = f"Grant total is now {pounds(now.grant)}, was {pounds(then.grant)}"
        yield _change(pair, text, "grant")._replace(before=pounds(then.grant), after=pounds(now.grant))
    if now.grant_ends and then.grant_ends and now.grant_ends != then.grant_ends:
        yield _change(pair, f"Grant ends {moved(since, then.grant_ends, now.grant_ends)}", "grant_ends")


def _covers(since: Since) -> Pair[Cover] | None:
    then, now = (board.programme.policy for board in (since.then, since.now))
    return Pair(then.cover, now.cover) if then and now else None


def _change(pair: Pair[Cover], text: str, name: str) -> Change:
    cells = pair.cells(name)
    return Change(What.MONEY, Kind.PROGRAMME, sentence(text), then=cells["then"], now=cells["now"], first=True)
