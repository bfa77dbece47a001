"""The network of 2,000 workbooks, beside a topological sort of the same graph by networkx.

`python benchmarks/large_network.py [WORKBOOKS]` needs the test extra. It makes a programme of records, not files: 25
milestones and 10 accounts of handovers to a workbook, 100,000 edges in all at full size. It prints seconds for
each 100,000 edges at several sizes, which stay level where the work is linear, and the ratio to networkx.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from random import Random

import networkx as nx

from xl_send.network import Network, network_of
from xl_send.rules import Scope, all_rules, check
from xl_send.workbook.columns import Record, TableLocation
from xl_send.workbook.ids import Reference
from xl_send.workbook.sheets.choices import CalendarKind, Phase, State
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Cover, Workstream
from xl_send.workbook.sheets.thresholds import Thresholds
from xl_send.workbook.submissions import Programme, Submission

MILESTONES, HANDOVERS, LINKS = 25, 10, 40
FIRST = date(2026, 9, 1)
AS_AT = date(2026, 11, 13)
TERMS = (
    ("Autumn term 2026", date(2026, 9, 1), date(2026, 12, 18)),
    ("Spring term 2027", date(2027, 1, 4), date(2027, 3, 25)),
    ("Summer term 2027", date(2027, 4, 12), date(2027, 7, 21)),
    ("Autumn term 2027", date(2027, 9, 2), date(2027, 12, 17)),
)


def code_of(number: int) -> str:
    """A workstream code for each workbook: AAA, AAB."""
    return "".join(chr(65 + number // 26**place % 26) for place in (2, 1, 0))


def programme(workbooks: int, seed: int = 7) -> Programme:
    """So many workbooks of one workstream each; what waits always comes later in a fixed order, so nothing loops."""
    random = Random(seed)  # noqa: S311 - test cases
    codes = [code_of(number) for number in range(workbooks)]
    handovers: list[list[Record]] = [[] for _ in codes]
    for receiver in range(workbooks):
        for number in range(HANDOVERS):
            giver = random.randrange(max(1, receiver))
            parties = codes[receiver], codes[giver]
            for party in {receiver, giver}:
                handovers[party].append(_handover(parties, number, codes[party], random))
    return Programme(tuple(_submission(codes, item, handovers[item], random) for item in range(workbooks)))


def _table(code: str, sheet: str) -> TableLocation:
    return TableLocation(f"{code}.xlsx", sheet, places={"id": 1})


def _day(place: int, random: Random) -> date:
    return FIRST + timedelta(days=place * 14 + random.randrange(14))


def _handover(parties: tuple[str, str], number: int, told_by: str, random: Random) -> Interdependency:
    receiver, giver = parties
    needed = _day(14, random)
    return Interdependency(
        table=_table(told_by, "Interdependencies"), row=number + 2, id=f"{receiver}-D{number:02}",
        needed="Data", kind=None, giver=giver, giver_milestone=f"{giver}-M{random.randrange(10):02}",
        giver_owner=None, receiver=receiver, receiver_milestone=f"{receiver}-M{15 + number:02}",
        receiver_owner=None, needed_by=needed, promised=needed, forecast=needed, delivered=None, accepted=None,
        giver_agrees=True, receiver_agrees=True, escalate_to=None, change=None, note=None,
    )  # fmt: skip


def _submission(codes: list[str], number: int, handovers: list[Record], random: Random) -> Submission:
    code = codes[number]
    table = _table(code, "Milestones")
    waits: list[list[Reference]] = [[] for _ in range(MILESTONES)]
    for _ in range(LINKS):
        last = random.randrange(1, MILESTONES)
        waits[last].append(Reference(f"{code}-M{random.randrange(last):02}", random.choice((0, 0, 0, 5, 10))))
    milestones = tuple(
        Milestone(
            table=table, row=place + 2, id=f"{code}-M{place:02}", workstream=code, name="Event", phase=Phase.TRIAL,
            key=place % 5 == 0, owner="Lead", baseline=_day(place, random), forecast=_day(place, random),
            actual=_day(0, random) if place < 3 else None, depends_on=tuple(waits[place]), done_when=None,
            evidence=None, reported=None, commentary=None, back_to_green=None, help_needed=None,
            schools_must_act=place % 7 == 0, agreed=None, forum=None, notice=None, decided=None,
            plan_reference=None, updated=None, state=State.ACTIVE,
        )
        for place in range(MILESTONES)
    )  # fmt: skip
    stream = Workstream(
        table=_table(code, "Workstreams"), row=2, code=code, name=code, purpose=None, owner="Lead", deputy=None,
        sponsor=None, starts=FIRST, ends=None, change=None, progress=None, next_period=None, reported=None, reason=None,
    )  # fmt: skip
    calendar = tuple(
        CalendarEntry(
            table=_table(code, "Calendar"), row=row, name=name, kind=CalendarKind.TERM, starts=first, ends=last
        )
        for row, (name, first, last) in enumerate(TERMS, 2)
    )
    records: dict[type[Record], tuple[Record, ...]] = {
        Workstream: (stream,), Milestone: milestones, Interdependency: tuple(handovers), CalendarEntry: calendar,
    }  # fmt: skip
    return Submission(f"{code}.xlsx", _cover(code), Thresholds(), records, {})


def _cover(code: str) -> Cover:
    return Cover(
        table=_table(code, "Programme"), council="Council", programme="SEND", framework=None, sro=None, manager=None,
        period=None, as_at=AS_AT, prepared_by=None, previous=None, grant=None, grant_ends=None, reported=None,
        reason=None, template=None,
    )  # fmt: skip


def timed(work: Callable[[], object]) -> float:
    """Seconds of one run."""
    gc.collect()
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def sorted_by_networkx(network: Network) -> float:
    """Seconds of networkx's topological sort of the same graph, already built."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(node.id for node in network.nodes)
    graph.add_edges_from((edge.start, edge.end) for edge in network.edges)
    return min(timed(lambda: list(nx.topological_sort(graph))) for _ in range(3))


def main() -> None:
    """Print the seconds and ratios of each size."""
    largest = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    rules = list(all_rules(Scope.CONFLICTS).values())
    for size in (largest // 8, largest // 4, largest // 2, largest):
        made = programme(size)
        seconds = min(timed(lambda: network_of(Programme(made.submissions))) for _ in range(3))  # noqa: B023
        network = network_of(made)
        peer = sorted_by_networkx(network)
        checks = timed(lambda: check(made, rules))  # noqa: B023
        per = 100_000 / len(network.edges)
        print(
            f"{size:5} workbooks, {len(network.nodes):6} nodes, {len(network.edges):6} edges; per 100,000 edges: "
            f"network {seconds * per:.2f} s, networkx sorting {peer * per:.2f} s, ratio {seconds / peer:.1f}; "
            f"statuses and every conflict {checks * per:.2f} s, ratio with them {(seconds + checks) / peer:.1f}"
        )


if __name__ == "__main__":
    main()
