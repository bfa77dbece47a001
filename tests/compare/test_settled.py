"""A row that is no longer listed: settled then, or gone without a word."""

from __future__ import annotations

import pytest

from examples import programme
from statuses import table
from xl_send.compare import BoardSnapshot, ChangeKind, changes_between
from xl_send.rag.rollup import programme_status

GONE, TAKEN_OFF = ChangeKind.GONE, ChangeKind.TAKEN_OFF


def board(text: str, as_at: str) -> BoardSnapshot:
    found, _ = programme(text + table("Programme", {"As at": as_at}))
    return BoardSnapshot(found, programme_status(found))


@pytest.mark.parametrize(
    ("sheet", "cells", "what"),
    [
        ("Milestones", {}, GONE),
        ("Milestones", {"Actual date": "12 Nov 2026"}, TAKEN_OFF),
        ("Milestones", {"State": "Withdrawn"}, TAKEN_OFF),
        ("Risks", {}, GONE),
        ("Risks", {"Status": "Closed"}, TAKEN_OFF),
        ("Risks", {"Status": "Became an issue"}, TAKEN_OFF),
        ("Issues and decisions", {}, GONE),
        ("Issues and decisions", {"Status": "Closed"}, TAKEN_OFF),
        ("Diagnostics", {}, GONE),
        ("Diagnostics", {"Status": "Under way"}, GONE),
        ("Diagnostics", {"Status": "Dropped"}, TAKEN_OFF),
        ("Diagnostics", {"Status": "Done", "Actual end": "12 Nov 2026"}, TAKEN_OFF),
        ("Interdependencies", {"Giver": "TRN", "Receiver": "TRN"}, GONE),
        ("Interdependencies", {"Giver": "TRN", "Receiver": "TRN", "Delivered": "12 Nov 2026"}, GONE),
        ("Interdependencies", {"Giver": "TRN", "Receiver": "TRN", "Accepted": "12 Nov 2026"}, GONE),
        (
            "Interdependencies",
            {"Giver": "TRN", "Receiver": "TRN", "Delivered": "12 Nov 2026", "Accepted": "12 Nov 2026"},
            TAKEN_OFF,
        ),
        ("KPIs", {}, GONE),
        # A post may be left out once it has ended by the As at date of now.
        ("Resources", {"To": "10 Dec 2026"}, TAKEN_OFF),
        ("Resources", {"To": "11 Dec 2026"}, GONE),
        ("Resources", {"To": "14 Dec 2026"}, GONE),
    ],
)
def test_what_was_settled_is_taken_off_and_anything_else_is_gone(
    sheet: str, cells: dict[str, str], what: ChangeKind
) -> None:
    now = board("", "11 Dec 2026")
    found = changes_between(board(table(sheet, {"Owner": "A", **cells}), "13 Nov 2026"), now)
    assert [change.what for change in found.changes if change.what in {GONE, TAKEN_OFF}] == [what]
    assert [change.first for change in found.changes if change.what in {GONE, TAKEN_OFF}] == [what is GONE]
