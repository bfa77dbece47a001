"""A graph of dated events by number: when each can be, by itself and by what it waits for.

It knows nothing of workbooks. Days are day numbers (`date.toordinal`).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from xl_send.network.axis import Axis
from xl_send.value_classes import NamedTuple, field, mutable

# The day by which papers must be in, and the day of the meeting.
Sitting = tuple[int, int]
# What has no day: later than the last meeting that is listed.
BEYOND = 0


@mutable(slots=True)
class Graph:
    """Events by number, each list with one entry for each.

    `own` is the day an event is expected by itself and `floor` the day it cannot be before (0 for none); a `fixed`
    event stays on its own day. `length` is how many days it takes after its first, nothing for a milestone: a link
    leads to its start, and its day is its end. What `schools` do starts and ends on school days, in which its length
    is counted too. `sittings` are the meetings that could decide it, in order of their days; None where nothing is to
    be decided. An `undated` event says nothing of its day: it is not known. `bound` is the day after which it does
    harm by itself, if any.

    Links stand by number in three lists: the event at `ends` is not before `lags` working days after the one at
    `starts` (the same day if none).
    """

    axis: Axis
    own: list[int] = field(default_factory=list)
    floor: list[int] = field(default_factory=list)
    fixed: list[bool] = field(default_factory=list)
    length: list[int] = field(default_factory=list)
    schools: list[bool] = field(default_factory=list)
    sittings: list[Sequence[Sitting] | None] = field(default_factory=list)
    undated: list[bool] = field(default_factory=list)
    bound: list[int | None] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    lags: list[int] = field(default_factory=list)

    def add(  # noqa: PLR0913 - what an event is, all by name
        self, own: int, *, floor: int = 0, fixed: bool = False, length: int = 0, schools: bool = False,
        sittings: Sequence[Sitting] | None = None, undated: bool = False, bound: int | None = None,
    ) -> int:  # fmt: skip
        """One more event; its number."""
        self.own.append(own)
        self.floor.append(floor)
        self.fixed.append(fixed)
        self.length.append(length)
        self.schools.append(schools)
        self.sittings.append(sittings)
        self.undated.append(undated)
        self.bound.append(bound)
        return len(self.own) - 1

    def link(self, start: int, end: int, lag: int = 0) -> None:
        """One more link: `end` is not before `lag` working days after `start`."""
        self.starts.append(start)
        self.ends.append(end)
        self.lags.append(lag)

    def __len__(self) -> int:
        return len(self.own)

    def live(self) -> Leaving:
        """The links that leave each event; a link that leads to a fixed one moves nothing and is left out."""
        number_of = [0] * len(self.own)
        incoming = [0] * len(self.own)
        live = [number for number, end in enumerate(self.ends) if not self.fixed[end]]
        for number in live:
            number_of[self.starts[number]] += 1
            incoming[self.ends[number]] += 1
        offsets = [0, *accumulate(number_of)]
        places, leaving = offsets[:], [0] * len(live)
        for number in live:
            start = self.starts[number]
            leaving[places[start]] = number
            places[start] += 1
        return Leaving(leaving, offsets, incoming)

    def reach(self, number: int, day: int) -> int:
        """The first day that a link allows its end, where its start is on a day."""
        node, lag, axis = self.ends[number], self.lags[number], self.axis
        if not self.schools[node] or self.sittings[node] is not None:
            days = lag + self.length[node]
            return axis.after(day, days) if days else day
        return axis.school.after(axis.school.from_on(axis.after(day, lag)), self.length[node])

    def last_before(self, number: int, late: int) -> int:
        """The last day of a link's start that still allows its end on a day."""
        node, lag, axis = self.ends[number], self.lags[number], self.axis
        late = self._ready_by(node, late)
        if self.schools[node] and self.sittings[node] is None:
            late = axis.school.back(axis.school.until(late), self.length[node])
            return axis.before(late, lag) if lag else late
        length = lag + self.length[node]
        return axis.before(late, length) if length else late

    def _ready_by(self, node: int, late: int) -> int:
        """The day by which what an event waits for must be ready: when papers are due, where one is to be decided."""
        sittings = self.sittings[node]
        if not sittings:
            return late
        papers = [papers for papers, day in sittings if day <= late]
        return min(late, max(papers)) if papers else late

    def meeting_for(self, node: int, ready: int) -> int:
        """The day on which an event can be decided if all is ready on a day; `BEYOND` where no such meeting is listed.

        Where nothing is to be decided, that day itself.
        """
        sittings = self.sittings[node]
        if sittings is None:
            return ready
        return next((day for papers, day in sittings if papers >= ready), BEYOND)

    def after_meetings(self, node: int) -> int:
        """The first working day after the last meeting listed that can decide an event; 0 where there is none."""
        sittings = self.sittings[node]
        return self.axis.after(sittings[-1][1], 1) if sittings else 0


class Leaving(NamedTuple):
    """The numbers of links by the event they leave: those of an event stand from its offset to the next one's.

    `incoming` is how many lead to each event.
    """

    links: list[int]
    offsets: list[int]
    incoming: list[int]
