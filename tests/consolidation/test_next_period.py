"""A return rolled on: the new dates, what is put aside, what goes to the archive."""

from __future__ import annotations

from datetime import date

import pytest

from consolidation.written import returns_of
from statuses import table
from xl_send.consolidation.next_period import NextPeriod, SheetRows, next_as_at, next_period
from xl_send.workbook.submissions import Submission

NOW = date(2026, 12, 11)


def written(text: str) -> tuple[Submission, SheetRows]:
    """A return and its cells as they lie."""
    (item,) = returns_of(text)
    return item.submission, {grid.title: dict(grid.rows) for grid in item.book.grids}


def rolled(text: str, *, archive: bool = False) -> NextPeriod:
    return next_period(*written(text), NOW, archive=archive)


@pytest.mark.parametrize(
    ("as_at", "previous", "moved"),
    [
        ("13 Nov 2026", "16 Oct 2026", date(2026, 12, 11)),
        ("13 Nov 2026", "12 Nov 2026", date(2026, 11, 16)),  # a Saturday, so Monday
        ("13 Nov 2026", "13 Nov 2026", None),
        ("13 Nov 2026", "14 Nov 2026", None),
        ("13 Nov 2026", "", None),
        ("", "16 Oct 2026", None),
    ],
)
def test_as_at_moves_on_by_as_long_as_lay_between_the_last_two_to_a_working_day(
    as_at: str, previous: str, moved: date | None
) -> None:
    submission, _ = written(table("Programme", {"As at": as_at, "Previous as at": previous}))
    assert next_as_at(submission) == moved


def test_a_closure_day_is_no_working_day_to_move_on_to() -> None:
    cover = table("Programme", {"As at": "13 Nov 2026", "Previous as at": "16 Oct 2026"})
    shut = table("Calendar", {"Name": "Shut", "Kind": "Closure day", "From": "11 Dec 2026", "To": "11 Dec 2026"})
    assert next_as_at(written(cover + shut)[0]) == date(2026, 12, 14)


@pytest.mark.parametrize("day", [date(2026, 11, 13), date(2026, 11, 12)])
def test_the_new_as_at_is_after_the_last(day: date) -> None:
    with pytest.raises(ValueError, match="is not after"):
        next_period(*written(table("Programme", {})), day)


def test_dates_move_on_and_what_is_written_anew_is_put_aside_with_whose_it_was() -> None:
    streams = table("Workstreams", {"Progress since last time": "Two visits"})
    found = rolled(
        streams + table("Milestones", {"ID": "TRN-M01", "Commentary": "The trial began", "Reported RAG": "Green"})
    )
    assert (found.as_at, found.previous, found.said, found.archived) == (NOW, date(2026, 11, 13), 2, 0)
    cover = set(found.edits["Programme"].values())
    assert {NOW, date(2026, 11, 13)} <= cover
    assert list(found.edits["Milestones"].values()) == [None], "the colour that its owner reports stays"
    (last,) = found.tables
    assert last.name == "Last time"
    assert [column.title for column in last.columns] == ["As at", "Sheet", "Record", "Heading", "What was said"]
    assert {tuple(row) for row in last.rows} == {
        ("13 November 2026", "Milestones", "TRN-M01", "Commentary", "The trial began"),
        ("13 November 2026", "Workstreams", "TRN", "Progress since last time", "Two visits"),
    }
    assert last.notes == [
        "What was said in the return before this one. Its cells are blank now, to be written for this period."
    ]


@pytest.mark.parametrize(
    ("sheet", "cells", "gone"),
    [
        ("Milestones", {"Actual date": "12 Nov 2026"}, True), ("Milestones", {}, False),
        ("Risks", {"Status": "Closed"}, True), ("Risks", {"Status": "Became an issue"}, True), ("Risks", {}, False),
        ("Issues and decisions", {"Status": "Closed"}, True), ("Issues and decisions", {}, False),
        ("Interdependencies", {"Delivered": "12 Nov 2026"}, True), ("Interdependencies", {}, False),
        ("Diagnostics", {"Status": "Done", "Actual end": "12 Nov 2026"}, False),
    ],
)  # fmt: skip
def test_what_is_reached_closed_or_delivered_goes_to_the_archive(sheet: str, cells: dict[str, str], gone: bool) -> None:
    text = table(sheet, cells)
    found = rolled(text, archive=True)
    assert found.archived == gone
    assert rolled(text).archived == 0
    archives = [made for made in found.tables if made.name == "Archive"]
    assert len(archives) == gone
    for made in archives:
        assert [column.title for column in made.columns] == ["As at", "Sheet", "Record", "What its row said"]
        ((day, where, record, said),) = made.rows
        assert (day, where) == ("13 November 2026", sheet)
        assert str(record) in str(said)
        assert f"{next(iter(cells))}: " in str(said)
        assert set(found.edits[sheet].values()) == {None}
        assert len(found.edits[sheet]) >= str(said).count("; ") + 1


def test_what_something_that_stays_names_stays_too() -> None:
    reached = {"ID": "TRN-M01", "Actual date": "12 Nov 2026"}
    waits = {"ID": "TRN-M02", "Depends on": "TRN-M01"}
    assert rolled(table("Milestones", reached, waits), archive=True).archived == 0
    both = {**waits, "Actual date": "12 Nov 2026"}
    assert rolled(table("Milestones", reached, both), archive=True).archived == 2
    third = {"ID": "TRN-M03", "Depends on": "TRN-M02"}
    assert rolled(table("Milestones", reached, both, third), archive=True).archived == 0


def test_what_was_in_the_archive_stays_before_what_comes_to_it() -> None:
    before = """
    Archive:
    | As at | Sheet | Record | What its row said |
    | --- | --- | --- | --- |
    | 16 October 2026 | Milestones | TRN-M00 | ID: TRN-M00 |
    """
    found = rolled(before + table("Milestones", {"Actual date": "12 Nov 2026"}), archive=True)
    assert [row[2] for row in found.tables[-1].rows] == ["TRN-M00", "TRN-M01"]
    assert found.tables[-1].notes == [
        "Rows that were closed, delivered or reached, and were taken off their sheets when a return was begun."
    ]
