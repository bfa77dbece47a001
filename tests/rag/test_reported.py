"""An owner's colour beside the computed one: better than it, or so many colours worse."""

from __future__ import annotations

import pytest

from xl_send.rag.reported import better_than, steps_worse
from xl_send.results import Status
from xl_send.workbook.sheets.choices import Rag


@pytest.mark.parametrize(
    ("reported", "computed", "better", "steps"),
    [
        (Rag.GREEN, Status.GREEN, False, 0),
        (Rag.GREEN, Status.AMBER, True, 0),
        (Rag.GREEN, Status.RED, True, 0),
        (Rag.AMBER, Status.GREEN, False, 1),
        (Rag.AMBER, Status.AMBER, False, 0),
        (Rag.AMBER, Status.RED, True, 0),
        (Rag.RED, Status.GREEN, False, 2),
        (Rag.RED, Status.AMBER, False, 1),
        (Rag.RED, Status.RED, False, 0),
        (Rag.GREEN, Status.NO_DATA, False, 0),
        (Rag.RED, Status.COMPLETE, False, 0),
        (None, Status.RED, False, 0),
    ],
)
def test_an_owners_colour_is_better_or_worse_by_its_place(
    reported: Rag | None, computed: Status, better: bool, steps: int
) -> None:
    assert (better_than(reported, computed), steps_worse(reported, computed)) == (better, steps)
