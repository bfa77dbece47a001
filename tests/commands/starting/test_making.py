"""`xl-send new` and `xl-send demo`: what a newcomer meets first."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from files import demonstration
from known.on_demand import load_workbook
from xl_send.shells.cli import main

OFFICE_SHEETS = ("Thresholds", "Forums", "Meetings", "Calendar")


@pytest.mark.parametrize(("edition", "state"), [("workstream", "hidden"), ("programme", "visible")])
def test_new_writes_the_edition_asked_for(edition: str, state: str, tmp_path: Path) -> None:
    path = tmp_path / "blank.xlsx"
    assert main(["new", str(path), "--edition", edition]) == 0
    book = load_workbook(path)
    assert {book[title].sheet_state for title in OFFICE_SHEETS} == {state}
    assert book["Lists"].sheet_state == "hidden"


@pytest.mark.parametrize(
    ("asked", "written"),
    [("blank", "blank.xlsm"), ("blank.xlsx", "blank.xlsm"), ("blank.XLSM", "blank.XLSM"), ("v1.2", "v1.2.xlsm")],
)
def test_new_with_buttons_writes_a_workbook_with_macros_that_validates_as_any_other(
    asked: str, written: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", str(tmp_path / asked), "--buttons"]) == 0
    assert [item.name for item in tmp_path.iterdir()] == [written]
    assert str(tmp_path / written) in capsys.readouterr().out
    assert main(["validate", str(tmp_path / written), "--format", "json"]) == 1
    assert {load["rule"] for load in json.loads(capsys.readouterr().out)["findings"]} == {"WB01"}


def test_new_without_buttons_never_writes_what_calls_itself_a_workbook_with_macros(tmp_path: Path) -> None:
    assert main(["new", str(tmp_path / "blank.xlsm")]) == 0
    assert [item.name for item in tmp_path.iterdir()] == ["blank.xlsx"]


def test_new_never_overwrites(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mine.xlsx"
    path.write_bytes(b"my work")
    assert main(["new", str(path.with_suffix(""))]) == 2
    assert path.read_bytes() == b"my work"
    assert str(path) in capsys.readouterr().err


def test_a_place_that_cannot_be_written_to_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    assert main(["new", str(tmp_path / "file" / "blank.xlsx")]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_the_blank_workbook_says_only_that_required_things_are_blank(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "blank.xlsx"
    main(["new", str(path)])
    capsys.readouterr()
    assert main(["validate", str(path), "--format", "json"]) == 1
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert {finding["rule"] for finding in findings} == {"WB01"}


@pytest.fixture
def demonstrated() -> Path:
    return demonstration()


def test_demo_leaves_six_returns_and_what_the_product_says_of_them(demonstrated: Path) -> None:
    assert len(list((demonstrated / "returns").glob("*.xlsx"))) == 6
    assert "errors to put right" in (demonstrated / "findings.txt").read_text(encoding="utf-8")
    assert "The programme: RED" in (demonstrated / "status.txt").read_text(encoding="utf-8")
    page = (demonstrated / "board-summary.html").read_text(encoding="utf-8")
    assert page.lower().startswith("<!doctype html>")
    assert "Exampleshire" in page


def test_demo_lights_up_the_cells_that_it_lists(demonstrated: Path) -> None:
    checks = load_workbook(demonstrated / "checked" / "early_help.xlsx")["Checks"]
    listed = {row[7] for row in checks.iter_rows(min_row=3, values_only=True)}
    told = (demonstrated / "findings.txt").read_text(encoding="utf-8")
    place = next(str(item) for item in listed if item and str(item).startswith("Milestones!"))
    assert place.removeprefix("Milestones!") in told


def test_demo_does_not_write_into_a_folder_that_holds_something(
    demonstrated: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in demonstrated.rglob("*") if path.is_file()}
    assert main(["demo", str(demonstrated)]) == 2
    assert "nothing is lost" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in demonstrated.rglob("*") if path.is_file()} == before


def test_status_of_the_example_tells_each_workstream(demonstrated: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status", str(demonstrated / "returns"), "--format", "json"]) == 1  # two rows cannot be read
    told = json.loads(capsys.readouterr().out)
    overall = {item["of"]: item["status"] for item in told["aspects"] if item["aspect"] == "overall"}
    assert overall == {
        "TRN": "Amber", "OUT": "Green", "EHP": "No data", "SUF": "Red", "STA": "Red", "WFD": "Amber",
        "programme": "Red",
    }  # fmt: skip
    assert {item["kind"] for item in told["items"]} == {
        "milestone", "kpi", "risk", "issue", "interdependency", "resource", "money",
    }  # fmt: skip
    assert all(item["reason"] and item["cells"] for item in told["items"])


def test_report_writes_one_page(demonstrated: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(demonstrated / "returns"), "--html", "-o", str(tmp_path / "board")]) == 1
    assert [path.name for path in (tmp_path / "board").iterdir()] == ["board-summary.html"]
    assert str(tmp_path / "board") in capsys.readouterr().out
