"""Expectations and figures of KPIs that several returns list: those of the KPI's owner, and the others named."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PureWindowsPath

from xl_send.consolidation.accounts import Difference
from xl_send.consolidation.returns import Return, Values
from xl_send.consolidation.row_sources import NotTaken, ReturnRow, row_not_taken, with_sources
from xl_send.workbook.cells import Value
from xl_send.workbook.ids import code_of
from xl_send.workbook.sheets.kpis import Actual, Expectation, Kpi


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
