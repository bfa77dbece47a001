"""Compute RAG and Why this colour?, pressed."""

from __future__ import annotations

from xl_send.commands.explaining import explain
from xl_send.commands.outcomes import Progress
from xl_send.commands.pressed import gathered_of
from xl_send.commands.pressing import Answer, Filled, Press, Title
from xl_send.commands.status_text import overall_sentence
from xl_send.excel.result_rows import STATUS, STATUS_NOTE, STATUS_TITLES, status_row
from xl_send.rollup import picture


def status(press: Press, progress: Progress) -> Answer:
    """Every item with its colour and reason, listed on Status."""
    gathered = gathered_of(press, progress)
    found = picture(gathered.programme)
    told = overall_sentence(gathered, found)
    titles = tuple(Title(title, width) for title, (width, _) in STATUS_TITLES.items())
    note, items = (STATUS_NOTE, found.items) if found.as_at else (told, ())
    return Answer(told, (Filled(STATUS, note, titles, tuple(map(status_row, items))),))


def why(press: Press, progress: Progress) -> Answer:
    """The colour of the row under the cursor, explained from its dates and figures."""
    gathered = gathered_of(press, progress)
    return Answer(explain(picture(gathered.programme), press.sheet, press.row, press.record))
