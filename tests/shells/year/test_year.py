"""The year in the life of a programme office: every number of it, and the tutorial that tells of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from known.on_demand import load_workbook
from places import DOCS
from xl_send.progress import quietly
from xl_send.shells import demo
from xl_send.shells.year import cycle
from xl_send.shells.year.cycle import HALF_TERMS, SAID, Said, year

TUTORIAL = DOCS / "tutorial.md"
# By half-term: what validate counts, the colours of programme, OUT, STA and TRN, and the changes, those to know first.
NUMBERS = {
    "1_autumn_1": ((0, 0), "AMBER AMBER AMBER AMBER", None),
    "2_autumn_2": ((0, 0), "AMBER GREEN RED GREEN", (54, 0)),
    "3_spring_1": ((2, 4), "GREEN GREEN AMBER AMBER", (51, 10)),
    "4_spring_2": ((0, 4), "RED GREEN RED RED", (57, 27)),
    "5_summer_1": ((0, 2), "GREEN GREEN GREEN GREEN", (53, 6)),
    "6_summer_2": ((0, 0), "GREEN GREEN GREEN GREEN", (28, 0)),
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("year") / "here"


@pytest.fixture(scope="module")
def said(home: Path) -> list[Said]:
    return year(home)


def outputs(said: list[Said], verb: str, folder: str) -> list[str]:
    return [item.output for item in said if item.command.startswith(f"{verb} {folder}/")]


def test_every_command_ends_as_it_should(said: list[Said]) -> None:
    errors = [" ".join(item.command.split()[:2]) for item in said if item.code == 1]
    assert errors == ["validate 3_spring_1/returns", "consolidate 3_spring_1/returns", "conflicts 4_spring_2/returns"]
    assert {item.code for item in said} == {0, 1}
    assert not [item.command for item in said if "fault of its own" in item.output]


@pytest.mark.parametrize("folder", NUMBERS)
def test_the_numbers_of_each_half_term(said: list[Said], folder: str) -> None:
    counted, colours, changed = NUMBERS[folder]
    found = re.search(r"(\d+) errors? to put right, (\d+) quer", outputs(said, "validate", folder)[0])
    assert found
    assert (int(found[1]), int(found[2])) == counted
    shown = outputs(said, "status", folder)[0]
    told = re.findall(r"^(?:The programme|[A-Z]{3}): ([A-Z ]+?)(?: \(|$)", shown, re.MULTILINE)
    assert " ".join(told) == colours
    place = [now.folder for now in HALF_TERMS].index(folder)
    between = [item.output for item in said if item.command == f"changes --history {cycle.HISTORY}"]
    if changed:
        assert f"{changed[0]} changes, {changed[1]} of them to know first" in between[place - 1]


def test_what_is_late_wrong_slipped_agreed_and_closed_is_told(said: list[Said]) -> None:
    (late,) = outputs(said, "consolidate", "2_autumn_2")
    assert "Carried forward statutory (as at 16 October 2026).xlsx: No return came" in late
    assert "For owners: 8 files in 2_autumn_2/feedback." in late
    first, second = outputs(said, "consolidate", "3_spring_1")
    assert "1 row of Milestones could not be read" in first
    assert "could not be read" not in second
    assert "STA-M03 (39" in outputs(said, "status", "4_spring_2")[0]
    changes = [item.output for item in said if item.command == f"changes --history {cycle.HISTORY}"]
    assert "CR-07" in changes[3]
    assert "15 Complete" in outputs(said, "status", "6_summer_2")[0]
    trend = next(item.output for item in said if item.command.endswith("--trend"))
    assert re.search(r"Overall +Green +Red +Green +Green", trend)


def test_what_went_round_came_back(home: Path, said: list[Said]) -> None:
    assert (home / SAID).read_text(encoding="utf-8").count("> xl-send ") == len(said)
    for now in HALF_TERMS:
        assert {path.name for path in (home / now.folder / "returns").iterdir()} == {
            "outreach.xlsx",
            "statutory.xlsx",
            "transition.xlsx",
        }
        assert (home / now.folder / "programme.xlsx").is_file()
    assert {path.name for path in (home / "4_spring_2" / "board").iterdir()} == {
        "board-summary.html",
        "board-summary.docx",
    }
    assert "STA-to-put-right.html" in {path.name for path in (home / "2_autumn_2" / "feedback").iterdir()}
    marked = load_workbook(home / "3_spring_1" / "feedback" / "transition.xlsx")["Checks"]
    assert {"WB02", "UN01"} <= {cell.value for row in marked.iter_rows() for cell in row}
    assert load_workbook(home / "this_year" / "transition.xlsx")["Milestones"]["AI1"].value == "Co-production"
    begun = load_workbook(home / "next_year" / "transition.xlsx")
    assert begun["Archive"].max_row == 3 + 2


def test_the_tutorial_has_every_command_in_its_order_with_what_it_answers(said: list[Said]) -> None:
    page = TUTORIAL.read_text(encoding="utf-8")
    lines = [line for line in page.splitlines() if line.startswith("    ")]
    commands = [line.removeprefix("    xl-send ") for line in lines if line.startswith("    xl-send ")]
    assert commands == [item.command for item in said]
    place = -1
    for line in lines:
        if line.startswith("    xl-send "):
            place += 1
        else:
            assert line.strip() in " ".join(said[place].output.split("\n")), line


def test_the_demo_lives_through_the_year_after_the_example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cycle, "year", lambda _home, _progress: [Said("new blank.xlsx", 0, "")] * 37)
    (line,) = demo._year(tmp_path, quietly)  # noqa: SLF001 - the first half is tested by itself
    assert line.endswith("37 commands: begin with what_was_said.txt and docs/tutorial.md")
