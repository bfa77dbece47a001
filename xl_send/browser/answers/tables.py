"""A list as a table of the page, and the answers that are lists: the proposed order, and what if."""

from __future__ import annotations

from datetime import date

from xl_send.browser.fragments import fragment
from xl_send.commands.sequence import SequenceResult
from xl_send.commands.whatif import WhatIfResult
from xl_send.listings.order import left_table, order_table
from xl_send.listings.whatif import whatif_table
from xl_send.table import CellKind, ColumnLook, Table, TableCell, cell_content
from xl_send.text import bare
from xl_send.value_classes import NamedTuple
from xl_send.workbook.days import say

# Rows shown; the tables that can be saved hold all of them.
ROWS_SHOWN = 500


class ShownTable(NamedTuple):
    """A table in words: its title, notes, headings with what they hold, rows, and how many rows are left out."""

    title: str
    notes: tuple[str, ...]
    headings: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, ...], ...]
    more: int

    @classmethod
    def of(cls, table: Table) -> ShownTable:
        """A list of the product. What is there for formulas alone is left out, and so is an empty column."""
        places = [
            place
            for place, column in enumerate(table.columns)
            if column.look is not ColumnLook.HIDDEN and (not table.rows or any(row[place] for row in table.rows))
        ]
        columns = [table.columns[place] for place in places]
        rows = tuple(tuple(_words(row[place]) for place in places) for row in table.rows[:ROWS_SHOWN])
        headings = tuple((column.title, _room(column.kind, column.width)) for column in columns)
        return cls(table.name, tuple(table.notes), headings, rows, max(len(table.rows) - ROWS_SHOWN, 0))


def order_answer(found: SequenceResult) -> str:
    """The proposed order, and what it leaves in conflict."""
    tables = [ShownTable.of(order_table(found.proposal)), ShownTable.of(left_table(found.proposal))]
    return fragment("order.html.j2", order=tables[0], left=tables[1], not_read=found.loaded.not_read)


def what_if_answer(found: WhatIfResult) -> str:
    """What would change, and who would have no work's owner."""
    return fragment(
        "what_if.html.j2",
        table=ShownTable.of(whatif_table(found.supposed, found.differences)),
        unowned=found.differences.unowned,
        unread=found.loaded.unread_line,
    )


def _words(cell: TableCell) -> str:
    value = cell_content(cell)
    if value is None:
        return ""
    if isinstance(value, date):
        return say(value)
    return value if isinstance(value, str) else bare(value)


def _room(kind: CellKind, width: int) -> str:
    if kind is CellKind.TEXT:
        return "text" if width > 30 else "short" if width > 14 else "code"
    return kind.value
