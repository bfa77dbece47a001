"""Where a KPI should be: the points that were agreed, and which is in force at a date (status: KPI)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date

from xl_send.findings import Cell
from xl_send.rag.context import Context
from xl_send.value_classes import NamedTuple
from xl_send.workbook.sheets.choices import Better, Between, Measures
from xl_send.workbook.sheets.kpis import Actual, Kpi

# A figure that speaks of a stretch of time is held to the point it reaches, never to one in between.
BY_PERIOD = frozenset({Measures.PERIOD, Measures.YEAR_TO_DATE})


class Point(NamedTuple):
    """Where a KPI should be on a day, and the cell that says so."""

    day: date
    value: float
    cell: Cell


class InForce(NamedTuple):
    """What is expected on a day. `anchor` is the day of the point in force, or of the line's left end.

    `day` is the day the expectation speaks of: the point's, or on a line the day itself.
    """

    value: float
    day: date
    anchor: date
    cell: Cell


def points_of(kpi: Kpi, context: Context) -> tuple[Point, ...]:
    """The points of a KPI in order of their dates, its target among them; of two on one date the stricter."""
    found: dict[date, Point] = {}
    for point in _points(kpi, context):
        other = found.get(point.day)
        if other is None or _stricter(kpi, point.value, other.value):
            found[point.day] = point
    return tuple(found[day] for day in sorted(found))


def _points(kpi: Kpi, context: Context) -> Iterator[Point]:
    """Expectations are dated by their milestone's baseline unless measured on a day of their own.

    One whose milestone was not read has no date, and is left out: a rule reports it.
    """
    for row in context.figures.expectations_of(kpi):
        milestone = context.known.milestone(row.milestone)
        day = row.measured_on or (milestone.baseline if milestone else None)
        if day is not None:
            yield Point(day, row.expected, row.at("expected"))
    if kpi.target is not None and kpi.target_date is not None:
        yield Point(kpi.target_date, kpi.target, kpi.at("target"))


def _stricter(kpi: Kpi, value: float, other: float) -> bool:
    if kpi.better is Better.LOWER:
        return value < other
    if kpi.better is Better.CLOSE and kpi.target is not None:
        return abs(value - kpi.target) < abs(other - kpi.target)
    return value > other


def judged_actual(kpi: Kpi, points: Sequence[Point], actuals: Sequence[Actual]) -> Actual | None:
    """The figure that is held against what was expected (status: KPI, steps 5 and 6).

    It is the latest; for a figure that speaks of a period or of the year to date it is the first on or
    after the latest point that has one, and later ones wait for the next point.
    """
    if kpi.measures not in BY_PERIOD:
        return actuals[-1] if actuals else None
    for point in reversed(points):
        place = bisect_left(actuals, point.day, key=lambda actual: actual.period_end)
        if place < len(actuals):
            return actuals[place]
    return None


def in_force(kpi: Kpi, points: Sequence[Point], day: date, context: Context) -> InForce | None:
    """What is expected on a day (status: KPI, step 6), or None while nothing is."""
    if context.thresholds.between is Between.STRAIGHT_LINE and kpi.measures not in BY_PERIOD:
        return _on_the_line(_line(kpi, points), day)
    place = bisect_right(points, day, key=lambda item: item.day)
    point = points[place - 1] if place else None
    return InForce(point.value, point.day, point.day, point.cell) if point else None


def _line(kpi: Kpi, points: Sequence[Point]) -> Sequence[Point]:
    """The points and, before them, the baseline; where they share a date the point is what was agreed."""
    if kpi.baseline is None or kpi.baseline_date is None:
        return points
    start = kpi.baseline_date
    later = [point for point in points if point.day >= start]
    if later and later[0].day == start:
        return later
    return [Point(start, kpi.baseline, kpi.at("baseline")), *later]


def _on_the_line(line: Sequence[Point], day: date) -> InForce | None:
    place = bisect_right(line, day, key=lambda point: point.day)
    if not place:
        return None
    left = line[place - 1]
    if place == len(line):
        return InForce(left.value, day, left.day, left.cell)
    right = line[place]
    part = (day - left.day).days / (right.day - left.day).days
    return InForce(left.value + part * (right.value - left.value), day, left.day, right.cell)
