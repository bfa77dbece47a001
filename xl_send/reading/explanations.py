"""The Explanations table, wherever it stands on the Checks sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from xl_send.findings import Cell
from xl_send.reading.rows import RowsRead, outcome
from xl_send.text import as_seen
from xl_send.workbook.cells import Grid, Value, column_letters
from xl_send.workbook.columns import Column
from xl_send.workbook.kinds import NOTHING_WORDS, PLACEHOLDERS
from xl_send.workbook.names import title_key
from xl_send.workbook.sheets.checks import COLUMNS, TITLES, Explanation
from xl_send.workbook.sheets_seen import BlankCell, RemarkedCell, UnreadCell
from xl_send.workbook.unreadable import Remark

_KEYS = [title_key(title) for title in TITLES]


def read_explanations(workbook: str, grid: Grid, harvest: RowsRead, *, date1904: bool) -> Iterator[Explanation]:
    """Every row under the four titles. One without its finding or reason, or with no readable day, does not hold."""
    left = 0
    for number, cells in grid.rows:
        if found := _titled(cells):
            left = found
        elif left:
            row = _Row(workbook, grid.title, number, left, cells)
            yield from row.read(harvest, date1904=date1904)


def _titled(cells: Mapping[int, Value]) -> int:
    """The column of the first of the four titles, if they stand side by side in a row; else nought."""
    for left in cells:
        texts = [cells.get(left + step) for step in range(len(_KEYS))]
        if [title_key(text) if isinstance(text, str) else "" for text in texts] == _KEYS:
            return left
    return 0


def _gives_none(text: str) -> bool:
    """Whether a reason is none: a dash, a stop, "n/a", "tbc"."""
    plain = text.strip(" .").casefold()
    return plain in NOTHING_WORDS | PLACEHOLDERS or not any(letter.isalnum() for letter in plain)


class _Row:
    """One row under the titles."""

    def __init__(self, workbook: str, sheet: str, number: int, left: int, cells: Mapping[int, Value]) -> None:
        self._places = {column.name: left + step for step, column in enumerate(COLUMNS)}
        self._cells = {
            column.name: cells.get(place) for column, place in zip(COLUMNS, self._places.values(), strict=True)
        }
        self._where = (workbook, sheet, number)

    def read(self, harvest: RowsRead, *, date1904: bool) -> Iterator[Explanation]:
        """The explanation that stands in the row, if it holds; what is wrong with it goes into the harvest."""
        if all(raw is None for raw in self._cells.values()):
            return
        holds, values = True, dict[str, object]()
        for column in COLUMNS:
            raw = self._cells[column.name]
            value, remark, reason = (None, None, None) if raw is None else outcome(column, raw, date1904=date1904)
            cell = self._at(column)
            if reason is not None:
                harvest.unread_cells.append(UnreadCell(cell, column, as_seen(raw or ""), reason))
            elif remark is not None and remark is not Remark.NOTHING:
                harvest.remarks.append(RemarkedCell(cell, column, as_seen(raw or ""), remark, value))
            elif column.name in {"key", "reason"} and (value is None or _gives_none(str(value))):
                harvest.blanks.append(BlankCell(cell, column, "" if raw is None else as_seen(raw)))
                holds = False
            holds = holds and reason is None
            values[column.name] = value
        if holds:
            yield self._explanation(values)

    def _explanation(self, values: Mapping[str, object]) -> Explanation:
        until = values["until"]
        return Explanation(
            str(values["key"]),
            str(values["reason"]),
            str(values["by"] or ""),
            until if isinstance(until, date) else None,
            self._at(COLUMNS[0]),
        )

    def _at(self, column: Column) -> Cell:
        workbook, sheet, number = self._where
        address = f"{column_letters(self._places[column.name])}{number}"
        return Cell(workbook, sheet, address, f"row {number}", column.title)
