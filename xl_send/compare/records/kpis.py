"""What has changed of indicators: the latest figure, earlier figures, and where the goalposts stand."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.compare.changes import Change, ChangeKind, ChangeSubject
from xl_send.compare.noting import Noted
from xl_send.compare.records.figures import figure_changes
from xl_send.compare.records.target_changes import goalpost_changes
from xl_send.compare.snapshots import BoardComparison
from xl_send.workbook.sheets.choices import State
from xl_send.workbook.sheets.kpis import Kpi


def kpi_changes(since: BoardComparison) -> Iterator[Change]:
    """Every change of a KPI that both boards have. Of two workbooks with one KPI its own workstream's counts."""
    for pair in since.pairs(Kpi):
        noted = Noted(since, pair, ChangeSubject.KPI)
        yield from noted.value(ChangeKind.STATE, "state", first=pair.now.state is State.WITHDRAWN)
        # Whether few children are hidden hangs on it: who takes it back does so in sight.
        yield from noted.value(ChangeKind.CELL, "counts_children", first=pair.then.counts_children is not False)
        yield from goalpost_changes(noted)
        yield from figure_changes(noted)
