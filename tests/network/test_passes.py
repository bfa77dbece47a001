"""The two passes, held against networkx and against what they promise."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from network.graphs import DAYS, TERMS, graphs, links, oracle
from sizes import cases
from xl_send.calendar import Terms
from xl_send.network.axis import Axis
from xl_send.network.graph import Graph
from xl_send.network.passes import passes

calmly = settings(deadline=None, max_examples=cases(80, whole=200))


@calmly
@given(graphs())
def test_feasible_days_are_the_longest_paths_of_networkx(graph: Graph) -> None:
    found = passes(graph)
    assert [graph.axis.count(day) if day else None for day in found.feasible] == oracle(graph)


@calmly
@given(graphs(terms=True))
def test_once_pushed_to_the_feasible_days_no_link_is_violated_and_nothing_moves_again(graph: Graph) -> None:
    found = passes(graph)
    pushed = replace(graph, own=[day or 0 for day in found.feasible])
    assert passes(pushed).feasible == found.feasible
    for first, last, lag in links(graph):
        before, after = found.feasible[first], found.feasible[last]
        if before and after and not graph.fixed[last]:
            assert after >= graph.axis.after(before, lag + graph.length[last])


@calmly
@given(graphs(terms=True))
def test_nothing_is_before_its_own_day_or_the_date_of_its_return(graph: Graph) -> None:
    for node, day in enumerate(passes(graph).feasible):
        assert day is not None
        assert day == graph.own[node] if graph.fixed[node] else day >= max(graph.own[node], graph.floor[node])


@calmly
@given(graphs(terms=True), st.randoms(use_true_random=False))
def test_the_order_of_events_and_links_does_not_matter(graph: Graph, random: st.DataObject) -> None:
    places = list(range(len(graph)))
    random.shuffle(places)  # type: ignore[attr-defined]
    moved = Graph(graph.axis)
    for old in places:
        moved.add(
            graph.own[old], floor=graph.floor[old], fixed=graph.fixed[old], length=graph.length[old],
            schools=graph.schools[old], bound=graph.bound[old],
        )  # fmt: skip
    where = {old: new for new, old in enumerate(places)}
    for first, last, lag in reversed(links(graph)):
        moved.link(where[first], where[last], lag)
    found, again = passes(graph), passes(moved)
    assert [again.feasible[where[old]] for old in range(len(graph))] == found.feasible
    assert [again.latest[where[old]] for old in range(len(graph))] == found.latest


@calmly
@given(graphs())
def test_an_event_moved_to_its_latest_harmless_day_breaks_no_bound_and_one_day_more_breaks_one(graph: Graph) -> None:
    found = passes(graph)
    for node, (now, latest) in enumerate(zip(found.feasible, found.latest, strict=True)):
        if now and latest and latest >= now:
            assert _broken(graph, node, latest) == _broken(graph, node, now)
            assert _broken(graph, node, graph.axis.after(latest, 1)) > 0


def _broken(graph: Graph, node: int, own: int) -> int:
    """How many bounds are broken when an event is put on a day."""
    put = replace(graph, own=[own if item == node else day for item, day in enumerate(graph.own)])
    feasible = passes(put).feasible
    bounds = enumerate(graph.bound)
    return sum(
        bound is not None and graph.axis.count(feasible[item] or 0) > graph.axis.count(bound)
        for item, bound in bounds
        if not graph.fixed[item]
    )


@calmly
@given(graphs(loops=True))
def test_on_and_after_a_loop_there_is_no_day(graph: Graph) -> None:
    found = passes(graph)
    stuck = {node for node, day in enumerate(found.feasible) if day is None}
    live = [(start, end) for start, end, _ in links(graph) if not graph.fixed[end]]
    assert all(end in stuck for start, end in live if start in stuck)
    for node in stuck:
        assert any(start in stuck for start, end in live if end == node)
        assert found.latest[node] is None


AXIS = Axis(DAYS, TERMS)


def _number(text: str) -> int:
    return date.fromisoformat(text).toordinal()


@pytest.mark.parametrize(
    ("day", "into", "back"),
    [
        ("2026-12-18", "2026-12-18", "2026-12-18"),
        ("2026-12-19", "2027-01-04", "2026-12-18"),
        ("2027-01-04", "2027-01-04", "2027-01-04"),
        ("2026-08-31", "2026-09-01", "2026-08-31"),
        ("2027-12-20", "2027-12-20", "2027-12-17"),
    ],
)
def test_into_term_and_back(day: str, into: str, back: str) -> None:
    assert AXIS.into_term(_number(day)) == _number(into)
    assert AXIS.back_into_term(_number(day)) == _number(back)


def test_without_terms_every_day_will_do() -> None:
    bare = Axis(DAYS, Terms(()))
    assert bare.into_term(_number("2026-12-25")) == bare.back_into_term(_number("2026-12-25")) == _number("2026-12-25")


def test_school_weeks_count_five_school_days_to_a_week_and_leave_holidays_out() -> None:
    assert AXIS.school_weeks(_number("2026-12-11"), _number("2027-01-08")) == 2.0
    assert AXIS.school_weeks(_number("2027-01-08"), _number("2026-12-11")) == -2.0
    assert AXIS.school_weeks(_number("2026-12-18"), _number("2027-01-03")) == 0


def test_what_needs_schools_is_moved_into_term_time_and_keeps_its_working_days() -> None:
    graph = Graph(AXIS)
    first = graph.add(_number("2026-12-16"))
    milestone = graph.add(_number("2026-12-10"), schools=True)
    task = graph.add(_number("2026-12-09"), schools=True, length=4)
    anyone = graph.add(_number("2026-12-10"))
    graph.link(first, milestone, 5)
    graph.link(first, task, 1)
    graph.link(first, anyone, 5)
    feasible = passes(graph).feasible
    assert feasible[milestone] == _number("2027-01-04")
    assert feasible[anyone] == _number("2026-12-23")
    # Five school days: 17 and 18 December, and 4 to 6 January; the holidays between do not count.
    assert feasible[task] == _number("2027-01-06")


def test_where_nothing_downstream_sets_a_bound_there_is_no_latest_day() -> None:
    graph = Graph(AXIS)
    first, last = graph.add(_number("2026-12-10")), graph.add(_number("2026-12-11"))
    graph.link(first, last)
    assert passes(graph).latest == [None, None]


def test_what_schools_do_is_on_a_school_day_however_soon_or_late() -> None:
    graph = Graph(AXIS)
    held = graph.add(_number("2026-12-22"), schools=True, bound=_number("2026-12-23"))
    free = graph.add(_number("2026-12-10"), schools=True, bound=_number("2026-12-23"))
    found = passes(graph)
    assert (found.feasible[held], found.latest[held]) == (_number("2027-01-04"), _number("2026-12-18"))
    assert (found.feasible[free], found.latest[free]) == (_number("2026-12-10"), _number("2026-12-18"))
