"""The order in which changes are told: what a board must know first, then by workstream and row."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from xl_send.compare.changes import COMPARISON, Change, ChangeKind, ChangeSubject

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


def part_of(change: Change) -> ChangeSection:
    """Where a change is told, taken by itself."""
    if change.what in COMPARISON:
        return ChangeSection.COMPARISON
    if change.kind is ChangeSubject.PROGRAMME:
        return ChangeSection.PROGRAMME
    if change.kind is ChangeSubject.CONFLICT:
        return ChangeSection.CONFLICTS
    return (
        ChangeSection.FIRST
        if change.first and change.kind is not ChangeSubject.WORKSTREAM
        else ChangeSection.WORKSTREAM
    )


def in_order(found: Iterable[Change]) -> tuple[Change, ...]:
    """The changes as they are told. All that has changed of one row stands together."""
    return tuple(sorted(_together(list(found)), key=_place))


def _together(found: list[Change]) -> list[Change]:
    """A row of which one change must be known first is told there with all its changes."""
    first = {
        (change.kind, change.record) for change in found if change.record and part_of(change) is ChangeSection.FIRST
    }
    return [change._replace(first=change.first or (change.kind, change.record) in first) for change in found]


def _place(change: Change) -> tuple[int, str, int, str, int, int]:
    if change.what in COMPARISON:
        return _PART[ChangeSection.COMPARISON], "", _WHAT[change.what], change.workstream, 0, 0
    if change.kind is ChangeSubject.CONFLICT:
        return _PART[ChangeSection.CONFLICTS], "", _WHAT[change.what], "", 0 if change.first else 1, 0
    letters = change.record.rstrip("0123456789")
    number = int(change.record[len(letters) :] or 0)
    place = _PART[part_of(change)], change.workstream, _KIND[change.kind], letters
    told = 0 if change.kind in _IN_THEIR_ORDER else _WHAT[change.what]
    return *place, number, told
