"""Pages of live formulas: what each cell was written with, and what LibreOffice works out."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

from xlsx.formulas.recalculation import cell_of


def unlike(name: str, package: bytes, sheet: str, folder: Path) -> Iterator[str]:
    """Every row of a page that says, recalculated in this folder, something else than it was written with."""
    page = load_workbook(BytesIO(package), read_only=True, data_only=True)[sheet]
    ours = [[_plain(cell) for cell in row if cell not in (None, "")] for row in page.iter_rows(values_only=True)]
    with (folder / "made" / f"{name}-{sheet}.csv").open(encoding="utf-8", newline="") as lines:
        theirs = [[_plain(cell_of(cell)) for cell in row if cell] for row in csv.reader(lines)]
    width = max(len(ours), len(theirs))
    for number, (one, other) in enumerate(zip(_filled(ours, width), _filled(theirs, width), strict=True), 1):
        if one != other:
            yield f"{name} {sheet} row {number}: written {one}, worked out {other}"


def _filled(rows: list[list[object]], length: int) -> list[list[object]]:
    return [*rows, *([] for _ in range(length - len(rows)))]


def _plain(cell: object) -> object:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date | str):
        return cell
    return round(float(str(cell)), 7)
