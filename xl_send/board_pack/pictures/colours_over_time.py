"""Colour over time: what was told at each board, workstream by workstream."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from xl_send.board_pack.pictures.days import fitting
from xl_send.board_pack.pictures.looks import STATUS_SHAPES
from xl_send.board_pack.pictures.shapes import Drawing, Label, LegendEntry, Mark, Shape, Trace, of_what_is_drawn
from xl_send.workbook.days import say

WIDTH = 510
_LEFT, _RIGHT, _TOP, _LANE = 190, 500, 20, 17
_LEGEND = tuple(
    LegendEntry(words, look, STATUS_SHAPES[look])
    for words, look in (("Red", "red"), ("Amber", "amber"), ("Green", "green"), ("complete", "complete"),
                        ("no data", "no-data"), ("not due", "not-due"), ("not rated", "not-rated"))
)  # fmt: skip
Lines = Mapping[str, Sequence[str]]


def colours_picture(caption: str, days: Sequence[date], lines: Lines) -> Drawing:
    """A line each, with the looks of its status at each of the days; blank where nothing was told."""
    shapes = tuple(_shapes(days, lines))
    legend = of_what_is_drawn(_LEGEND, shapes)
    return Drawing(caption, _description(days, lines), WIDTH, _TOP + _LANE * len(lines) + 4, shapes, legend)


def _shapes(days: Sequence[date], lines: Lines) -> Iterator[Shape]:
    step = (_RIGHT - _LEFT) / max(len(days), 1)
    for place, day in enumerate(days):
        yield Label(f"{day.day} {day:%b %y}", _LEFT + step * (place + 0.5), 10, "middle", "tiny")
    for place, (name, looks) in enumerate(lines.items()):
        y = _TOP + _LANE * (place + 0.5)
        yield Trace(((_LEFT, y), (_RIGHT, y)), "grid")
        yield Label(fitting(name, _LEFT - 8), 0, y + 3, "start", "name")
        for number, look in enumerate(looks):
            if look in STATUS_SHAPES:
                yield Mark(round(_LEFT + step * (number + 0.5), 1), y, STATUS_SHAPES[look], look, 9)


def _description(days: Sequence[date], lines: Lines) -> str:
    told = [f"From {say(days[0])} to {say(days[-1])}."]
    told += [f"{name}: {', '.join(look.replace('-', ' ').capitalize() or 'nothing told' for look in looks)}."
             for name, looks in lines.items()]  # fmt: skip
    return " ".join(told)
