"""What is said of a fault of our own: enough for whoever mends it, and nothing from a workbook."""

from __future__ import annotations

from pathlib import Path


def crash_message(error: Exception, asked: str) -> str:
    """One sentence; `asked` is what the person can tell of how it came about."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{Path(trace.tb_frame.f_code.co_filename).name}, line {trace.tb_lineno}" if trace else "an unknown place"
    return (
        f"xl_send has met a fault of its own ({type(error).__name__} in {place}). No workbook was changed. "
        f"Tell whoever looks after xl_send here, with these words and {asked}."
    )
