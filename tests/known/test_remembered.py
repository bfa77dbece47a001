"""What is remembered of sheets is what reading them anew gives, and of no other sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cases.workbooks import Return, example
from xl_send.workbook.cells import Row
from xl_send.xlsx.read import open_book as reader
from xl_send.xlsx.read.open_book import open_book

Told = list[tuple[int, dict[int, str]]]


def rows(path: Path) -> dict[str, Told]:
    """The rows of each sheet, a share of a hundred told from the number that it is."""
    return {
        grid.title: [
            (number, {place: f"{type(value).__name__} {value}" for place, value in row.items()})
            for number, row in grid.rows
        ]
        for grid in open_book(str(path)).grids
    }


def test_a_sheet_is_read_once_and_nobody_changes_what_the_next_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = example("outreach").put("Milestones", 2, "Owner", "Siwan Gwyn").save(tmp_path)
    first = rows(path)
    monkeypatch.setattr(reader, "sheet_rows", _no_more)
    assert rows(path) == first
    for grid in open_book(str(path)).grids:
        for _, row in grid.rows:
            row.clear()  # type: ignore[attr-defined] # though a row is for reading
    assert rows(path) == first


def _no_more(*_: object) -> Iterator[Row]:
    yield 1, {1: "read again"}


@pytest.mark.parametrize(
    "change",
    [
        lambda made: made.put("KPIs", "OUT-K01", "Baseline", 17),
        lambda made: setattr(made.cell("KPIs", "OUT-K01", "Baseline"), "number_format", "0.000"),
    ],
)
def test_what_differs_in_a_cell_or_its_look_alone_is_another_sheet(
    change: Callable[[Return], None], tmp_path: Path
) -> None:
    before = rows(example("outreach").save(tmp_path))["KPIs"]
    made = example("outreach")
    change(made)
    assert rows(made.save(tmp_path))["KPIs"] != before


def test_styles_that_differ_alone_are_not_taken_for_those_of_another(tmp_path: Path) -> None:
    """Two workbooks whose sheets are the same to the byte."""
    kept = []
    for look in ("0.000", "0.000%"):
        made = example("outreach")
        made.cell("KPIs", "OUT-K01", "Baseline").number_format = look
        kept.append(rows(made.save(tmp_path, f"{len(look)}.xlsx"))["KPIs"])
    plain, shares = ({value for _, row in found for value in row.values()} for found in kept)
    assert {value.split()[0] for value in plain - shares} == {"float"}
    assert {value.split()[0] for value in shares - plain} == {"Percentage"}
