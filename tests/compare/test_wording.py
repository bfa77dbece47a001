"""What a row is called when a change of it is told."""

from __future__ import annotations

import pytest

from examples import programme
from statuses import table
from xl_send.compare.wording import row_name
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
