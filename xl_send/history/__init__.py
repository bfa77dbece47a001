"""What was returned at each board, kept in one file, so that boards can be compared and colours followed over time."""

from __future__ import annotations

from xl_send.history.places import is_history
from xl_send.history.refusals import HistoryError
from xl_send.history.store import Colours, History, Period, Return

__all__ = ["Colours", "History", "HistoryError", "Period", "Return", "is_history"]
