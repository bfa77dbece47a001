"""The disclosure log as a list: what is not shown, in which cell, and why."""

from __future__ import annotations

from collections.abc import Sequence

from xl_send.disclosure.log import NotShown
from xl_send.disclosure.publication import Publication
from xl_send.table import Table, TableColumn
from xl_send.words import file_name
from xl_send.workbook.days import say

LOG = "Disclosure log"
_COLUMNS = (
    TableColumn("Workbook", 24),
    TableColumn("Sheet", 16),
    TableColumn("Cell", 8),
    TableColumn("What is not shown", 44),
    TableColumn("Suppression", 16),
    TableColumn("Why", 70),
)


def disclosure_table(seen: Publication, entries: Sequence[NotShown]) -> Table:
    """A row for each cell that is not shown. No row holds what stands there."""
    shown, day = seen.shown, seen.shown.programme.latest
    notes = (
        f"What was not shown to {shown.to.value}" + (f", as at {say(day)}." if day else "."),
        f"Counts of children are hidden where they are {shown.fewer}.",
        "This log holds no hidden figure and no withheld text; it is for the monitoring officer.",
    )
    rows = [
        (file_name(one.cell.workbook), one.cell.sheet, one.cell.address, one.what, one.kind, one.why) for one in entries
    ]
    return Table(LOG, _COLUMNS, rows, notes)
