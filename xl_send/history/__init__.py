"""What was returned at each board, kept in one file, so that boards can be compared and colours followed over time."""

from __future__ import annotations

from xl_send.history.locations import is_history
from xl_send.history.refusals import HistoryError
from xl_send.history.store import Colours, History, KeptReturn, Period

__all__ = ["Colours", "History", "HistoryError", "Period", "KeptReturn", "is_history"]
