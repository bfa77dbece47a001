"""The proposed order without the solver, as more and more workstreams share schools: seconds for each workstream.

`python benchmarks/order_of_workstreams.py [WORKSTREAMS] [SCHOOLS]` makes records, not files: 25 milestones, 6 tasks at
one or two schools and a few handovers to a workstream; there are as many schools as workstreams unless told. The
seconds for each workstream and look stay level where the work is linear. A look is one order sought and checked with
its dates typed in; how many it takes until nothing is learnt rests on the dates.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from unittest.mock import patch

import large_network
from xl_send.scheduling.proposal import propose
from xl_send.scheduling.solver import solve
from xl_send.workbook.ids import Reference
from xl_send.workbook.sheets.choices import Method, TaskStatus
from xl_send.workbook.sheets.interdependencies import Diagnostic
from xl_send.workbook.submissions import Programme

TASKS, FIRST, DAYS = 6, date(2026, 11, 16), 140


def programme(workstreams: int, schools: int = 0, seed: int = 7) -> Programme:
    """So many workstreams whose tasks meet at so many schools."""
    chance = Random(seed)  # noqa: S311 - test cases
    names = [f"School {number}" for number in range(schools or max(4, workstreams))]
    made = large_network.programme(workstreams, seed)
    return Programme(
        tuple(
            replace(found, records={**found.records, Diagnostic: tuple(_tasks(code, names, chance))})
            for number, found in enumerate(made.submissions)
            for code in [large_network.code_of(number)]
        )
    )


def _tasks(code: str, schools: list[str], chance: Random) -> Iterator[Diagnostic]:
    for place in range(TASKS):
        starts = FIRST + timedelta(days=chance.randrange(DAYS))
        yield large_network.made(
            Diagnostic, code, place + 2, id=f"{code}-T{place:02}", workstream=code, name=f"Survey {place}",
            method=Method.SURVEY, service="SEN casework", cohort=f"Cohort of {code}",
            schools=tuple(sorted(chance.sample(schools, chance.choice((1, 1, 2))))), starts=starts,
            ends=starts + timedelta(days=chance.randrange(5, 25)), status=TaskStatus.PLANNED, lead=f"Lead of {code}",
            after=(Reference(f"{code}-T{place - 1:02}", 0),) if place % 3 == 2 else (),
        )  # fmt: skip


def measured(workstreams: int, schools: int) -> str:
    """One size as a line."""
    made = programme(workstreams, schools)
    with patch("xl_send.scheduling.proposal.settling.solve", wraps=solve) as looks:
        began = time.process_time()
        found = propose(made, solver=False)
        took = time.process_time() - began
    each, number = 1000 * took / workstreams, looks.call_count
    return (
        f"{workstreams:4} workstreams: {took:6.2f} s, {each:5.0f} ms for each, {each / number:5.1f} ms a look "
        f"({number}); {len(found.moves)} moves"
    )


def main() -> None:
    """Print a line for each size, the largest last."""
    largest = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    schools = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    for size in (largest // 8, largest // 4, largest // 2, largest):
        print(measured(size, schools), flush=True)


if __name__ == "__main__":
    main()
