"""A graph of dated events by number, and the two passes over it: how soon, and how late without harm.

It knows nothing of workbooks. Every pass costs one step for each node and link.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from xl_send.network.axis import Axis


@dataclass(slots=True)
class Graph:
    """Events by number, each list with one entry for each.

    `own` is the day an event is expected by itself and `floor` the day it cannot be before (both day
    numbers, 0 for none); a `fixed` event stays on its own day. `length` is how many working days it
    takes, nothing for a milestone: a link leads to its start, and its day is its end. `term_only` events
    move only into term time. `bound` is the day after which it does harm by itself, if any.

    Links stand by number in three lists: the event at `ends` is not before `lags` working days after the one at
    `starts` (the same day if none).
    """

    axis: Axis
    own: list[int] = field(default_factory=list)
    floor: list[int] = field(default_factory=list)
    fixed: list[bool] = field(default_factory=list)
    length: list[int] = field(default_factory=list)
    term_only: list[bool] = field(default_factory=list)
    bound: list[int | None] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    lags: list[int] = field(default_factory=list)

    def add(  # noqa: PLR0913 - what an event is, all by name
        self, own: int, *, floor: int = 0, fixed: bool = False, length: int = 0, term_only: bool = False,
        bound: int | None = None,
    ) -> int:  # fmt: skip
        """One more event; its number."""
        self.own.append(own)
        self.floor.append(floor)
        self.fixed.append(fixed)
        self.length.append(length)
        self.term_only.append(term_only)
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


class Leaving(NamedTuple):
    """The numbers of links by the event they leave: those of an event stand from its offset to the next one's.

    `incoming` is how many lead to each event.
    """

    links: list[int]
    offsets: list[int]
    incoming: list[int]


class Passes(NamedTuple):
    """What the two passes give for each event.

    `feasible` is None on or downstream of a loop. `driver` is the number of the link that set it, or -1
    where its own day or floor did; where both would, the link is named. `latest` is None where nothing
    downstream sets a bound.
    """

    feasible: list[int | None]
    driver: list[int]
    latest: list[int | None]
    order: list[int]


def passes(graph: Graph) -> Passes:
    """Both passes over a graph."""
    leaving = graph.live()
    order, feasible, driver = _forward(graph, leaving)
    return Passes(feasible, driver, _backward(graph, leaving, order, feasible), order)


def _forward(graph: Graph, leaving: Leaving) -> tuple[list[int], list[int | None], list[int]]:
    """The earliest day of each event that waits for no loop, in an order in which what comes first stands first."""
    count = len(graph)
    waiting, ready = list(leaving.incoming), [node for node in range(count) if not leaving.incoming[node]]
    earliest, driver = [0] * count, [-1] * count
    feasible: list[int | None] = [None] * count
    links, offsets, ends, lags = leaving.links, leaving.offsets, graph.ends, graph.lags
    lengths, after = graph.length, graph.axis.after
    for node in ready:
        day = feasible[node] = _day_of(graph, node, earliest[node])
        if earliest[node] < max(graph.own[node], graph.floor[node]):
            driver[node] = -1
        for number in links[offsets[node] : offsets[node + 1]]:
            end = ends[number]
            reach = lags[number] + lengths[end]
            allowed = after(day, reach) if reach else day
            if allowed > earliest[end]:
                earliest[end], driver[end] = allowed, number
            waiting[end] -= 1
            if not waiting[end]:
                ready.append(end)
    return ready, feasible, driver


def _day_of(graph: Graph, node: int, allowed: int) -> int:
    """The day of an event: its own, unless what comes first or the date of the return is later."""
    own, floor = graph.own[node], graph.floor[node]
    moved = max(allowed, floor)
    if graph.fixed[node] or moved <= own:
        return own
    if not graph.term_only[node]:
        return moved
    return _in_term(graph, node, moved)


def _in_term(graph: Graph, node: int, moved: int) -> int:
    """The day to which an event that needs schools is moved: its start and its end both in term time."""
    axis, length = graph.axis, graph.length[node]
    if not length:
        return axis.into_term(moved)
    start = axis.into_term(axis.before(moved, length))
    return axis.into_term(max(moved, axis.after(start, length)))


def _backward(graph: Graph, leaving: Leaving, order: Sequence[int], feasible: Sequence[int | None]) -> list[int | None]:
    """The latest day of each event that harms nothing downstream."""
    latest: list[int | None] = [None] * len(graph)
    links, offsets, ends, lags = leaving.links, leaving.offsets, graph.ends, graph.lags
    lengths, before = graph.length, graph.axis.before
    for node in reversed(order):
        if graph.fixed[node]:
            continue
        bound = graph.bound[node]
        for number in links[offsets[node] : offsets[node + 1]]:
            end = ends[number]
            late = latest[end]
            if late is not None:
                reach = lags[number] + lengths[end]
                allowed = before(late, reach) if reach else late
                if bound is None or allowed < bound:
                    bound = allowed
        if bound is not None and graph.term_only[node]:
            bound = _within_term(graph, node, bound, feasible)
        latest[node] = bound
    return latest


def _within_term(graph: Graph, node: int, bound: int, feasible: Sequence[int | None]) -> int:
    """The last day of term time up to a bound; an event already expected in the holidays by then may stay there."""
    day = feasible[node]
    within = graph.axis.back_into_term(bound)
    return bound if day is not None and within < day <= bound else within
