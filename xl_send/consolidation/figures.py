"""Expectations and figures of KPIs that several returns list: those of the KPI's owner, and the others named."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PureWindowsPath

from xl_send.consolidation.accounts import Difference
from xl_send.consolidation.not_taken import NotTaken, row_not_taken
from xl_send.consolidation.returns import Return, Values
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
        by_kpi = self._by_kpi(taken)
        speaking = {name: self._speaker(name, rows) for name, rows in by_kpi.items()}
        for item in taken:
            names = {point.row: point.kpi for point in item.submission.all(record)}
            for row, values in item.rows(record):
                speaker = speaking.get(names.get(row, ""))
                if speaker is None or item is speaker:
                    self.rows.append(values)
                else:
                    self._leave(item, row, values, names[row], speaker)

    def _by_kpi(self, taken: Sequence[Return]) -> dict[str, list[Return]]:
        """The returns that have rows of a KPI which more than one of them lists or speaks of."""
        found: dict[str, list[Return]] = {}
        for item in taken:
            for name in dict.fromkeys(point.kpi for point in item.submission.all(self._record)):
                found.setdefault(name, []).append(item)
        return {name: items for name, items in found.items() if len({*items, *self._listing.get(name, ())}) > 1}

    def _speaker(self, name: str, with_rows: Sequence[Return]) -> Return:
        """The return whose rows are taken: the owner's, else, where it gives none, the first that gives some."""
        owner = owner_of(name, self._listing.get(name) or with_rows)
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
            self.not_taken.append(row_not_taken(item, self._record, row, values, why))


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
