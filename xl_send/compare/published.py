"""What has changed, as it may be told: no figure that is hidden on either date, nor one that its change would tell."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from xl_send.compare import changes_between
from xl_send.compare.changes import Change, ChangeKind, Changes, ChangeSubject
from xl_send.compare.order import changes_in_order
from xl_send.compare.snapshots import BoardSnapshot
from xl_send.disclosure.publication import Publication
from xl_send.disclosure.small_numbers import Disclosure, ShownTo
from xl_send.rules import Scope, all_rules, check
from xl_send.value_classes import frozen, replace


@frozen()
class PublishedBoards:
    """Two boards of a programme as those who read of both may know them."""

    then: BoardSnapshot
    now: BoardSnapshot
    to: ShownTo = ShownTo.COUNCIL

    @cached_property
    def before(self) -> Publication:
        """What may be shown of the older."""
        return Publication(Disclosure(self.then.programme, self.to), self.then.picture)

    @cached_property
    def after(self) -> Publication:
        """What may be shown of the newer, in the light of what the older told."""
        return Publication(Disclosure(self.now.programme, self.to, self.before.shown), self.now.picture)

    @cached_property
    def changes(self) -> Changes:
        """The changes that are found, in the same words, between what may be shown of either board.

        Of a KPI with a figure that is hidden newly, or no longer, that is said once and without numbers.
        """
        whole, before, after = changes_between(self.then, self.now), self.before, self.after
        if not before.shown.hidden and not after.shown.hidden and self.to is not ShownTo.PUBLIC:
            return whole
        safe = changes_between(_safe(self.then, before), _safe(self.now, after))
        true = {_words(one) for one in whole.changes}
        kept = changes_in_order([*(one for one in safe.changes if _words(one) in true), *_untold(self)])
        still = [(one.key, one.message) for one in safe.still]
        return whole._replace(changes=kept, still=tuple(one for one in whole.still if (one.key, one.message) in still))


def published_changes(then: BoardSnapshot, now: BoardSnapshot, to: ShownTo = ShownTo.COUNCIL) -> Changes:
    """The changes between two boards as they may be told."""
    return PublishedBoards(then, now, to).changes


def _safe(board: BoardSnapshot, seen: Publication) -> BoardSnapshot:
    found = check(seen.programme, all_rules(Scope.CONFLICTS).values())
    conflicts = seen.findings(board.conflicts, found)
    return replace(board, programme=seen.programme, picture=seen.picture, conflicts=conflicts)


def _words(one: Change) -> tuple[str, ...]:
    return one.what.value, one.record, one.sentence, one.before, one.after


def _untold(boards: PublishedBoards) -> Iterator[Change]:
    """One change for each KPI of which a figure is hidden that was not then, or no longer is.

    Whether a figure that is hidden on both dates has changed is not told either.
    """
    then, now = (frozenset(seen.shown.hidden) for seen in (boards.before, boards.after))
    words = f"Its numbers have changed. They are not shown, as a count is {boards.after.shown.fewer}."
    for name in sorted({figure.kpi for figure in then ^ now}):
        if kpi := boards.now.programme.kpis.get(name):
            yield Change(ChangeKind.FIGURE, ChangeSubject.KPI, words, kpi.workstream, name, kpi.name or "")
