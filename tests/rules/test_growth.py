"""What is worked out over a programme grows with it, and no faster: counted in calls of functions, not in seconds."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace

import pytest

import large_network
import order_of_workstreams
from xl_send.rag.items import items
from xl_send.rules import Scope, all_rules, check
from xl_send.scheduling.proposal.problem_of_programme import build
from xl_send.scheduling.solver import Frame
from xl_send.scheduling.solver.free_capacity import FreeCapacity
from xl_send.scheduling.solver.generation import serial_starts
from xl_send.scheduling.solver.priorities import where_it_stands
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.governance import CalendarEntry, Forum, Meeting
from xl_send.workbook.submissions import Programme, Submission, identity

SMALL, TIMES = 5, 4
# A scan of everything for everything would take up to TIMES times as many.
MOST = 1.05


def calls(work: Callable[[], object]) -> int:
    """How many functions of Python are called, or generators gone on with."""
    count = 0

    def seen(_: object, event: str, __: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def in_one_workbook(programme: Programme) -> Programme:
    """All its rows in the first workbook, as consolidate brings them together."""
    first = programme.submissions[0]
    rows: dict[type[Record], dict[str, Record]] = {kind: {} for kind in first.records}
    for submission in programme.submissions:
        for kind, records in submission.records.items():
            shared = kind in {CalendarEntry, Forum, Meeting}
            for place, row in enumerate(records if not shared or submission is first else ()):
                key = identity(row) if identity(row) and not shared else f"{submission.workbook} {place}"
                rows[kind].setdefault(key, replace(row, table=replace(row.table, workbook=first.workbook)))
    whole = {kind: tuple(found.values()) for kind, found in rows.items()}
    return Programme((Submission(first.workbook, first.cover, first.thresholds, whole, first.seen),))


def conflicts(workbooks: int) -> int:
    programme = large_network.programme(workbooks)
    return calls(lambda: check(programme, list(all_rules(Scope.CONFLICTS).values())))


def statuses_of_one_workbook(workbooks: int) -> int:
    programme = in_one_workbook(large_network.programme(workbooks))
    return calls(lambda: items(programme))


def an_order(workstreams: int) -> int:
    programme = order_of_workstreams.programme(workstreams)

    def placed() -> None:
        frame = Frame(build(programme).problem)
        serial_starts(frame, FreeCapacity(frame), where_it_stands(frame))

    return calls(placed)


@pytest.mark.parametrize("work", [conflicts, statuses_of_one_workbook, an_order])
def test_work_grows_no_faster_than_the_programme(work: Callable[[int], int]) -> None:
    work(2)
    small, large = work(SMALL), work(SMALL * TIMES)
    assert large < MOST * TIMES * small, f"{small:,} calls, then {large:,} for {TIMES} times as much"
