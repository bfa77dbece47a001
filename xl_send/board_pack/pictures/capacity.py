"""Capacity by week: how many people and teams are planned for more than their whole time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from xl_send.board_pack.pictures.days import DayAxis
from xl_send.board_pack.pictures.figures_axis import figure_axis
from xl_send.board_pack.pictures.plots import Plot, PlotSeries
from xl_send.board_pack.pictures.shapes import Block, Drawing, Label, LegendEntry, Shape, Trace, of_what_is_drawn
from xl_send.value_classes import NamedTuple
from xl_send.words import counted
from xl_send.workbook.days import say

WIDTH, HEIGHT = 510, 110
_LEFT, _RIGHT, _TOP, _BOTTOM = 24, 504, 8, 90
_LEGEND = (LegendEntry("beyond what is tolerated (Red)", "bar-over"), LegendEntry("above their whole time", "bar"))


class WeekUse(NamedTuple):
    """One week by its Monday: how many are above their whole time, and how many of them beyond what is tolerated."""

    monday: date
    above: int
    beyond: int


def capacity_picture(caption: str, weeks: Sequence[WeekUse]) -> Drawing:
    """A column a week: those beyond at the foot, the others on top."""
    shapes = tuple(_shapes(weeks))
    return Drawing(caption, _description(weeks), WIDTH, HEIGHT, shapes, of_what_is_drawn(_LEGEND, shapes))


def _shapes(weeks: Sequence[WeekUse]) -> Iterator[Shape]:
    up = figure_axis([0.0, *(float(week.above) for week in weeks)], _BOTTOM, _TOP)
    across = DayAxis(weeks[0].monday, weeks[-1].monday, _LEFT + 8, _RIGHT - 8)
    for value in up.ticks():
        if value == int(value):
            yield Trace(((_LEFT, up.y(value)), (_RIGHT, up.y(value))), "grid")
            yield Label(f"{value:.0f}", _LEFT - 4, up.y(value) + 3, "end")
    wide = min(12.0, (_RIGHT - _LEFT) / len(weeks) * 0.7)
    for week in weeks:
        x = round(across.x(week.monday) - wide / 2, 1)
        foot, middle, top = up.y(0), up.y(week.beyond), up.y(week.above)
        if week.beyond:
            yield Block(x, middle, wide, round(foot - middle, 1), "bar-over")
        if week.above > week.beyond:
            yield Block(x, top, wide, round(middle - top, 1), "bar")
    yield from across.labels(_BOTTOM + 13)


def _description(weeks: Sequence[WeekUse]) -> str:
    worst = max(weeks, key=lambda week: (week.above, week.beyond))
    return (
        f"From the week of {say(weeks[0].monday)} to that of {say(weeks[-1].monday)}, "
        f"{counted(sum(week.above > 0 for week in weeks), 'week')} with somebody above their whole time; most in the "
        f"week of {say(worst.monday)}: {worst.above}, of whom {worst.beyond} beyond what is tolerated."
    )


def capacity_plot(weeks: Sequence[WeekUse]) -> Plot:
    """The same figures for a chart of the document's own."""
    names = tuple(f"{week.monday.day} {week.monday:%b}" for week in weeks)
    beyond = tuple((float(place), float(week.beyond)) for place, week in enumerate(weeks))
    above = tuple((float(place), float(week.above - week.beyond)) for place, week in enumerate(weeks))
    series = (
        PlotSeries("Beyond what is tolerated (Red)", "bar-over", beyond),
        PlotSeries("Above their whole time", "bar", above),
    )
    high = float(max(week.above for week in weeks) + 1)
    shown = tuple(one for one in series if any(y for _, y in one.points))
    return Plot("column", shown, 0, high, max(1.0, high // 4), "0", categories=names)
