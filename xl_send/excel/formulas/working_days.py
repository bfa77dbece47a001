"""Working days between dates: weekends, bank holidays and closure days are left out."""

from __future__ import annotations

from xl_send.excel.formulas.syntax import when
from xl_send.excel.names import NON_WORKING_NAME


def days_after(start: str, end: str) -> str:
    """Working days after one date up to another; none where the other is not later."""
    return when(f"{end}>{start}", _days(start, end), "0")


def days_between(start: str, end: str) -> str:
    """Working days from one date to another, negative where the other is the earlier."""
    return when(f"{end}>{start}", _days(start, end), when(f"{end}<{start}", f"-{_days(end, start)}", "0"))


def _days(earlier: str, later: str) -> str:
    """The later day counts, the earlier does not."""
    return f"NETWORKDAYS({earlier}+1,{later},{NON_WORKING_NAME})"
