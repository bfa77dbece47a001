"""Headings and ids that are nearly right: what is meant is named, and nothing false is said of the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from cases.answers import ask, before, causes, findings, new, status
from cases.workbooks import Return, example, raw_example, sound

OPEN = tuple(f"TRN-M{number:02}" for number in range(7, 13))


def renamed(heading: str) -> Return:
    """The sound return with another heading over the forecast dates."""
    return sound().rename("Milestones", "Forecast date", heading)


@pytest.mark.parametrize("heading", ["Forecast", "Forecast date2"])
def test_a_renamed_heading_is_one_error_on_it_that_names_its_right_title(heading: str, tmp_path: Path) -> None:
    made = renamed(heading)
    path = made.save(tmp_path)
    found = new(path)
    (cause,) = causes(found)
    assert cause.severity == "error"
    assert cause.place == (
        "Milestones",
        made.sheet("Milestones").cell(1, made.column("Milestones", heading)).coordinate,
    )
    assert f"says {heading}: rename it Forecast date" in cause.message
    assert '"Forecast date"' in cause.fix
    assert "actual date" not in " ".join(item.words for item in found).lower()
    assert ask("validate", path).code == 1


@pytest.mark.parametrize("heading", ["Forecast", "Forecast date2"])
def test_status_says_which_column_was_not_found_and_what_rests_on_it_has_no_data(heading: str, tmp_path: Path) -> None:
    path = renamed(heading).save(tmp_path)
    found = status(path)
    assert {found.colour(item) for item in OPEN} == {"No data"}
    assert all("Forecast date" in found.reason(item) for item in OPEN)
    assert found.colour("TRN-M06") == "Complete"
    assert found.code == 1
    assert "Forecast date" in ask("status", path).words.partition("TRN: ")[0]


def test_a_letter_o_in_an_id_is_one_finding_that_asks_for_the_id_meant(tmp_path: Path) -> None:
    made = sound()
    place = made.at("Milestones", "TRN-M08", "ID")
    path = made.put("Milestones", "TRN-M08", "ID", "TRN-MO8").save(tmp_path)
    found = new(path)
    (cause,) = causes(found)
    assert cause.severity == "error"
    assert cause.place == ("Milestones", place)
    assert "Did you mean TRN-M08?" in cause.words
    followers = [item for item in found if item.because_of == cause.key]
    assert len(followers) == 6
    assert not [item for item in found if "add TRN-M08" in item.fix]
    assert "and 6 that follow" in ask("validate", path).words


@pytest.mark.parametrize("typed", ["26/27", "2026/27", "26-27", "2026/2027", "2026\N{EN DASH}27", "FY 26/27"])
def test_a_financial_year_typed_26_27_is_read_as_2026_27(typed: str, tmp_path: Path) -> None:
    path = sound().put("Money", "TRN-F01", "Financial year", typed).save(tmp_path)
    assert not new(path)
    for told in ("status", "reason", "facts"):
        assert status(path).items["TRN-F01"][told] == before().items["TRN-F01"][told]


def test_invisible_marks_and_a_dash_in_ids_are_read_through_and_no_row_is_lost(tmp_path: Path) -> None:
    made = example()
    forecast = made.at("Milestones", "TRN-M10", "Forecast date")
    made.put("Milestones", "TRN-M06", "Depends on", "TRN\N{EN DASH}M05")
    made.put("Milestones", "TRN-M10", "Forecast date", "\N{LEFT-TO-RIGHT MARK}22/07/2027")
    made.put("Milestones", "TRN-M03", "ID", "TRN-M03\N{LEFT-TO-RIGHT MARK}")
    path = made.save(tmp_path)
    found, sound_one = status(path), status(raw_example())
    assert found.items.keys() == sound_one.items.keys()
    assert found.colour("TRN-M03") == sound_one.colour("TRN-M03")
    assert found.colour("TRN-M10") == sound_one.colour("TRN-M10")
    assert "22 July 2027" in " ".join(finding.words for finding in findings(path) if finding.cell == forecast)
    assert not [finding for finding in findings(path) if finding.column in {"ID", "Depends on"}]


def test_conflicts_ask_for_the_id_meant_too(tmp_path: Path) -> None:
    path = example("sufficiency").put("Milestones", "SUF-M09", "ID", "SUF-MO9").save(tmp_path)
    told = [one for one in findings(path, verb="conflicts") if one.rule == "CF06" and "SUF-M09" in one.message]
    assert told
    assert all('Did you mean the row "SUF-MO9" (Milestones A10)?' in one.fix for one in told)


@pytest.mark.parametrize(
    ("sheet", "record", "typed", "followers"),
    [
        ("Milestones", "TRN-M08", "TRN-M8", 6),
        ("Milestones", "TRN-M08", "M08", 6),
        ("Milestones", "TRN-M08", 8.0, 6),
        ("KPIs", "TRN-K02", "TRN-K2", 8),
        ("KPIs", "TRN-K02", "k02", 7),
    ],
)
def test_an_id_that_lost_its_nought_or_its_code_is_one_finding_at_its_row(
    sheet: str, record: str, typed: str | float, followers: int, tmp_path: Path
) -> None:
    made = sound()
    place = made.at(sheet, record, "ID")
    found = new(made.put(sheet, record, "ID", typed).save(tmp_path))
    (cause,) = causes(found)
    assert cause.place == (sheet, place)
    assert f"Did you mean {record}" in cause.fix
    assert len([item for item in found if item.because_of == cause.key]) == followers


@pytest.mark.parametrize(
    ("record", "title", "typed", "meant"),
    [("TRN-M09", "Depends on", "M07, m08", "TRN-M07, TRN-M08"), ("TRN-M09", "Depends on", "7", "")],
)
def test_ids_without_their_code_are_asked_about_as_the_rows_own(
    record: str, title: str, typed: str, meant: str, tmp_path: Path
) -> None:
    (cause,) = causes(new(sound().put("Milestones", record, title, typed).save(tmp_path)))
    assert (f"Did you mean {meant}? " in cause.fix) is bool(meant)


@pytest.mark.parametrize(("title", "typed", "meant"), [("Receiver", "TNR", "TRN"), ("Giver", "STAT", "STA")])
def test_a_partys_mistyped_code_is_one_finding_on_it(title: str, typed: str, meant: str, tmp_path: Path) -> None:
    made = sound()
    place = made.at("Interdependencies", "TRN-D01", title)
    (cause,) = causes(new(made.put("Interdependencies", "TRN-D01", title, typed).save(tmp_path)))
    assert cause.place == ("Interdependencies", place)
    assert f"Did you mean {meant} under {title}?" in cause.fix


def test_a_meeting_under_a_mistyped_forum_is_unknown_and_nothing_is_said_for_want_of_it(tmp_path: Path) -> None:
    made = sound()
    page = made.sheet("Meetings")
    row = next(
        row for row in range(2, 60)
        if page.cell(row, 1).value == "Programme Board" and str(page.cell(row, 2).value).startswith("2027-03-11")
    )  # fmt: skip
    path = made.put("Meetings", row, "Forum", "Programme Borad").save(tmp_path)
    (cause,) = causes(new(path))
    assert cause.place == ("Meetings", f"A{row}")
    found = status(path)
    assert found.colour("TRN-M09") == "No data"
    assert "(Green without that" in found.reason("TRN-M09")
    assert not {item.rule for item in findings(path, verb="conflicts")} & {"CF10", "CF19", "CF40"}
