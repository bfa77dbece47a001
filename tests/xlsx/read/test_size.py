"""A workbook that was made here: by how much the limits have to be raised is told as reading it asks for it."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest

import xl_send
from cases.workbooks import raw_example
from xl_send.errors import RefusedError
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.xlsx.read import cells, package, size, strings
from xl_send.xlsx.read.open_book import open_book
from xl_send.xlsx.template.template import WorkbookContent, workbook_bytes


@pytest.fixture(scope="module")
def large() -> bytes:
    """A workbook most of whose cells, rows and texts are milestones."""
    rows = [{"ID": f"TRN-M{number}", "Workstream": "TRN", "Milestone": f"Step {number}"} for number in range(1, 601)]
    return workbook_bytes("programme", WorkbookContent(rows={Milestone: rows}))


def is_read(content: bytes) -> bool:
    try:
        for grid in open_book(BytesIO(content)).grids:
            list(grid.rows)
    except RefusedError:
        return False
    return True


def least(content: bytes, name: str, reader: ModuleType, monkeypatch: pytest.MonkeyPatch) -> int:
    """The least limit with which reading a workbook does not end."""
    low, high = 1, getattr(reader, name)
    while low < high:
        middle = (low + high) // 2
        monkeypatch.setattr(reader, name, middle)
        low, high = (low, middle) if is_read(content) else (middle + 1, high)
    return low


@pytest.mark.parametrize(
    ("name", "reader"), [("MOST_CELLS", cells), ("MOST_TEXTS", strings), ("MOST_PART", package)],
)  # fmt: skip
def test_the_number_told_is_the_least_with_which_it_is_read(
    large: bytes, monkeypatch: pytest.MonkeyPatch, name: str, reader: ModuleType
) -> None:
    needed = least(large, name, reader, monkeypatch)
    monkeypatch.setattr(size, name, needed + needed // 50)
    assert size.times_needed(large) == 1
    monkeypatch.setattr(size, name, needed - 1)
    assert size.times_needed(large) == 2
    monkeypatch.setattr(size, name, (needed - 1) // 3)
    assert size.times_needed(large) == 4


def test_a_programme_workbook_beyond_the_limits_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shutil.copy(raw_example(), tmp_path)
    assert not xl_send.consolidate(tmp_path).notes
    monkeypatch.setattr(size, "MOST_CELLS", 1000)
    (told,) = xl_send.consolidate(tmp_path).notes
    assert "larger than xl_send reads unless told to: set XL_SEND_LIMITS to " in told
