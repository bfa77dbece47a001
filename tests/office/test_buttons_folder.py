"""Consolidate a folder, pressed in LibreOffice through the ribbon's own callback, Python starting."""

from __future__ import annotations

from pathlib import Path

import pytest

from files import example_in
from known.on_demand import load_workbook
from office.button_trials import Hand, home_with, prepared, small_workbook
from xl_send.xlsx.read.open_book import open_book
from xl_send.xlsx.template.example import example_workbooks

NAMES = ("outreach.xlsx", "transition.xlsx", "workforce.xlsx")
AS_THEY_WERE = "The returns are as they were."


@pytest.fixture(scope="module")
def sitting(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], Path]:
    """The button over folders of all kinds, then over a workbook that is not ours."""
    folder = tmp_path_factory.mktemp("folders")
    whole, wrong, empty = example_in(folder / "returns", *NAMES), example_in(folder / "wrong", *NAMES), folder / "empty"
    empty.mkdir()
    (wrong / "workforce.xlsx").write_bytes(b"notes")
    hand = Hand(prepared(folder, small_workbook(folder)))
    numbers = {
        "cancelled": hand.press("consolidate"),
        "in the cloud": hand.press("consolidate", replies="https://council.example/returns"),
        "empty": hand.press("consolidate", replies=str(empty)),
        "wrong file": hand.press("consolidate", replies=f"{wrong}\nno"),
        # Where no copy of the open workbook can be saved: none is needed.
        "whole": hand.press("consolidate", replies=f"{whole}\nyes", mishap="full"),
        "again": hand.press("consolidate", replies=f"{whole}\nno"),
        "stopped": hand.press("consolidate", replies=str(whole), mishap="esc"),
    }
    hand.change("a new workbook")
    numbers["over another workbook"] = hand.press("consolidate", "Sheet1!A1", f"{whole}\nno")
    hand.home = home_with(folder / "silent", ":")
    numbers["silent"] = hand.press("consolidate", "Sheet1!A1", str(whole), seconds="10")
    answers = hand.told()
    return {name: answers[number] for name, number in numbers.items()}, folder


def test_a_person_who_thinks_better_of_it_is_told_that_nothing_was_done(sitting: tuple[dict[str, str], Path]) -> None:
    assert sitting[0]["cancelled"] == "Nothing was done."


def test_a_folder_in_the_cloud_is_not_read(sitting: tuple[dict[str, str], Path]) -> None:
    assert sitting[0]["in the cloud"].startswith("The returns can be read from a folder on this computer only.")


def test_an_empty_folder_is_said_to_be_empty(sitting: tuple[dict[str, str], Path]) -> None:
    said, folder = sitting
    assert "There is no Excel workbook in this folder" in said["empty"]
    assert list((folder / "empty").iterdir()) == []


def test_the_programme_is_written_into_a_folder_beside_the_returns_and_offered(
    sitting: tuple[dict[str, str], Path],
) -> None:
    said, folder = sitting
    made = folder / "returns" / "programme" / "Programme as at 13 November 2026.xlsx"
    assert said["whole"].startswith("3 returns with ")
    assert f" rows brought together in {made}. " in said["whole"]
    assert said["whole"].endswith(f"Open it now? (opened {made})")
    assert "Milestones" in [grid.title for grid in open_book(str(made)).grids]


def test_nothing_is_written_over_and_a_programme_is_never_taken_for_a_return(
    sitting: tuple[dict[str, str], Path],
) -> None:
    said, folder = sitting
    again = folder / "returns" / "programme" / "Programme as at 13 November 2026 (2).xlsx"
    assert said["again"].startswith("3 returns with ")
    assert f" brought together in {again}. " in said["again"]
    assert said["again"].endswith(" Open it now?")
    assert said["over another workbook"].startswith("3 returns with ")
    assert {path.name: path.read_bytes() for path in (folder / "returns").glob("*.xlsx")} == {
        name: example_workbooks()[name] for name in NAMES
    }


def test_a_file_that_is_no_return_is_named_and_the_others_are_read(sitting: tuple[dict[str, str], Path]) -> None:
    said, folder = sitting
    assert said["wrong file"].startswith("2 returns with ")
    assert "1 file refused: the Returns sheet says why." in said["wrong file"]
    made = folder / "wrong" / "programme" / "Programme as at 13 November 2026.xlsx"
    assert "workforce.xlsx" in [row[0] for row in load_workbook(made)["Returns"].iter_rows(values_only=True)]


def test_a_helper_that_fails_leaves_the_returns_as_they_were(sitting: tuple[dict[str, str], Path]) -> None:
    said, folder = sitting
    assert said["stopped"] == f"Stopped. {AS_THEY_WERE}"
    assert said["silent"].startswith("Python could not be started.")
    assert said["silent"].endswith(AS_THEY_WERE)
    assert list((folder / "home" / "jobs").iterdir()) == []
