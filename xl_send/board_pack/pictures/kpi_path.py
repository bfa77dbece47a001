"""The path of a KPI: what was measured, beside what was expected at the milestones and what is tolerated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from xl_send.analysis.figures import restarted_between
from xl_send.board_pack.pictures.days import DayAxis, text_width
from xl_send.board_pack.pictures.figures_axis import FigureAxis, figure_axis
from xl_send.board_pack.pictures.plots import Plot, PlotSeries
from xl_send.board_pack.pictures.shapes import (
    Drawing,
    Label,
    LegendEntry,
    Mark,
    Shape,
    Trace,
    of_what_is_drawn,
)
from xl_send.rag.context import Context
from xl_send.rag.kpis.expectations import BY_PERIOD, Point, points_of
from xl_send.rag.kpis.shortfalls import tolerance
from xl_send.text import figure
from xl_send.value_classes import NamedTuple
from xl_send.words import counted
from xl_send.workbook.days import say
from xl_send.workbook.doubts import is_given_in_doubt
from xl_send.workbook.sheets.choices import Better, Between, Unit
from xl_send.workbook.sheets.kpis import Actual, Kpi

FEWEST_FIGURES = 2
WIDTH, HEIGHT = 190, 112
TOP, BOTTOM, RIGHT = 10, 92, 186
_LEGEND = (
    LegendEntry("measured", "actual", "dot"), LegendEntry("baseline", "baseline", "ring"),
    LegendEntry("expected", "expected"), LegendEntry("tolerated (Amber)", "band"),
    LegendEntry("expected at one point", "expected", "diamond"), LegendEntry("target", "target", "square"),
    LegendEntry("as at", "today"),
)  # fmt: skip
_EPOCH = date(1899, 12, 30)
_FORMS = {Unit.PERCENT: "0%", Unit.POUNDS: '"£"#,##0'}
Days = Sequence[tuple[date, float]]


class KpiPath(NamedTuple):
    """One KPI's figures by their days, ready to be drawn."""

    kpi: Kpi
    actuals: Sequence[Actual]
    points: Sequence[Point]
    context: Context
    doubtful: int = 0

    @classmethod
    def of(cls, kpi: Kpi, context: Context) -> KpiPath | None:
        """The path of a KPI, or None where fewer than two figures have been given that are not in doubt."""
        given = context.figures.given_by(kpi, context.as_at)
        actuals = [actual for actual in given if not is_given_in_doubt(kpi, actual)]
        doubtful = len(given) - len(actuals)
        return cls(kpi, actuals, points_of(kpi, context), context, doubtful) if len(actuals) >= FEWEST_FIGURES else None

    @property
    def baseline(self) -> Days:
        """The baseline with its day, if both are given."""
        both = self.kpi.baseline is not None and self.kpi.baseline_date is not None
        return ((self.kpi.baseline_date, self.kpi.baseline),) if both else ()  # type: ignore[return-value]

    @property
    def measured(self) -> Days:
        """Every figure that was measured."""
        return tuple((item.period_end, item.value or 0.0) for item in self.actuals)

    @property
    def expected(self) -> Days:
        """What is expected as a line: steps, or straight from point to point; nothing of a figure of a period."""
        if not self.points or self.kpi.measures in BY_PERIOD:
            return ()
        at = [(point.day, point.value) for point in self.points]
        if self.context.thresholds.between is Between.STRAIGHT_LINE:
            return tuple(at)
        steps = [at[0]]
        for before, now in pairwise(at):
            steps += [(now[0], before[1]), now]
        last = max(at[-1][0], self.context.as_at)
        return (*steps, (last, at[-1][1]))

    @property
    def edge(self) -> Days:
        """Where Amber ends below or above what is expected; nothing for what is to be kept level."""
        if self.kpi.better is Better.CLOSE:
            return ()
        sign = 1 if self.kpi.better is Better.LOWER else -1
        by = self.context.thresholds
        return tuple((day, max(value + sign * tolerance(self.kpi, value, by), 0.0)) for day, value in self.expected)

    @property
    def marks(self) -> Days:
        """Single expectations of a figure of a period."""
        loose = self.kpi.measures in BY_PERIOD
        return tuple((point.day, point.value) for point in self.points if loose and point.day != self.kpi.target_date)

    @property
    def target(self) -> Days:
        """The target on its day."""
        return tuple((point.day, point.value) for point in self.points if point.day == self.kpi.target_date)

    def all(self) -> Iterator[tuple[date, float]]:
        """Every day of the picture with its figure."""
        for days in (self.measured, self.expected, self.edge, self.marks, self.target, self.baseline):
            yield from days


def kpi_picture(path: KpiPath, caption: str) -> Drawing:
    """The picture of one KPI's path."""
    every = list(path.all())
    up = figure_axis([value for _, value in every], BOTTOM, TOP)
    written = [figure(value, path.kpi.unit) for value in up.ticks()]
    left = max(map(text_width, written)) + 10
    days = [day for day, _ in every] + [path.context.as_at]
    across = DayAxis(min(days), max(days), left, RIGHT)
    shapes = tuple(_shapes(path, across, up))
    legend = of_what_is_drawn(_LEGEND, shapes)
    return Drawing(caption, _description(path, up), WIDTH, HEIGHT, shapes, legend)


def _shapes(path: KpiPath, across: DayAxis, up: FigureAxis) -> Iterator[Shape]:
    def at(days: Days) -> tuple[tuple[float, float], ...]:
        return tuple((across.x(day), up.y(value)) for day, value in days)

    for value in up.ticks():
        yield Trace(((across.left, up.y(value)), (across.right, up.y(value))), "grid")
        yield Label(figure(value, path.kpi.unit), across.left - 4, up.y(value) + 3, "end")
    yield from across.labels(BOTTOM + 13)
    if path.edge:
        yield Trace((*at(path.expected), *reversed(at(path.edge))), "band", closed=True)
    if not up.from_nought:
        yield Trace(_broken(across.left, BOTTOM), "axis")
    today = across.x(path.context.as_at)
    yield Trace(((today, TOP), (today, BOTTOM)), "today")
    if path.expected:
        yield Trace(at(path.expected), "expected")
    for run in _runs(path):
        if len(run) > 1:
            yield Trace(at(run), "actual")
    for look, shape, found in (
        ("expected", "diamond", path.marks), ("target", "square", path.target), ("baseline", "ring", path.baseline),
        ("actual", "dot", path.measured),
    ):  # fmt: skip
        yield from (Mark(x, y, shape, look) for x, y in at(found))
    yield _latest(path, across, up)


def _broken(x: float, y: float) -> tuple[tuple[float, float], ...]:
    """A zigzag at the foot of an axis that does not start at nought."""
    return ((x, y), (x - 3, y + 2), (x + 3, y + 4), (x - 3, y + 6), (x, y + 8))


def _latest(path: KpiPath, across: DayAxis, up: FigureAxis) -> Label:
    """The latest figure, written beside its dot on the side where the least else is drawn."""
    day, value = path.measured[-1]
    text = figure(value, path.kpi.unit)
    x, y, half = across.x(day), up.y(value), text_width(text, 9) / 2
    others = [(across.x(at), up.y(other)) for at, other in path.all() if (at, other) != (day, value)]
    today = across.x(path.context.as_at)
    places = [(x, y - 8), (x, y + 14), (x - half - 4, y - 8), (x - half - 4, y + 14), (x + half + 7, y + 3)]

    def crowded(place: tuple[float, float]) -> tuple[bool, int]:
        left, right, top, foot = place[0] - half, place[0] + half, place[1] - 8, place[1]
        outside = left < across.left or right > across.right or top < 0 or foot > BOTTOM
        near = sum(left - 4 < one < right + 4 and top - 3 < other < foot + 3 for one, other in others)
        return outside, near + (left - 2 < today < right + 2)

    best = min(places, key=crowded)
    return Label(text, round(best[0], 1), round(best[1], 1), "middle", "strong")


def _runs(path: KpiPath) -> list[list[tuple[date, float]]]:
    """The figures in stretches that can be compared: no line leads over a restart of the series."""
    runs = [[path.measured[0]]]
    for before, now in pairwise(path.measured):
        if restarted_between(path.kpi, before[0], now[0]):
            runs.append([])
        runs[-1].append(now)
    return runs


def _description(path: KpiPath, up: FigureAxis) -> str:
    """What the picture shows, in one sentence for those who do not see it."""
    kpi, context = path.kpi, path.context
    first, last = (f"{figure(value, kpi.unit)} at {say(day)}" for day, value in (path.measured[0], path.measured[-1]))
    said = [f"Measured from {first} to {last}"]
    passed = [point for point in path.points if point.day <= context.as_at]
    ahead = [point for point in path.points if point.day > context.as_at]
    if passed:
        said.append(f"expected {figure(passed[-1].value, kpi.unit)} at {say(passed[-1].day)}")
    if ahead:
        said.append(f"next expected {figure(ahead[0].value, kpi.unit)} at {say(ahead[0].day)}")
    if path.target:
        day, value = path.target[-1]
        said.append(f"target {figure(value, kpi.unit)} by {say(day)}")
    if path.doubtful:
        said.append(f"{counted(path.doubtful, 'figure')} in doubt {'is' if path.doubtful == 1 else 'are'} not drawn")
    if not up.from_nought:
        said.append(f"the axis begins at {figure(up.low, kpi.unit)}, not at nought")
    return f"{'; '.join(said)}."


def kpi_plot(path: KpiPath) -> Plot:
    """The same figures for a chart of the document's own."""
    up = figure_axis([value for _, value in path.all()], 0, 1)
    days = [day for day, _ in path.all()] + [path.context.as_at]
    unit = path.kpi.unit
    series = (
        PlotSeries("Measured", "actual", _serials(path.measured), label_last=figure(path.measured[-1][1], unit)),
        PlotSeries("Expected", "expected", _serials(path.expected), marks=False),
        PlotSeries("Amber ends", "edge", _serials(path.edge), marks=False),
        PlotSeries("Expected at one point", "expected", _serials(path.marks), line=False),
        PlotSeries("Target", "target", _serials(path.target), line=False),
        PlotSeries("Baseline", "baseline", _serials(path.baseline), line=False),
    )
    # The longest first: LibreOffice loses a series that stands before a longer one.
    shown = sorted((one for one in series if one.points), key=lambda one: -len(one.points))
    return Plot(
        "scatter", tuple(shown), up.low, up.high, up.step, _FORMS.get(unit, "General"),
        _serial(min(days)), _serial(max(days)),
    )  # fmt: skip


def _serials(days: Days) -> tuple[tuple[float, float], ...]:
    return tuple((_serial(day), round(value, 9)) for day, value in days)


def _serial(day: date) -> int:
    """The day's number in a workbook."""
    return (day - _EPOCH).days
