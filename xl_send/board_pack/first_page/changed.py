"""What has changed since the last board: better, worse, and moved quietly, at most six."""

from __future__ import annotations

from collections.abc import Iterable

from xl_send.board_pack.material import Material
from xl_send.board_pack.values import SectionPart
from xl_send.board_pack.wording import shortened
from xl_send.compare import Change, ChangeKind, Changes, ChangeSubject
from xl_send.compare.published import published_changes
from xl_send.workbook.days import read_day, say
from xl_send.workbook.sheets.choices import State

MOST, _OF_EACH = 6, 2
_LONGEST = 400
_WORSE = frozenset(
    {
        ChangeKind.NEWLY_LATE, ChangeKind.NO_LONGER_ACHIEVED, ChangeKind.BECAME_ISSUE, ChangeKind.REOPENED,
        ChangeKind.OVERDUE, ChangeKind.FLOAT_GONE, ChangeKind.NO_LONGER_DELIVERED, ChangeKind.NO_LONGER_AGREED,
        ChangeKind.COLOUR_WORSE, ChangeKind.NOT_RETURNED, ChangeKind.SHEET_UNREAD, ChangeKind.STATE,
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
        ChangeKind.GOALPOST, ChangeKind.RESTATED, ChangeKind.GONE, ChangeKind.NOT_YET_AGREED, ChangeKind.REBASELINED,
        ChangeKind.COLOUR_EASED,
    }
)  # fmt: skip
# Of what only another plan or measure has changed, these are no secret: somebody agreed to them.
_AGREED = {ChangeKind.REBASELINED: "Re-baselined", ChangeKind.COLOUR_EASED: "Held to less"}
_GROUPS = {"Worse": _WORSE, "Moved quietly": _QUIET, "Better": _BETTER}


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
    points = tuple(f"{_AGREED.get(change.what, group)}: {_told(material, change)}" for group, change in gravest(found))
    if not points:
        told = "Nothing has become better or worse." if found.changes else "Nothing has changed."
        return SectionPart(heading, sentences=(told,))
    return SectionPart(heading, points=points)


def gravest(found: Changes) -> list[tuple[str, Change]]:
    """At most six changes with their groups: two of each, then what is left of the worst, each row once."""
    by_group = {name: _one_a_row(change for change in found.changes if _group_of(change) == name) for name in _GROUPS}
    chosen = {name: changes[:_OF_EACH] for name, changes in by_group.items()}
    room = MOST - sum(map(len, chosen.values()))
    for name, changes in by_group.items():
        more = changes[_OF_EACH : _OF_EACH + room]
        chosen[name] += more
        room -= len(more)
    return [(name, change) for name, changes in chosen.items() for change in changes]


def _group_of(change: Change) -> str:
    """Where a change stands, or nothing: work that is taken up again is neither better nor worse."""
    if change.what is ChangeKind.CLOSED and change.first:  # a Red risk that is closed without an outcome is gone
        return "Moved quietly"
    if change.what is ChangeKind.STATE and change.after == State.ACTIVE.value:
        return ""
    if change.what is ChangeKind.FORECAST_MOVED:
        before, after = read_day(change.before), read_day(change.after)
        return ("Better" if after < before else "Worse") if before and after else "" if after else "Worse"
    return next((name for name, kinds in _GROUPS.items() if change.what in kinds), "")


def _one_a_row(changes: Iterable[Change]) -> list[Change]:
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
