"""Things that wait for one another, in words: the ring in order, and where it is cut most easily."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from xl_send.findings import Related
from xl_send.network import Edge, Network
from xl_send.rules.catalogue import Hit, hit
from xl_send.text import working_days
from xl_send.workbook.days import say


def rings_told(network: Network, are_asked: Callable[[Sequence[Edge]], bool] = lambda _: True) -> Iterator[Hit]:
    """A hit at the weakest link of every ring, or of those that are asked about."""
    for ring, weakest in _rings(network):
        if are_asked(ring):
            names = [edge.end for edge in ring]
            related = [Related(edge.cell, f"{edge.end} waits for {edge.start}") for edge in ring[1:]]
            yield hit(
                weakest.cell,
                *related,
                ring=_told(network, [*names, names[0]]),
                weakest=f"that {weakest.end} waits for {weakest.start}",
                why=_weakness(network, weakest),
            ).known_by(*names)


def _rings(network: Network) -> Iterator[tuple[Sequence[Edge], Edge]]:
    """The edges of each loop in order, from the weakest on, and the weakest."""
    for loop in network.loops:
        place = loop.links.index(loop.weakest)
        yield [network.edges[link] for link in loop.links[place:] + loop.links[:place]], network.edges[loop.weakest]


def _told(network: Network, names: Sequence[str]) -> str:
    """The ring as a sentence: each thing with its date, and what waits for it."""
    days = {name: node.own for name in names if (node := network.node(name))}
    dated = [f"{name} ({say(day)})" if (day := days.get(name)) else name for name in names[:-1]]
    return ", before ".join([*dated, f"{names[-1]} again"])


def _weakness(network: Network, edge: Edge) -> str:
    handover = network.handover_of(edge)
    if handover and not handover.agreed:
        return "which is not agreed by both parties"
    slack = network.slack(edge)
    if slack < 0:
        return f"which the dates contradict by {working_days(-slack)}, more than any other"
    return f"which has least room: {working_days(slack)}"
