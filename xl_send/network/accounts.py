"""Both parties' accounts of a handover brought together by its id, and its one date (status: interdependency)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from xl_send.findings import Cell
from xl_send.network.plans import given
from xl_send.value_classes import NamedTuple
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


class HandoverDate(NamedTuple):
    """When a handover was made, else when it is expected by what its giver says of itself; None where nobody says.

    `field` of `said_by` says so.
    """

    day: date | None
    said_by: Interdependency
    field: str
    done: bool

    @property
    def cell(self) -> Cell:
        """Where it stands."""
        return self.said_by.at(self.field)

    def missed(self, as_at: date | None) -> bool:
        """Whether the day that the giver expected has passed without a delivery."""
        return not self.done and self.day is not None and as_at is not None and self.day < as_at


def handover_date(
    need: Interdependency, promise: Interdependency, need_as_at: date | None, promise_as_at: date | None
) -> HandoverDate:
    """Accepted, else Delivered, else Forecast, else Promised for (conflicts: handover date).

    The giver's milestone, which may be later than what is expected, is for the network or the status to add. A date
    after its own workbook's As at has not happened.
    """
    for row, field, as_at in ((need, "accepted", need_as_at), (promise, "delivered", promise_as_at)):
        day = given(getattr(row, field), as_at)
        if day:
            return HandoverDate(day, row, field, done=True)
    field = "forecast" if promise.forecast else "promised"
    return HandoverDate(promise.forecast or promise.promised, promise, field, done=False)


def reconciled(programme: Programme, rows: Iterable[Interdependency]) -> Mapping[str, Accounts]:
    """Every handover by its id. Where one party's account was not read, the other's serves."""
    by_id: dict[str, list[Interdependency]] = {}
    for row in rows:
        by_id.setdefault(row.id, []).append(row)
    return {name: _together(programme, found) for name, found in by_id.items()}


def _together(programme: Programme, rows: Sequence[Interdependency]) -> Accounts:
    ordered = sorted(rows, key=lambda row: row.receiver != code_of(row.id)) if len(rows) > 1 else rows
    need: Interdependency | None = None
    promise: Interdependency | None = None
    for row in ordered:
        codes = programme.of(row).codes
        need = need or (row if row.receiver in codes else None)
        promise = promise or (row if row.giver in codes else None)
    return Accounts(need or promise or ordered[0], promise or need or ordered[0], tuple(rows))
