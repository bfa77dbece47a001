"""`xl-send sequence`: a proposed order in words, JSON, rows and a workbook; no workbook that was read is touched."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest

import xl_send
from cases.workbooks import shipped
from files import write_example
from known.on_demand import load_workbook
from network.programmes import book, milestone
from places import EXAMPLES
from xl_send.scheduling.solver import exact
from xl_send.shells.cli import main

LOOP = book(
    "TRN",
    Milestones=(
        milestone("TRN-M01", "11 Dec 2026", Depends_on="TRN-M02"),
        milestone("TRN-M02", "11 Dec 2026", Depends_on="TRN-M01"),
        milestone("TRN-M03", "6 Nov 2026", Milestone="@SUM(1,1)", Key="No"),
    ),
)


def asked(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The example holds rows that cannot be read, which ends in 1; a workbook of its own does not."""
    assert main(["sequence", *arguments]) == int(Path(arguments[0]).is_dir())
    return capsys.readouterr().out


@pytest.fixture
def loop(tmp_path: Path) -> Path:
    return write_example(LOOP, tmp_path / "trn.xlsx")


def test_the_example_is_put_in_order_and_proved(capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for path in EXAMPLES.glob("*.xlsx")}
    told = " ".join(asked(capsys, str(EXAMPLES)).split())
    for said in (
        "Proved the best: no order leaves less too late",
        "it waits for SUF-D01 on 26 February 2027 and then 20 working days.",
        "are at Larkfield Academy too, where one workstream asks at a time",
        "TRN-T03 and WFD-T02 are at once at Larkfield Academy between 9 November 2026 and 27 November 2026",
        "SUF-M09 waits for SUF-D01, which waits for STA-M09 (26 February 2027), so it is not before 30 March 2027.",
        "* STA-T03",
        "No workbook was changed: each owner decides on their own dates.",
    ):
        assert said in told
    assert {path: path.read_bytes() for path in EXAMPLES.glob("*.xlsx")} == before


def test_following_the_proposal_leaves_nothing_to_move(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The rows as an owner would paste them: with them in place, no date needs to move any more."""
    rows = list(csv.DictReader(io.StringIO(asked(capsys, str(EXAMPLES), "--format", "csv").removeprefix("\ufeff"))))
    assert rows
    for path in EXAMPLES.glob("*.xlsx"):
        made = shipped(path).book
        for row in rows:
            if row["Workbook"] == str(path):
                made[row["Sheet"]][row["Cell"]] = date.fromisoformat(row["Proposed date"])
        made.save(tmp_path / path.name)
    again = json.loads(asked(capsys, str(tmp_path), "--format", "json"))
    assert again["moves"] == []


def test_json_says_every_cell_that_would_change(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(asked(capsys, str(EXAMPLES), "--format", "json"))
    assert (found["schema"], found["proved"], found["solver"]) == ("xl_send/sequence/2", True, True)
    task = next(item for item in found["moves"] if item["id"] == "STA-T03")
    assert [change["column"] for change in task["changes"]] == ["Starts", "Ends"]
    assert [change["after"] for change in task["changes"]] == ["2027-01-04", "2027-01-29"]
    assert {"id": "STA-T03", "kind": "diagnostic", "workstream": "STA", "starts": "2027-01-04", "ends": "2027-01-29",
            "moved": True} in found["order"]  # fmt: skip
    assert ["TRN-T03", "WFD-T02"] in [item["ids"] for item in found["late"]]
    assert "CF12" in {finding["rule"] for finding in found["conflicts_left"]}


def test_without_the_solver_it_says_that_it_is_heuristic(capsys: pytest.CaptureFixture[str]) -> None:
    told = " ".join(asked(capsys, str(EXAMPLES), "--without-solver").split())
    assert "Not proved the best: found by priority rules, without a solver." in told
    assert "7 dates would move, by 125 working days in all" in told
    assert "14 dates would still be too late; 4 overlaps would stay;" in told


def test_where_no_solver_is_installed_it_does_without(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exact, "find_spec", lambda _: None)
    assert 'pip install "xl_send[solver]"' in asked(capsys, str(EXAMPLES))


def test_a_solver_that_runs_out_of_time_proves_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told = " ".join(asked(capsys, str(EXAMPLES), "--seconds", "0.001").split())
    assert "Not proved the best: the solver ran out of its time. It is not shown that no other moves less" in told


@pytest.mark.parametrize("seconds", ["soon", "0", "-5", "1e9", "nan"])
def test_seconds_that_cannot_be_understood_are_refused(capsys: pytest.CaptureFixture[str], seconds: str) -> None:
    assert main(["sequence", str(EXAMPLES), "--seconds", seconds]) == 2
    assert f"{seconds} cannot be read as seconds" in capsys.readouterr().err


def test_what_a_person_keeps_stays(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(asked(capsys, str(EXAMPLES), "--format", "json", "--keep", "trn-t04"))
    assert "TRN-T04" not in {move["id"] for move in found["moves"]}
    assert main(["sequence", str(EXAMPLES), "--keep", "TRN-T99"]) == 2
    assert "TRN-T99 is not in the plan" in capsys.readouterr().err


def test_what_cannot_be_ordered_is_listed_and_text_stays_text(
    capsys: pytest.CaptureFixture[str], loop: Path, tmp_path: Path
) -> None:
    target = tmp_path / "order"
    told = asked(capsys, str(loop), "-o", str(target))
    assert "Left out of the order (2)" in told
    assert "TRN-M02: it waits for itself, or for something that does; break the loop first." in told
    made = load_workbook(tmp_path / "order.xlsx")
    rows = list(made["Order"].iter_rows(min_row=5, values_only=True))
    assert [row[1] for row in rows] == ["TRN-M03"]
    assert made["Order"]["E5"].data_type == "s"
    assert rows[0][8] == 6
    assert [row[0] for row in made["Conflicts left"].iter_rows(min_row=4, values_only=True)] == [
        "TRN-M01", "TRN-M01", "TRN-M02",
    ]  # fmt: skip


def test_nothing_to_move_is_said_so(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = write_example("Milestones:\n| ID |\n| --- |\n| TRN-M01 |\n", tmp_path / "trn.xlsx")
    told = asked(capsys, str(path), "-o", str(tmp_path / "order.xlsx"))
    assert told.startswith("No date needs to move; no conflict would be left.")
    assert load_workbook(tmp_path / "order.xlsx").sheetnames == ["Order", "Conflicts left"]


def test_a_file_that_is_there_is_not_overwritten(capsys: pytest.CaptureFixture[str], loop: Path) -> None:
    before = loop.read_bytes()
    assert main(["sequence", str(loop), "-o", str(loop)]) == 2
    assert "already a file of this name" in capsys.readouterr().err
    assert loop.read_bytes() == before


def test_a_file_that_was_refused_is_named(capsys: pytest.CaptureFixture[str], loop: Path, tmp_path: Path) -> None:
    (tmp_path / "broken.xlsx").write_bytes(b"no workbook")
    assert main(["sequence", str(loop), str(tmp_path / "broken.xlsx")]) == 1
    assert "Not read:" in capsys.readouterr().err


def test_the_order_is_there_from_python() -> None:
    proposal = xl_send.sequence(sorted(EXAMPLES.glob("*.xlsx")), without_solver=True).proposal
    assert [move.node.id for move in proposal.moves] == [
        "STA-M06", "SUF-M07", "STA-T03", "STA-T04", "TRN-T04", "SUF-M09", "TRN-M10",
    ]  # fmt: skip
