"""`xl-send changes`: the older and the newer, in words, JSON and rows; and what it refuses."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from files import write_example
from network.programmes import book, milestone
from xl_send.shells.cli import main

THEN, NOW = ({"As at": "2 Oct 2026"},), ({"As at": "13 Nov 2026"},)


def returned(folder: Path, cover: tuple[dict[str, str], ...], *milestones: dict[str, str]) -> Path:
    folder.mkdir()
    text = book("TRN", Programme=cover, Milestones=milestones)
    write_example(text, folder / "trn.xlsx")
    return folder


@pytest.fixture
def boards(tmp_path: Path) -> tuple[Path, Path]:
    then = returned(tmp_path / "then", THEN, milestone("TRN-M01", "11 Dec 2026"), milestone("TRN-M02", "8 Jan 2027"))
    now = returned(
        tmp_path / "now", NOW, milestone("TRN-M01", "11 Dec 2026", "29 Jan 2027", Milestone='"=1+1"'),
        milestone("TRN-M02", "8 Jan 2027", Milestone="Trial opens in four schools"),
    )  # fmt: skip
    return then, now


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    ended = main(["changes", *map(str, arguments)])
    told = capsys.readouterr()
    return ended, told.out, told.err


def test_what_has_changed_is_told_in_words(boards: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for folder in boards for path in folder.iterdir()}
    ended, text, _ = run(capsys, *boards)
    plain = " ".join(text.split())
    assert ended == 0
    for said in (
        "What has changed since 2 October 2026, as at 13 November 2026",
        "The programme is Red; it was Green.",
        "What the board should know first",
        "Forecast date moved from 11 December 2026 to 29 January 2027, 32 working days later.",
        "Now Red: 32 working days late. Was Green: on time.",
        "Transition to secondary (TRN): Red",
        "to know first.",
    ):
        assert said in plain
    assert "TRN-M02" not in text
    assert {path: path.read_bytes() for folder in boards for path in folder.iterdir()} == before


def test_programs_get_every_change_with_both_cells(
    boards: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    _, text, _ = run(capsys, *boards, "--format", "json")
    told = json.loads(text)
    assert (told["schema"], told["then"]["as_at"], told["now"]["as_at"]) == (
        "xl_send/changes/1", "2026-10-02", "2026-11-13",
    )  # fmt: skip
    moved = next(item for item in told["changes"] if item["what"] == "forecast moved")
    assert [cell["workbook"] for cell in moved["then"] + moved["now"]] == [str(board / "trn.xlsx") for board in boards]
    _, rows, _ = run(capsys, *boards, "--format", "csv")
    read = list(csv.DictReader(io.StringIO(rows.removeprefix("\ufeff"))))
    assert len(read) == len(told["changes"])
    row = next(item for item in read if item["What"] == "forecast moved")
    assert (row["Cells then"], row["Cells now"], row["Name"]) == ("H2", "H2", "'=1+1")


def test_the_newer_must_be_later_and_both_are_named(
    boards: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    then, now = boards
    ended, text, told = run(capsys, now, then)
    assert (ended, text) == (2, "")
    assert told == (
        f"{then} is as at 2 October 2026, which is not later than {now}, as at 13 November 2026. "
        "Name the older return first and the newer one second.\n"
    )
    assert run(capsys, now, now)[0] == 2


def test_without_an_as_at_nothing_is_compared(
    boards: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    undated = returned(tmp_path / "undated", ({"As at": "TBC"},))
    ended, _, told = run(capsys, boards[0], undated)
    assert ended == 2
    assert told == f"{undated}: No workbook here has a readable As at date. Put it on the Programme sheet first.\n"


def test_a_file_that_cannot_be_read_is_told_and_counts_as_an_error(
    boards: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    (boards[1] / "old.xls").write_bytes(b"nothing")
    ended, text, _ = run(capsys, *boards)
    assert ended == 1
    assert "old.xls could not be read now." in " ".join(text.split())


def test_nothing_changed_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = (milestone("TRN-M01", "11 Dec 2026"),)
    then, now = returned(tmp_path / "then", THEN, *rows), returned(tmp_path / "now", NOW, *rows)
    ended, text, _ = run(capsys, then, now)
    assert (ended, text.splitlines()[-1]) == (0, "Nothing has changed.")
