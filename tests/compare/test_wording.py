"""What a row is called when a change of it is told."""

from __future__ import annotations

from datetime import date

import pytest

from editing import example
from examples import programme
from statuses import table
from xl_send.compare.snapshots import BoardComparison
from xl_send.compare.wording import moved, row_name
from xl_send.workbook.submissions import SHEETS


@pytest.mark.parametrize(
    ("sheet", "cells", "called"),
    [
        ("Milestones", {"ID": "TRN-M01", "Milestone": "Transport agreed"}, "Transport agreed"),
        ("Milestones", {"ID": "TRN-M01", "Milestone": ""}, ""),
        ("Milestones", {"ID": "TRN-M01", "Milestone": "TRN-M01"}, ""),
        ("Interdependencies", {"ID": "TRN-D01", "Needed": "The signed lease"}, "The signed lease"),
        ("Resources", {"ID": "TRN-P01", "Role": "Caseworker"}, "Caseworker"),
    ],
)
def test_a_row_is_called_by_its_owners_words_and_by_nothing_where_there_are_none(
    sheet: str, cells: dict[str, str], called: str
) -> None:
    found, _ = programme(table(sheet, cells))
    (row,) = (row for record in SHEETS if record.SHEET.title == sheet for row in found.each(record))
    assert row_name(row) == called


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (2, 30, "moved from 2 October 2026 to 30 October 2026, 20 working days later"),
        (2, 1, "moved from 2 October 2026 to 1 October 2026, 1 working day earlier"),
        (3, 4, "moved from 3 October 2026 to 4 October 2026, no working day between"),
        (None, 2, "given as 2 October 2026"),
        (2, None, "taken away; it was 2 October 2026"),
        (None, None, "not given"),
    ],
)
def test_a_date_is_told_by_how_far_it_has_moved(before: int | None, after: int | None, told: str) -> None:
    since = BoardComparison(example(), example())
    assert moved(since, *(date(2026, 10, day) if day else None for day in (before, after))) == told
