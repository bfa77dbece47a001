"""Figures of a period or of the year to date that came after the one that is judged, and wait for the next point.

They decide no colour (status: KPI, step 5), but whoever reads an earlier figure must know of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from xl_send.analysis.figures import restarted_between
from xl_send.rag.context import Context
from xl_send.rag.kpis.expectations import BY_PERIOD, Point, in_force
from xl_send.rag.kpis.shortfalls import shortfall, shortfall_colour, tolerance
from xl_send.results import Status
from xl_send.text import figure
from xl_send.value_classes import NamedTuple
from xl_send.workbook.days import say
from xl_send.workbook.doubts import is_given_in_doubt
from xl_send.workbook.sheets.choices import Better, Measures
from xl_send.workbook.sheets.kpis import Actual, Kpi

_WORST_FIRST = (Status.RED, Status.AMBER, Status.GREEN)


class LaterFigure(NamedTuple):
    """A figure after the judged one. `status` is the worse colour that it would earn, if it would."""

    actual: Actual
    status: Status | None

    def told(self, kpi: Kpi, or_the_month: str = "") -> str:
        """The figure in words, to stand after a reason; `or_the_month` says that its month may be meant."""
        given = f"{figure(self.actual.value or 0.0, kpi.unit)} at {say(self.actual.period_end)}{or_the_month}"
        if is_given_in_doubt(kpi, self.actual):
            return f"; the latest figure, {given}, is in doubt ({self.actual.at('value').address})"
        if self.status:
            return f"; the later figure of {given} would be {self.status}"
        return f"; the latest figure, {given}, waits for the next expectation"


def later_figure(
    kpi: Kpi, points: Sequence[Point], later: Sequence[Actual], status: Status, context: Context
) -> LaterFigure | None:
    """Of the figures after the judged one the latest, before all others one that would earn a worse colour."""
    if kpi.measures not in BY_PERIOD or not later:
        return None
    found = [LaterFigure(actual, _worse(kpi, points, actual, status, context)) for actual in reversed(later)]
    return next((item for item in found if item.status), found[0])


def _worse(kpi: Kpi, points: Sequence[Point], actual: Actual, status: Status, context: Context) -> Status | None:
    """The colour that a later figure would earn, where it is worse than the judged figure's."""
    wanted = _held_against(kpi, points, actual, context)
    few = actual.base is not None and actual.base < context.thresholds.rate_base
    if wanted is None or few or not status.coloured or is_given_in_doubt(kpi, actual):
        return None
    short = shortfall(kpi, wanted, actual.value or 0.0)
    would = shortfall_colour(kpi, short, tolerance(kpi, wanted, context.thresholds))
    return would if _WORST_FIRST.index(would) < _WORST_FIRST.index(status) else None


def _held_against(kpi: Kpi, points: Sequence[Point], actual: Actual, context: Context) -> float | None:
    """What a later figure is held against: the expectation in force; a sum that is to stay low, the next one."""
    if kpi.measures is Measures.YEAR_TO_DATE and kpi.better is not Better.HIGHER:
        ahead = next((point for point in points if point.day >= actual.period_end), None)
        return None if ahead is None or restarted_between(kpi, actual.period_end, ahead.day) else ahead.value
    held = in_force(kpi, points, actual.period_end, context)
    return None if held is None or restarted_between(kpi, held.anchor, actual.period_end) else held.value
