"""Dates that Excel or a slip of the hand made, and what they would hide."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cases.answers import ask, findings, new, status
from cases.workbooks import Return, example, sound


def month_as_its_first_day() -> Return:
    """The sound return, "Oct 2026" typed as a period end, which Excel stores as 1 October."""
    return sound().put("Actuals", "TRN-K02 at 31 Oct 2026", "Period end", date(2026, 10, 1))


def test_a_first_of_a_month_among_month_ends_is_asked_about(tmp_path: Path) -> None:
    made = month_as_its_first_day()
    place = ("Actuals", made.at("Actuals", "TRN-K02 at 1 Oct 2026", "Period end"))
    told = [item for item in new(made.save(tmp_path)) if item.place == place]
    assert [item.severity for item in told] == ["query"]
    assert "31 October 2026" in told[0].words


def test_a_month_read_as_its_first_day_turns_nothing_green_in_silence(tmp_path: Path) -> None:
    found = status(month_as_its_first_day().save(tmp_path))
    assert found.colour("TRN-K02") == "Green"
    assert "24% at 1 October 2026 (or 31 October 2026, if that month is meant)" in found.reason("TRN-K02")


def test_needed_by_after_the_receiving_milestone_is_an_error(tmp_path: Path) -> None:
    made = sound().put("Interdependencies", "TRN-D01", "Needed by", date(2027, 3, 12))
    path = made.save(tmp_path)
    told = [item for item in new(path) if item.severity == "error"]
    assert [item.place for item in told] == [
        ("Interdependencies", made.at("Interdependencies", "TRN-D01", "Needed by"))
    ]
    assert "TRN-M08" in told[0].words
    assert "10 February 2027" in told[0].words
    assert ask("validate", path).code == 1


def test_needed_by_on_the_day_of_the_receiving_milestone_is_no_error(tmp_path: Path) -> None:
    made = sound().put("Interdependencies", "TRN-D01", "Needed by", date(2027, 2, 10))
    assert not [item for item in new(made.save(tmp_path)) if item.severity == "error"]


def test_a_first_of_a_month_days_after_a_half_termly_figure_is_asked_about(tmp_path: Path) -> None:
    """Nov-26 typed for November becomes the 1st, nine days after the figure of half-term: Red would turn Green."""
    made = example("sufficiency").add("Actuals", KPI="SUF-K02", Period_end=date(2026, 11, 1), Value=140.0)
    path = made.save(tmp_path)
    (told,) = (finding for finding in findings(path) if finding.rule == "AC11")
    assert "only 9 days older" in told.message
    assert "30 November 2026, if that month is meant" in status(path).reason("SUF-K02")


@pytest.mark.parametrize(
    ("workbook", "kpi", "month_end", "told"),
    [
        (
            "statutory",
            "STA-K02",
            date(2026, 10, 31),
            "52% at 1 October 2026 (or 31 October 2026, if that month is meant)",
        ),
        ("sufficiency", "SUF-K02", date(2026, 10, 23), "112 at 1 October 2026 (or 31 October 2026, if that month"),
    ],
)
def test_a_colour_that_goes_because_of_a_first_of_a_month_says_that_the_month_may_be_meant(
    workbook: str, kpi: str, month_end: date, told: str, tmp_path: Path
) -> None:
    """A figure that waits for the next expectation, or is of before the first, may be of the whole month too."""
    record = f"{kpi} at {month_end.day} Oct 2026"
    path = example(workbook).put("Actuals", record, "Period end", date(2026, 10, 1)).save(tmp_path)
    assert told in status(path).reason(kpi)
    assert [finding for finding in findings(path) if finding.rule == "AC11" and finding.record.startswith(kpi)]
