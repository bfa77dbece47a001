"""Results for programs: JSON, SARIF and comma-separated values."""

from __future__ import annotations

from xl_send.findings import Cell


def cell_place(cell: Cell) -> dict[str, str]:
    """Where a cell stands, as every JSON result tells it."""
    return {"workbook": cell.workbook, "sheet": cell.sheet, "cell": cell.address}
