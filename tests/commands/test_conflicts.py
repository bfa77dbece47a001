"""`xl-send conflicts` and its network as a programme officer meets them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from files import write_examples
from network.programmes import book, milestone
from xl_send.shells.cli import main

OUT = book(
    "OUT", Milestones=(milestone("OUT-M01", "4 Dec 2026", "14 Jan 2027"),),
    Interdependencies=({"ID": "TRN-D01", "Forecast": "14 Jan 2027", "Giver milestone": "OUT-M01"},),
)  # fmt: skip
TRN = book(
    "TRN",
    Milestones=(
        milestone("TRN-M01", "18 Dec 2026", Depends_on="OUT-M01", Decision_needed="Decision", Forum="Programme Board"),
        milestone("TRN-M02", "18 Dec 2026", Depends_on="WES-M01"),
    ),
    Interdependencies=({"ID": "TRN-D01", "Needed by": "18 Dec 2026"},),
)


@pytest.fixture
def returns(tmp_path: Path) -> Path:
    return write_examples(OUT + TRN, tmp_path)


def test_a_slip_is_told_through_to_the_meeting_it_misses(returns: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["conflicts", str(returns), "--select", "CF10"]) == 1
    told = " ".join(capsys.readouterr().out.split())
    assert "OUT-M01 is expected on 14 January 2027, 26 working days later than planned." in told
    assert "So it moves TRN-M01 by 57 working days, to 12 March 2027." in told


def test_what_could_not_be_looked_up_is_listed_and_is_no_fault(
    returns: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["conflicts", str(returns)])
    told = capsys.readouterr().out
    assert "Not checked, because no workbook of WES was read: TRN-M02 names WES-M01." in told
    main(["conflicts", str(returns), "--format", "json"])
    told = json.loads(capsys.readouterr().out)
    assert [(item["record"], item["id"], item["cell"]) for item in told["not_checked"]] == [
        ("TRN-M02", "WES-M01", "N3")
    ]


def test_json_csv_and_sarif_hold_the_same_conflicts(returns: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["conflicts", str(returns), "--format", "json"])
    found = json.loads(capsys.readouterr().out)
    assert found["schema"] == "xl_send/findings/1"
    keys = [item["key"] for item in found["findings"]]
    assert {"CF01:TRN-D01", "CF10:OUT-M01"} <= set(keys)
    (late,) = [item for item in found["findings"] if item["rule"] == "CF01"]
    assert late["workbook"].endswith("trn.xlsx")
    assert [item["workbook"].endswith("out.xlsx") for item in late["related"]] == [True]
    main(["conflicts", str(returns), "--format", "csv"])
    assert [row["Key"] for row in csv.DictReader(io.StringIO(capsys.readouterr().out.removeprefix("\ufeff")))] == keys
    main(["conflicts", str(returns), "--format", "sarif"])
    results = json.loads(capsys.readouterr().out)["runs"][0]["results"]
    assert [result["partialFingerprints"]["xlSendKey/v1"] for result in results] == keys


def test_validate_leaves_conflicts_to_conflicts(returns: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["validate", str(returns), "--format", "json"])
    assert not [load for load in json.loads(capsys.readouterr().out)["findings"] if load["rule"].startswith("CF")]
    assert main(["validate", str(returns), "--select", "CF10"]) == 2
    assert "Use the command conflicts for it." in capsys.readouterr().err
    assert main(["conflicts", str(returns), "--select", "MS"]) == 2
    assert "Use the command validate for it." in capsys.readouterr().err


def test_the_network_is_written_with_dates_floats_and_what_drives_them(
    returns: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["conflicts", str(returns), "--graph"]) == 0
    told = json.loads(capsys.readouterr().out)
    nodes = {item["id"]: item for item in told["nodes"]}
    assert told["schema"] == "xl_send/graph/1"
    assert (nodes["TRN-M01"]["date"], nodes["TRN-M01"]["feasible"]) == ("2026-12-18", "2027-03-12")
    assert nodes["TRN-M01"]["status"] == "Red"
    assert (
        nodes["TRN-D01"]["float"] == -33
    )  # the papers of what waits for it must go out by 25 November, to the meeting of 3 December
    assert nodes["OUT-M01"]["driving_chain"] == ["OUT-M01"]
    (edge,) = [item for item in told["edges"] if item["to"] == "TRN-M01" and item["kind"] == "depends on"]
    assert (edge["from"], edge["lag"], edge["float"], edge["driving"]) == ("OUT-M01", 0, 0, True)
    assert told["not_followed"][0]["why"] == "its workstream's workbook was not read"
    assert main(["conflicts", str(returns), "--graph", "--format", "csv"]) == 2
