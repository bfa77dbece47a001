"""What could not be read is No data with its reason, first in every output, and ends in exit code 1."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from files import write_example
from xl_send.shells.cli import main

WHOLE = """
Milestones:
| ID | Baseline date | Forecast date |
| --- | --- | --- |
| TRN-M01 | 1 Oct 2026 | 11 Dec 2026 |
| TRN-M02 | 11 Dec 2026 | 11 Dec 2026 |

KPIs:
| ID | Baseline | Target |
| --- | --- | --- |
| TRN-K01 | 100 | 200 |

Expectations:
| KPI | Milestone | Expected |
| --- | --- | --- |
| TRN-K01 | TRN-M01 | 150 |

Actuals:
| KPI | Period end | Value |
| --- | --- | --- |
| TRN-K01 | 31 Oct 2026 | 110 |

Risks:
| ID | Likelihood | Impact |
| --- | --- | --- |
| TRN-R01 | 5 | 5 |
"""
RISKS_RENAMED = WHOLE.replace("Risks:", "Without Risks:\n\nRisk register:").replace(
    "| ID | Likelihood | Impact |\n| --- | --- | --- |\n| TRN-R01 | 5 | 5 |",
    "| ID | Workstream | Risk | Owner | Likelihood | Impact | Status |\n| --- | --- | --- | --- | --- | --- | --- |\n"
    "| TRN-R01 | TRN | Posts stay vacant | Lead | 5 | 5 | Open |",
)

MONEY = """
Money:
| ID | Funding | Budget | Forecast outturn |
| --- | --- | --- | --- |
| TRN-F01 | | 1000 | 1200 |
| TRN-F02 | | 1000 | 1000 |
| TRN-F03 | | 1000 | 800 |
"""


def status(text: str, folder: Path, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, dict[str, Any]]:
    ended = main(["status", str(write_example(text, folder / "return.xlsx")), "--format", "json", *more])
    return ended, json.loads(capsys.readouterr().out)


def colours(told: dict[str, Any]) -> dict[str, str]:
    return {item["aspect"]: item["status"] for item in told["aspects"] if item["of"] == "programme"}


def reason(told: dict[str, Any], name: str) -> tuple[str, str]:
    return next((item["status"], item["reason"]) for item in told["items"] if item["id"] == name)


def test_everything_read_ends_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ended, told = status(WHOLE, tmp_path, capsys)
    assert (ended, told["could_not_be_read"]) == (0, [])
    assert colours(told)["benefits"] == "Red"


def test_what_is_expected_at_a_milestone_that_cannot_be_read_is_not_known(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ended, told = status(WHOLE.replace("| 1 Oct 2026 |", "| tbc |"), tmp_path, capsys)
    assert ended == 1
    assert reason(told, "TRN-K01") == ("No data", "expected at TRN-M01, which could not be read")
    assert reason(told, "TRN-M01") == ("No data", "its Baseline date could not be read")
    assert colours(told)["delivery"] == colours(told)["benefits"] == "No data"
    assert told["could_not_be_read"] == ["1 row of Milestones could not be read"]
    assert next(item for item in told["aspects"] if item["aspect"] == "delivery")["counts"] == {
        "Green": 1,
        "No data": 1,
    }


def test_a_renamed_sheet_is_asked_about_and_read_when_that_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ended, told = status(RISKS_RENAMED, tmp_path, capsys)
    assert (ended, colours(told)["risks"]) == (1, "No data")
    assert told["could_not_be_read"] == ["the sheet Risks of return.xlsx was not found (Risk register may be it)"]
    ended, told = status(RISKS_RENAMED, tmp_path, capsys, "--as", "risk REGISTER=Risks")
    assert (ended, colours(told)["risks"]) == (0, "Red")


@pytest.mark.parametrize(
    ("named", "told"),
    [
        *((no_pair, "--as takes two titles") for no_pair in ("Risk register", "Risk register=", "=Risks")),
        ("Risk register=Rissks", "Did you mean Risks?"),
    ],
)
def test_what_is_no_pair_of_titles_is_refused(
    named: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_example(RISKS_RENAMED, tmp_path / "return.xlsx")
    assert main(["validate", str(path), "--as", named]) == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize("verb", ["status", "conflicts", "validate"])
def test_the_words_say_what_could_not_be_read(verb: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_example(RISKS_RENAMED, tmp_path / "return.xlsx")
    assert main([verb, str(path)]) == 1
    assert "sheet Risks of return.xlsx was not found (Risk register may be it)" in " ".join(
        capsys.readouterr().out.split()
    )


def test_an_aspect_of_a_lost_sheet_has_something_to_rate(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_example(RISKS_RENAMED, tmp_path / "return.xlsx")
    assert main(["status", str(path)]) == 1
    told = [line.split("  ") for line in capsys.readouterr().out.splitlines() if "Risks and issues" in line]
    assert {line[-1].strip() for line in told} == {"nothing that could be read"}


def test_the_board_page_does_not_say_that_there_is_nothing(tmp_path: Path) -> None:
    text = WHOLE.replace("Milestones:", "Without Milestones:\n\nOurs:", 1)
    path = write_example(text, tmp_path / "return.xlsx")
    assert main(["report", str(path), "-o", str(tmp_path)]) == 1
    page = (tmp_path / "board-summary.html").read_text(encoding="utf-8")
    assert "No milestone is rated among what could be read: the sheet Milestones of return.xlsx was not found" in page
    assert "No milestone or KPI is Red or Amber.<" not in page


def test_a_line_without_funding_and_a_kpi_without_a_baseline_are_rated(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = f"{WHOLE.replace('| TRN-K01 | 100 | 200 |', '| TRN-K01 | | 200 |')}{MONEY}"
    _, told = status(text, tmp_path, capsys)
    found = {item["id"]: item["status"] for item in told["items"]}
    assert found["TRN-K01"] == found["TRN-F01"] == "Red"
    assert (found["TRN-F02"], found["TRN-F03"]) == ("Green", "No data")  # it may be a grant that would be lost


@pytest.mark.parametrize(
    "arguments",
    [
        ("status", "--format", "json"),
        ("validate", "--format", "json"),
        ("conflicts", "--format", "json"),
        ("conflicts", "--graph", "--format", "json"),
        ("whatif", "--slip", "TRN-M01=5", "--format", "json"),
        ("sequence", "--format", "json"),
    ],
)
def test_every_verb_tells_programs_what_was_not_read(
    arguments: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_example(RISKS_RENAMED, tmp_path / "return.xlsx")
    (tmp_path / "broken.xlsx").write_bytes(b"no workbook")
    verb, *options = arguments
    main([verb, str(path), str(tmp_path / "broken.xlsx"), *options])
    told = json.loads(capsys.readouterr().out)
    assert [Path(item["path"]).name for item in told["refused"]] == ["broken.xlsx"]
    assert any("Risks" in words for words in told["could_not_be_read"])
