"""The engine's colours against a second reading of the rules (`oracle`), on the examples and on random programmes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import xl_send
from rag.oracle import Place, own_colours, place, policy_colours
from rag.oracle_programmes import random_programme
from xl_send.rag.items import items
from xl_send.results import Item, ItemKind
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.kpis import Actual, Expectation
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.submissions import Programme
from xl_send.xlsx.template.example import example_workbooks, real_workbook

PROGRAMMES = 30
# The colours of these go by other rows and by the network as well, in `status`.
ELSEWHERE = {ItemKind.MILESTONE, ItemKind.INTERDEPENDENCY}
# What is not read of these leaves a row of any sheet unknown, and of the second a KPI.
SHARED: set[type[Record]] = {Workstream}
FIGURES: set[type[Record]] = {Expectation, Actual, Milestone}


@cache
def _example(where: Path) -> Programme:
    for name, content in example_workbooks().items():
        (where / name).write_bytes(content)
    return xl_send.read(*map(str, sorted(where.iterdir())))


def differences(programme: Programme) -> Iterator[str]:
    """Every row that the engine and the oracle colour otherwise; what rests on unread cells may be unknown."""
    own, shared = own_colours(programme), policy_colours(programme)
    for item in items(programme):
        told = dict(_own(item))
        for where, found in told.items():
            if where in own and found != own[where] and not _may_be_unknown(programme, item):
                yield f"{item.id} in {where}: engine {found} ({item.own.reason}), oracle {own[where]}"
        where = place(item.record)
        if item.kind not in ELSEWHERE and where in shared and item.status.value != shared[where]:
            if not _may_be_unknown(programme, item):
                yield f"{item.id}, status: engine {item.status} ({item.reason}), oracle {shared[where]}"


def _own(item: Item) -> Iterator[tuple[Place, str]]:
    """What each row of an item earns by itself: that of a handover for each account."""
    if item.kind is not ItemKind.INTERDEPENDENCY:
        yield place(item.record), item.own.status.value
    for account in item.accounts:
        number = int("".join(letter for letter in account.cell.address if letter.isdigit()))
        yield (account.cell.workbook, account.cell.sheet, number), account.own_status.value


def _may_be_unknown(programme: Programme, item: Item) -> bool:
    """Whether the engine calls a row unknown and something that it rests on was indeed not read."""
    if not (item.own.unknown or item.rating.unknown):
        return False
    rows = [row for book in programme.submissions for row in book.unread_rows]
    if any(row.record in SHARED for row in rows):
        return True
    figures = [row for row in rows if row.record in FIGURES]
    return item.kind is ItemKind.KPI and any(
        row.value("kpi") in ("", item.id) or row.record is Milestone for row in figures
    )


def compared(programme: Programme) -> int:
    """How many rows the oracle colours and the engine as well."""
    own = own_colours(programme)
    return sum(where in own for item in items(programme) for where, _ in _own(item))


def test_the_examples_are_read_alike(tmp_path: Path) -> None:
    example = _example(tmp_path)
    assert list(differences(example)) == []
    assert compared(example) == len(own_colours(example)) > 200


def test_the_published_figures_are_read_alike(tmp_path: Path) -> None:
    (tmp_path / "real.xlsx").write_bytes(real_workbook())
    assert list(differences(xl_send.read(str(tmp_path / "real.xlsx")))) == []


@pytest.mark.parametrize("seed", range(PROGRAMMES))
def test_random_programmes_are_read_alike(seed: int) -> None:
    programme = random_programme(seed)
    assert list(differences(programme)) == []
    assert compared(programme) == len(own_colours(programme)) > 100
