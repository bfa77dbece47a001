"""Random graphs of dated events, for hypothesis, and the same as networkx sees them."""

from __future__ import annotations

from datetime import date

import networkx as nx
from hypothesis import strategies as st

from xl_send.calendar import Term, Terms, WorkingDays
from xl_send.network.axis import Axis
from xl_send.network.graph import Graph

START = date(2026, 9, 1).toordinal()
TERMS = Terms(
    (
        Term("Autumn term 2026", date(2026, 9, 1), date(2026, 12, 18)),
        Term("Spring term 2027", date(2027, 1, 4), date(2027, 3, 25)),
        Term("Summer term 2027", date(2027, 4, 12), date(2027, 7, 21)),
        Term("Autumn term 2027", date(2027, 9, 2), date(2027, 12, 17)),
    )
)
DAYS = WorkingDays(((date(2026, 12, 29).toordinal(), date(2026, 12, 31).toordinal()),))
AXIS_OF_DAYS = Axis(DAYS, Terms(()))

day = st.integers(START, START + 300)


@st.composite
def graphs(draw: st.DrawFn, *, terms: bool = False, loops: bool = False, fixed: bool = True) -> Graph:
    """Up to 14 events with links between them; without loops a link leads from the lower number to the higher."""
    graph = Graph(Axis(DAYS, TERMS if terms else Terms(())))
    for _ in range(draw(st.integers(1, 14))):
        graph.add(
            draw(day),
            floor=draw(st.just(0) | day),
            fixed=fixed and draw(st.integers(0, 5)) == 0,
            length=draw(st.just(0) | st.integers(1, 30)),
            schools=terms and draw(st.booleans()),
            bound=draw(st.none() | day),
        )
    number = st.integers(0, len(graph) - 1)
    for _ in range(draw(st.integers(0, 30))):
        first, last, lag = draw(number), draw(number), draw(st.integers(0, 15))
        if loops or first < last:
            graph.link(first, last, lag)
    return graph


def links(graph: Graph) -> list[tuple[int, int, int]]:
    """Start, end and lag of every link."""
    return list(zip(graph.starts, graph.ends, graph.lags, strict=True))


def oracle(graph: Graph) -> list[int]:
    """The feasible days as longest paths of networkx, in working days from a common source.

    For graphs without terms, whose own days and floors are working days.
    """
    axis = graph.axis
    found: nx.MultiDiGraph[int] = nx.MultiDiGraph()
    found.add_node(-1)
    for node in range(len(graph)):
        own = graph.own[node] if graph.fixed[node] else max(graph.own[node], graph.floor[node])
        found.add_edge(-1, node, weight=axis.count(own))
    for first, last, lag in links(graph):
        if not graph.fixed[last]:
            found.add_edge(first, last, weight=lag + graph.length[last])
    far = {-1: 0}
    for node in nx.topological_sort(found):
        for _, end, way in found.out_edges(node, data=True):
            far[end] = max(far.get(end, 0), far[node] + int(way["weight"]))
    return [far[node] for node in range(len(graph))]
