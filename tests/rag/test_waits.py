"""What may wait for a handover that could not be read: no more and no less than that."""

from __future__ import annotations

import pytest

from examples import programme
from network.programmes import Row, book, milestone
from xl_send.rag.items import items
from xl_send.results import Status

KNOWN = {
    "ID": "TRN-D01", "Needed by": "11 Dec 2026", "Receiver milestone": "TRN-M01", "Promised for": "4 Dec 2026",
    "Forecast": "4 Dec 2026",
}  # fmt: skip
SILENT, WRONG = {**KNOWN, "Receiver milestone": ""}, {**KNOWN, "Receiver milestone": "the trial"}
NAMELESS = {**KNOWN, "ID": "", "Needed by": "soon"}


@pytest.mark.parametrize(
    ("outs", "trns", "unknown"),
    [
        ((KNOWN,), (KNOWN,), set()),
        # Whichever of the two is read first, and unless the other names the milestone.
        ((WRONG,), (SILENT,), {"TRN-M01", "TRN-M02"}),
        ((SILENT,), (WRONG,), {"TRN-M01", "TRN-M02"}),
        ((WRONG,), (KNOWN,), set()),
        ((KNOWN,), (WRONG,), set()),
        # A row that nobody can place may be any handover of its milestone, and no other account of one that is there.
        ((KNOWN, NAMELESS), (KNOWN,), {"TRN-M01"}),
        ((NAMELESS,), (KNOWN,), {"TRN-M01", "TRN-D01"}),
        ((KNOWN,), (KNOWN, {**NAMELESS, "Receiver milestone": "TRN-M02"}), {"TRN-M02"}),
    ],
)
def test_what_may_wait_for_a_handover_that_could_not_be_read_is_unknown(
    outs: tuple[Row, ...], trns: tuple[Row, ...], unknown: set[str]
) -> None:
    rows = (milestone("TRN-M01", "11 Dec 2026"), milestone("TRN-M02", "11 Dec 2026"))
    found, _ = programme(book("OUT", Interdependencies=outs) + book("TRN", Milestones=rows, Interdependencies=trns))
    named = {item.id for item in items(found) if item.status is Status.NO_DATA}
    assert {name for name in named if name.startswith("TRN-")} == unknown
