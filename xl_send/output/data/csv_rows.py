"""Results as comma-separated values: one renderer for every table."""

from __future__ import annotations

import csv
import io
from datetime import date

from xl_send.commands.changes import ChangesResult
from xl_send.commands.checks import CheckResult
from xl_send.commands.keeping.trend import TrendResult
from xl_send.commands.sequence import SequenceResult
from xl_send.listings.changes import changes_table
from xl_send.listings.findings import findings_table
from xl_send.listings.order import moves_table
from xl_send.listings.trend import trend_table
from xl_send.table import Table, TableCell, cell_content
from xl_send.text import bare

# Signs by which a spreadsheet would take a text for a formula.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
# Without it Excel takes the file for one of its own code page, and spells an accent wrong.
BYTE_ORDER_MARK = "\ufeff"


def table_csv(table: Table) -> str:
    """A table with its titles. Dates are as in 2026-11-13, numbers plain, and no text can run as a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.titles)
    writer.writerows([_value(cell) for cell in row] for row in table.rows)
    return BYTE_ORDER_MARK + out.getvalue().rstrip("\n")


def _value(cell: TableCell) -> str:
    value = cell_content(cell)
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return plain_text(value) if isinstance(value, str) else bare(value)


def plain_text(text: str) -> str:
    """A text that no spreadsheet runs as a formula, with line ends that stay within their row."""
    safe = f"'{text}" if text.startswith(FORMULA_SIGNS) else text
    return safe.replace("\r\n", "\n").replace("\r", "\n")


def findings_csv(checked: CheckResult) -> str:
    """One row a finding."""
    return table_csv(findings_table(checked.programme, checked.findings))


def sequence_csv(found: SequenceResult) -> str:
    """One row for each cell whose date would change."""
    return table_csv(moves_table(found.programme, found.proposal))


def changes_csv(found: ChangesResult) -> str:
    """One row for each change."""
    return table_csv(changes_table(found.changes))


def trend_csv(found: TrendResult) -> str:
    """One row for each board, workstream and aspect."""
    return table_csv(trend_table(found.dates))
