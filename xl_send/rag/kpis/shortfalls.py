"""How far a figure falls short of what was expected, and the colour of that (status: KPI, step 9)."""

from __future__ import annotations

from xl_send.results import Status
from xl_send.workbook.sheets.choices import Better, Unit
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.thresholds import Thresholds


def shortfall(kpi: Kpi, expected: float, value: float) -> float:
    """The gap in the bad direction, rounded to nine decimals; negative where the figure is ahead."""
    if kpi.better is Better.CLOSE:
        return round(abs(value - expected), 9)
    return round(value - expected if kpi.better is Better.LOWER else expected - value, 9)


def tolerance(kpi: Kpi, expected: float, thresholds: Thresholds) -> float:
    """The shortfall that still counts as Amber: the KPI's own, else the smaller of the two defaults."""
    if kpi.tolerance is not None:
        return round(kpi.tolerance, 9)
    by_figure = [thresholds.kpi_tolerance * abs(expected)] if expected else []
    by_journey = [thresholds.kpi_journey * abs(way) for way in _journey(kpi)]
    return round(max(min(by_figure + by_journey, default=0.0), _smallest(kpi, expected, thresholds)), 9)


def _journey(kpi: Kpi) -> tuple[float, ...]:
    """The way from baseline to target, where both are given."""
    return () if kpi.target is None or kpi.baseline is None else (kpi.target - kpi.baseline,)


def _smallest(kpi: Kpi, expected: float, thresholds: Thresholds) -> float:
    """The least that is tolerated: 1 of a count; of a figure that is to be kept level a point, or a share of it."""
    if kpi.unit is Unit.COUNT:
        return 1.0
    if _journey(kpi) != (0.0,):
        return 0.0
    return thresholds.smallest_tolerance * (1.0 if kpi.unit is Unit.PERCENT else abs(expected))


def shortfall_colour(kpi: Kpi, short: float, tolerated: float) -> Status:
    """The colour of a shortfall. Close to target is Green within half the tolerance."""
    green_within = round(tolerated / 2, 9) if kpi.better is Better.CLOSE else 0.0
    if short <= green_within:
        return Status.GREEN
    return Status.AMBER if short <= tolerated else Status.RED
