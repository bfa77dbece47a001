"""--as-at and --policy: measured as at another day, and by another workbook's thresholds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from files import write_example
from xl_send.shells.cli import main

LATE = """
Milestones:
| ID | Baseline date | Forecast date |
| --- | --- | --- |
| TRN-M01 | 4 Dec 2026 | 18 Dec 2026 |
"""
KINDER = """
Programme:
| As at |
| --- |
| 2 Oct 2026 |

Workstreams:
| Code |
| --- |
| OUT |

Thresholds:
| Milestone green within (working days) |
| --- |
| 15 |
"""


def _colours(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[str, str, str]:
    assert main(["status", *arguments, "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    (item,) = told["items"]
    return told["as_at"], item["status"], item["own_status"]


@pytest.fixture
def late(tmp_path: Path) -> str:
    return str(write_example(LATE, tmp_path / "late.xlsx"))


@pytest.fixture
def kinder(tmp_path: Path) -> str:
    return str(write_example(KINDER, tmp_path / "kinder.xlsx"))


def test_another_date_serves_in_place_of_the_workbooks_own(late: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert _colours([late], capsys) == ("2026-11-13", "Amber", "Amber")
    assert _colours([late, "--as-at", "4/1/2027"], capsys) == ("2027-01-04", "Red", "Red")


def test_another_workbooks_thresholds_colour_the_programme_and_not_the_row_itself(
    late: str, kinder: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _colours([late, "--policy", kinder], capsys) == ("2026-11-13", "Green", "Amber")
    assert _colours([late, kinder, "--policy", kinder], capsys) == ("2026-11-13", "Green", "Amber")
    assert _colours([late, kinder], capsys) == ("2026-11-13", "Amber", "Amber")


def test_a_policy_that_cannot_be_read_could_not_run(late: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status", late, "--policy", "missing.xlsx"]) == 2
    assert capsys.readouterr().err.startswith("missing.xlsx: ")


def test_status_in_words_names_the_colour_its_reason_and_what_was_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_example(LATE, tmp_path / "late.xlsx")
    (tmp_path / "notes.ods").write_text("ID,Owner\n", encoding="utf-8")
    assert main(["status", str(tmp_path)]) == 1
    told = capsys.readouterr().out
    assert "TRN-M01" in told
    assert "10 working days late" in told
    assert "notes.ods" in told


def test_strict_counts_queries(tmp_path: Path) -> None:
    path = write_example(LATE.replace("18 Dec 2026", "19 Dec 2026"), tmp_path / "saturday.xlsx")
    assert main(["validate", str(path), "--select", "MC"]) == 0
    assert main(["validate", str(path), "--select", "MC", "--strict"]) == 1
