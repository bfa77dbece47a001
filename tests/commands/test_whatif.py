"""`xl-send whatif`: what would change, only what changes, and no workbook touched."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from files import write_example, write_examples
from network.programmes import book, milestone
from xl_send.shells.cli import main

OUT = book(
    "OUT", Milestones=(milestone("OUT-M01", "4 Dec 2026"),),
    Interdependencies=({"ID": "TRN-D01", "Forecast": "4 Dec 2026", "Giver milestone": "OUT-M01"},),
)  # fmt: skip
TRN = book(
    "TRN",
    Milestones=(
        milestone("TRN-M01", "14 Jan 2027", Depends_on="OUT-M01", Decision_needed="Decision", Forum="Programme Board"),
        milestone("TRN-M02", "17 Dec 2026", Depends_on="OUT-M01", Schools_must_act="Yes"),
        milestone("TRN-M03", "12 Nov 2026", Actual_date="12 Nov 2026"),
    ),
    Diagnostics=({"ID": "TRN-T01"},),
    Interdependencies=({"ID": "TRN-D01", "Needed by": "18 Dec 2026"},),
    Risks=({"ID": "TRN-R01", "Likelihood": "5", "Impact": "5"},),
    Resources=({"ID": "TRN-P01", "Person or team": "EP team"},),
    Issues_and_decisions=({"ID": "TRN-A01"},),
    KPIs=({"ID": "TRN-K01"},),
    Expectations=({"KPI": "TRN-K01", "Milestone": "TRN-M01"},),
)


@pytest.fixture
def returns(tmp_path: Path) -> Path:
    return write_examples(OUT + TRN, tmp_path)


def asked(returns: Path, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    assert main(["whatif", str(returns), *more]) == 0
    return " ".join(capsys.readouterr().out.split())


def test_a_slip_is_followed_to_every_date_meeting_term_figure_colour_and_conflict(
    returns: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in returns.iterdir()}
    told = asked(returns, capsys, "--slip", "OUT-M01=30")
    for said in (
        "If OUT-M01 slips 30 working days:",
        "OUT-M01: 4 December 2026 becomes 20 January 2027, 30 working days later",
        "TRN-D01: 4 December 2026 becomes 20 January 2027, 30 working days later; float 10 becomes -20",
        "TRN-M01 misses Programme Board on 14 January 2027; the next is on 12 March 2027",
        "TRN-M02 passes the end of term on 18 December 2026; schools can act again from 4 January 2027",
        "TRN-K01 is expected by 14 January 2027, before TRN-M01 can be reached",
        "OUT-M01: Green becomes Red: 30 working days late",
        "OUT Delivery: Green becomes Red",
        "Conflicts that would be new error CF10 OUT-M01",
        "No workbook was changed.",
    ):
        assert said in told
    assert {path: path.read_bytes() for path in returns.iterdir()} == before


def test_several_slips_count_together_and_a_negative_one_brings_forward(
    returns: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = asked(returns, capsys, "--slip", "OUT-M01=30", "--slip", "trn-t01 = -3")
    assert "If OUT-M01 slips 30 working days and TRN-T01 comes 3 working days earlier:" in told
    assert "TRN-T01: 27 November 2026 becomes 24 November 2026, 3 working days earlier" in told


def test_a_handover_slips_in_both_accounts(returns: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = asked(returns, capsys, "--slip", "TRN-D01=11")
    assert "TRN-D01: Green becomes Red: 1 working day too late" in told


def test_a_slip_that_harms_nothing_says_so(returns: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "1 date, 0 colours and 0 conflicts would change." in asked(returns, capsys, "--slip", "TRN-T01=1")
    assert "Nothing else would change." in asked(returns, capsys, "--slip", "TRN-T01=0")


def test_what_is_closed_is_done_as_at_the_return(returns: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = ("TRN-R01", "trn-m02", "TRN-D01", "TRN-T01", "TRN-A01")
    told = asked(returns, capsys, *(word for name in names for word in ("--close", name)))
    assert "TRN-A01: Amber becomes Complete: closed" in told
    assert "TRN-R01: Red becomes Not rated: closed" in told
    assert "TRN-M02: Green becomes Complete" in told
    assert "TRN-D01: Green becomes Complete: delivered on 13 November 2026" in told
    assert "TRN-T01: 27 November 2026 becomes 13 November 2026" in told


def test_json_says_the_same(returns: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["whatif", str(returns), "--slip", "OUT-M01=30", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["schema"] == "xl_send/whatif/1"
    assert {item["id"]: item["working_days"] for item in told["dates"]} == {
        "OUT-M01": 30, "TRN-D01": 30, "TRN-M01": 41, "TRN-M02": 21,
    }  # fmt: skip
    assert told["meetings"] == [
        {"id": "TRN-M01", "forum": "Programme Board", "missed": "2027-01-14", "next": "2027-03-12"}
    ]
    assert told["kpi_points"] == [{"kpi": "TRN-K01", "milestone": "TRN-M01", "day": "2027-01-14"}]
    assert ("OUT", "delivery", "Green", "Red") in {
        (item["of"], item["aspect"], item["before"], item["after"]) for item in told["aspects"]
    }
    assert "CF10:OUT-M01" in {item["key"] for item in told["conflicts_new"]}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([], "Say what to suppose"),
        (["--slip", "OUT-M01"], "OUT-M01 cannot be read. Give an id and working days, such as TRN-M04=15."),
        (["--slip", "OUT-M01=soon"], "cannot be read"),
        (["--slip", "OUT-M01=99999"], "cannot be read"),
        (["--slip", "OUT-M02=5"], "OUT-M02 is not in the plan of these workbooks. Did you mean OUT-M01?"),
        (["--slip", "TRN-M03=5"], "TRN-M03 was done on 12 November 2026, so it cannot slip."),
        (["--close", "TRN-X01"], "TRN-X01 is no milestone, task, handover, risk or log entry"),
        (["--remove-person", "EP tean"], 'No resource line is for "EP tean". Did you mean EP team?'),
    ],
)
def test_what_cannot_be_supposed_is_said(
    returns: Path, capsys: pytest.CaptureFixture[str], given: list[str], said: str
) -> None:
    assert main(["whatif", str(returns), *given]) == 2
    assert said in capsys.readouterr().err


def test_what_has_no_date_cannot_slip_and_without_resource_lines_nobody_leaves(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = book("TRN", Interdependencies=({"ID": "TRN-D01", "Giver": "External"},)).replace("trn.xlsx ", "")
    path = str(write_example(text, tmp_path / "trn.xlsx"))
    assert main(["whatif", path, "--slip", "TRN-D01=5"]) == 2
    assert "TRN-D01 has no date that could slip. Give it a forecast first." in capsys.readouterr().err
    assert main(["whatif", path, "--remove-person", "EP team"]) == 2
    assert capsys.readouterr().err.strip().endswith('No resource line is for "EP team".')


def test_a_team_that_leaves_is_missed_wherever_it_is_planned(returns: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = asked(returns, capsys, "--remove-person", "ep  team")
    assert "TRN-P01: Green becomes Red: more than there is of EP team is planned" in told
    assert "Conflicts that would be new error CF16 EP team has 0 FTE in all" in told


def test_an_owner_who_leaves_leaves_things_without_one(returns: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = asked(returns, capsys, "--remove-person", "transition lead")
    assert "Would have no owner OUT, TRN, OUT-M01, TRN-M01, TRN-M02, TRN-K01, TRN-R01, TRN-T01, TRN-A01" in told


def test_a_workbook_that_cannot_be_read_is_named_and_the_rest_is_answered(
    returns: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (returns / "notes.xlsx").write_text("not a workbook")
    assert main(["whatif", str(returns), "--slip", "TRN-T01=1"]) == 1
    assert "Not read:" in capsys.readouterr().err
