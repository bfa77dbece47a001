"""What has changed, as it may be told: no figure that is hidden on either date, nor one that its change would tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from xl_send.compare import changes
from xl_send.compare.changes import Change, Changes, ChangeSubject
from xl_send.compare.snapshots import BoardSnapshot
from xl_send.disclosure.numbers_in_words import tells_a_number
from xl_send.disclosure.publication import Publication
from xl_send.disclosure.small_numbers import Disclosure, ShownTo
from xl_send.rules import Scope, all_rules, check


def publications(
    then: BoardSnapshot, now: BoardSnapshot, to: ShownTo = ShownTo.COUNCIL
) -> tuple[Publication, Publication]:
    """What may be shown of two boards, the newer in the light of what the older told."""
    before = Disclosure(then.programme, to)
    after = Disclosure(now.programme, to, before)
    return Publication(before, then.picture), Publication(after, now.picture)


def published_changes(then: BoardSnapshot, now: BoardSnapshot, to: ShownTo = ShownTo.COUNCIL) -> Changes:
    """The changes between two boards that are found, in the same words, between what may be shown of each.

    Of a KPI with a hidden figure of which something else has changed, that is said once and without numbers.
    """
    before, after = publications(then, now, to)
    whole = changes(then, now)
    if not before.shown.hidden and not after.shown.hidden and to is not ShownTo.PUBLIC:
        return whole
    safe = changes(_safe(then, before), _safe(now, after))
    told = {_words(one) for one in safe.changes}
    guarded = before.shown.guarded | after.shown.guarded
    kept = tuple(_told(whole.changes, told, guarded, after.shown.fewer))
    return whole._replace(changes=kept, still=tuple(one for one in whole.still if one in safe.still))


def _safe(board: BoardSnapshot, seen: Publication) -> BoardSnapshot:
    found = check(seen.programme, all_rules(Scope.CONFLICTS).values())
    conflicts = seen.findings(board.conflicts, found)
    return replace(board, programme=seen.programme, picture=seen.picture, conflicts=conflicts)


def _words(one: Change) -> tuple[str, ...]:
    return one.what.value, one.record, one.sentence, one.before, one.after


def _told(
    whole: tuple[Change, ...], told: set[tuple[str, ...]], guarded: frozenset[str], fewer: str
) -> Iterator[Change]:
    said: set[str] = set()
    for one in whole:
        hidden = one.kind is ChangeSubject.KPI and one.record in guarded
        if _words(one) in told and not (hidden and tells_a_number(one.sentence)):
            yield one
        elif hidden and one.record not in said:
            said.add(one.record)
            words = f"Its numbers have changed. They are not shown, as a count is {fewer}."
            yield one._replace(sentence=words, before="", after="")
