"""The engine's colours against a second reading of the rules (`oracle`), on the examples and on random programmes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

import xl_send
from files import example_in
from rag.oracle.programmes import ReadableProgrammes, random_programme
from rag.oracle.rollup import RollUp
from rag.oracle.rows import Place, own_colours, place, policy_colours
from sizes import cases
from xl_send.rag.items import items
from xl_send.rag.rollup import programme_status
from xl_send.results import Item, ItemKind, Rating
from xl_send.workbook.columns import Record
from xl_send.workbook.doubts import backward_entries
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.sheets.kpis import Actual, Expectation
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.sheets.resources import Resource
from xl_send.workbook.sheets.risks import LogEntry
from xl_send.workbook.submissions import Programme
from xl_send.xlsx.template.example import real_workbook

PROGRAMMES = 30
# The colours of these go by other rows and by the network as well, in `status`.
ELSEWHERE = {ItemKind.MILESTONE, ItemKind.INTERDEPENDENCY}
# The sheets besides its own row and Workstreams of which a row that was not read leaves another unknown.
RESTS_ON: Mapping[ItemKind, tuple[type[Record], ...]] = {
    ItemKind.KPI: (Expectation, Actual, Milestone),
    ItemKind.RISK: (LogEntry,),
    ItemKind.RESOURCE: (Resource,),
}


def differences(programme: Programme) -> Iterator[str]:
    """Every row that the engine and the oracle colour otherwise; what rests on unread cells may be unknown."""
    own, shared = own_colours(programme), policy_colours(programme)
    for item in items(programme):
        for where, found in _own(item):
            if where in own and found != own[where] and not _rightly_unknown(programme, item, item.own):
                yield f"{item.id} in {where}: engine {found} ({item.own.reason}), oracle {own[where]}"
        said = "" if item.kind in ELSEWHERE else shared.get(place(item.record))
        if said and said != item.status.value and not _rightly_unknown(programme, item, item.rating):
            yield f"{item.id}, status: engine {item.status} ({item.reason}), oracle {said}"


def _own(item: Item) -> Iterator[tuple[Place, str]]:
    """What each row of an item earns by itself: that of a handover for each account."""
    if item.kind is not ItemKind.INTERDEPENDENCY:
        yield place(item.record), item.own.status.value
    for account in item.accounts:
        number = int("".join(letter for letter in account.cell.address if letter.isdigit()))
        yield (account.cell.workbook, account.cell.sheet, number), account.own_status.value


def _rightly_unknown(programme: Programme, item: Item, rating: Rating) -> bool:
    """Whether the engine calls a row unknown and something that it rests on was indeed not read, or is in doubt."""
    if not rating.unknown:
        return False
    books, rests_on = programme.submissions, RESTS_ON.get(item.kind, ())
    if item.kind is ItemKind.RESOURCE and any(any(backward_entries(book.all(CalendarEntry))) for book in books):
        return True
    if item.kind is ItemKind.RISK and any(
        cell.column.name == "from_risk" for book in books for cell in book.unread_cells
    ):
        return True
    rows = [row for book in books for row in book.unread_rows if row.value("kpi") in ("", item.id)]
    return any(row.record in (Workstream, *rests_on) for row in rows)


def compared(programme: Programme) -> int:
    """How many rows the oracle colours and the engine as well."""
    own = own_colours(programme)
    return sum(where in own for item in items(programme) for where, _ in _own(item))


def test_the_examples_are_read_alike(tmp_path: Path) -> None:
    example_in(tmp_path)
    example = xl_send.read(*map(str, sorted(tmp_path.iterdir())))
    assert list(differences(example)) == []
    assert compared(example) == len(own_colours(example)) > 200


def rolled_up_otherwise(programme: Programme) -> Mapping[tuple[str, str], tuple[str, str]]:
    """Every aspect that the engine and the oracle colour otherwise, from the same rows."""
    picture = programme_status(programme)
    found = RollUp(programme, picture.items).colours()
    said = {(one.of, one.aspect.value): one.status.value for one in picture.aspects}
    assert set(said) == set(found)
    return {place: (colour, found[place]) for place, colour in said.items() if found[place] != colour}


def test_the_examples_are_rolled_up_alike(tmp_path: Path) -> None:
    example_in(tmp_path)
    every = sorted(tmp_path.iterdir())
    assert not [found for one in (*every, tmp_path) if (found := rolled_up_otherwise(xl_send.read(str(one))))]


@pytest.mark.parametrize("seed", range(cases(12, whole=300)))
def test_random_programmes_are_rolled_up_alike(seed: int) -> None:
    assert not rolled_up_otherwise(random_programme(seed, ReadableProgrammes))


def test_the_published_figures_are_read_alike(tmp_path: Path) -> None:
    (tmp_path / "real.xlsx").write_bytes(real_workbook())
    assert list(differences(xl_send.read(str(tmp_path / "real.xlsx")))) == []


@pytest.mark.parametrize("seed", range(PROGRAMMES))
def test_random_programmes_are_read_alike(seed: int) -> None:
    programme = random_programme(seed)
    assert list(differences(programme)) == []
    assert compared(programme) == len(own_colours(programme)) > 100
