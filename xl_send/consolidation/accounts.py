"""Several accounts of one thing: of one handover or one KPI in one row, each party's word on its own side.

Of the expectations and figures of a KPI that several returns list, those of its owner, and the others named.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PureWindowsPath

from xl_send.consolidation.returns import Return, Values
from xl_send.consolidation.row_sources import NotTaken, ReturnRow, row_not_taken, with_sources
from xl_send.value_classes import NamedTuple
from xl_send.workbook.cells import Value
from xl_send.workbook.columns import Record, columns_by_name
from xl_send.workbook.ids import code_of
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.kpis import Actual, Expectation, Kpi

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


class FiguresTaken:
    """The rows of one sheet that are taken, with what is told of the rest."""

    def __init__(self, record: type[Expectation | Actual], taken: Sequence[Return]) -> None:
        self.rows: list[Values] = []
        self.differences: list[Difference] = []
        self.not_taken: list[NotTaken] = []
        self._record = record
        self._listing = _listing(taken)
        self._said: dict[int, set[frozenset[tuple[str, Value]]]] = {}
        speaking = {name: self._speaker(name, rows) for name, rows in self._shared(taken).items()}
        for item in taken:
            names = {point.row: point.kpi for point in item.submission.all(record)}
            for row, values in item.rows(record):
                name = names.get(row, "")
                speaker = speaking.get(name, item)
                if item is speaker or item not in self._listing[name]:
                    self.rows.append(with_sources(record, values, [ReturnRow(item, row)]))
                else:
                    self._leave(item, row, values, name, speaker)

    def _shared(self, taken: Sequence[Return]) -> dict[str, list[Return]]:
        """Of each KPI that several returns list, those of them that have rows of it.

        What a return says of a KPI that it does not list is another's plan for it, and always stands.
        """
        found: dict[str, list[Return]] = {}
        for item in taken:
            for name in dict.fromkeys(point.kpi for point in item.submission.all(self._record)):
                if len(self._listing.get(name, ())) > 1 and item in self._listing[name]:
                    found.setdefault(name, []).append(item)
        return found

    def _speaker(self, name: str, with_rows: Sequence[Return]) -> Return:
        """The return whose rows are taken: the owner's, else, where it gives none, the first that gives some."""
        owner = owner_of(name, self._listing[name])
        if owner in with_rows:
            return owner
        first = with_rows[0]
        number = sum(point.kpi == name for point in first.submission.all(self._record))
        sheet = self._record.SHEET.title
        self.differences.append(Difference(sheet, name, "Rows", first.path, f"{number}", owner.path, "none"))
        return first

    def _leave(self, item: Return, row: int, values: Values, name: str, speaker: Return) -> None:
        """Name a row that is not taken, unless the very same is."""
        if id(speaker) not in self._said:
            self._said[id(speaker)] = {frozenset(said.items()) for _, said in speaker.rows(self._record)}
        if frozenset(values.items()) not in self._said[id(speaker)]:
            why = f"{PureWindowsPath(speaker.path).name} speaks for {name}: its rows are taken."
            left = row_not_taken(item, self._record, row, values, why)
            self.not_taken.append(left._replace(record=name))


def _listing(taken: Sequence[Return]) -> dict[str, list[Return]]:
    """The returns that list each KPI."""
    found: dict[str, list[Return]] = {}
    for item in taken:
        for row, _ in item.rows(Kpi):
            listing = found.setdefault(item.name_at(Kpi, row), [])
            if item not in listing:
                listing.append(item)
    return found


def owner_of(name: str, found: Sequence[Return]) -> Return:
    """Whose row of an id counts: the return of the workstream whose code it bears, else the first."""
    return next((item for item in found if code_of(name) in item.codes), found[0])
