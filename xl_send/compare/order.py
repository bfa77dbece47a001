"""The order in which changes are told: what a board must know first by consequence, then by workstream and row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from xl_send.compare.changes import COMPARISON, Change, ChangeKind, ChangeSubject, Weight

_WHAT = {what: place for place, what in enumerate(ChangeKind)}
_IN_THEIR_ORDER = {ChangeSubject.PROGRAMME, ChangeSubject.WORKSTREAM}
_KIND = {kind: place for place, kind in enumerate(ChangeSubject)}


class ChangeSection(StrEnum):
    """Where a change is told."""

    COMPARISON = "Before you compare"
    PROGRAMME = "The programme"
    FIRST = "What the board should know first"
    CONFLICTS = "Conflicts between workstreams"
    WORKSTREAM = "By workstream"


_PART = {part: place for place, part in enumerate(ChangeSection)}


def section_of(change: Change) -> ChangeSection:
    """Where a change is told, taken by itself."""
    if change.what in COMPARISON:
        return ChangeSection.COMPARISON
    halted = change.kind is ChangeSubject.WORKSTREAM and change.what is ChangeKind.STATE and change.first
    if change.kind is ChangeSubject.PROGRAMME or halted:
        return ChangeSection.PROGRAMME
    if change.kind is ChangeSubject.CONFLICT:
        return ChangeSection.CONFLICTS
    of_a_row = change.kind is not ChangeSubject.WORKSTREAM or change.what is ChangeKind.OWNER
    return ChangeSection.FIRST if change.first and of_a_row else ChangeSection.WORKSTREAM


Place = tuple[int | float | str, ...]


def changes_in_order(found: Iterable[Change]) -> tuple[Change, ...]:
    """The changes as they are told. All that has changed of one row stands together."""
    changes = list(found)
    first = _first_rows(changes)
    known = [change._replace(first=change.first or _row(change) in first) for change in changes]
    return tuple(sorted(known, key=lambda change: _place(change, first)))


def _row(change: Change) -> tuple[ChangeSubject, str]:
    return change.kind, change.record


def _first_rows(changes: Iterable[Change]) -> dict[tuple[ChangeSubject, str], Weight]:
    """The rows of which one change must be known first, so that all are, each by the gravest of those."""
    found: dict[tuple[ChangeSubject, str], Weight] = {}
    for change in changes:
        if change.record and section_of(change) is ChangeSection.FIRST:
            found[_row(change)] = min(found.get(_row(change), change.weight), change.weight, key=_gravity)
    return found


def _gravity(weight: Weight) -> tuple[int, float]:
    return weight.of, -weight.size


def _place(change: Change, first: Mapping[tuple[ChangeSubject, str], Weight]) -> Place:
    if change.what in COMPARISON:
        return _PART[ChangeSection.COMPARISON], "", _WHAT[change.what], change.workstream, 0, 0
    if change.kind is ChangeSubject.CONFLICT:
        return _PART[ChangeSection.CONFLICTS], "", _WHAT[change.what], "", 0 if change.first else 1, 0
    part = section_of(change)
    grave = _gravity(first.get(_row(change), change.weight)) if part is ChangeSection.FIRST else (0, 0.0)
    letters = change.record.rstrip("0123456789")
    number = int(change.record[len(letters) :] or 0)
    told = 0 if change.kind in _IN_THEIR_ORDER else _WHAT[change.what]
    return _PART[part], *grave, change.workstream, _KIND[change.kind], letters, number, told
