"""Single cells of a sheet written or cleared in place, their looks and every other byte as they were."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from xl_send.workbook.cells import column_number
from xl_send.xlsx.update.sheet_xml import text_child
from xl_send.xlsx.update.xml_patch import Child, Element, XmlPatch

CellEdits = Mapping[str, str | date | None]
"""What stands in which cell afterwards, by address: a text, a day, or None where it is cleared."""

_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_ADDRESS = re.compile(r"([A-Z]+)(\d+)")
_KEPT = ("r", "s")


def edited(part: bytes, edits: CellEdits, *, date1904: bool) -> bytes:
    """The part of a sheet with these cells. A cell that works itself out is not cleared.

    A row that is not there is added; raises `ValueError` where the part is written in a way that is not understood.
    """
    patch = XmlPatch(part)
    data = patch.root.one("sheetData")
    rows = {int(row.attributes["r"]): row for row in data.all("row")}
    by_row: dict[int, dict[int, str | date | None]] = {}
    for address, value in edits.items():
        match = _ADDRESS.fullmatch(address)
        if match is None:
            message = f"{address} is no cell"
            raise ValueError(message)
        by_row.setdefault(int(match[2]), {})[column_number(match[1])] = value
    for number, cells in sorted(by_row.items()):
        if number in rows:
            _edit_row(patch, rows[number], number, cells, date1904=date1904)
        elif any(value is not None for value in cells.values()):
            message = f"row {number} is not there"
            raise ValueError(message)
    return patch.done()


def _edit_row(
    patch: XmlPatch, row: Element, number: int, cells: Mapping[int, str | date | None], *, date1904: bool
) -> None:
    standing = {_column_of(cell): cell for cell in row.all("c")}
    new = []
    for column, value in sorted(cells.items()):
        cell = standing.get(column)
        if cell is None and value is not None:
            message = f"row {number} has no cell for its value"
            raise ValueError(message)
        if cell is not None and not (value is None and cell.all("f")):
            new.append((cell, value))
    for cell, value in new:
        look = {name: text for name, text in cell.attributes.items() if name in _KEPT}
        patch.replace(cell, _cell(look, value, date1904=date1904))


def _cell(look: Mapping[str, str], value: str | date | None, *, date1904: bool) -> Child:
    if value is None:
        return Child("c", look)
    if isinstance(value, date):
        days = (value - (_EPOCH_1904 if date1904 else _EPOCH)).days
        return Child("c", look, [Child("v", {}, str(days))])
    return Child("c", {**look, "t": "inlineStr"}, [text_child(value)])


def _column_of(cell: Element) -> int:
    match = _ADDRESS.fullmatch(cell.attributes.get("r", ""))
    if match is None:
        message = "a cell without its address"
        raise ValueError(message)
    return column_number(match[1])
