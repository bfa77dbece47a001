"""`xl-send adopt`: from a tracker to a standard workbook, its two accounts and its mapping."""

from __future__ import annotations

import json
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

import xl_send
from adoption.trackers import TRACKERS
from known.on_demand import load_workbook
from xl_send.shells.cli import main
from xl_send.xlsx.template.example import example_workbooks


@pytest.fixture(scope="module")
def tracker(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tracker") / "Plan v7.xlsx"
    path.write_bytes(TRACKERS["sections_and_spacers"]().content)
    return path


def test_it_writes_a_workbook_that_the_other_verbs_read_and_says_what_it_did(
    tracker: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tracker.read_bytes()
    new = tmp_path / "new.xlsx"
    assert main(["adopt", str(tracker), "-o", str(new)]) == 0
    told = capsys.readouterr().out
    assert "2 workstreams and 3 milestones" in told
    assert "Still needed" in told
    assert tracker.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new.map.csv", "new.xlsx"]
    items = {item.id: item for item in xl_send.status(new).items}
    assert items["EAR-M01"].reported == "Green"
    book = load_workbook(new)
    assert book.sheetnames[-2:] == ["How it was read", "Left over"]
    assert "Nothing is left to ask" in str(book["How it was read"]["A1"].value)
    cover = {row[0]: row[1] for row in book["Programme"].iter_rows(values_only=True)}
    assert cover["As at"] == datetime(2026, 11, 13)  # noqa: DTZ001 - a day in a cell has no time zone
    assert cover["Senior responsible owner"] == "Director of Children's Services"
    first = new.read_bytes()
    assert main(["adopt", str(tracker), "-o", str(new), "--map", str(tmp_path / "new.map.csv"), "--replace"]) == 0
    assert len(new.read_bytes()) > 0.9 * len(first)


def test_it_writes_over_nothing_unless_asked(tracker: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "new.xlsx").write_text("work")
    assert main(["adopt", str(tracker), "-o", str(tmp_path / "new.xlsx")]) == 2
    assert "already a file of this name" in capsys.readouterr().err
    (tmp_path / "new.xlsx").unlink()
    (tmp_path / "new.map.csv").write_text("work")
    assert main(["adopt", str(tracker), "-o", str(tmp_path / "new.xlsx")]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["new.map.csv"]


def test_one_code_for_everything_and_json(tracker: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["adopt", str(tracker), "-o", str(tmp_path / "n.xlsx"), "--workstream", "TRN", "--format", "json"]
    assert main(arguments) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["schema"] == "xl_send/adopted/1"
    assert told["rows"] == {"Workstreams": 1, "Milestones": 3}
    assert main(["adopt", str(tracker), "-o", str(tmp_path / "m.xlsx"), "--workstream", "t1"]) == 2
    assert "two to five capital letters" in capsys.readouterr().err


def test_questions_end_with_code_1_and_nothing_found_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = tmp_path / "hidden.xlsx"
    asked.write_bytes(TRACKERS["hidden_rows_and_columns"]().content)
    assert main(["adopt", str(asked), "-o", str(tmp_path / "a.xlsx")]) == 1
    assert "Please say" in capsys.readouterr().out
    empty = tmp_path / "empty.xlsx"
    Workbook().save(empty)
    assert main(["adopt", str(empty), "-o", str(tmp_path / "b.xlsx")]) == 2
    assert "No table of milestones" in capsys.readouterr().err
    assert main(["adopt", str(tmp_path / "none.xlsx"), "-o", str(tmp_path / "b.xlsx")]) == 2
    assert not (tmp_path / "b.xlsx").exists()


def test_from_python_it_takes_bytes_and_writes_nothing_unless_asked() -> None:
    made = xl_send.adopt(TRACKERS["project_plan"]().content, output=None)
    assert made.path is None
    book = load_workbook(BytesIO(made.workbook))
    assert book["Milestones"]["A2"].value == "EAR-M02"
    assert made.needed


def test_a_workbook_of_ours_is_not_carried_over_once_more(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "own.xlsx").write_bytes(example_workbooks()["transition.xlsx"])
    assert main(["adopt", str(tmp_path / "own.xlsx"), "-o", str(tmp_path / "new.xlsx")]) == 2
    assert "SEND programme workbook already" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["own.xlsx"]
