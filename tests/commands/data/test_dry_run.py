"""`xl-send dry-run`: what other thresholds would have given, held against status with those thresholds."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

import xl_send
from known.on_demand import load_workbook
from xl_send.shells.cli import main
from xl_send.xlsx.template.example import example_workbooks

NAME = "transition.xlsx"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("boards")
    (place / "returns").mkdir()
    (place / "returns" / NAME).write_bytes(example_workbooks()[NAME])
    book = load_workbook(place / "returns" / NAME)
    for row in book["Thresholds"].iter_rows():
        if str(row[0].value).startswith("Milestone green within"):
            row[1].value = 0
        if str(row[0].value).startswith("Milestone amber within"):
            row[1].value = 1
    book.save(place / "tight.xlsx")
    xl_send.consolidate(place / "returns", history=str(place / "boards.db"))
    return place


def test_it_says_how_many_colours_turn_and_which(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = xl_send.dry_run(history=folder / "boards.db", policy=folder / "tight.xlsx")
    before = {item.id: item.status for item in xl_send.status(folder / "returns").items}
    after = {item.id: item.status for item in xl_send.status(folder / "returns", policy=folder / "tight.xlsx").items}
    wanted = {name: (before[name], after[name]) for name in before if before[name] is not after[name]}
    assert wanted
    assert {item.id: (item.before, item.after) for item in found.items} == wanted
    assert sum(found.counts().values()) == 0
    assert main(["dry-run", "--history", str(folder / "boards.db"), "--policy", str(folder / "tight.xlsx")]) == 0
    told = capsys.readouterr().out
    assert "Over the last 1 board (13 November 2026) the thresholds of tight.xlsx would have given 2 Red more" in told
    assert next(iter(wanted)) in told


def test_the_same_thresholds_change_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    same = str(folder / "returns" / NAME)
    assert main(["dry-run", "--history", str(folder / "boards.db"), "--policy", same]) == 0
    assert "would have changed no colour" in capsys.readouterr().out


def test_what_a_board_lacks_is_told_before_what_would_have_changed(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = load_workbook(folder / "returns" / NAME)
    book["Risks"].title = "Our risks"
    book.save(tmp_path / NAME)
    xl_send.consolidate(tmp_path / NAME, history=str(tmp_path / "boards.db"))
    same = str(folder / "returns" / NAME)
    assert main(["dry-run", "--history", str(tmp_path / "boards.db"), "--policy", same]) == 1
    told = capsys.readouterr().out
    assert told.startswith("As at 13 November 2026: The sheet Risks of transition.xlsx was not found.")
    assert "would have changed no colour among what could be read." in told


def test_csv_and_what_cannot_be_done(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["dry-run", "--history", str(folder / "boards.db"), "--policy", str(folder / "tight.xlsx")]
    assert main([*arguments, "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out.lstrip("\ufeff"))))
    assert rows
    assert set(rows[0]) == {"Board", "Id", "Kind", "Name", "Was", "Would be", "Why"}
    assert main(["dry-run"]) == 2
    assert "Name the history" in capsys.readouterr().err
    assert main([*arguments, "--boards", "none"]) == 2
    assert "whole number" in capsys.readouterr().err
