"""What is said of tables that were written."""

from __future__ import annotations

from xl_send.commands.data.export import ExportResult
from xl_send.output.policy import policy_lines
from xl_send.words import counted, first_few
from xl_send.workbook.days import say


def exported_text(made: ExportResult) -> str:
    """How much was written, of which boards, and where."""
    folder = made.paths[-1].parent
    tables = len(made.paths) - 1
    boards = f" of {counted(len(made.boards), 'board')} ({first_few(map(say, made.boards))})" if made.boards else ""
    told = f"{counted(made.rows, 'row')}{boards} in {counted(tables, 'file')} written to {folder}."
    return "\n".join([told, f"{made.paths[-1].name} there says what each column means.", *policy_lines(made.programme)])
