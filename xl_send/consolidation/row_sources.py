"""Where each row of a programme workbook comes from, and what a council's own columns say beside it.

And what stands in a return and not in the programme workbook: where, what it says, and why it was not taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PureWindowsPath

from xl_send.consolidation.returns import SOURCE_ROW, SOURCE_WORKBOOK, Return, Values
from xl_send.text import as_text
from xl_send.value_classes import NamedTuple
from xl_send.workbook.cells import Value
from xl_send.workbook.columns import Layout, Record
from xl_send.workbook.submissions import SHEETS

BETWEEN = "; "


class ReturnRow(NamedTuple):
    """A row of a return, by its number."""

    item: Return
    row: int

    @property
    def file(self) -> str:
        """The name of its file."""
        return PureWindowsPath(self.item.path).name


def with_sources(record: type[Record], values: Values, found: Sequence[ReturnRow]) -> Values:
    """A row's values with the own columns of all who give an account of it, and with their files and rows.

    Where two fill one of their own columns otherwise, all that they say stands there.
    """
    own: dict[str, Value] = {}
    for account in found:
        for title, value in account.item.own_values(record, account.row).items():
            told = own.setdefault(title, value)
            if told != value:
                own[title] = BETWEEN.join(dict.fromkeys((*as_text(told).split(BETWEEN), as_text(value))))
    places: dict[str, Value] = {
        SOURCE_WORKBOOK: BETWEEN.join(dict.fromkeys(account.file for account in found)),
        SOURCE_ROW: float(found[0].row) if len(found) == 1 else BETWEEN.join(str(account.row) for account in found),
    }
    return {**values, **own, **places}


def rows_apart(taken: Sequence[Return]) -> Iterator[NotTaken]:
    """What stands in a council's own columns beside no row: it belongs to no record, so it is named."""
    why = "Only columns of your own are filled in this row."
    for item in taken:
        for record in SHEETS:
            for row, values in item.rows_apart(record) if record.SHEET.layout is Layout.TABLE else ():
                yield NotTaken(item.path, record.SHEET.title, row, "", row_text(values.items()), why)


def added_titles(rows: Sequence[Mapping[str, Value]], declared: Sequence[str]) -> list[str]:
    """The titles of columns that rows have besides those of the sheet: own columns in their order, then the source."""
    known = {*declared, SOURCE_WORKBOOK, SOURCE_ROW}
    own = sorted({title for row in rows for title in row if title not in known}, key=str.casefold)
    return [*own, *(title for title in (SOURCE_WORKBOOK, SOURCE_ROW) if any(title in row for row in rows))]


class NotTaken(NamedTuple):
    """A row of a return, or a label's value, that was not taken. `row` is 0 where it is no row."""

    path: str
    sheet: str
    row: int
    record: str
    said: str
    why: str


def row_not_taken(item: Return, record: type[Record], row: int, values: Values, why: str) -> NotTaken:
    """A row that was not taken, with all that was typed in it."""
    return NotTaken(item.path, record.SHEET.title, row, item.name_at(record, row), row_text(values.items()), why)


def row_text(pairs: Iterable[tuple[str, Value]]) -> str:
    """What a row says, title by title: `KPI: SUF-K03; Value: 99,999`."""
    return "; ".join(f"{title}: {value_text(value)}" for title, value in pairs)


def value_text(value: Value | None) -> str:
    """A value as people write it; nothing is said to be blank."""
    return "(blank)" if value is None else as_text(value)
