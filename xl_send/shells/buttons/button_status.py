"""Compute RAG and Why this colour?, pressed."""

from __future__ import annotations

from xl_send.commands.outcomes import Progress
from xl_send.output.explanation import explain
from xl_send.output.status_text import overall_sentence
from xl_send.rag.rollup import programme_status
from xl_send.shells.buttons.button import ButtonAnswer, ButtonPress, ColumnTitle, Filled
from xl_send.shells.buttons.button_validate import gathered_of
from xl_send.xlsx.write.result_rows import STATUS, STATUS_NOTE, STATUS_TITLES, status_row


def status(press: ButtonPress, progress: Progress) -> ButtonAnswer:
    """Every item with its colour and reason, listed on Status."""
    gathered = gathered_of(press, progress)
    found = programme_status(gathered.programme)
    told = overall_sentence(gathered, found)
    titles = tuple(ColumnTitle(title, width) for title, (width, _) in STATUS_TITLES.items())
    note, items = (STATUS_NOTE, found.items) if found.as_at else (told, ())
    return ButtonAnswer(told, (Filled(STATUS, note, titles, tuple(map(status_row, items))),))


def why(press: ButtonPress, progress: Progress) -> ButtonAnswer:
    """The colour of the row under the cursor, explained from its dates and figures."""
    gathered = gathered_of(press, progress)
    return ButtonAnswer(explain(programme_status(gathered.programme), press.sheet, press.row, press.record))
