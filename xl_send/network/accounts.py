"""Both parties' accounts of a handover brought together by its id (status: interdependency)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from xl_send.workbook.ids import code_of
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.submissions import Programme


class Accounts(NamedTuple):
    """One handover. The need is the receiver's account, the promise the giver's; one may serve for both."""

    need: Interdependency
    promise: Interdependency
    rows: tuple[Interdependency, ...]

    @property
    def receiver_milestone(self) -> str | None:
        """The milestone that waits for it, by the receiver's account if that says."""
        return self.need.receiver_milestone or self.promise.receiver_milestone

    @property
    def giver_milestone(self) -> str | None:
        """The milestone at which it is ready, by the giver's account if that says."""
        return self.promise.giver_milestone or self.need.giver_milestone

    @property
    def agreed(self) -> bool:
        """Whether both parties agree."""
        return bool(self.promise.giver_agrees and self.need.receiver_agrees)


def reconciled(programme: Programme, rows: Iterable[Interdependency]) -> Mapping[str, Accounts]:
    """Every handover by its id. Where one party's account was not read, the other's serves."""
    by_id: dict[str, list[Interdependency]] = {}
    for row in rows:
        by_id.setdefault(row.id, []).append(row)
    return {name: _together(programme, found) for name, found in by_id.items()}


def _together(programme: Programme, rows: Sequence[Interdependency]) -> Accounts:
    ordered = sorted(rows, key=lambda interdependency: interdependency.receiver != code_of(interdependency.id))
    need = next(
        (
            interdependency
            for interdependency in ordered
            if interdependency.receiver in programme.of(interdependency).codes
        ),
        None,
    )
    promise = next(
        (
            interdependency
            for interdependency in ordered
            if interdependency.giver in programme.of(interdependency).codes
        ),
        None,
    )
    return Accounts(need or promise or ordered[0], promise or need or ordered[0], tuple(rows))
