"""Values that were typed over the formulas of columns that a workbook works out for itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from xl_send.findings import Cell
from xl_send.workbook.cells import CellError, CellErrorKind, Row, Value, Worked, column_letters
from xl_send.workbook.columns import Record, TableLocation
from xl_send.workbook.kinds import Text
from xl_send.workbook.names import title_key
from xl_send.workbook.sheets_seen import TypedOver, UnreadRow


class WorkedColumns:
    """The columns of one table that say something in words and are worked out, watched while its rows are read."""

    def __init__(self, record: type[Record], titles: Mapping[int, Value]) -> None:
        named = {title_key(item.title): item.title for item in record.SHEET.calculated if isinstance(item.kind, Text)}
        keyed = ((place, title_key(title)) for place, title in titles.items() if isinstance(title, str))
        self._titles = {place: named[key] for place, key in keyed if key in named}
        self._worked: set[int] = set()
        self._typed: list[tuple[int, int, str]] = []

    def watch(self, rows: Iterator[Row]) -> Iterator[Row]:
        """The same rows, one by one; what stands in these columns is kept."""
        for number, cells in rows:
            for place in self._titles:
                if place in cells:
                    self._keep(number, place, cells[place])
            yield number, cells

    def _keep(self, number: int, place: int, value: Value) -> None:
        uncalculated = isinstance(value, CellError) and value.kind is CellErrorKind.UNCALCULATED
        if uncalculated or isinstance(value, Worked):
            self._worked.add(place)
        elif isinstance(value, str):
            self._typed.append((number, place, value))

    def typed_over(
        self, table: TableLocation, read: Sequence[Record], unread: Sequence[UnreadRow]
    ) -> tuple[TypedOver, ...]:
        """The texts in these rows of the table that no formula gave, where one stands elsewhere in their column.

        A workbook that is open, or was written by another program, may hold none at all: then nobody typed over it.
        """
        if not self._typed:
            return ()
        ids = {row.row: row.label for row in read} | {row.row: row.id for row in unread}
        workbook, sheet = table.workbook, table.sheet
        return tuple(
            TypedOver(Cell(workbook, sheet, f"{column_letters(place)}{number}", ids[number], self._titles[place]), text)
            for number, place, text in self._typed
            if place in self._worked and number in ids
        )
