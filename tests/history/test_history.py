"""A history gives back what was put in: the same rows, colours and cells, a period and a workstream once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editing import example, texts, with_edits
from history.keeping import LATER, SLIP, of_one, returns, small
from xl_send.findings import Cell
from xl_send.history import History, HistoryError, KeptReturn, Period, is_history
from xl_send.history.database import files, opening
from xl_send.history.database.editions import EDITION
from xl_send.history.refusals import (
    DAMAGED,
    IN_USE,
    NEWER,
    NO_FOLDER,
    NOT_OURS,
    NOT_THERE,
    OTHER_KIND,
    UNREADABLE,
    UNWRITABLE,
)
from xl_send.history.values import from_text, kind_and_text
from xl_send.rag.rollup import programme_status
from xl_send.reading.markdown import BookText, SheetText, book_of
from xl_send.results import ProgrammeStatus
from xl_send.rules import Scope, all_rules, check
from xl_send.workbook.cells import Book, CellError, CellErrorKind, Grid, Percentage, Value
from xl_send.workbook.characters import FORBIDDEN
from xl_send.workbook.submissions import Programme


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History.at(str(tmp_path / "board.sqlite"))


def saved(history: History, found: list[KeptReturn]) -> Period:
    period = history.save(found)
    assert period
    return period


def seen(found: ProgrammeStatus) -> list[tuple[object, ...]]:
    return [(item.id, item.status, item.reason, item.rating.cells, item.own.status) for item in found.items]


def conflicts(found: Programme) -> list[tuple[str, str, Cell]]:
    return [
        (finding.key, finding.message, finding.cell) for finding in check(found, all_rules(Scope.CONFLICTS).values())
    ]


def dump(history: History) -> list[str]:
    with closing(sqlite3.connect(history.place.path)) as opened:
        return list(opened.iterdump())


def test_a_board_comes_back_with_the_same_colours_reasons_cells_and_conflicts(history: History) -> None:
    period = saved(history, returns())
    found = history.load(period)
    assert seen(programme_status(found)) == seen(example().picture)
    assert conflicts(found) == [(conflict.key, conflict.message, conflict.cell) for conflict in example().conflicts]
    unread = {
        (unread_row.table.sheet, unread_row.row, unread_row.id)
        for book in found.submissions
        for unread_row in book.unread_rows
    }
    assert unread == {
        (unread_row.table.sheet, unread_row.row, unread_row.id)
        for book in example().programme.submissions
        for unread_row in book.unread_rows
    }


def test_a_period_says_whose_it_is_and_its_colours_are_those_told(history: History) -> None:
    period = saved(history, returns())
    assert (period.council, period.as_at, period.workbooks) == ("Exampleshire County Council", date(2026, 11, 13), 6)
    assert history.periods() == (period,)
    told = {(aspect.of, aspect.aspect.value): aspect.status.value for aspect in example().picture.aspects}
    assert history.colours(period) == told


def test_saving_the_same_period_again_changes_not_a_byte(history: History) -> None:
    saved(history, returns())
    before = history.place.path.read_bytes()
    saved(history, returns())
    saved(history, list(reversed(of_one("transition.xlsx"))))
    assert history.place.path.read_bytes() == before


def test_a_later_return_of_one_workstream_replaces_only_that_one(history: History) -> None:
    saved(history, returns())
    period = saved(history, of_one("transition.xlsx", *SLIP))
    found = history.load(period)
    assert period.workbooks == 6
    assert found.milestones["TRN-M07"].forecast == date(2027, 1, 20)
    assert history.colours(period)["TRN", "delivery"] == "Red"
    assert ("EHP", "delivery") in history.colours(period)


def test_periods_stand_in_the_order_of_their_dates(history: History) -> None:
    saved(history, returns(with_edits(LATER)))
    saved(history, returns())
    assert [period.as_at for period in history.periods()] == [date(2026, 11, 13), date(2026, 12, 11)]


def test_columns_and_sheets_that_are_the_council_s_own_are_not_kept(history: History) -> None:
    private = {"Pupil": "Zebedee Quill"}
    notes = SheetText("Notes", [{"Note": "Zebedee Quill"}], ["Note"])
    books = with_edits([("Milestones", "TRN-M07", private)])
    saved(history, returns([BookText(book.name, {**book.sheets, "Notes": notes}) for book in books]))
    assert "First-term review of the trial" in "".join(dump(history))
    assert "Zebedee" not in "".join(dump(history))


def test_nothing_is_kept_without_an_as_at(history: History) -> None:
    assert history.save(of_one("transition.xlsx", ("Programme", "As at", {"Value": "TBC"}))) is None
    assert not history.place.path.exists()


def test_a_workbook_without_an_as_at_is_kept_beside_the_others(history: History) -> None:
    undated = of_one("transition.xlsx", ("Programme", "As at", {"Value": "TBC"}))
    period = saved(history, [*of_one("workforce.xlsx"), *undated])
    assert [submission.as_at for submission in history.load(period).submissions] == [None, date(2026, 11, 13)]


def test_names_that_no_file_could_keep_are_kept_as_it_can(history: History) -> None:
    odd = [KeptReturn(replace(item.book, name="a\udcff\0.xlsx"), item.sha256) for item in of_one("transition.xlsx")]
    period = saved(history, odd)
    assert [one.file for one in history.workbooks(period)] == ["a\ufffd.xlsx"]
    saved(history, odd)
    assert history.periods() == (period,)


def test_two_workbooks_of_one_name_are_told_apart_by_their_workstreams(history: History) -> None:
    same = [KeptReturn(replace(item.book, name="C:\\returns\\return.xlsx"), item.sha256) for item in returns()[:2]]
    names = [submission.workbook for submission in history.load(saved(history, same)).submissions]
    assert names == ["return.xlsx (EHP)", "return.xlsx (OUT)"]


def test_a_workbook_without_workstreams_is_replaced_by_its_name(history: History) -> None:
    grids = book_of(texts()[0]).grids
    bare = [KeptReturn(Book("policy.xlsx", tuple(grid for grid in grids if grid.title == "Programme")), "0")]
    assert saved(history, bare).workbooks == 1
    assert saved(history, bare).workbooks == 1


def test_a_clash_of_two_returns_loses_neither(history: History) -> None:
    twice = [*of_one("transition.xlsx"), *of_one("transition.xlsx")]
    assert saved(history, twice).workbooks == 2


@pytest.mark.parametrize(
    "value",
    [
        "text", "=1+1", "", "\ud800", "\0", 1.5, -0.0, float("inf"), Percentage(0.45), True, False, date(2026, 11, 13),
        datetime(2026, 11, 13, 9, 30), CellError(CellErrorKind.ERROR, "#REF!"), CellError(CellErrorKind.BAD_DATE,  # noqa: DTZ001 - a cell knows no time zone
        "########"),
    ],
)  # fmt: skip
def test_every_kind_of_cell_comes_back_as_it_was(value: Value) -> None:
    back = from_text(*kind_and_text(value))
    assert type(back) is type(value)
    assert back == {"\ud800": "\ufffd", "\0": ""}.get(str(value), value)


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="".join(map(chr, FORBIDDEN))))


@given(st.one_of(TEXTS, st.floats(allow_nan=False), st.dates(), st.booleans()))
def test_any_value_comes_back(value: Value) -> None:
    back = from_text(*kind_and_text(value))
    assert (type(back), back) == (type(value), value)


def _refused(history: History) -> Iterator[str]:
    for use in (history.periods, lambda: history.save(of_one("transition.xlsx"))):
        with pytest.raises(HistoryError) as told:
            use()
        assert str(history.place.path) in str(told.value)
        yield told.value.sentence


def test_a_file_that_is_no_history_is_left_alone(history: History) -> None:
    history.place.path.write_bytes(b"council minutes, not a database" * 100)
    before = history.place.path.read_bytes()
    assert set(_refused(history)) == {NOT_OURS}
    assert history.place.path.read_bytes() == before


def test_another_product_s_database_is_left_alone(history: History) -> None:
    with closing(sqlite3.connect(history.place.path)) as other:
        other.execute("CREATE TABLE pupil (name TEXT)")
    before = history.place.path.read_bytes()
    assert set(_refused(history)) == {NOT_OURS}
    assert history.place.path.read_bytes() == before


def test_a_history_of_a_later_edition_is_not_touched(history: History) -> None:
    saved(history, of_one("transition.xlsx"))
    with closing(sqlite3.connect(history.place.path)) as opened:
        opened.execute(f"PRAGMA user_version = {EDITION + 1}")
    assert set(_refused(history)) == {NEWER}


def test_a_damaged_history_is_said_to_be_damaged(history: History) -> None:
    period = saved(history, of_one("transition.xlsx"))
    with closing(sqlite3.connect(history.place.path)) as opened:
        opened.execute("UPDATE cell SET kind = 'colour' WHERE kind = 'day'")
        opened.commit()
    with pytest.raises(HistoryError) as told:
        history.load(period)
    assert told.value.sentence == DAMAGED
    with closing(sqlite3.connect(history.place.path)) as opened:
        opened.execute("UPDATE period SET as_at = 'soon'")
        opened.commit()
    with pytest.raises(HistoryError) as told:
        history.periods()
    assert told.value.sentence == DAMAGED
    with closing(sqlite3.connect(history.place.path)) as opened:
        opened.execute("DROP TABLE workbook")
    assert set(_refused(history)) == {DAMAGED}


def test_torn_pages_are_said_to_be_damage(history: History) -> None:
    period = saved(history, returns())
    content = bytearray(history.place.path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    history.place.path.write_bytes(content)
    with pytest.raises(HistoryError) as told:
        history.load(period)
    assert told.value.sentence == DAMAGED


def test_a_history_in_use_says_so(history: History, monkeypatch: pytest.MonkeyPatch) -> None:
    saved(history, of_one("transition.xlsx"))
    monkeypatch.setattr(files, "WAIT_SECONDS", 0.0)
    monkeypatch.setattr(opening, "PAUSES", (0.0,))
    with closing(sqlite3.connect(history.place.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert set(_refused(history)) == {IN_USE}


def test_who_finds_it_in_use_tries_again(history: History, monkeypatch: pytest.MonkeyPatch) -> None:
    saved(history, small())
    monkeypatch.setattr(files, "WAIT_SECONDS", 0.0)
    other = sqlite3.connect(history.place.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    monkeypatch.setattr("time.sleep", lambda _: other.close())
    assert saved(history, small("13 Dec 2026")).as_at == date(2026, 12, 13)


def test_what_fails_half_way_leaves_the_history_as_it_was(history: History, monkeypatch: pytest.MonkeyPatch) -> None:
    saved(history, returns())
    before = dump(history)
    monkeypatch.setattr("xl_send.history.database.keeping._colours_changed", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        history.save(of_one("transition.xlsx", *SLIP))
    assert dump(history) == before


def test_no_write_ahead_log_is_left_beside_it(history: History) -> None:
    saved(history, returns())
    assert [item.name for item in history.place.path.parent.iterdir()] == ["board.sqlite"]


def test_where_there_is_none_that_is_said(tmp_path: Path) -> None:
    with pytest.raises(HistoryError) as told:
        History.at(str(tmp_path / "none.sqlite")).periods()
    assert told.value.sentence == NOT_THERE
    (tmp_path / "empty.sqlite").touch()
    with pytest.raises(HistoryError) as told:
        History.at(str(tmp_path / "empty.sqlite")).periods()
    assert told.value.sentence == DAMAGED
    with pytest.raises(HistoryError) as told:
        History.at(str(tmp_path / "no folder" / "a.sqlite")).save(of_one("transition.xlsx"))
    assert told.value.sentence == NO_FOLDER
    with pytest.raises(HistoryError) as told:
        History.at(tmp_path).save(of_one("transition.xlsx"))
    assert told.value.sentence == UNWRITABLE


def test_of_a_history_that_may_not_be_read_it_is_not_said_that_it_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "board.sqlite"
    path.write_bytes(b"SQLite format 3")

    def refuse(_: Path, *__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(HistoryError) as told:
        History.at(str(path)).periods()
    assert told.value.sentence == UNREADABLE


def test_a_history_is_named_by_a_path_or_an_address(tmp_path: Path) -> None:
    assert History.at(f"sqlite:///{tmp_path}/a.sqlite").place.path == tmp_path / "a.sqlite"
    assert History.at("C:\\returns\\a.sqlite").place.path == Path("C:\\returns\\a.sqlite")
    for name in ("mysql://council/returns", "mysql:"):
        with pytest.raises(HistoryError) as told:
            History.at(name)
        assert told.value.sentence == OTHER_KIND
    assert [is_history(item) for item in ("SQLITE:///x", "a.DB", "mssql+pyodbc://x", "a.xlsx")] == [
        True,
        True,
        True,
        False,
    ]


def test_what_stands_above_a_table_s_titles_is_not_kept_and_its_rows_keep_their_numbers(history: History) -> None:
    book = book_of(next(text for text in texts() if text.name == "transition.xlsx"))
    moved = [
        replace(grid, rows=[(1, {1: "Zebedee Quill"}), *((number + 2, cells) for number, cells in grid.rows)])
        if grid.title == "Milestones" else grid
        for grid in book.grids
    ]  # fmt: skip
    found = history.load(saved(history, [KeptReturn(replace(book, grids=tuple(moved)), "0")]))
    assert found.milestones["TRN-M01"].row == 4
    assert "Zebedee" not in "".join(dump(history))


def test_hidden_sheets_stay_hidden(history: History) -> None:
    book = book_of(next(text for text in texts() if text.name == "transition.xlsx"))
    hidden = replace(book, grids=tuple(Grid(grid.title, grid.rows, hidden=True) for grid in book.grids))
    found = history.load(saved(history, [KeptReturn(hidden, "0")]))
    assert {item.hidden for item in found.submissions[0].seen.values()} == {True}
