"""What is told of a KPI beside its colour: distance, direction of travel and outlook (status: KPI)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from math import isfinite

from xl_send.analysis.figures import restarted_between
from xl_send.analysis.words.entitlements import fewer_of_a_right
from xl_send.rag.context import Context
from xl_send.rag.kpis.expectations import Point
from xl_send.rag.kpis.shortfalls import shortfall, shortfall_colour, tolerance
from xl_send.results import Fact
from xl_send.workbook.doubts import is_given_in_doubt
from xl_send.workbook.sheets.choices import Better, Unit
from xl_send.workbook.sheets.kpis import Actual, Kpi

NEAR_A_YEAR = 45
FIGURES_FOR_OUTLOOK = 3
# An outlook further than this many times the range of the figures seen beyond them is not told.
FURTHEST = 2


def distance(kpi: Kpi, value: float) -> float | None:
    """How far a figure is from the final target, in the bad direction; negative where it is beyond it."""
    if kpi.target is None or kpi.better is Better.CONTEXT:
        return None
    return shortfall(kpi, kpi.target, value)


def value_of(actual: Actual) -> float:
    """The figure itself; blank ones were left out when the figures were gathered."""
    return actual.value or 0.0


def figure_direction(kpi: Kpi, now: Actual, before: Actual | None, goal: float | None) -> str | None:
    """Improving, Worsening or Same against an earlier figure; None where the two cannot be compared or one is in doubt.

    Of plans, assessments or places of which fewer are called better it is not told: fewer are no improvement.

    `goal` is what a figure is to come close to, where close is what it should be.
    """
    if before is None or goal is None or kpi.better is Better.CONTEXT or fewer_of_a_right(kpi):
        return None
    if is_given_in_doubt(kpi, now) or is_given_in_doubt(kpi, before):
        return None
    if restarted_between(kpi, before.period_end, now.period_end):
        return None
    change = round(shortfall(kpi, goal, value_of(now)) - shortfall(kpi, goal, value_of(before)), 9)
    return "Same" if change == 0 else "Worsening" if change > 0 else "Improving"


def previous(actuals: Sequence[Actual], now: Actual) -> Actual | None:
    """The figure before this one."""
    return next((actual for actual in reversed(actuals) if actual.period_end < now.period_end), None)


def year_before(actuals: Sequence[Actual], now: Actual) -> Actual | None:
    """The figure nearest to a year before this one, within 45 days of that."""
    wanted = _a_year_before(now.period_end)
    earlier = (actual for actual in actuals if actual.period_end < now.period_end)
    near = [actual for actual in earlier if abs(actual.period_end - wanted) <= timedelta(NEAR_A_YEAR)]
    return min(near, key=lambda actual: abs(actual.period_end - wanted), default=None)


def _a_year_before(day: date) -> date:
    leap_day = (day.month, day.day) == (2, 29)
    return date(max(day.year - 1, date.min.year), day.month, 28 if leap_day else day.day)


def outlook(kpi: Kpi, points: Sequence[Point], actuals: Sequence[Actual], context: Context) -> dict[str, Fact] | None:
    """Where the last three figures since any restart lead at the first point to come, and its colour there.

    It is kept within what the unit allows, and left out where it lies far outside the figures seen or where one of the
    three is in doubt.
    """
    ahead = next((point for point in points if point.day > context.as_at), None)
    if ahead is None or not actuals or kpi.better is Better.CONTEXT:
        return None
    comparable = [actual for actual in actuals if not restarted_between(kpi, actual.period_end, ahead.day)]
    last = comparable[-FIGURES_FOR_OUTLOOK:]
    if len(last) < FIGURES_FOR_OUTLOOK or any(is_given_in_doubt(kpi, actual) for actual in last):
        return None
    value = round(_extended(last, ahead.day), 9)
    seen = [value_of(actual) for actual in comparable if not is_given_in_doubt(kpi, actual)]
    if not isfinite(value) or _is_far(value, seen):
        return None
    value = _possible(kpi, value)
    short = shortfall(kpi, ahead.value, value)
    status = shortfall_colour(kpi, short, tolerance(kpi, ahead.value, context.thresholds))
    return {"date": ahead.day, "value": value, "status": status.value}


def _is_far(value: float, seen: Sequence[float]) -> bool:
    """Whether a value lies beyond the figures seen by more than twice their range."""
    low, high = min(seen), max(seen)
    beyond = max(low - value, value - high)
    return beyond > round(FURTHEST * (high - low), 9)


def _possible(kpi: Kpi, value: float) -> float:
    """A value kept within what its unit allows: money alone may be less than nothing."""
    if kpi.unit is Unit.PERCENT:
        return min(max(value, 0.0), 1.0)
    return value if kpi.unit is Unit.POUNDS else max(value, 0.0)


def _extended(actuals: Sequence[Actual], day: date) -> float:
    """The least-squares line through the figures, read off at a day."""
    places = [actual.period_end.toordinal() for actual in actuals]
    values = [value_of(actual) for actual in actuals]
    centre, middle = sum(places) / len(places), sum(values) / len(values)
    spread = sum((place - centre) ** 2 for place in places)
    if spread == 0:
        return middle
    slope = sum((place - centre) * (value - middle) for place, value in zip(places, values, strict=True)) / spread
    return middle + slope * (day.toordinal() - centre)
