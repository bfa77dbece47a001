"""What has changed since the last board: better, worse, and moved quietly, at most six."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xl_send.board_pack.material import Material
from xl_send.board_pack.values import SectionPart
from xl_send.board_pack.wording import shortened
from xl_send.compare import Change, ChangeKind, Changes, ChangeSubject
from xl_send.compare.published import published_changes
from xl_send.workbook.days import say

MOST, _OF_EACH = 6, 2
_LONGEST = 400
_WORSE = frozenset(
    {
        ChangeKind.NEWLY_LATE, ChangeKind.NO_LONGER_ACHIEVED, ChangeKind.BECAME_ISSUE, ChangeKind.REOPENED,
        ChangeKind.OVERDUE, ChangeKind.FLOAT_GONE, ChangeKind.NO_LONGER_DELIVERED, ChangeKind.NO_LONGER_AGREED,
        ChangeKind.COLOUR_WORSE, ChangeKind.NOT_RETURNED, ChangeKind.SHEET_UNREAD, ChangeKind.FORECAST_MOVED,
        ChangeKind.STATE,
    }
)  # fmt: skip
_BETTER = frozenset(
    {
        ChangeKind.ACHIEVED, ChangeKind.CLOSED, ChangeKind.DELIVERED, ChangeKind.ACCEPTED, ChangeKind.AGREED,
        ChangeKind.COLOUR_BETTER, ChangeKind.DECISION_GIVEN,
    }
)  # fmt: skip
_QUIET = frozenset(
    {
        ChangeKind.QUIET_PLAN, ChangeKind.BASELINE_ALTERED, ChangeKind.ACHIEVED_DATE_ALTERED, ChangeKind.FLAG_ALTERED,
        ChangeKind.GOALPOST, ChangeKind.RESTATED, ChangeKind.GONE, ChangeKind.NOT_YET_AGREED,
    }
)  # fmt: skip
_GROUPS = (("Worse", _WORSE), ("Moved quietly", _QUIET), ("Better", _BETTER))


def changes_of(material: Material) -> Changes | None:
    """The changes that this audience is shown, or None where no earlier board is known."""
    if material.past is None:
        return None
    found = published_changes(material.past.then, material.past.now, material.shown.to)
    return found._replace(changes=tuple(change for change in found.changes if _is_open(material, change)))


def _is_open(material: Material, change: Change) -> bool:
    """Whether a change may be told: it names no row that is not for this audience, and is no conflict of such rows."""
    if change.record in material.hidden_ids or (change.kind is ChangeSubject.CONFLICT and material.hidden_ids):
        return False
    return not any(name in change.sentence for name in material.hidden_ids)


def changed(material: Material) -> SectionPart:
    """The gravest changes of each kind, in the words of `changes`."""
    found = changes_of(material)
    if found is None:
        return SectionPart()
    heading = f"What has changed since {say(found.then)}" if found.then else "What has changed"
    points = tuple(f"{group}: {_told(material, change)}" for group, change in gravest(found))
    if not points:
        told = "Nothing has become better or worse." if found.changes else "Nothing has changed."
        return SectionPart(heading, sentences=(told,))
    return SectionPart(heading, points=points)


def gravest(found: Changes) -> list[tuple[str, Change]]:
    """At most six changes with their groups: two of each, then what is left of the worst, each row once."""
    by_group = {name: _one_a_row(_of(found.changes, kinds)) for name, kinds in _GROUPS}
    chosen = {name: changes[:_OF_EACH] for name, changes in by_group.items()}
    room = MOST - sum(map(len, chosen.values()))
    for name, changes in by_group.items():
        more = changes[_OF_EACH : _OF_EACH + room]
        chosen[name] += more
        room -= len(more)
    return [(name, change) for name, changes in chosen.items() for change in changes]


def _of(changes: Sequence[Change], kinds: frozenset[ChangeKind]) -> Iterator[Change]:
    return (change for change in changes if _kind_of(change) in kinds)


def _kind_of(change: Change) -> ChangeKind:
    """What a change counts as: a Red risk that is closed without an outcome is no better, it is gone."""
    return ChangeKind.GONE if change.what is ChangeKind.CLOSED and change.first else change.what


def _one_a_row(changes: Iterator[Change]) -> list[Change]:
    seen: dict[tuple[str, str], Change] = {}
    for change in changes:
        seen.setdefault((change.kind.value, change.record), change)
    return list(seen.values())


def _told(material: Material, change: Change) -> str:
    name = shortened(change.name, 60)
    whose = material.with_id(name, change.record) if name and change.record else change.record
    sentence = shortened(change.sentence, _LONGEST)
    if change.sentence.startswith(f"{change.name}: "):  # what is told of an aspect begins with its name
        return f"{material.stream(change.record)}: {sentence}" if change.record else sentence
    return f"{whose}: {sentence}" if whose and material.profile.ids else f"{name}: {sentence}" if name else sentence
