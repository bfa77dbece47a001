"""The colours that were told at each board, as a list."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from xl_send.history import Colours
from xl_send.table import CellKind, Table, TableColumn

TREND = "Trend"
_COLUMNS = (
    TableColumn("As at", 14, CellKind.DAY),
    TableColumn("Of", 14),
    TableColumn("Aspect", 20),
    TableColumn("Status", 12),
)


def trend_table(dates: Mapping[date, Colours]) -> Table:
    """A row for each board, workstream and aspect."""
    rows = [(day, of, aspect, status) for day, colours in dates.items() for (of, aspect), status in colours.items()]
    return Table(TREND, _COLUMNS, rows)
