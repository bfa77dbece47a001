"""Key milestones along a line of days for each workstream: planned, now expected, done, with terms and meetings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from xl_send.board_pack.pictures.days import DayAxis, fitting, text_width
from xl_send.board_pack.pictures.looks import STATUS_SHAPES
from xl_send.board_pack.pictures.shapes import (
    Block,
    Drawing,
    Label,
    LegendEntry,
    Mark,
    Shape,
    Trace,
    of_what_is_drawn,
)
from xl_send.value_classes import NamedTuple
from xl_send.words import counted
from xl_send.workbook.days import say

WIDTH = 510
_LEFT, _RIGHT = 150, 502
_TOP = 18
_LANE = 15.5
_LEGEND = (
    LegendEntry("Red", "red", "square"), LegendEntry("Amber", "amber", "triangle"),
    LegendEntry("Green", "green", "dot"), LegendEntry("done", "complete", "tick"),
    LegendEntry("no data", "no-data", "octagon"), LegendEntry("not due", "not-due", "ring"),
    LegendEntry("planned", "plan", "diamond"), LegendEntry("moved", "slip"),
    LegendEntry("term", "term"), LegendEntry("meeting", "meeting"),
    LegendEntry("as at", "today"),
)  # fmt: skip


class TimedMilestone(NamedTuple):
    """A milestone as it stands on the line: its first plan, where it is now expected or was reached, its look."""

    id: str
    planned: date
    day: date
    look: str


class Lane(NamedTuple):
    """A workstream's line: its name and its milestones."""

    name: str
    milestones: Sequence[TimedMilestone]


def timeline_picture(
    caption: str, lanes: Sequence[Lane], as_at: date, terms: Sequence[tuple[date, date]], meetings: Sequence[date]
) -> Drawing:
    """The picture: from the earliest of what is shown to the latest."""
    days = [day for lane in lanes for one in lane.milestones for day in (one.planned, one.day)] + [as_at]
    across = DayAxis(min(days) - timedelta(10), max(days) + timedelta(10), _LEFT, _RIGHT)
    height = round(_TOP + _LANE * len(lanes) + 15)
    shapes = tuple(_shapes(lanes, across, as_at, terms, meetings))
    legend = of_what_is_drawn(_LEGEND, shapes)
    return Drawing(caption, _description(lanes, as_at), WIDTH, height, shapes, legend)


def _shapes(
    lanes: Sequence[Lane], across: DayAxis, as_at: date, terms: Sequence[tuple[date, date]], meetings: Sequence[date]
) -> Iterator[Shape]:
    foot = _TOP + _LANE * len(lanes)
    for starts, ends in terms:
        if ends > across.first and starts < across.last:
            left, right = across.x(starts), across.x(ends)
            yield Block(left, _TOP - 6, round(right - left, 1), foot - _TOP + 6, "term")
    for place, lane in enumerate(lanes):
        y = _TOP + _LANE * place + _LANE / 2
        yield Trace(((across.left, y), (across.right, y)), "grid")
        yield Label(fitting(lane.name, _LEFT - 8), 0, y + 3, "start", "name")
    yield Trace(((across.x(as_at), _TOP - 8), (across.x(as_at), foot)), "today")
    for day in meetings:
        if across.first <= day <= across.last:
            yield Trace(((across.x(day), _TOP - 13), (across.x(day), _TOP - 7)), "meeting")
    for place, lane in enumerate(lanes):
        yield from _milestones(lane, across, _TOP + _LANE * place + _LANE / 2)
    yield from across.labels(foot + 12)


def _milestones(lane: Lane, across: DayAxis, y: float) -> Iterator[Shape]:
    for one in lane.milestones:
        if one.day != one.planned:
            yield Trace(((across.x(one.planned), y), (across.x(one.day), y)), "slip")
            yield Mark(across.x(one.planned), y, "diamond", "plan", 6)
    for one in lane.milestones:
        yield Mark(across.x(one.day), y, STATUS_SHAPES[one.look], one.look, 8)
    yield from _names(lane, across, y)


def _names(lane: Lane, across: DayAxis, y: float) -> Iterator[Label]:
    """The numbers of what is Red or Amber, above their signs, where they do not run into one another."""
    last = across.left
    for one in sorted(lane.milestones, key=lambda milestone: milestone.day):
        text, x = one.id.rpartition("-")[2], across.x(one.day)
        half = text_width(text, 7) / 2
        if one.look in {"red", "amber"} and x - half > last + 3:
            yield Label(text, x, y - 4.6, "middle", "tiny")
            last = x + half


def _description(lanes: Sequence[Lane], as_at: date) -> str:
    """What the picture shows, in a sentence for each line."""
    told = [f"As at {say(as_at)}."]
    for lane in lanes:
        off = [one.id for one in lane.milestones if one.look in {"red", "amber"}]
        moved = sum(one.day > one.planned for one in lane.milestones)
        aside = f"; Red or Amber: {', '.join(off)}" if off else ""
        late = f", {moved} later than first planned" if moved else ""
        told.append(f"{lane.name}: {counted(len(lane.milestones), 'key milestone')}{late}{aside}.")
    return " ".join(told)
