"""What was not read is not known: never absent, never better."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cases.answers import Picture, ask, findings, no_better, status
from cases.workbooks import Return, example, raw_example


def red_kpi() -> Return:
    """The example with 180 children where 220 are expected."""
    return example().put("Actuals", "TRN-K01 at 1 Oct 2026", "Value", 180)


def nothing_better(now: Picture, then: Picture) -> bool:
    return all(
        no_better(colour, then.aspects[item])
        for item, colour in now.aspects.items()
        if then.aspects[item] != "Not rated"
    )


def test_a_kpi_expected_at_a_milestone_that_could_not_be_read_has_no_data(tmp_path: Path) -> None:
    red = status(red_kpi().save(tmp_path / "red"))
    assert red.colour("TRN-K01") == "Red"
    path = red_kpi().put("Milestones", "TRN-M05", "Baseline date", "tbc").save(tmp_path)
    found = status(path)
    assert found.colour("TRN-K01") == "No data"
    assert "expected at TRN-M05, which could not be read" in found.reason("TRN-K01")
    assert nothing_better(found, red)
    assert found.code == 1


def retitled(sheet: str, title: str) -> Return:
    """The example with one sheet under another name."""
    made = example()
    made.sheet(sheet).title = title
    return made


RENAMED = pytest.mark.parametrize(
    ("sheet", "title", "aspect"),
    [("Risks", "Risk register", "risks"), ("Milestones", "Milestone", "delivery")],
)


@RENAMED
def test_a_renamed_sheet_is_an_error_that_says_what_to_call_it(
    sheet: str, title: str, aspect: str, tmp_path: Path
) -> None:
    path = retitled(sheet, title).save(tmp_path)
    told = [finding for finding in findings(path) if finding.severity == "error" and f'"{title}"' in finding.words]
    assert f'"{sheet}"' in told[0].fix, aspect
    assert ask("validate", path).code == 1


@RENAMED
def test_what_a_renamed_sheet_held_has_no_data_in_every_headline(
    sheet: str, title: str, aspect: str, tmp_path: Path
) -> None:
    path = retitled(sheet, title).save(tmp_path)
    found = status(path)
    assert found.aspects["TRN", aspect] == found.aspects["programme", aspect] == "No data"
    assert nothing_better(found, status(raw_example()))
    assert found.code == 1
    headline = " ".join(ask("status", path).said.partition("TRN:")[0].split())
    assert "No data" in headline
    assert title in headline


@RENAMED
def test_the_board_page_opens_with_the_sheet_that_was_not_read(
    sheet: str, title: str, aspect: str, tmp_path: Path
) -> None:
    ask("report", retitled(sheet, title).save(tmp_path), "-o", tmp_path / "out")
    page = (tmp_path / "out" / "board-summary.html").read_text(encoding="utf-8")
    opening = " ".join(re.sub(r"<[^>]+>", " ", page.partition("<body")[2]).split())[:3000]
    unread = r"(?:no sheet|not (?:be )?(?:read|found))"
    assert re.search(rf"\b{sheet}\b[^.]*{unread}|{unread}[^.]*\b{sheet}\b", opening), aspect
    claim = "No milestone or KPI is Red or Amber"
    assert page.count(claim) == page.count(f"{claim} among what could be read: the sheet {sheet}")


@RENAMED
def test_as_reads_a_sheet_under_its_own_title(sheet: str, title: str, aspect: str, tmp_path: Path) -> None:
    path = retitled(sheet, title).save(tmp_path)
    found, whole = status(path, "--as", f"{title}={sheet}"), status(raw_example())
    assert {name: item["status"] for name, item in found.items.items()} == {
        name: item["status"] for name, item in whole.items.items()
    }
    assert found.aspects["programme", aspect] == whole.aspects["programme", aspect]


def test_a_threshold_that_could_not_be_read_is_said_first_and_ends_in_an_error(tmp_path: Path) -> None:
    path = example().put("Thresholds", "Milestone green within (working days)", "", "5 days").save(tmp_path)
    found = ask("status", path)
    assert found.code == 1
    assert "Milestone green within (working days) of transition.xlsx could not be read" in found.words[:400]


def test_a_cell_that_no_colour_needs_and_could_not_be_read_is_said_too(tmp_path: Path) -> None:
    path = example().put("Workstreams", "TRN", "Ends", "tbc").save(tmp_path)
    found = ask("status", path)
    assert found.code == 1
    assert f"1 cell of Workstreams could not be read ({example().at('Workstreams', 'TRN', 'Ends')})" in found.words
