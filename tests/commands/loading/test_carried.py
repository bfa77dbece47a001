"""With a history the last good return of a workstream of which none came is carried forward, and marked everywhere."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import xl_send
from files import example_in
from known.on_demand import load_workbook
from xl_send.board_pack.values import BoardPack
from xl_send.commands.consolidate import ConsolidateResult
from xl_send.commands.loading.carried import LastReturns, last_returns
from xl_send.output.data.consolidated import consolidated_json
from xl_send.output.data.status import status_json
from xl_send.output.text.consolidated import consolidated_text
from xl_send.output.text.status import status_text
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.submissions import Programme

WAS, NOW = date(2026, 11, 13), date(2027, 1, 15)
MARK = "TRN, as at 13 November 2026"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two returns kept as at November; in January the history gave the next ones, and only one of them came."""
    home = tmp_path_factory.mktemp("programme")
    example_in(home / "autumn", "transition.xlsx", "outreach.xlsx")
    xl_send.consolidate(home / "autumn", history=str(home / "boards.db"))
    xl_send.next_return(home / "boards.db", as_at=NOW, output=home / "spring")
    (home / "spring" / "transition.xlsx").unlink()
    return home


@pytest.fixture(scope="module")
def made(home: Path) -> ConsolidateResult:
    return xl_send.consolidate(
        home / "spring", output=home / "programme.xlsx", history=str(home / "boards.db"), feedback=home / "sent"
    )


def test_a_history_gives_the_next_return_of_each_that_it_keeps(home: Path) -> None:
    was, now = (xl_send.read(home / folder / "outreach.xlsx").submissions[0] for folder in ("autumn", "spring"))
    assert (now.cover.as_at, now.cover.previous) == (NOW, WAS)
    assert now.programme_edition == was.programme_edition
    assert [row.id for row in now.all(Milestone)] == [row.id for row in was.all(Milestone)]


def test_a_history_that_cannot_tell_of_the_last_returns_leaves_the_workbook_and_says_so(
    home: Path, tmp_path: Path
) -> None:
    boards = tmp_path / "boards.db"
    shutil.copy(home / "boards.db", boards)
    with closing(sqlite3.connect(boards)) as opened:
        opened.execute("DELETE FROM cell WHERE row = 3 AND sheet = (SELECT max(id) FROM sheet)")
        opened.commit()
    made = xl_send.consolidate(home / "spring", output=tmp_path / "programme.xlsx", history=boards)
    assert "now keeps 1 workbook" in made.notes[0]
    assert "No return was carried forward. " in made.notes[1]
    assert "This history is damaged" in made.notes[1]
    assert made.errors_found()
    assert (tmp_path / "programme.xlsx").is_file()


def test_its_rows_are_there_as_they_were_and_its_workstream_says_of_when(home: Path, made: ConsolidateResult) -> None:
    whole = xl_send.read(home / "programme.xlsx").submissions[0]
    carried = {stream.code: stream.carried for stream in whole.all(Workstream)}
    assert carried == {"OUT": None, "TRN": WAS}
    old = xl_send.read(home / "autumn" / "transition.xlsx").submissions[0]
    assert {row.id for row in old.all(Milestone)} <= {row.id for row in whole.all(Milestone)}
    assert [item.path for item in made.sources.chosen.taken if item.carried] == [
        "transition (as at 13 November 2026).xlsx"
    ]


def test_it_is_marked_in_every_output(home: Path, made: ConsolidateResult) -> None:
    found = xl_send.status(home / "programme.xlsx")
    assert f"Carried forward: {MARK}" in " ".join(status_text(found).split())
    marked = {item.id for item in found.items if item.reason.endswith("; carried forward, as at 13 November 2026")}
    assert marked == {item.id for item in found.items if item.workstream == "TRN"}
    (book,) = json.loads(status_json(found))["workbooks"]
    assert book["carried_forward"] == [{"workstream": "TRN", "as_at": "2026-11-13"}]
    assert MARK in " ".join(consolidated_text(made).split())
    (chased,) = [line for line in json.loads(consolidated_json(made))["chase"] if line["workstreams"] == ["TRN"]]
    assert (chased["fate"], chased["days_late"], chased["owner"]) == ("carried forward", 63, "Transition Lead")
    book_made = load_workbook(home / "programme.xlsx")
    overview = [row for row in book_made["Overview"].iter_rows(values_only=True) if "(TRN)" in str(row[0])]
    assert MARK in str(overview[0][-1])
    assert "carried forward from 13 November 2026" in str(overview[0][0])
    assert any(MARK in str(row[0]) for row in book_made["Overview"].iter_rows(max_row=4, values_only=True))
    returns = [row for row in book_made["Returns"].iter_rows(values_only=True) if row[1] == "Carried forward"]
    assert [row[3] for row in returns] == ["TRN"]
    pack = xl_send.summarise(home / "programme.xlsx")
    assert MARK in _first_lines(pack)


def _first_lines(pack: BoardPack) -> str:
    return " ".join(sentence for part in pack.pages[0].parts[:1] for sentence in part.sentences)


def test_what_is_old_of_it_is_no_difference(home: Path, made: ConsolidateResult) -> None:
    cover = xl_send.read(home / "programme.xlsx").submissions[0].cover
    assert (cover.period, cover.as_at) == ("Autumn 2 2026", NOW)
    told = {(one.sheet, one.column) for one in made.sources.differences}
    assert not told & {("Programme", title) for title in ("As at", "Previous as at", "Reporting period")}
    (line,) = [line for line in consolidated_text(made).splitlines() if line.startswith("  Carried forward")]
    assert "is it of the same time" not in line


def test_its_owner_is_asked_for_it_and_it_is_not_kept_as_if_it_had_come(home: Path, made: ConsolidateResult) -> None:
    assert made.feedback
    assert "Dear Transition Lead," in (home / "sent" / "TRN-email.txt").read_text()
    assert not [path for path in made.feedback if path.name.startswith("transition")]
    from xl_send.history import History

    kept = History.at(home / "boards.db")
    periods = kept.periods()
    assert [(period.as_at, period.workbooks) for period in periods] == [(WAS, 2), (NOW, 1)]


@pytest.mark.usefixtures("made")
def test_a_board_without_it_is_kept_with_the_colours_that_were_told(home: Path) -> None:
    from xl_send.history import History

    kept = History.at(home / "boards.db")
    told = kept.colours(kept.periods()[-1])
    shown = {(one.of, one.aspect.value): one.status.value for one in xl_send.status(home / "programme.xlsx").aspects}
    assert told == shown


def test_for_the_same_board_once_more_it_is_carried_forward_too(tmp_path: Path) -> None:
    """Who takes a file out of the folder and brings the others together again has not made the programme better."""
    folder, history = tmp_path / "returns", str(tmp_path / "boards.db")
    example_in(folder, "transition.xlsx", "outreach.xlsx")
    xl_send.consolidate(folder, history=history)
    (folder / "transition.xlsx").unlink()
    again = xl_send.consolidate(folder, history=history)
    assert [sorted(item.codes) for item in again.sources.chosen.taken if item.carried] == [["TRN"]]


@pytest.mark.usefixtures("made")
def test_a_period_later_it_is_carried_forward_still_until_it_has_ended(home: Path) -> None:
    history = str(home / "boards.db")
    later = xl_send.consolidate(home / "spring", history=history, as_at="2027-03-05")
    assert [sorted(item.codes) for item in later.sources.chosen.taken if item.carried] == [["TRN"]]
    ended = xl_send.consolidate(home / "spring", history=history, as_at="2031-03-05")
    assert not [item for item in ended.sources.chosen.taken if item.carried]
    assert not ended.sources.missing


def test_a_new_history_or_one_of_another_programme_carries_nothing(home: Path, tmp_path: Path) -> None:
    now = xl_send.read(home / "spring")
    assert last_returns(str(tmp_path / "new.db"), now) == LastReturns()
    (book,) = now.submissions
    other = replace(book, cover=replace(book.cover, programme="Early Years Expansion"))
    assert [item.codes for item in last_returns(str(home / "boards.db"), now).carried] == [{"TRN"}]
    assert last_returns(str(home / "boards.db"), Programme((other,))) == LastReturns()
