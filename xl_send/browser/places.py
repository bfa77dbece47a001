"""A cell as the page tells of it: in words, and as Excel's Go To takes it."""

from __future__ import annotations

from xl_send.findings import Cell
from xl_send.value_classes import NamedTuple
from xl_send.words import file_name


class CellPlace(NamedTuple):
    """`words` name the cell and its workbook; `reference` leads there in Excel while the workbook is open."""

    words: str
    reference: str

    @classmethod
    def of(cls, cell: Cell) -> CellPlace:
        """The place of a cell, or of a whole sheet where no cell is to blame."""
        workbook = file_name(cell.workbook)
        where = f"{cell.sheet} {cell.address}".strip()
        quoted = f"[{workbook}]{cell.sheet}".replace("'", "''")
        return cls(f"{where} in {workbook}", f"'{quoted}'!{cell.address or 'A1'}")
