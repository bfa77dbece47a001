"""Loops in a graph: which events wait for one another, by the shortest way round and the best place to cut it.

There can be as many loops as there are ways through a tangle. One is told for each link that must be cut:
the shortest of each tangle, then of what is left of it once the weakest link of that loop is cut.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from xl_send.network.graph import Graph
from xl_send.value_classes import NamedTuple

# In a greater tangle the loop through its first event is told, the shortest such.
EXHAUSTIVE = 60
# So many loops are told of one tangle; a greater number says only that all of it must be looked at.
MOST_LOOPS = 20

Weakness = Callable[[int], tuple[object, ...]]
Leaving = Mapping[int, Sequence[int]]


class Loop(NamedTuple):
    """The numbers of the links of a loop in their order, and of the one that is weakest."""

    links: tuple[int, ...]
    weakest: int


def loops(graph: Graph, order: Sequence[int], weakness: Weakness) -> list[Loop]:
    """The loops of a graph. `order` are the events that wait for none; the link of least `weakness` is cut first."""
    free = set(order)
    leaving: dict[int, list[int]] = {node: [] for node in range(len(graph)) if node not in free}
    for number, (start, end) in enumerate(zip(graph.starts, graph.ends, strict=True)):
        if start in leaving and end in leaving and not graph.fixed[end]:
            leaving[start].append(number)
    return [loop for tangle in _tangles(graph, leaving) for loop in _cut(graph, tangle, leaving, weakness)]


def _cut(graph: Graph, tangle: Sequence[int], leaving: Leaving, weakness: Weakness) -> Iterator[Loop]:
    """One loop after another, until nothing of a tangle goes round."""
    left, parts = {node: list(leaving[node]) for node in tangle}, [tangle]
    told = 0
    while parts and told < MOST_LOOPS:
        part = parts.pop()
        within = set(part)
        inner = {node: [item for item in left[node] if graph.ends[item] in within] for node in part}
        links = _shortest(graph, part, inner)
        weakest = min(links, key=weakness)
        yield Loop(links, weakest)
        told += 1
        inner[graph.starts[weakest]].remove(weakest)
        left.update(inner)
        parts.extend(_tangles(graph, inner))


def _shortest(graph: Graph, part: Sequence[int], leaving: Leaving) -> tuple[int, ...]:
    starts = sorted(part)[: None if len(part) <= EXHAUSTIVE else 1]
    return min((_way_round(graph, start, leaving) for start in starts), key=len)


def _way_round(graph: Graph, start: int, leaving: Leaving) -> tuple[int, ...]:
    """The fewest links that lead from an event of a tangle back to itself."""
    by: dict[int, int] = {}
    queue = deque([start])
    while True:
        node = queue.popleft()
        for number in leaving[node]:
            end = graph.ends[number]
            if end == start:
                return (*_back(graph, by, node, start), number)
            if end not in by:
                by[end] = number
                queue.append(end)


def _back(graph: Graph, by: Mapping[int, int], node: int, start: int) -> Iterable[int]:
    links = []
    while node != start:
        links.append(by[node])
        node = graph.starts[by[node]]
    return reversed(links)


def _tangles(graph: Graph, leaving: Leaving) -> list[list[int]]:
    """The strongly connected parts that hold a loop (Kosaraju's algorithm: there and back again)."""
    entering: dict[int, list[int]] = {node: [] for node in leaving}
    ahead: dict[int, list[int]] = {node: [] for node in leaving}
    for node, numbers in leaving.items():
        for number in numbers:
            ahead[node].append(graph.ends[number])
            entering[graph.ends[number]].append(node)
    seen: set[int] = set()
    finished = [node for root in leaving for node in _walk(root, ahead, seen)]
    seen = set()
    parts = [_walk(root, entering, seen) for root in reversed(finished)]
    return [part for part in parts if len(part) > 1 or (part and part[0] in ahead[part[0]])]


def _walk(root: int, ways: Mapping[int, Sequence[int]], seen: set[int]) -> list[int]:
    """All that can be reached from an event and was not seen before, each after all that it leads to."""
    if root in seen:
        return []
    seen.add(root)
    finished, path = [], [(root, iter(ways[root]))]
    while path:
        node, rest = path[-1]
        onward = next((item for item in rest if item not in seen), None)
        if onward is None:
            finished.append(node)
            path.pop()
        else:
            seen.add(onward)
            path.append((onward, iter(ways[onward])))
    return finished
