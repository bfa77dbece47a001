"""The network of 2,000 workbooks, beside a topological sort of the same graph by networkx.

`python benchmarks/large_network.py [WORKBOOKS]` needs the test extra. It makes a programme of records, not files: 25
milestones, 10 accounts of handovers, 4 diagnostic tasks at shared schools, 5 KPIs, 6 risks and 3 resource lines to a
workbook, 100,000 edges in all at full size. It prints seconds for
each 100,000 edges at several sizes, which stay level where the work is linear, and the ratio to networkx.
"""

from __future__ import annotations

import dataclasses
import gc
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from random import Random
from typing import TypeVar

import networkx as nx

from xl_send.network import Network, network_of
from xl_send.rules import Scope, all_rules, check
from xl_send.workbook.columns import Record, TableLocation
from xl_send.workbook.ids import Reference
from xl_send.workbook.sheets.choices import (
    Better,
    CalendarKind,
    Decision,
    Frequency,
    Funding,
    Indicator,
    Measures,
    Method,
    Phase,
    PostStatus,
    RiskStatus,
    State,
    TaskStatus,
    Unit,
)
from xl_send.workbook.sheets.governance import CalendarEntry, Forum, Meeting
from xl_send.workbook.sheets.interdependencies import Diagnostic, Interdependency
from xl_send.workbook.sheets.kpis import Actual, Expectation, Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Cover, Workstream
from xl_send.workbook.sheets.resources import Resource
from xl_send.workbook.sheets.risks import Risk
from xl_send.workbook.sheets.thresholds import Thresholds
from xl_send.workbook.submissions import Programme, Submission

MILESTONES, HANDOVERS, LINKS = 25, 10, 40
TASKS, KPIS, RISKS, LINES = 4, 5, 6, 3
R = TypeVar("R", bound=Record)
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


def made(record: type[R], told_by: str, row: int, /, **given: object) -> R:
    """A record with what is given, and nothing in its other cells."""
    fields = {field.name: field for field in dataclasses.fields(record)}
    bare = {
        name: None for name, field in fields.items() if field.default is field.default_factory is dataclasses.MISSING
    }
    return record(**{**bare, "table": _table(told_by, record.SHEET.title), "row": row, **given})  # type: ignore[arg-type]


def _handover(parties: tuple[str, str], number: int, told_by: str, random: Random) -> Interdependency:
    receiver, giver = parties
    needed = _day(14, random)
    return made(
        Interdependency, told_by, number + 2, id=f"{receiver}-D{number:02}", needed="Data", giver=giver,
        giver_milestone=f"{giver}-M{random.randrange(10):02}", receiver=receiver,
        receiver_milestone=f"{receiver}-M{15 + number:02}", needed_by=needed, promised=needed, forecast=needed,
        giver_agrees=True, receiver_agrees=True,
    )  # fmt: skip


def _milestones(code: str, random: Random) -> Iterator[Milestone]:
    waits: list[list[Reference]] = [[] for _ in range(MILESTONES)]
    for _ in range(LINKS):
        last = random.randrange(1, MILESTONES)
        waits[last].append(Reference(f"{code}-M{random.randrange(last):02}", random.choice((0, 0, 0, 5, 10))))
    for place in range(MILESTONES):
        yield made(
            Milestone, code, place + 2, id=f"{code}-M{place:02}", workstream=code, name="Event", phase=Phase.TRIAL,
            key=place % 5 == 0, owner=f"Lead of {code}", baseline=_day(place, random), forecast=_day(place, random),
            actual=_day(0, random) if place < 3 else None, depends_on=tuple(waits[place]),
            schools_must_act=place % 7 == 0, schools=(_school(code, place),) if place % 7 == 0 else (),
            forum="Programme Board" if place % 6 == 5 else None,
            decision=Decision.DECISION if place % 6 == 5 else Decision.NONE,
        )  # fmt: skip


def _school(code: str, place: int) -> str:
    """One of some thirty schools that a dozen workstreams share."""
    return f"School {sum(map(ord, code)) % 40 * 3 + place % 3}"


def _tasks(code: str, random: Random) -> Iterator[Diagnostic]:
    for place in range(TASKS):
        starts = _day(place * 3 + 6, random)
        yield made(
            Diagnostic, code, place + 2, id=f"{code}-T{place:02}", workstream=code, name="Survey", method=Method.SURVEY,
            service="SEN casework", cohort=f"Cohort of {code}", schools=(_school(code, place),), starts=starts,
            ends=starts + timedelta(days=random.randrange(5, 20)), status=TaskStatus.PLANNED, lead=f"Lead of {code}",
        )  # fmt: skip


def _rest(code: str, random: Random) -> Mapping[type[Record], tuple[Record, ...]]:
    """KPIs with what is expected and what was measured, risks, and people's time."""
    kpis, expected, actuals = [], [], []
    for place in range(KPIS):
        name = f"{code}-K{place:02}"
        kpis.append(made(
            Kpi, code, place + 2, id=name, workstream=code, name=f"Figure {place} of {code}", type=Indicator.LAGGING,
            unit=Unit.COUNT, better=Better.HIGHER, baseline=100.0, baseline_date=FIRST, target=200.0,
            target_date=date(2027, 7, 21), frequency=Frequency.MONTHLY, owner=f"Lead of {code}",
            measures=Measures.SNAPSHOT,
        ))  # fmt: skip
        expected.append(made(Expectation, code, place + 2, kpi=name, milestone=f"{code}-M{place:02}", expected=110.0))
        actuals.append(made(Actual, code, place + 2, kpi=name, period_end=date(2026, 10, 31), value=100.0 + place))
    risks = [
        made(Risk, code, place + 2, id=f"{code}-R{place:02}", workstream=code, name="Posts stay vacant",
              likelihood=random.randrange(1, 6), impact=random.randrange(1, 6), status=RiskStatus.OPEN)
        for place in range(RISKS)
    ]  # fmt: skip
    team = f"Team {sum(map(ord, code)) % 60}"
    lines = [
        made(Resource, code, place + 2, id=f"{code}-P{place:02}", workstream=code, who=team,
              starts=FIRST, ends=date(2027, 7, 21), fte=0.2, available=4.0, funding=Funding.GRANT,
              post=PostStatus.IN_POST)
        for place in range(LINES)
    ]  # fmt: skip
    return {
        Kpi: tuple(kpis),
        Expectation: tuple(expected),
        Actual: tuple(actuals),
        Risk: tuple(risks),
        Resource: tuple(lines),
    }


def _submission(codes: list[str], number: int, handovers: list[Record], random: Random) -> Submission:
    code = codes[number]
    calendar = tuple(
        made(CalendarEntry, code, row, name=name, kind=CalendarKind.TERM, starts=first, ends=last)
        for row, (name, first, last) in enumerate(TERMS, 2)
    )
    meetings = tuple(
        made(Meeting, code, row, forum="Programme Board", day=date(2026, 12, 3) + timedelta(days=35 * row))
        for row in range(12)
    )
    records: dict[type[Record], tuple[Record, ...]] = {
        Workstream: (made(Workstream, code, 2, code=code, name=code, owner="Lead", starts=FIRST, state=State.ACTIVE),),
        Milestone: tuple(_milestones(code, random)), Interdependency: tuple(handovers), CalendarEntry: calendar,
        Forum: (made(Forum, code, 2, name="Programme Board", key_decisions=False),), Meeting: meetings,
        Diagnostic: tuple(_tasks(code, random)), **_rest(code, random),
    }  # fmt: skip
    cover = made(Cover, code, 1, council="Council", programme="SEND", as_at=AS_AT)
    return Submission(f"{code}.xlsx", cover, Thresholds(), records, {})


def timed(work: Callable[[], object]) -> float:
    """Seconds of this process in one run, whatever else the computer does."""
    gc.collect()
    began = time.process_time()
    work()
    return time.process_time() - began


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
