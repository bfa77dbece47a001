"""`xl-send changes --history`: boards that were kept, by themselves or with the newest returns, and their colours."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from sqlalchemy import Connection

from editing import Edit, texts, with_edits
from files import write_book
from history.keeping import LATER, SLIP, of_one
from xl_send.errors import CannotRunError
from xl_send.history.boards import remember
from xl_send.history.database.opening import in_transaction
from xl_send.history.database.seals import seal_period
from xl_send.history.locations import history_place
from xl_send.reading.markdown import book_of
from xl_send.shells.cli import main

NAME = "transition.xlsx"


@pytest.fixture
def history(tmp_path: Path) -> str:
    """Two boards of one workbook, of 13 November and 11 December."""
    url = str(tmp_path / "board.sqlite")
    assert remember(of_one(NAME), url) == f"{url} now keeps 1 workbook as at 13 November 2026."
    remember(of_one(NAME, *LATER, *SLIP), url)
    return url


def newest(folder: Path, *edits: Edit) -> Path:
    (found,) = with_edits(edits, [text for text in texts() if text.name == NAME])
    return write_book(book_of(found), folder / NAME)


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    ended = main(["changes", *map(str, arguments)])
    told = capsys.readouterr()
    return ended, " ".join(told.out.split()), told.err


def test_the_last_two_boards_are_compared(history: str, capsys: pytest.CaptureFixture[str]) -> None:
    ended, told, notes = run(capsys, "--history", history)
    assert (ended, notes) == (0, "")
    assert "What has changed since 13 November 2026, as at 11 December 2026" in told
    assert "Forecast date moved from 9 December 2026 to 20 January 2027" in told


def test_two_dates_choose_the_boards(history: str, capsys: pytest.CaptureFixture[str]) -> None:
    remember(of_one(NAME, ("Programme", "As at", {"Value": "15 Jan 2027"})), history)
    _, told, _ = run(capsys, "--history", history, "--since", "13/11/2026", "--to", "2027-01-15")
    assert "What has changed since 13 November 2026, as at 15 January 2027" in told
    _, told, _ = run(capsys, "--history", history, "--to", "11 December 2026")
    assert "What has changed since 13 November 2026, as at 11 December 2026" in told


def test_the_newest_return_is_compared_with_the_board_before_it(
    history: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = newest(tmp_path, ("Programme", "As at", {"Value": "15 Jan 2027"}))
    _, told, _ = run(capsys, path, "--history", f"sqlite:///{history}")
    assert "What has changed since 11 December 2026, as at 15 January 2027" in told
    assert "Forecast date moved from 20 January 2027 to 9 December 2026" in told
    _, told, _ = run(capsys, path, "--history", history, "--since", "13 Nov 2026")
    assert "What has changed since 13 November 2026" in told


def test_a_score_that_stands_while_what_it_threatens_slips_is_known_first(
    history: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    later: Edit = ("Programme", "As at", {"Value": "15 Jan 2027"})
    told = "Scored 12 (likelihood 3, impact 4) at each of three boards since 13 November 2026, while what it threatens"
    by_risk: Edit = ("Risks", "TRN-R02", {"Threatens": "TRN-M07"})
    _, said, _ = run(capsys, newest(tmp_path, later, *SLIP, by_risk), "--history", history)
    first, _, rest = said.partition("What the board should know first")[2].partition("Transition to secondary (TRN): ")
    assert f"{told} has slipped: TRN-M07 (" in first
    assert told not in rest
    for edits in ([by_risk], [*SLIP, by_risk, ("Risks", "TRN-R02", {"Threatens": "TRN-M07", "Impact": "5"})]):
        _, said, _ = run(capsys, newest(tmp_path, later, *edits), "--history", history)
        assert told not in said
    _, said, _ = run(capsys, newest(tmp_path, later, *SLIP, by_risk), "--history", history, "--since", "13 Nov 2026")
    assert "three boards" not in said


def test_the_board_page_takes_the_board_before_from_a_history(history: str, tmp_path: Path) -> None:
    path = newest(tmp_path, *LATER)
    assert main(["report", str(path), "--since", history, "-o", str(tmp_path)]) == 0
    page = (tmp_path / "board-summary.html").read_text(encoding="utf-8")
    assert "What has changed since 13 November 2026" in page
    assert "Overall colour at each board" in page
    assert "From 13 November 2026 to" in page


def test_a_final_with_a_history_behind_it_is_made_again(
    history: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("report", newest(tmp_path, *LATER), "--since", f"sqlite:///{history}", "--final", "-o", tmp_path / "out")
    assert main([str(word) for word in words]) == 0
    manifest = tmp_path / "out" / "board-summary-final-1.0" / "manifest.json"
    assert main(["report", "--remake", str(manifest), "-o", str(tmp_path / "again")]) == 0
    assert "The same to the byte as the Final: board-summary.html." in capsys.readouterr().err


def test_colours_that_were_told_otherwise_are_noted(history: str, capsys: pytest.CaptureFixture[str]) -> None:
    def otherwise(connection: Connection) -> None:
        connection.exec_driver_sql("UPDATE colour SET status = 'Green' WHERE period = 1 AND of_what = 'TRN'")
        seal_period(connection, 1)

    in_transaction(history_place(history), otherwise)
    _, _, notes = run(capsys, "--history", history)
    assert notes == (
        "By the rules of today some colours as at 13 November 2026 are not those told then: TRN benefits was told as "
        "Green and is Amber; TRN delivery was told as Green and is Amber; TRN interdependencies was told as Green and "
        "is Amber; and 2 more.\n"
    )


def test_a_history_of_two_programmes_gives_the_boards_of_the_latest(
    history: str, capsys: pytest.CaptureFixture[str]
) -> None:
    other: tuple[Edit, ...] = (("Programme", "Council", {"Value": "Northshire Council"}),)
    remember(of_one(NAME, *other, ("Programme", "As at", {"Value": "15 Jan 2027"})), history)
    ended, _, told = run(capsys, "--history", history)
    assert (ended, told) == (
        2, f"{history}: Nothing is kept here from before 15 January 2027. It keeps 15 January 2027.\n",
    )  # fmt: skip


def test_colours_over_time_stand_side_by_side(history: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["changes", "--history", history, "--trend"])
    lines = capsys.readouterr().out.splitlines()
    assert lines[3].split("  ")[-1].strip() == "11 December 2026"
    assert "TRN                   Amber              Red" in lines
    _, told, _ = run(capsys, "--history", history, "--trend", "--format", "json")
    assert [load["as_at"] for load in json.loads(told)["boards"]] == ["2026-11-13", "2026-12-11"]
    main(["changes", "--history", history, "--trend", "--format", "csv"])
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out.removeprefix("\ufeff"))))
    assert {"As at": "2026-12-11", "Of": "TRN", "Aspect": "delivery", "Status": "Red"} in rows
    assert len(rows) == 24


def test_of_many_boards_the_words_show_the_latest_four(history: str, capsys: pytest.CaptureFixture[str]) -> None:
    for day in ("15 Jan 2027", "12 Feb 2027", "12 Mar 2027"):
        remember(of_one(NAME, ("Programme", "As at", {"Value": day})), history)
    _, told, _ = run(capsys, "--history", history, "--trend")
    assert "13 November 2026" not in told
    assert told.endswith("1 earlier board is left out.")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Name the older returns and the newer ones"),
        (("a.xlsx",), "Name the older returns and the newer ones"),
        (("a.xlsx", "b.xlsx", "--since", "1/1/2027"), "Name the older returns and the newer ones"),
        (("--trend",), "Name the older returns and the newer ones"),
        (("a.xlsx", "b.xlsx", "--history", "x"), "With --history name the newer returns alone"),
        (("a.xlsx", "--history", "x", "--to", "1/1/2027"), "With --history name the newer returns alone"),
        (("--history", "x", "--trend", "--to", "1/1/2027"), "With --history name the newer returns alone"),
        (("--history", "none.sqlite"), "none.sqlite: There is no history here."),
        (("--history", "mysql://x"), "mysql://x: A history is a file, a PostgreSQL or"),
        (("--history", "none.sqlite", "--trend"), "none.sqlite: There is no history here."),
    ],
)
def test_what_is_not_plain_is_refused(
    arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    ended, out, told = run(capsys, *arguments)
    assert (ended, out) == (2, "")
    assert said in told


def test_dates_that_are_not_kept_or_not_in_order_are_refused(
    history: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, _, told = run(capsys, "--history", history, "--since", "soon")
    assert told == f"{history}: The date soon cannot be read. It keeps 13 November 2026, 11 December 2026.\n"
    _, _, told = run(capsys, "--history", history, "--since", "11 Dec 2026", "--to", "13 Nov 2026")
    assert "11 December 2026 is not earlier than 13 November 2026." in told
    _, _, told = run(capsys, newest(tmp_path), "--history", history)
    assert "Nothing is kept here from before 13 November 2026." in told
    _, _, told = run(capsys, newest(tmp_path), "--history", history, "--since", "11 Dec 2026")
    assert "which is not later than" in told


def test_a_history_without_boards_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    begun = tmp_path / "begun.sqlite"
    with pytest.raises(ZeroDivisionError):
        in_transaction(history_place(begun), lambda _: 1 / 0)
    assert "Nothing is kept here yet." in run(capsys, "--history", begun)[2]


def test_returns_without_an_as_at_are_not_kept(tmp_path: Path) -> None:
    with pytest.raises(CannotRunError, match="Nothing was kept"):
        remember(of_one(NAME, ("Programme", "As at", {"Value": "TBC"})), str(tmp_path / "a.sqlite"))


def test_consolidate_keeps_the_returns_for_the_next_board(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = tmp_path / "board.sqlite"
    for month, edits in (("november", tuple[Edit, ...]()), ("december", (*LATER, *SLIP))):
        (tmp_path / month).mkdir()
        newest(tmp_path / month, *edits)
        target = tmp_path / f"{month}.xlsx"
        assert main(["consolidate", str(tmp_path / month), "-o", str(target), "--history", str(kept)]) == 0
    assert capsys.readouterr().err == (
        f"{kept} now keeps 1 workbook as at 13 November 2026.\n{kept} now keeps 1 workbook as at 11 December 2026.\n"
    )
    _, told, _ = run(capsys, "--history", kept)
    assert "Forecast date moved from 9 December 2026 to 20 January 2027" in told
    _, from_workbooks, _ = run(capsys, tmp_path / "november.xlsx", tmp_path / "december.xlsx")
    assert "Forecast date moved from 9 December 2026 to 20 January 2027" in from_workbooks
    _, from_both, _ = run(capsys, tmp_path / "november.xlsx", tmp_path / "december")
    assert from_both.split("TRN-M07")[1:] == from_workbooks.split("TRN-M07")[1:]


def test_a_failed_history_leaves_the_workbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "returns").mkdir()
    newest(tmp_path / "returns")
    target, kept = tmp_path / "all.xlsx", tmp_path / "minutes.sqlite"
    kept.write_text("the council's minutes", encoding="utf-8")
    assert main(["consolidate", str(tmp_path / "returns"), "-o", str(target), "--history", str(kept)]) == 1
    assert "is not a history of returns" in capsys.readouterr().err
    assert target.exists()
    assert kept.read_text(encoding="utf-8") == "the council's minutes"
