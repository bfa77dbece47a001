"""What has changed since the last board, with nothing in it that a pack must not tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from xl_send.board_pack.withholding import without_small_counts, without_telling_findings
from xl_send.compare import BoardSnapshot, Change, Changes, ChangeSubject, changes
from xl_send.disclosure.small_numbers import Disclosure, tells_a_number


def changed_safely(then: BoardSnapshot, now: BoardSnapshot) -> Changes:
    """The changes as they may be told: no small count of children, on either date, nor words that give it away."""
    before, after = Disclosure(then.programme), Disclosure(now.programme)
    found = changes(_safe(then, before), _safe(now, after))
    guarded = {name for shown in (before, after) for _, name in shown.guarded}
    return found._replace(changes=tuple(_withheld(found.changes, guarded, after.fewer)))


def _safe(board: BoardSnapshot, shown: Disclosure) -> BoardSnapshot:
    picture = without_small_counts(board.picture, shown)
    return replace(board, picture=picture, conflicts=without_telling_findings(board.conflicts, shown))


def _withheld(found: tuple[Change, ...], guarded: set[str], fewer: str) -> Iterator[Change]:
    """The changes, those that give numbers of a KPI with a hidden figure put into one sentence without any."""
    told_of: set[str] = set()
    for change in found:
        if change.kind is not ChangeSubject.KPI or change.record not in guarded or not tells_a_number(change.sentence):
            yield change
        elif change.record not in told_of:
            told_of.add(change.record)
            words = f"Its numbers have changed. They are not shown, as a count is {fewer}."
            yield change._replace(sentence=words, before="", after="")
