"""The Owners sheet: what is open of each, and what is in nobody's numbers."""

from __future__ import annotations

from examples import programme
from statuses import table
from xl_send.consolidation.overview import owners_table
from xl_send.rag.rollup import programme_status
from xl_send.table import Table

ABOUT = "What is open of each owner, in all workstreams together: who answers for most comes first."


def owners(*milestones: dict[str, str]) -> Table:
    return owners_table(programme_status(programme(table("Milestones", *milestones))[0]))


def test_what_is_open_is_counted_for_its_owner() -> None:
    found = owners({"ID": "TRN-M01", "Owner": "Lead"}, {"ID": "TRN-M02", "Owner": "lead "})
    assert [row[:4] for row in found.rows] == [("Lead", "TRN", 2, 2)]
    assert found.notes == (ABOUT,)


def test_rows_of_no_owner_and_rows_that_could_not_be_read_are_told_first() -> None:
    found = owners(
        {"ID": "TRN-M01", "Owner": "Lead", "Forecast date": "11 Dec 2026"},
        {"ID": "TRN-M02", "Owner": "tbc", "Forecast date": "11 Dec 2026"},
        {"ID": "TRN-M03", "Owner": "Lead", "Forecast date": "soon"},
    )
    assert [row[:4] for row in found.rows] == [("Lead", "TRN", 1, 1)]
    assert found.notes == (
        "1 open row names no owner and is not counted here.",
        "Not counted here: 1 row of Milestones could not be read.",
        ABOUT,
    )
