"""One finding explained: read from Checks, listed apart in every output, run out, and printed by `explain`."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from cases.workbooks import example
from examples import programme
from files import write_example
from xl_send.findings import Explained, Finding
from xl_send.rules import all_rules, check
from xl_send.rules.explained import plain_key
from xl_send.shells.cli import main

GREEN = """
Milestones:
| ID | Baseline date | Forecast date | Reported RAG | Commentary | Back to green by |
| --- | --- | --- | --- | --- | --- |
| TRN-M01 | 11 Dec 2026 | 5 Mar 2027 | Green | {comment} | |
"""
CHECKS = """
Checks, as it lies:
| Rule | Severity | Ours | Finding | Reason | By | Until |
| --- | --- | --- | --- | --- | --- | --- |
| WM01 | query | {own} | {key} | {reason} | Head of SEND | {until} |
"""
KEY = "WM01:TRN-M01:Reported RAG"


def _found(text: str, rule: str = "WM01") -> Finding:
    (finding,) = [item for item in check(programme(text)[0]) if item.rule == rule]
    return finding


def _explained(key: str = KEY, reason: str = "Families asked for it", until: str = "", own: str = "") -> str:
    return GREEN.format(comment="") + CHECKS.format(own=own, key=key, reason=reason, until=until)


@pytest.mark.parametrize("comment", ["", "On track.", "Good progress this month", "Work ongoing", "Green", "Because."])
def test_no_comment_silences(comment: str) -> None:
    assert _found(GREEN.format(comment=comment)).explained is None


@pytest.mark.parametrize("key", [KEY, KEY.lower(), f" {KEY} "])
@pytest.mark.parametrize("until", ["", "13 Nov 2026", "1 Jan 2027"])
def test_an_explanation_holds_to_its_last_day(key: str, until: str) -> None:
    told = _found(_explained(key, until=until)).explained
    assert told is not None
    assert (told.reason, told.by) == ("Families asked for it", "Head of SEND")


@pytest.mark.parametrize(
    ("key", "reason", "until", "rule"),
    [
        (KEY, "Families asked for it", "12 Nov 2026", "EP01"),
        ("WM01:TRN-M02:Reported RAG", "Families asked for it", "", "EP02"),
        (KEY, "", "", "WB01"),
        (KEY, "Families asked for it", "Easter", "WB02"),
        ("", "Families asked for it", "", "WB01"),
    ],
)
def test_one_that_does_not_hold_leaves_its_finding_open(key: str, reason: str, until: str, rule: str) -> None:
    text = _explained(key, reason, until)
    assert _found(text).explained is None
    assert _found(text, rule).cell.sheet == "Checks"


def test_a_key_without_a_record_holds_though_its_workbook_has_another_name() -> None:
    assert plain_key("SH31:Return Nov.xlsx:Risks:A13") == plain_key("sh31:Return: Dec.xlsm:Risks:A13")
    assert plain_key("EX05:TRN-K01 at TRN-M01:Expected") == "ex05:trn-k01 at trn-m01:expected"
    note = "Risks, as it lies:\n| ID | Risk |\n| --- | --- |\n| A note: see R03 | |\n"
    checks = "Checks, as it lies:\n| Finding | Reason | By | Until |\n| --- | --- | --- | --- |\n| {} | Stays | | |\n"
    assert _found(note + checks.format("SH31:other.xlsx:Risks:A2"), "SH31").explained == Explained("Stays")


def test_what_follows_from_an_explained_finding_stays_open() -> None:
    text = """
    Milestones:
    | ID |
    | --- |
    | TRN-MO1 |

    Risks:
    | ID | Threatens |
    | --- | --- |
    | TRN-R01 | TRN-M01 |

    Checks, as it lies:
    | Finding | Reason | By | Until |
    | --- | --- | --- | --- |
    | WB06:return.xlsx:Milestones:A2 | It is to be renamed | | |
    """
    rules = [all_rules()[rule] for rule in ("WB06", "RF08")]
    cause, following = check(programme(text)[0], rules)
    assert cause.explained
    assert following.because_of == cause.key
    assert following.explained is None


# ---- what is told


@pytest.fixture
def returned(tmp_path: Path) -> Path:
    return write_example(_explained(until="1 Jan 2027"), tmp_path / "return.xlsx")


def _run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    ended = main(["validate", *arguments, "--select", "WM01"])
    return ended, capsys.readouterr().out


def test_text_lists_it_apart(returned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ended, told = _run(capsys, str(returned), "--strict")
    assert ended == 0
    words = " ".join(told.split())
    assert "Explained: query WM01 Milestones J2 (TRN-M01): Reported Green" in words
    assert "Head of SEND, until 1 January 2027: Families asked for it" in words
    assert "0 queries to confirm or explain, 0 pieces of advice in 1 workbook, 1 explained;" in words
    assert not told.startswith("First")


def test_programs_get_it_with_its_explanation(returned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (finding,) = json.loads(_run(capsys, str(returned), "--format", "json")[1])["findings"]
    assert finding["explained"] == {"reason": "Families asked for it", "by": "Head of SEND", "until": "2027-01-01"}
    (row,) = csv.DictReader(io.StringIO(_run(capsys, str(returned), "--format", "csv")[1]))
    assert row["Explained"] == "Families asked for it"
    (result,) = json.loads(_run(capsys, str(returned), "--format", "sarif")[1])["runs"][0]["results"]
    assert result["suppressions"] == [{"kind": "inSource", "justification": "Families asked for it"}]


def test_an_explained_error_still_ends_in_exit_code_1(tmp_path: Path) -> None:
    text = GREEN.format(comment="").replace("TRN-M01", "TRN-MO1") + CHECKS.format(
        own="", key="WB06:x.xlsx:Milestones:A2", reason="To be renamed", until=""
    )
    assert main(["validate", str(write_example(text, tmp_path / "a.xlsx")), "--select", "WB06"]) == 1


# ---- the command


def test_explain_prints_the_row_to_paste_and_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_example(GREEN.format(comment=""), tmp_path / "return.xlsx")
    before = path.read_bytes()
    given = ["--reason", "Families  asked for it", "--by", "Head of SEND", "--until", "1/1/2027"]
    assert main(["explain", KEY.lower(), str(path), *given]) == 0
    told = capsys.readouterr()
    assert told.out == f"{KEY}\tFamilies asked for it\tHead of SEND\t1 January 2027\n"
    assert "Milestones J2" in told.err
    assert path.read_bytes() == before
    assert [item.name for item in tmp_path.iterdir()] == ["return.xlsx"]


def test_what_is_said_of_a_whole_sheet_is_explained_by_the_name_of_the_sheet(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = example()
    made.sheet("Risks").title = "Risk register"
    path = made.save(tmp_path)
    assert main(["explain", f"SH02:{path.name}:Risks:", str(path), "--reason", "Ours"]) == 0
    assert 'It explains Risks: There is no sheet called "Risks"' in capsys.readouterr().err
    main(["consolidate", str(path), "-o", str(tmp_path / "all.xlsx")])
    assert f"could be read. The sheet Risks of {path.name} was not found" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("key", "given", "said"),
    [
        (KEY, [], "needs a reason"),
        ("WM01:TRN-M01:Reported RGA", ["--reason", "x"], f"Did you mean {KEY}?"),
        ("nothing", ["--reason", "x"], "Nothing is found whose key is nothing."),
        (KEY, ["--reason", "x", "--until", "Easter"], "The date Easter cannot be read."),
    ],
)
def test_explain_says_what_it_lacks(
    key: str, given: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_example(GREEN.format(comment=""), tmp_path / "return.xlsx")
    assert main(["explain", key, str(path), *given]) == 2
    assert said in capsys.readouterr().err
