"""An owner's colour beside the computed one: better than it, or so many colours worse."""

from __future__ import annotations

import pytest

from xl_send.findings import Cell
from xl_send.results import Rating, Status
from xl_send.rules.reported import better_than, deciding_cells, steps_worse
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


def test_each_cell_that_decided_a_colour_is_named_once_with_what_it_decides() -> None:
    forecast, baseline = (Cell("a.xlsx", "Milestones", place, "TRN-M01", place) for place in ("H2", "G2"))
    rating = Rating(Status.RED, "late", (forecast, baseline, forecast))
    assert [(one.cell, one.note) for one in deciding_cells(rating)] == [
        (forecast, "H2: decides the computed colour"), (baseline, "G2: decides the computed colour")
    ]  # fmt: skip
