"""What is held of many returns: what is the same in them once, and their cells no longer than they are needed."""

from __future__ import annotations

from pathlib import Path

import pytest

import xl_send
from files import write_example
from statuses import table
from xl_send.commands.loading import named_files
from xl_send.commands.loading.at_once import each_read
from xl_send.commands.loading.returns import read_return
from xl_send.consolidation.returns import CopiesHeldOnce, Return
from xl_send.progress import quietly
from xl_send.reading.loaded import Refusal
from xl_send.workbook.columns import Layout
from xl_send.workbook.submissions import SHEETS

COVER = table("Programme", {"Council": "Exampleshire", "Programme": "SEND", "As at": "13 Nov 2026", "Our ref": "7"})
TABLES = [record for record in SHEETS if record.SHEET.layout is Layout.TABLE]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns of which all give the same meeting and each a milestone of its own, one row longer than the last."""
    folder = tmp_path_factory.mktemp("held") / "returns"
    folder.mkdir()
    meeting = table("Meetings", {"Forum": "Board", "Date": "3 Dec 2026"}) + table("Forums", {"Forum": "Board"})
    for number, code in enumerate(("TRN", "OUT", "EHP"), 1):
        rows = [{"ID": f"{code}-M0{row}", "Workstream": code, "Milestone": code} for row in range(1, number + 1)]
        own = table("Workstreams", {"Code": code}) + table("Milestones", *rows) + table(f"Notes {code}", {"A": code})
        write_example(COVER + meeting + own, folder / f"{code}.xlsx")
    return folder


def _read(folder: Path, copies: CopiesHeldOnce | None) -> list[Return]:
    files = list(named_files([folder]))
    hold = copies.of if copies else (lambda item: item)
    return [found for _, found in each_read(files, read_return, quietly, "", hold) if not isinstance(found, Refusal)]


def test_what_is_the_same_in_many_is_held_once_and_nothing_else_is_taken_for_it(folder: Path) -> None:
    apart, held = _read(folder, None), _read(folder, CopiesHeldOnce())
    for one, other in zip(apart, held, strict=True):
        assert one.content == other.content
        assert [list(grid.rows) for grid in one.book.grids] == [list(grid.rows) for grid in other.book.grids]
    rows = [{grid.title: grid.rows for grid in item.book.grids} for item in held]
    assert all(found["Meetings"] is rows[0]["Meetings"] for found in rows)
    assert len({id(found["Milestones"]) for found in rows}) == len(rows)


def test_cells_are_let_go_when_rows_were_brought_together(folder: Path) -> None:
    before = {item.path: item for item in _read(folder, None)}
    taken = xl_send.consolidate(folder).sources.chosen.taken
    assert len(taken) == len(before)
    for item in taken:
        assert not any(list(item.rows(record)) for record in TABLES)
        assert any(list(before[item.path].rows(record)) for record in TABLES)
        assert item.left_behind == before[item.path].left_behind != ()
        assert item.submission.rows_read == before[item.path].submission.rows_read


def test_cells_are_kept_for_a_history(folder: Path, tmp_path: Path) -> None:
    taken = xl_send.consolidate(folder, history=tmp_path / "boards.db").sources.chosen.taken
    assert {any(list(item.rows(record)) for record in TABLES) for item in taken} == {True}
