"""Two accounts of one handover, or of one KPI, in one row: each party's word on its own side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from xl_send.consolidation.returns import Return, Values
from xl_send.workbook.cells import Value
from xl_send.workbook.columns import Record, columns_by_name
from xl_send.workbook.ids import code_of
from xl_send.workbook.sheets.interdependencies import Interdependency

# The giver's word; all else of a handover is the receiver's.
_GIVERS = tuple(
    columns_by_name(Interdependency)[name].title
    for name in ("giver_milestone", "giver_owner", "promised", "forecast", "delivered", "giver_agrees")
)
# The receiver's word, which a giver's account cannot give in its place.
_RECEIVERS = {columns_by_name(Interdependency)[name].title for name in ("needed_by", "accepted", "receiver_agrees")}
# The giver's milestone may be told by the receiver alone.
_EITHERS = {columns_by_name(Interdependency)[name].title for name in ("giver_milestone", "giver_owner")}
_GIVER, _RECEIVER = (columns_by_name(Interdependency)[name].title for name in ("giver", "receiver"))

Account = tuple[Return, Values]


class Difference(NamedTuple):
    """Where two returns say different things of one cell: which was taken, and what the other says."""

    sheet: str
    record: str
    column: str
    taken_from: str
    taken: Value | None
    other_from: str
    other: Value


def one_account(record: type[Record], name: str, found: Sequence[Account]) -> tuple[Values, list[Difference]]:
    """One row for all accounts of an id, and where they differ."""
    if len(found) == 1:
        return found[0][1], []
    first = _account_of(found, code_of(name), _RECEIVER if record is Interdependency else "")
    merged: dict[str, Value] = dict(first[1])
    sources = dict.fromkeys(merged, first[0].path)
    if record is Interdependency:
        _give_sides(merged, sources, first, found)
    kept = {*_GIVERS, *(_RECEIVERS if _is_receivers(first) else ())} if record is Interdependency else ()
    for other, values in found:
        for title, value in values.items():
            if title not in merged and title not in kept:
                merged[title], sources[title] = value, other.path
    differing = [
        (title, other.path, value)
        for other, values in found
        for title, value in values.items()
        if merged.get(title) != value
    ]
    return merged, [
        Difference(record.SHEET.title, name, title, sources.get(title, first[0].path), merged.get(title), path, value)
        for title, path, value in differing
    ]


def _give_sides(merged: dict[str, Value], sources: dict[str, str], receiver: Account, found: Sequence[Account]) -> None:
    """Put the giver's word on the giver's side."""
    code = str(receiver[1].get(_GIVER, ""))
    giver = next((account for account in found if code in account[0].codes), receiver)
    for title in _GIVERS:
        value = giver[1].get(title)
        if value is not None:
            merged[title], sources[title] = value, giver[0].path
        elif title not in _EITHERS:
            merged.pop(title, None)


def _is_receivers(account: Account) -> bool:
    return str(account[1].get(_RECEIVER, "")) in account[0].codes


def _account_of(found: Sequence[Account], code: str, side: str) -> Account:
    """The account of the workstream that owns the id, or else of the one that the row names on this side."""
    owning = (account for account in found if code in account[0].codes)
    named = (account for account in found if side and str(account[1].get(side, "")) in account[0].codes)
    return next(owning, None) or next(named, None) or found[0]
