"""What is said of files that were written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xl_send.output.policy import policy_lines
from xl_send.words import counted

if TYPE_CHECKING:
    from xl_send.commands.new import NewResult
    from xl_send.commands.report import ReportResult


def new_text(made: NewResult) -> str:
    """Where the blank workbook is, and how to begin."""
    return f"A blank workbook ({made.edition} edition) is in {made.path}. Open it and begin on the Start sheet."


def report_text(made: ReportResult) -> str:
    """Where the board summary is, and of how many workbooks."""
    books = counted(len(made.programme.submissions), "workbook")
    *first, last = map(str, made.paths)
    places = f"{', '.join(first)} and {last}" if first else last
    told = f"Board summary of {books} written to {places}"
    return "\n".join([told, *policy_lines(made.programme)])
