"""Compute RAG and Why this colour?, pressed."""

from __future__ import annotations

from xl_send.commands.status import status as work_out_colours
from xl_send.output.text.status import overall_sentence
from xl_send.output.text.why import driving_lines, item_at, row_explained
from xl_send.progress import Progress
from xl_send.shells.buttons.button import ButtonAnswer, ButtonPress
from xl_send.xlsx.write.result_rows import status_table


def status(press: ButtonPress, progress: Progress) -> ButtonAnswer:
    """Every item with its colour and reason, listed on Status."""
    found = work_out_colours(press.source, progress=progress)
    told = overall_sentence(found)
    table = status_table(found.items) if found.as_at else status_table(())._replace(notes=(told,))
    return ButtonAnswer(told, (table,))


def why(press: ButtonPress, progress: Progress) -> ButtonAnswer:
    """The colour of the row under the cursor, explained from its dates and figures, and what drives its date."""
    found = work_out_colours(press.source, progress=progress)
    item = item_at(found.picture, press.sheet, press.row, press.record)
    driven = driving_lines(found.programme, item.id) if item else ()
    return ButtonAnswer("\n".join([row_explained(found.picture, press.sheet, press.row, press.record), *driven]))
