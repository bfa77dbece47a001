"""`xl-send validate` as a programme officer meets it: words, cells, exit codes, and bad files."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

import xl_send
from files import write_example
from xl_send.findings import Severity
from xl_send.output.text.findings import equal_findings
from xl_send.shells.cli import main

SOUND = """
Milestones:
| ID | Owner |
| --- | --- |
| TRN-M01 | Transition Lead |

KPIs:
| ID | Better when |
| --- | --- |
| TRN-K01 | Context only |

Risks:
| ID |
| --- |
| TRN-R01 |
"""
NO_OWNER = SOUND.replace("| TRN-M01 | Transition Lead |", "| TRN-M01 | |\n| TRN-M02 | |")


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    return write_example(SOUND, tmp_path / "sound.xlsx")


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    return write_example(NO_OWNER, tmp_path / "faulty.xlsx")


def test_a_sound_workbook_has_nothing_to_put_right(sound: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", str(sound)]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("0 errors to put right")


def test_equal_findings_are_told_once_with_all_their_cells(faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", str(faulty)]) == 1
    told = capsys.readouterr().out
    assert "F2 and F3" in told
    first, _, listed = told.partition("\n")
    assert "Owner is blank." in first
    assert listed.count("Owner is blank.") == 1


def test_what_is_more_grave_is_told_by_itself(faulty: Path) -> None:
    one, other = (found for found in xl_send.validate(faulty).findings if found.rule == "WB01")
    groups = equal_findings([one._replace(severity=Severity.ADVICE), other], {})
    assert [[found.cell.address for found in group] for group in groups] == [["F3"], ["F2"]]


def test_json_gives_every_cell_its_own_finding(faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["validate", str(faulty), "--format", "json"])
    told = json.loads(capsys.readouterr().out)
    assert told["schema"] == "xl_send/findings/1"
    assert told["as_at"] == "2026-11-13"
    assert told["summary"]["error"] == 2
    blank = [item for item in told["findings"] if item["rule"] == "WB01"]
    assert [(item["sheet"], item["cell"], item["record"], item["column"]) for item in blank] == [
        ("Milestones", "F2", "TRN-M01", "Owner"),
        ("Milestones", "F3", "TRN-M02", "Owner"),
    ]
    book = told["workbooks"][0]
    assert (book["path"], book["workstreams"], book["rows_unread"]) == (str(faulty), ["TRN"], 0)


def test_findings_keep_their_key_when_rows_move(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keys = []
    for text in (NO_OWNER, NO_OWNER.replace("| TRN-M01 | |\n", "")):
        path = write_example(text, tmp_path / "moved.xlsx")
        main(["validate", str(path), "--format", "json"])
        findings = json.loads(capsys.readouterr().out)["findings"]
        keys.append({finding["key"] for finding in findings if finding["record"] == "TRN-M02"})
    # Told once of both rows, at the first of them.
    of_both_rows = {"RF21:TRN-M02:Milestone", "MS04:TRN-M02:Done when"}
    assert keys[0] - of_both_rows == keys[1] - of_both_rows != set()


def test_the_workbook_is_left_as_it_was(faulty: Path) -> None:
    before = faulty.read_bytes()
    main(["validate", str(faulty)])
    assert faulty.read_bytes() == before
    assert sorted(path.name for path in faulty.parent.iterdir()) == ["faulty.xlsx"]


def test_a_folder_stands_for_its_workbooks_and_a_lock_file_is_passed_over(
    sound: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (sound.parent / "~$sound.xlsx").write_bytes(b"lock")
    (sound.parent / "minutes.docx").write_bytes(b"not a return")
    assert main(["validate", str(sound.parent)]) == 0
    assert "in 1 workbook;" in capsys.readouterr().out


def test_a_pattern_stands_for_what_it_matches(sound: Path, faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sound.rename(sound.with_suffix(".xlsm"))
    assert main(["validate", str(sound.parent / "*.xlsx")]) == 1
    assert faulty.exists()
    assert "WS" not in capsys.readouterr().err


def test_one_bad_file_is_listed_and_the_others_are_read(sound: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = sound.parent / "notes.xlsx"
    bad.write_text("these are my notes", encoding="utf-8")
    assert main(["validate", str(sound.parent)]) == 1
    told = capsys.readouterr().out
    assert f"Not read: {bad}." in told
    assert "1 workbook; " in told


def test_json_lists_what_was_refused(sound: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (sound.parent / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    main(["validate", str(sound.parent), "--format", "json"])
    refused = json.loads(capsys.readouterr().out)["refused"]
    assert [Path(item["path"]).name for item in refused] == ["old.xls"]
    assert refused[0]["reason"]


BAD_FILES = {
    "text named as a workbook": ("notes.xlsx", b"these are my notes"),
    "empty file": ("empty.xlsx", b""),
    "comma-separated values": ("figures.csv", b"ID,Owner\nTRN-M01,Lead\n"),
    "old format": ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
}


@pytest.mark.parametrize("case", BAD_FILES)
def test_a_bad_file_is_one_clear_sentence(case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name, content = BAD_FILES[case]
    path = tmp_path / name
    path.write_bytes(content)
    assert main(["validate", str(path)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith(f"{path}: ")
    assert len(told.err.splitlines()) == 1
    assert "Traceback" not in told.err


def test_a_truncated_workbook_is_one_clear_sentence(sound: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sound.write_bytes(sound.read_bytes()[:2000])
    assert main(["validate", str(sound)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_workbook_of_another_template_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_example("Without Programme:\n\nWithout Workstreams:\n", tmp_path / "budget.xlsx")
    assert main(["validate", str(path)]) == 2
    assert "another kind" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["missing.xlsx", "nothing_*.xlsx", "."])
def test_nothing_to_read_could_not_run(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["validate", name]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize("arguments", [["validate"], ["vaildate", "x"], ["validate", "x", "--format", "xml"], []])
def test_bad_arguments_could_not_run(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_an_as_at_that_is_no_date_could_not_run(sound: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", str(sound), "--as-at", "Autumn"]) == 2
    assert "Autumn" in capsys.readouterr().err


def test_only_the_rules_selected_are_run(faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", str(faulty), "--select", "PD", "--select", "WB99"]) == 2
    assert "WB99" in capsys.readouterr().err
    assert main(["validate", str(faulty), "--select", "PD"]) == 0
    assert main(["validate", str(faulty), "--ignore", "wb01"]) == 0
    assert main(["validate", str(faulty), "--ignore", "PD", "--select", "WB"]) == 1


def test_sarif_names_the_cell_and_keeps_the_key(faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["validate", str(faulty), "--format", "sarif"])
    run = json.loads(capsys.readouterr().out)["runs"][0]
    first = next(item for item in run["results"] if item["ruleId"] == "WB01")
    assert run["tool"]["driver"]["rules"][first["ruleIndex"]]["id"] == "WB01"
    assert first["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == "Milestones!F2"
    assert first["partialFingerprints"] == {"xlSendKey/v1": "WB01:TRN-M01:Owner"}


def test_csv_never_holds_a_formula(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_example(NO_OWNER.replace("TRN-M02", '"=1+1"'), tmp_path / "formula.xlsx")
    main(["validate", str(path), "--format", "csv"])
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out.removeprefix("\ufeff"))))
    assert rows[0][:3] == ["As at", "Rule", "Severity"]
    assert {len(row) for row in rows} == {13}
    assert not [text for row in rows for text in row if text.startswith("=")]


SILENCED = """
Thresholds, as it lies:
| Tight float (working days) | 10 | Note |
| --- | --- | --- |
| Rule | Reason | Until |
| WB01 | Owners are appointed in December | {until} |
"""


@pytest.mark.parametrize(("until", "ending"), [("13 Nov 2026", 0), ("12 Nov 2026", 1)])
def test_a_silence_hides_its_rule_up_to_its_last_day_and_is_itself_told(
    until: str, ending: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_example(NO_OWNER + SILENCED.format(until=until), tmp_path / "silenced.xlsx")
    main(["validate", str(path), "--select", "WB01"])
    told = capsys.readouterr().out
    assert ("Owners are appointed in December" in told) == (ending == 0)
    assert ("2 findings not shown" in told) == (ending == 0)
    assert main(["validate", str(path), "--select", "WB01", "--format", "json"]) == ending
    assert len(json.loads(capsys.readouterr().out)["silenced"]) == 1 - ending
