"""What has changed of indicators: the latest figure, earlier figures, and where the goalposts stand."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.changes.boards import Since
from xl_send.changes.figures import figure_changes
from xl_send.changes.goalposts import goalpost_changes
from xl_send.changes.noting import Noted
from xl_send.changes.values import Change, Kind, What
from xl_send.model.benefits import Kpi
from xl_send.model.choices import State


def kpi_changes(since: Since) -> Iterator[Change]:
    """Every change of a KPI that both boards have. Of two workbooks with one KPI its own workstream's counts."""
    for pair in since.pairs(Kpi):
        noted = Noted(since, pair, Kind.KPI)
        yield from noted.value(What.STATE, "state", first=pair.now.state is State.WITHDRAWN)
        yield from goalpost_changes(noted)
        yield from figure_changes(noted)
