"""An explanation holds by its reason; what is no reason explains nothing."""

from __future__ import annotations

import pytest

from xl_send.reading.explanations import read_explanations
from xl_send.reading.rows import RowsRead
from xl_send.workbook.cells import Grid
from xl_send.workbook.sheets.checks import TITLES


@pytest.mark.parametrize(
    ("reason", "holds"),
    [("The chair agreed to it", True), ("-", False), ("tbc", False), ("N/A", False), (".", False), ("?", False)],
)
def test_a_dash_and_tbc_are_no_reason(reason: str, *, holds: bool) -> None:
    harvest = RowsRead()
    row = {1: "WM01:TRN-M01:Reported RAG", 2: reason, 3: "Lead"}
    grid = Grid("Checks", [(1, dict(enumerate(TITLES, 1))), (2, row)])
    found = list(read_explanations("return.xlsx", grid, harvest, date1904=False))
    assert [one.reason for one in found] == ([reason] if holds else [])
    assert [(blank.cell.address, blank.filler) for blank in harvest.blanks] == ([] if holds else [("B2", reason)])
