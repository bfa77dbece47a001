"""Who would be missed: what is still to be done, or looked after, by somebody."""

from __future__ import annotations

import pytest

from examples import programme
from statuses import table
from xl_send.compare.scenario import owned_by

WHO = "Kit Example"
OWNED = {
    "Workstreams": {"Code": "TRN", "Owner": WHO}, "Milestones": {"ID": "TRN-M01", "Owner": WHO},
    "KPIs": {"ID": "TRN-K01", "Owner": WHO}, "Risks": {"ID": "TRN-R01", "Owner": WHO},
    "Diagnostics": {"ID": "TRN-T01", "Lead": WHO}, "Issues and decisions": {"ID": "TRN-A01", "Owner": WHO},
}  # fmt: skip


@pytest.mark.parametrize(
    ("sheet", "cells", "counts"),
    [
        ("Workstreams", {}, True),
        ("Milestones", {}, True),
        ("Milestones", {"Actual date": "12 Nov 2026"}, False),
        ("KPIs", {}, True),
        ("Risks", {}, True),
        ("Risks", {"Status": "Became an issue"}, True),
        ("Risks", {"Status": "Closed"}, False),
        ("Diagnostics", {}, True),
        ("Diagnostics", {"Status": "Under way"}, True),
        ("Diagnostics", {"Status": "Done", "Actual end": "12 Nov 2026"}, False),
        ("Diagnostics", {"Status": "Dropped"}, False),
        ("Issues and decisions", {}, True),
        ("Issues and decisions", {"Status": "Closed"}, False),
    ],
)
def test_what_is_done_or_closed_misses_nobody(sheet: str, cells: dict[str, str], *, counts: bool) -> None:
    row = OWNED[sheet]
    found, _ = programme(table(sheet, {**row, **cells}))
    assert owned_by(found, [" kit  EXAMPLE "]) == ((next(iter(row.values())),) if counts else ())
    assert owned_by(found, ["Somebody else"]) == ()
