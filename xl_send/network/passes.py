"""The two passes over a graph: how soon each event can be, and how late without harm.

Each costs one step for every event and link.
"""

from __future__ import annotations

from collections.abc import Sequence

from xl_send.network.graph import BEYOND, Graph, Leaving
from xl_send.value_classes import NamedTuple


class Passes(NamedTuple):
    """What the two passes give for each event.

    `feasible` is None on or downstream of a loop, and where the day is not known; `not_before` is None on or
    downstream of a loop alone. `driver` is the number of the link that set it, or -1 where its own day, its floor or
    a meeting did; where both would, the link is named. `ready` is the day on which all that it waits for is ready,
    and 0 where it waits for nothing. `latest` is None where nothing downstream sets a bound.
    """

    feasible: list[int | None]
    not_before: list[int | None]
    driver: list[int]
    ready: list[int]
    latest: list[int | None]
    order: list[int]


def passes(graph: Graph) -> Passes:
    """Both passes over a graph."""
    leaving = graph.live()
    order, days, driver, ready, unknown = _forward(graph, leaving)
    feasible = [None if unknown[node] else day for node, day in enumerate(days)]
    return Passes(feasible, days, driver, ready, _backward(graph, leaving, order), order)


class _Forward(NamedTuple):
    """An order in which what comes first stands first, and what was found of each event."""

    order: list[int]
    days: list[int | None]
    driver: list[int]
    ready: list[int]
    unknown: list[bool]


def _forward(graph: Graph, leaving: Leaving) -> _Forward:
    """The earliest day of each event that waits for no loop.

    Where its day is `unknown` that is only a day before which it cannot be.
    """
    count = len(graph)
    waiting, order = list(leaving.incoming), [node for node in range(count) if not leaving.incoming[node]]
    allowed, driver = [0] * count, [-1] * count
    days: list[int | None] = [None] * count
    unknown = [undated and not fixed for undated, fixed in zip(graph.undated, graph.fixed, strict=True)]
    links, offsets, ends, lags = leaving.links, leaving.offsets, graph.ends, graph.lags
    # Of two that schools make wait for one and the same day, the later by itself sets it, whatever they are called.
    by_itself = [0] * count
    after = graph.axis.after
    for node in order:
        day, linked, known = _day_of(graph, node, allowed[node], by_itself[node])
        days[node] = day
        unknown[node] = unknown[node] or not known
        driver[node] = driver[node] if linked else -1
        for number in links[offsets[node] : offsets[node + 1]]:
            end = ends[number]
            reached = graph.reach(number, day)
            if reached >= allowed[end]:
                alone = after(day, lags[number]) if lags[number] else day
                if reached > allowed[end] or alone > by_itself[end]:
                    allowed[end], driver[end], by_itself[end] = reached, number, alone
            unknown[end] = unknown[end] or unknown[node]
            waiting[end] -= 1
            if not waiting[end]:
                order.append(end)
    return _Forward(order, days, driver, allowed, unknown)


def _day_of(graph: Graph, node: int, allowed: int, by_itself: int) -> tuple[int, bool, bool]:
    """The day of an event, whether what it waits for sets it, and whether it is known.

    It is its own day, unless what comes first, the date of the return or the meeting that decides is later. What
    schools do is on a school day: where the event would wait for the same one without what comes first, and that is
    `by_itself` no later, nothing is waited for.
    """
    own, floor = graph.own[node], graph.floor[node]
    if graph.fixed[node]:
        return own, False, True
    if graph.sittings[node] is not None:
        return _decided(graph, node, allowed)
    alone = max(own, floor)
    if not graph.schools[node]:
        return max(alone, allowed), bool(allowed) and allowed >= alone, True
    from_alone = graph.axis.school.from_on(alone)
    linked = allowed > from_alone or (allowed == from_alone and (by_itself > alone or graph.length[node] > 0))
    return max(from_alone, graph.axis.school.from_on(allowed)) if allowed else from_alone, linked, True


def _decided(graph: Graph, node: int, allowed: int) -> tuple[int, bool, bool]:
    """The day of what a forum decides: not before the first meeting whose papers are due once all is ready.

    Where none that is listed can decide it, it is later than all of them.
    """
    own, floor = graph.own[node], graph.floor[node]
    alone, meeting = graph.meeting_for(node, floor), graph.meeting_for(node, max(allowed, floor))
    known = meeting != BEYOND
    earliest = meeting if known else max(floor, allowed, graph.after_meetings(node))
    day = max(own, earliest)
    day = graph.axis.school.from_on(day) if graph.schools[node] else day
    by_waiting = allowed >= floor if alone == BEYOND else meeting != alone
    return day, bool(allowed) and by_waiting and earliest >= own, known


def _backward(graph: Graph, leaving: Leaving, order: Sequence[int]) -> list[int | None]:
    """The latest day of each event that harms nothing downstream."""
    latest: list[int | None] = [None] * len(graph)
    links, offsets, ends = leaving.links, leaving.offsets, graph.ends
    for node in reversed(order):
        if graph.fixed[node]:
            continue
        bound = graph.bound[node]
        for number in links[offsets[node] : offsets[node + 1]]:
            late = latest[ends[number]]
            if late is not None:
                allowed = graph.last_before(number, late)
                if bound is None or allowed < bound:
                    bound = allowed
        if bound is not None and graph.schools[node]:
            bound = graph.axis.school.until(bound)
        latest[node] = bound
    return latest
