"""Whether colours compare like for like, and what is said first where they do not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from editing import Edit, after, example, of
from xl_send.compare import BoardSnapshot, ChangeKind, Changes, changes_between
from xl_send.compare.order import ChangeSection, section_of
from xl_send.findings import Cell
from xl_send.rag.rollup import programme_status
from xl_send.workbook.sheets.choices import Rag
from xl_send.workbook.sheets.thresholds import DEFAULT_MATRIX, Silence, Thresholds
from xl_send.workbook.submissions import Programme

GREEN = "Milestone green within (working days)"
CELLS = "likelihood 1, impact 1; likelihood 1, impact 2; likelihood 1, impact 3"
NOT_ALIKE = "; colours then and now are not like for like."


def measured(found: Changes) -> list[str]:
    return [change.sentence for change in found.changes if change.what is ChangeKind.MEASURE_CHANGED]


def thresholds(**settings: str) -> tuple[Edit, ...]:
    return tuple(("Thresholds", title, {"Value": value}) for title, value in settings.items())


def test_a_threshold_that_moved_is_said_first_and_each_colour_says_what_it_would_have_been() -> None:
    found = after(*thresholds(**{GREEN: "1", "KPI default tolerance": "50%"}))
    assert measured(found)[:1] == [f"{GREEN} is now 1, was 5{NOT_ALIKE}"]
    assert section_of(found.changes[0]) is ChangeSection.COMPARISON
    coloured = [
        change for change in found.changes if change.what is ChangeKind.COLOUR_WORSE and change.record[4:5] == "M"
    ]
    assert coloured
    for item in coloured:
        assert item.sentence.endswith("By the thresholds and calendar of now it would have been Amber then too.")


def test_a_share_is_told_as_a_percentage() -> None:
    assert measured(after(*thresholds(**{"KPI default tolerance": "5%"}))) == [
        f"KPI default tolerance is now 5%, was 10%{NOT_ALIKE}"
    ]


def test_where_nothing_of_the_measures_changed_nothing_is_said_of_them() -> None:
    found = after(("Milestones", "TRN-M07", {"Forecast date": "20 Jan 2027"}))
    assert not measured(found)
    assert not any("By the thresholds" in item.sentence for item in of(found, "TRN-M07"))


def measured_by(thresholds: Thresholds) -> BoardSnapshot:
    books = tuple(replace(submission, thresholds=thresholds) for submission in example().programme.submissions)
    programme = Programme(books)
    return BoardSnapshot(programme, programme_status(programme))


def test_a_matrix_with_other_colours_is_said_first() -> None:
    stricter = tuple(tuple(Rag.RED for _ in row) for row in DEFAULT_MATRIX)
    found = changes_between(measured_by(Thresholds()), measured_by(Thresholds(matrix=stricter)))
    assert measured(found) == [f"The risk matrix has other colours ({CELLS}; 16 more){NOT_ALIKE}"]
    smaller = changes_between(measured_by(Thresholds()), measured_by(Thresholds(matrix=DEFAULT_MATRIX[:4])))
    assert "likelihood 5, impact 1" in measured(smaller)[0]


def test_a_rule_that_is_newly_silenced_is_said_with_its_reason() -> None:
    silence = Silence("MS04", "Agreed by the board", date(2027, 1, 31), Cell("a.xlsx", "Thresholds", "A40"))
    found = changes_between(measured_by(Thresholds()), measured_by(Thresholds(silences=(silence,))))
    assert measured(found)[0] == (
        "MS04 is now silenced in early_help.xlsx until 31 January 2027. Reason: Agreed by the board."
    )
    again = changes_between(measured_by(Thresholds(silences=(silence,))), measured_by(Thresholds(silences=(silence,))))
    assert not measured(again)
