"""Loops: as few as must be cut, each a loop indeed, the shortest first."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import networkx as nx
from hypothesis import given, settings

from network.graphs import AXIS_OF_DAYS, graphs, links
from sizes import cases
from xl_send.network.graph import Graph
from xl_send.network.loops import EXHAUSTIVE, MOST_LOOPS, Loop, loops
from xl_send.network.passes import passes

calmly = settings(deadline=None, max_examples=cases(80, whole=200))


def _loops(graph: Graph) -> list[Loop]:
    return loops(graph, passes(graph).order, lambda number: (number,))


@calmly
@given(graphs(loops=True))
def test_each_is_a_loop_and_without_the_weakest_links_there_is_none(graph: Graph) -> None:
    found = _loops(graph)
    for loop in found:
        starts, ends = [graph.starts[link] for link in loop.links], [graph.ends[link] for link in loop.links]
        assert ends == starts[1:] + starts[:1]
        assert loop.weakest in loop.links
    if all(len(loop.links) for loop in found) and len(found) < MOST_LOOPS:
        cut = {loop.weakest for loop in found}
        rest = replace(graph, starts=[], ends=[], lags=[])
        for number, (start, end, lag) in enumerate(links(graph)):
            if number not in cut:
                rest.link(start, end, lag)
        assert None not in passes(rest).feasible


@calmly
@given(graphs(loops=True, fixed=False))
def test_every_tangle_that_networkx_sees_is_told_by_its_shortest_loop(graph: Graph) -> None:
    seen = nx.DiGraph(zip(graph.starts, graph.ends, strict=True))
    found = _loops(graph)
    for part in nx.strongly_connected_components(seen):
        inner = seen.subgraph(part)
        if len(part) > 1 or nx.number_of_selfloops(inner):
            told = [loop for loop in found if graph.starts[loop.links[0]] in part]
            assert len(told[0].links) == min(map(len, nx.simple_cycles(inner)))
    assert not found or not nx.is_directed_acyclic_graph(seen)


def test_a_great_tangle_is_told_by_few_loops() -> None:
    graph, size = Graph(AXIS_OF_DAYS), EXHAUSTIVE + 20
    for _ in range(size):
        graph.add(740_000)
    for first, last in permutations(range(size), 2):
        graph.link(first, last)
    found = _loops(graph)
    assert len(found) == MOST_LOOPS
    assert len(found[0].links) == 2


def test_a_long_chain_into_a_loop_is_no_loop() -> None:
    graph, size = Graph(AXIS_OF_DAYS), 5000
    for _ in range(size):
        graph.add(740_000)
    for item in range(size - 1):
        graph.link(item, item + 1)
    graph.link(size - 1, size - 2)
    (found,) = _loops(graph)
    assert {graph.starts[number] for number in found.links} == {size - 1, size - 2}
