"""KPIs by the second reading of the rules of colours (`oracle`): steps 1 to 9, one after the other."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from rag.oracle.sight import Sight, tidy, worst_first
from xl_send.workbook.doubts import (
    cannot_be,
    is_impossible,
    is_no_tolerance,
    is_share_of_another_unit,
    rests_on_nothing,
    target_comes_too_early,
)
from xl_send.workbook.sheets.choices import Better, Between, Measures, Unit, YearBasis
from xl_send.workbook.sheets.kpis import Actual, Expectation, Kpi

YEAR_BEGINS = {YearBasis.ACADEMIC: 9, YearBasis.CALENDAR: 1, YearBasis.FINANCIAL: 4}
IN_STEPS = (Measures.PERIOD, Measures.YEAR_TO_DATE)


class InForce(NamedTuple):
    """What is expected on a day, and the day from which that holds."""

    expected: float
    anchor: date


def kpi_colour(sight: Sight, kpi: Kpi) -> str:  # noqa: PLR0911 - the steps as the rules tell them
    """Steps 1 to 5, and then the colour of the figure that is judged."""
    rows = [row for row in sight.book.all(Expectation) if row.kpi == kpi.id]
    figures = sorted(
        (row for row in sight.book.all(Actual) if row.kpi == kpi.id and row.value is not None),
        key=lambda row: row.period_end,
    )
    known = [row for row in figures if row.period_end <= sight.as_at]
    if kpi.better is Better.CONTEXT:
        return "Context"
    if sight.starts_later(kpi.workstream):
        return "Not due"
    if not rows:
        return "No data"
    points = _points(sight, kpi, rows)
    if points is None:
        return "No data"
    if not known and all(day > sight.as_at for day, _ in points):
        return "Not due"
    if not known or _overdue(sight, kpi, known[-1].period_end):
        return "No data"
    return _judged(sight, kpi, points, known)


def _points(sight: Sight, kpi: Kpi, rows: list[Expectation]) -> list[tuple[date, float]] | None:
    """Where the KPI is expected to be, by day, the target last; None where a milestone is not known."""
    found: dict[date, list[float]] = {}
    for row in rows:
        day = row.measured_on or sight.baseline_of(row.milestone)
        if day is None:
            return None
        found.setdefault(day, []).append(row.expected)
    if kpi.target_date and kpi.target is not None:
        found.setdefault(kpi.target_date, []).append(kpi.target)
    return sorted((day, _stricter(kpi, values)) for day, values in found.items())


def _stricter(kpi: Kpi, values: list[float]) -> float:
    if kpi.better is Better.CLOSE and kpi.target is not None:
        target = kpi.target
        return min(values, key=lambda value: abs(value - target))
    return min(values) if kpi.better is Better.LOWER else max(values)


def _overdue(sight: Sight, kpi: Kpi, day: date) -> bool:
    return (sight.as_at - day).days > sight.thresholds.overdue_after(kpi.frequency) + (kpi.lag or 0)


def _judged(  # noqa: PLR0911 - the steps as the rules tell them
    sight: Sight, kpi: Kpi, points: list[tuple[date, float]], known: list[Actual]
) -> str:
    """Steps 6 to 9."""
    judged = known[-1]
    if kpi.measures in IN_STEPS:
        met = [day for day, _ in points if day <= judged.period_end]
        if not met:
            waited = [day for day, _ in points if day <= sight.as_at and _overdue(sight, kpi, day)]
            return "No data" if waited else "Not due"
        judged = next(row for row in known if row.period_end >= met[-1])
        if any(_overdue(sight, kpi, day) for day, _ in points if met[-1] < day <= sight.as_at):
            return "No data"
    day = judged.period_end
    force = _in_force(sight, kpi, points, day)
    if force is None:
        return "Not due"
    if kpi.series_break and force.anchor < kpi.series_break <= day:
        return "Not due"
    if kpi.measures is Measures.YEAR_TO_DATE and _year(kpi, force.anchor) != _year(kpi, day):
        return "Not due"
    if _doubtful(kpi, judged, force.expected):
        return "No data"
    if judged.base is not None and judged.base < sight.thresholds.rate_base:
        return "Not rated"
    return _against(sight, kpi, judged.value or 0.0, force.expected)


def _doubtful(kpi: Kpi, judged: Actual, expected: float) -> bool:
    """Whether a figure that decides the colour cannot be one of this KPI."""
    values = [judged.value, expected, kpi.tolerance]
    if kpi.tolerance is None:
        values += [kpi.baseline, kpi.target]
    shares = any(value is not None and is_share_of_another_unit(kpi, value) for value in values)
    impossible = any(is_impossible(kpi, value) for value in values)
    impossible |= bool(cannot_be(kpi, judged.value or 0.0, counted=True) or cannot_be(kpi, expected))
    return shares or impossible or is_no_tolerance(kpi) or target_comes_too_early(kpi) or rests_on_nothing(kpi, judged)


def _in_force(sight: Sight, kpi: Kpi, points: list[tuple[date, float]], day: date) -> InForce | None:
    straight = sight.thresholds.between is Between.STRAIGHT_LINE and kpi.measures not in IN_STEPS
    if straight and kpi.baseline is not None and kpi.baseline_date is not None:
        points = sorted([(kpi.baseline_date, kpi.baseline), *[one for one in points if one[0] > kpi.baseline_date]])
    before = [one for one in points if one[0] <= day]
    after = [one for one in points if one[0] > day]
    if not before:
        return None
    (left, low) = before[-1]
    if not straight or not after:
        return InForce(low, left)
    (right, high) = after[0]
    return InForce(low + (high - low) * (day - left).days / (right - left).days, left)


def _year(kpi: Kpi, day: date) -> int:
    month = YEAR_BEGINS[kpi.year_basis] if kpi.year_basis else 1
    return day.year if day.month >= month else day.year - 1


def _against(sight: Sight, kpi: Kpi, value: float, expected: float) -> str:
    """Step 9: how far the figure falls short, against what is tolerated."""
    tolerance = tidy(_tolerance(sight, kpi, expected))
    if kpi.better is Better.CLOSE:
        off = tidy(abs(value - expected))
        return worst_first(off > tolerance, off > tidy(tolerance / 2))
    short = tidy(expected - value if kpi.better is Better.HIGHER else value - expected)
    return worst_first(short > 0 and short > tolerance, short > 0)


def _tolerance(sight: Sight, kpi: Kpi, expected: float) -> float:
    if kpi.tolerance is not None:
        return kpi.tolerance
    share = sight.thresholds.kpi_tolerance * abs(expected)
    if kpi.baseline is None or kpi.target is None:
        found = share
    else:
        journey = sight.thresholds.kpi_journey * abs(kpi.target - kpi.baseline)
        found = journey if expected == 0 else min(share, journey)
    if kpi.unit is Unit.COUNT:
        return max(found, 1.0)
    if kpi.baseline is not None and kpi.baseline == kpi.target:
        least = sight.thresholds.smallest_tolerance
        return max(found, least if kpi.unit is Unit.PERCENT else least * abs(expected))
    return found
