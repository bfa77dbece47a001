"""`xl-send history`: what is kept is listed, shown, checked and taken out."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

import xl_send
from history.keeping import contents, small
from xl_send.history import History
from xl_send.shells.cli import main


@pytest.fixture
def history(tmp_path: Path) -> Path:
    """Three boards of one programme, and one of another on a day of these."""
    path = tmp_path / "boards.sqlite"
    for day in ("13 Oct 2026", "13 Nov 2026", "11 Dec 2026"):
        History.at(path).save(small(day))
    History.at(path).save(small("13 Nov 2026", "ZZZ", "Northshire"))
    return path


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    ended = main(["history", *map(str, words)])
    told = capsys.readouterr()
    return ended, told.out, told.err


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_boards_are_listed_by_programme(history: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ended, told, _ = run(capsys, "list", history)
    assert (ended, told.split("\n\n")[1:]) == (
        0,
        [
            "Exampleshire, SEND improvement\n"  # noqa: ISC004 - one text
            "  13 October 2026     1 workbook      Green\n"
            "  13 November 2026    1 workbook      Green\n"
            "  11 December 2026    1 workbook      Green",
            "Northshire, SEND improvement\n  13 November 2026    1 workbook      Green\n",
        ],
    )
    listed = rows(run(capsys, "list", history, "--format", "csv")[1])
    assert [row["As at"] for row in listed] == ["2026-10-13", "2026-11-13", "2026-11-13", "2026-12-11"]
    assert len(xl_send.list_history(history).boards) == 4


def test_a_board_is_shown_as_it_was_kept(history: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = xl_send.show_history(history)
    assert (found.board.as_at.month, [one.workstreams for one in found.workbooks]) == (12, [("TRN",)])
    assert found.colours["programme", "overall"] == "Green"
    _, told, _ = run(capsys, "show", history, "--board", "13/11/2026", "--programme", "northshire")
    assert told.startswith("Northshire, SEND improvement, as at 13 November 2026\n")
    assert "ZZZ.xlsx (ZZZ): " in told
    assert told.index("Overall") < told.index("ZZZ   ")
    (row,) = rows(run(capsys, "show", history, "--format", "csv")[1])
    assert (row["Workbook"], row["Workstreams"]) == ("TRN.xlsx", "TRN")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("show", "--board", "13/11/2026"), "Say whose with --programme."),
        (("show", "--board", "14/11/2026"), "It keeps 13 October 2026, 13 November 2026, 11 December 2026."),
        (("show", "--programme", "Elsewhere"), 'No board of "Elsewhere" is kept here.'),
        (("show", "--board", "soon"), "The date soon cannot be read."),
        (("export", "--since", "1/1/2027", "-o", "x"), "No board is kept here between these dates."),
        (("export",), "Say where to with --output"),
    ],
)
def test_what_is_not_kept_is_said(
    history: Path, words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    ended, _, told = run(capsys, words[0], history, *words[1:])
    assert ended == 2
    assert said in told


def test_check_names_what_is_not_as_it_was_kept(history: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "check", history)[:2] == (0, f"{history}: 4 boards checked. All is as it was kept.\n")
    with closing(sqlite3.connect(history)) as opened:
        opened.execute("UPDATE cell SET text = 'x' WHERE sheet = (SELECT min(id) FROM sheet WHERE workbook = 2)")
        opened.execute("UPDATE colour SET status = 'Red' WHERE period = 3")
        opened.execute("DELETE FROM workstream WHERE period = 1")
        opened.commit()
    ended, told, _ = run(capsys, "check", history)
    assert ended == 1
    assert "3 boards of 4 cannot be believed." in told
    assert "as at 13 November 2026: TRN.xlsx (TRN)\n" in told
    assert "as at 11 December 2026: the colours that were told" in told
    assert "as at 13 October 2026: the list of its workbooks" in told
    told_of = json.loads(run(capsys, "check", history, "--format", "json")[1])
    assert [board["sound"] for board in told_of["boards"]] == [False, False, True, False]
    assert [row["Sound"] for row in rows(run(capsys, "check", history, "--format", "csv")[1])].count("No") == 3


def test_boards_are_taken_out_as_tables(history: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    ended, told, _ = run(capsys, "export", history, "-o", out, "--since", "1 Nov 2026", "--to", "30 Nov 2026")
    assert (ended, told.splitlines()[0]) == (0, f"2 boards of {history} written: 13 November 2026.")
    described = json.loads((out / "datapackage.json").read_text("utf-8"))
    assert {one["path"] for one in described["resources"]} == {path.name for path in out.glob("*.csv")}
    for one in described["resources"]:
        assert one["hash"].removeprefix("sha256:") == hashlib.sha256((out / one["path"]).read_bytes()).hexdigest()
    cells = rows((out / "cells.csv").read_text("utf-8"))
    assert {row["council"] for row in cells} == {"Exampleshire", "Northshire"}
    assert any(row["text"] == "TRN-M01" and row["sheet"] == "Milestones" for row in cells)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    assert run(capsys, "export", history, "-o", out)[0] == 2
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_boards_are_taken_into_another_history_and_are_never_exchanged_there(
    history: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "copy.sqlite"
    assert run(capsys, "export", history, "-o", copy, "--to", "30 Nov 2026")[0] == 0
    _, told, _ = run(capsys, "export", history, "-o", copy)
    assert told == f"{copy} now keeps 4 boards of {history}: 13 October 2026 to 11 December 2026.\n"
    assert [one.as_at for one in History.at(copy).periods()] == [one.as_at for one in History.at(history).periods()]
    assert contents(copy)[0][1:] == contents(history)[0][1:]  # type: ignore[index]
    History.at(copy).save(small("11 Dec 2026", "EHP"))
    before = copy.read_bytes()
    ended, _, said = run(capsys, "export", history, "-o", copy)
    assert (ended, copy.read_bytes() == before) == (2, True)
    assert "Another board is kept here as at 11 December 2026" in said
    assert (
        "This is the history itself."
        in run(capsys, "export", copy, "-o", tmp_path / "." / ".." / tmp_path.name / copy.name)[2]
    )
