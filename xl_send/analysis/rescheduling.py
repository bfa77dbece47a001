"""Whether moving one resource line would ease an over-allocated person or team."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from xl_send.analysis.use_of_people import Stretch, Use, use_of_people
from xl_send.analysis.weeks import Weeks
from xl_send.value_classes import NamedTuple
from xl_send.workbook.days import say
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.sheets.resources import Resource
from xl_send.workbook.submissions import Programme

MOST_WEEKS = 52


class Reschedule(NamedTuple):
    """A line that could be moved as a whole by so many weeks, earlier if negative."""

    line: Resource
    weeks: int

    @property
    def in_words(self) -> str:
        """What moving it would do."""
        by = f"{abs(self.weeks)} week{'' if abs(self.weeks) == 1 else 's'} {'earlier' if self.weeks < 0 else 'later'}"
        start = say(self.line.starts + timedelta(weeks=self.weeks))
        return f"Moving {self.line.id} {by}, to start on {start}, would cure it."


class MoveLimits(NamedTuple):
    """What a move must keep to: no week that ends on or after a day above so much FTE, by these weeks."""

    limit: float
    since: date
    weeks: Weeks


def cure_of(programme: Programme, use: Use, above: Sequence[Stretch], room: MoveLimits) -> Reschedule | None:
    """The shortest move of one line after which none of the weeks above the limit, nor another, is above it, or None.

    A line moves as a whole and within its workstream's Starts and Ends. One that has begun does not move, and none
    moves into the past.
    """
    found = [
        Reschedule(line, move)
        for line in use.lines
        if line.starts > room.since
        and all(line in stretch.lines and stretch.fte - line.fte <= room.limit for stretch in above)
        for move in _moves(use, line, programme.streams.get(line.workstream), room)
    ]
    return min(found, key=lambda item: (abs(item.weeks), -item.weeks, item.line.fte, item.line.id), default=None)


def _moves(use: Use, line: Resource, stream: Workstream | None, room: MoveLimits) -> Iterator[int]:
    """The moves, in weeks, after which nothing is above the limit: the shortest either way."""
    if stream is None or stream.starts is None or stream.ends is None:
        return
    others = use_of_people([resource for resource in use.lines if resource is not line], room.weeks)
    rest = [stretch for other in others.values() for stretch in other.since(room.since)]
    later = (stream.ends - line.ends).days // 7
    earlier = (line.starts - max(stream.starts, room.since + timedelta(days=1))).days // 7
    for moves in (range(1, min(later, MOST_WEEKS) + 1), range(-1, -min(earlier, MOST_WEEKS) - 1, -1)):
        move = next((move for move in moves if _fits(rest, line, move, room.limit)), None)
        if move is not None:
            yield move


def _fits(rest: Sequence[Stretch], line: Resource, move: int, limit: float) -> bool:
    """Whether a line finds room in every week of its new dates; part of a week is taken as the whole."""
    first, last = line.starts + timedelta(weeks=move), line.ends + timedelta(weeks=move)
    beside = max((stretch.fte for stretch in rest if stretch.first <= last and first <= stretch.last), default=0.0)
    return round(beside + line.fte, 9) <= limit
