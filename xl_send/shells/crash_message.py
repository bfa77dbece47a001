"""What is said of a fault of our own: enough for whoever mends it, and nothing from a workbook."""

from __future__ import annotations

from xl_send.errors import fault_place


def crash_message(error: Exception, asked: str) -> str:
    """One sentence; `asked` is what the person can tell of how it came about."""
    return (
        f"xl_send has met a fault of its own ({fault_place(error)}). No workbook was changed. "
        f"Tell whoever looks after xl_send here, with these words and {asked}."
    )
