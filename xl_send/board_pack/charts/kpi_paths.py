"""The path of a KPI as a small chart: what was measured, beside what was expected at the milestones."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from xl_send.board_pack.charts.axes import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, Axes, axes
from xl_send.board_pack.material import Material, severity
from xl_send.board_pack.values import Chart, Dot, Drawings, Label, SectionPart, Stroke, Tag
from xl_send.rag.context import Context
from xl_send.rag.contexts import Measured
from xl_send.rag.kpis.expectations import BY_PERIOD, Point, points_of
from xl_send.rag.kpis.shortfalls import restarted
from xl_send.results import Item, Status
from xl_send.text import figure
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import Between
from xl_send.workbook.sheets.kpis import Actual, Kpi

FEWEST_FIGURES = 2
_HOW_TO_READ = (
    "Round dots and the solid line: what was measured. Diamonds and the dashed line: what was expected at the "
    "milestones. Square: the target. Open dot: the baseline. Upright line: the date of this report."
)


def kpi_paths(material: Material, rated: Sequence[tuple[Item, Kpi]]) -> tuple[SectionPart, ...]:
    """A chart of each Red and Amber KPI, worst first, wherever there are figures enough to draw one.

    A hidden figure is not among those that are drawn.
    """
    measured = Measured.of(material.programme)
    charts = []
    for item, kpi in sorted(rated, key=lambda entry: severity(entry[0])):
        found = measured.of_record(kpi)
        if item.status in {Status.RED, Status.AMBER} and found:
            chart = kpi_chart(item, kpi, found.shared)
            charts += [chart] if chart else []
    if not charts:
        return ()
    return (SectionPart("The path of each Red and Amber KPI", drawings=Drawings(_HOW_TO_READ, tuple(charts))),)


def kpi_chart(item: Item, kpi: Kpi, context: Context) -> Chart | None:
    """The chart of one KPI, or None where fewer than two figures have been given."""
    every = context.figures.actuals_of(kpi)
    actuals = every[: bisect_right(every, context.as_at, key=lambda actual: actual.period_end)]
    points = points_of(kpi, context)
    if len(actuals) < FEWEST_FIGURES:
        return None
    edges = axes([day for day, _ in _all(kpi, actuals, points)] + [context.as_at],
                 [value for _, value in _all(kpi, actuals, points)])  # fmt: skip
    return Chart(
        caption=f"{kpi.name or kpi.id} ({kpi.id})",
        tag=Tag.of(item.status),
        description=_description(kpi, actuals, points, context),
        width=WIDTH,
        height=HEIGHT,
        strokes=tuple(_strokes(kpi, actuals, points, edges, context)),
        dots=tuple(_dots(kpi, actuals, points, edges)),
        labels=tuple(_labels(kpi, edges)),
    )


def _all(kpi: Kpi, actuals: Sequence[Actual], points: Sequence[Point]) -> Iterator[tuple[date, float]]:
    """Every day of the chart with its figure."""
    yield from ((actual.period_end, actual.value or 0.0) for actual in actuals)
    yield from ((point.day, point.value) for point in points)
    if kpi.baseline is not None and kpi.baseline_date:
        yield kpi.baseline_date, kpi.baseline


def _strokes(
    kpi: Kpi, actuals: Sequence[Actual], points: Sequence[Point], edges: Axes, context: Context
) -> Iterator[Stroke]:
    for value in edges.figures():
        yield Stroke(f"M{LEFT} {edges.y(value)}H{RIGHT}", "grid")
    yield Stroke(f"M{edges.x(context.as_at)} {TOP}V{BOTTOM}", "today")
    if points and kpi.measures not in BY_PERIOD:
        yield Stroke(_expected(points, edges, context), "expected")
    for run in _runs(kpi, actuals):
        places = [f"{edges.x(item.period_end)} {edges.y(item.value or 0.0)}" for item in run]
        if len(places) > 1:
            yield Stroke(f"M{'L'.join(places)}", "actual")


def _expected(points: Sequence[Point], edges: Axes, context: Context) -> str:
    """Steps, as an expectation holds until the next; or straight lines where the programme reckons so."""
    path = f"M{edges.x(points[0].day)} {edges.y(points[0].value)}"
    for point in points[1:]:
        x, y = edges.x(point.day), edges.y(point.value)
        path += f"L{x} {y}" if context.thresholds.between is Between.STRAIGHT_LINE else f"H{x}V{y}"
    return path if context.thresholds.between is Between.STRAIGHT_LINE else f"{path}H{RIGHT}"


def _runs(kpi: Kpi, actuals: Sequence[Actual]) -> list[list[Actual]]:
    """The figures in stretches that can be compared: no line leads over a restart of the series."""
    runs = [[actuals[0]]]
    for before, now in pairwise(actuals):
        if restarted(kpi, before.period_end, now.period_end):
            runs.append([])
        runs[-1].append(now)
    return runs


def _dots(kpi: Kpi, actuals: Sequence[Actual], points: Sequence[Point], edges: Axes) -> Iterator[Dot]:
    for point in points:
        target = point.day == kpi.target_date
        yield Dot(edges.x(point.day), edges.y(point.value), "target" if target else "expected")
    if kpi.baseline is not None and kpi.baseline_date:
        yield Dot(edges.x(kpi.baseline_date), edges.y(kpi.baseline), "baseline")
    for actual in actuals:
        yield Dot(edges.x(actual.period_end), edges.y(actual.value or 0.0), "actual")


def _labels(kpi: Kpi, edges: Axes) -> Iterator[Label]:
    for value in edges.figures():
        yield Label(figure(value, kpi.unit), LEFT - 6, edges.y(value) + 4, "end")
    yield from edges.days()


def _description(kpi: Kpi, actuals: Sequence[Actual], points: Sequence[Point], context: Context) -> str:
    """What the chart shows, in one sentence for those who do not see it."""
    first, last = (
        f"{figure(item.value or 0.0, kpi.unit)} at {say(item.period_end)}" for item in (actuals[0], actuals[-1])
    )
    said = [f"Measured from {first} to {last}"]
    passed = [point for point in points if point.day <= context.as_at]
    ahead = [point for point in points if point.day > context.as_at]
    if passed:
        said.append(f"expected {figure(passed[-1].value, kpi.unit)} at {say(passed[-1].day)}")
    if ahead:
        said.append(f"next expected {figure(ahead[0].value, kpi.unit)} at {say(ahead[0].day)}")
    return f"{'; '.join(said)}."
