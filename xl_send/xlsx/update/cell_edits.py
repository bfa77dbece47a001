"""Single cells of a sheet written or cleared in place, their looks and every other byte as they were."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from xl_send.value_classes import NamedTuple
from xl_send.workbook.cells import column_letters, column_number
from xl_send.xlsx.update.sheet_xml import text_child
from xl_send.xlsx.update.xml_patch import Child, Element, Raw, XmlPatch


class LiveFormula(NamedTuple):
    """A formula that stands in a cell, and what it comes to."""

    text: str
    value: str | float


CellContent = str | float | date | LiveFormula | None
CellEdits = Mapping[str, CellContent]
"""What stands in which cell afterwards, by address: a text, number, day or formula, or None where it is cleared."""

_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_ADDRESS = re.compile(r"([A-Z]+)(\d+)")
_KEPT = ("r", "s")


def edited(
    part: bytes,
    edits: CellEdits,
    *,
    date1904: bool,
    looks: Mapping[str, str] | None = None,
    heights: Mapping[int, float] | None = None,
) -> bytes:
    """The part of a sheet with these cells. A cell that works itself out is not cleared.

    A cell or row that is not there is added where it gets a value; `looks` are the looks of such cells, by address,
    and `heights` how high, in points, rows that get them are at least. Raises `ValueError` where the part is written
    in a way that is not understood.
    """
    patch = XmlPatch(part)
    data = patch.root.one("sheetData")
    rows = {int(row.attributes["r"]): row for row in data.all("row")}
    sheet = _SheetCells(part, patch, looks or {}, heights or {}, date1904=date1904)
    new: list[tuple[int, Child]] = []
    for number, cells in sorted(_by_row(edits).items()):
        if number in rows:
            sheet.edit_row(rows[number], number, cells)
        elif any(value is not None for value in cells.values()):
            new.append((number, Child("row", {"r": str(number)}, sheet.new_cells(number, cells))))
    _put_rows(patch, data, rows, new)
    _widen(patch, edits)
    return patch.done()


def address_parts(address: str) -> tuple[int, int]:
    """The row and the column's number of an address. Raises `ValueError` for what is none."""
    match = _ADDRESS.fullmatch(address)
    if match is None:
        message = f"{address} is no cell"
        raise ValueError(message)
    return int(match[2]), column_number(match[1])


def _by_row(edits: CellEdits) -> dict[int, dict[int, CellContent]]:
    found: dict[int, dict[int, CellContent]] = {}
    for address, value in edits.items():
        row, column = address_parts(address)
        found.setdefault(row, {})[column] = value
    return found


def _put_rows(patch: XmlPatch, data: Element, rows: Mapping[int, Element], new: Sequence[tuple[int, Child]]) -> None:
    """New rows in their order among those that are there."""
    for number, row in new:
        after = min((other for other in rows if other > number), default=None)
        if after is not None:
            patch.before(rows[after], row)
    last = [row for number, row in new if number > max(rows, default=0)]
    if last:
        patch.append(data, last)


def _widen(patch: XmlPatch, edits: CellEdits) -> None:
    """The extent that the sheet says it has, with the cells that were written."""
    filled = [address_parts(address) for address, value in edits.items() if value is not None]
    for dimension in patch.root.all("dimension"):
        ends = dimension.attributes.get("ref", "").split(":")
        if filled and all(map(_ADDRESS.fullmatch, ends)):
            corners = [*map(address_parts, ends), *filled]
            first = f"{column_letters(min(at for _, at in corners))}{min(row for row, _ in corners)}"
            last = f"{column_letters(max(at for _, at in corners))}{max(row for row, _ in corners)}"
            if f"{first}:{last}" != ":".join(ends):
                patch.set(dimension, {**dimension.attributes, "ref": f"{first}:{last}"})


class _SheetCells:
    """The cells of one sheet's part, written anew one by one."""

    def __init__(
        self, part: bytes, patch: XmlPatch, looks: Mapping[str, str], heights: Mapping[int, float], *, date1904: bool
    ) -> None:
        self._heights = heights
        self._part = part
        self._patch = patch
        self._looks = looks
        self._date1904 = date1904

    def edit_row(self, row: Element, number: int, cells: Mapping[int, CellContent]) -> None:
        """Write the cells of a row that is there."""
        standing = {_column_of(cell): cell for cell in row.all("c")}
        new = {column: value for column, value in cells.items() if column not in standing and value is not None}
        if new:
            self._with_more(row, number, standing, cells, new)
            return
        for column, value in sorted(cells.items()):
            cell = standing.get(column)
            if cell is not None and not (value is None and cell.all("f")):
                self._patch.replace(cell, self._written(cell, value))

    def new_cells(self, number: int, cells: Mapping[int, CellContent]) -> list[Child]:
        """The cells of a row that was not there."""
        return [
            self._new(f"{column_letters(column)}{number}", value)
            for column, value in sorted(cells.items())
            if value is not None
        ]

    def _with_more(
        self,
        row: Element,
        number: int,
        standing: Mapping[int, Element],
        cells: Mapping[int, CellContent],
        new: Mapping[int, CellContent],
    ) -> None:
        """The row written anew, its other cells as they are, as it says how wide it is."""
        nodes = {column: self._as_it_is(cell) for column, cell in standing.items()}
        for column, value in cells.items():
            cell = standing.get(column)
            if cell is not None and not (value is None and cell.all("f")):
                nodes[column] = self._written(cell, value)
        for column, value in new.items():
            nodes[column] = self._new(f"{column_letters(column)}{number}", value)
        attributes = {name: text for name, text in row.attributes.items() if name != "spans"}
        self._patch.replace(
            row, Child("row", attributes | self._height(row, number), [nodes[column] for column in sorted(nodes)])
        )

    def _height(self, row: Element, number: int) -> dict[str, str]:
        least, there = self._heights.get(number, 0.0), float(row.attributes.get("ht", "0"))
        return {"ht": f"{least:g}", "customHeight": "1"} if least > there else {}

    def _as_it_is(self, cell: Element) -> Child:
        inside = "" if cell.inside >= cell.closing else self._part[cell.inside : cell.closing].decode("utf-8")
        return Child("c", cell.attributes, Raw(inside))

    def _written(self, cell: Element, value: CellContent) -> Child:
        look = {name: text for name, text in cell.attributes.items() if name in _KEPT}
        return self._cell(look, value)

    def _new(self, address: str, value: CellContent) -> Child:
        look = {"s": self._looks[address]} if address in self._looks else {}
        return self._cell({"r": address, **look}, value)

    def _cell(self, look: Mapping[str, str], value: CellContent) -> Child:
        if value is None:
            return Child("c", look)
        if isinstance(value, date):
            days = (value - (_EPOCH_1904 if self._date1904 else _EPOCH)).days
            return Child("c", look, [Child("v", {}, str(days))])
        if isinstance(value, LiveFormula):
            told = {"t": "str"} if isinstance(value.value, str) else {}
            return Child("c", {**look, **told}, [Child("f", {}, value.text), Child("v", {}, str(value.value))])
        if isinstance(value, int | float):
            return Child("c", look, [Child("v", {}, repr(value))])
        return Child("c", {**look, "t": "inlineStr"}, [text_child(value)])


def _column_of(cell: Element) -> int:
    return address_parts(cell.attributes.get("r", ""))[1]
