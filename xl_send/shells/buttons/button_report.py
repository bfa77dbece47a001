"""Board summary, pressed: a web page, or a Word document."""

from __future__ import annotations

from pathlib import Path

from xl_send.commands.outcomes import Progress
from xl_send.commands.report import FILE_NAMES, WEB, WORD, board_summary, write_board_summary
from xl_send.shells.buttons.button import ButtonAnswer, ButtonPress
from xl_send.shells.buttons.button_validate import gathered_of


def report(press: ButtonPress, progress: Progress) -> ButtonAnswer:
    """The web page, written where the person chose."""
    return _written(press, WEB, progress)


def report_word(press: ButtonPress, progress: Progress) -> ButtonAnswer:
    """The Word document, written where the person chose."""
    return _written(press, WORD, progress)


def _written(press: ButtonPress, form: str, progress: Progress) -> ButtonAnswer:
    path = Path(press.given.get("output") or FILE_NAMES[form])
    write_board_summary(board_summary(gathered_of(press, progress), progress), form, path)
    return ButtonAnswer(f"The board summary is written to {path}.", file=str(path))
