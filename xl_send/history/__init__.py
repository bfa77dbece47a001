"""What was returned at each board, kept in a file or database, so that boards can be compared and colours followed."""

from __future__ import annotations

from xl_send.history.kept import CheckedPeriod, Colours, KeptCellText, KeptReturn, KeptWorkbook, Period
from xl_send.history.locations import is_history, shown_name
from xl_send.history.refusals import HistoryError
from xl_send.history.store import History

__all__ = [
    "CheckedPeriod", "Colours", "History", "HistoryError", "Period", "KeptCellText", "KeptReturn", "KeptWorkbook",
    "is_history", "shown_name",
]  # fmt: skip
