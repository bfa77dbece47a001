"""A KPI as at a day: what was expected of it by then, and which figure is held against that."""

from __future__ import annotations

from collections.abc import Sequence

from xl_send.rag.context import Context
from xl_send.rag.kpis.expectations import InForce, Point, in_force, judged_actual, points_of
from xl_send.rag.kpis.trend import value_of
from xl_send.value_classes import NamedTuple
from xl_send.workbook.sheets.kpis import Actual, Kpi


class Comparison(NamedTuple):
    """A figure, and what it is held against."""

    actual: Actual
    value: float
    expected: InForce


class KpiPosition(NamedTuple):
    """A KPI as at a day: its points, the figures given by then, and the one that is held against a point."""

    kpi: Kpi
    context: Context
    points: Sequence[Point]
    actuals: Sequence[Actual]
    held: Comparison | None

    @property
    def latest(self) -> Actual | None:
        """The latest figure that is not after the as at date."""
        return self.actuals[-1] if self.actuals else None


def kpi_position(kpi: Kpi, context: Context) -> KpiPosition:
    """A KPI's points and figures as at the context's day, and which figure is held against which point."""
    points = points_of(kpi, context)
    actuals = context.figures.given_by(kpi, context.as_at)
    judged = judged_actual(kpi, points, actuals)
    expected = in_force(kpi, points, judged.period_end, context) if judged else None
    held = Comparison(judged, value_of(judged), expected) if judged and expected else None
    return KpiPosition(kpi, context, points, actuals, held)
