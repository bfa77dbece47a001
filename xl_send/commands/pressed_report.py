"""Board summary, pressed: a web page, or a Word document."""

from __future__ import annotations

from pathlib import Path

from xl_send.commands.outcomes import Progress
from xl_send.commands.pressed import gathered_of
from xl_send.commands.pressing import Answer, Press
from xl_send.commands.reporting import FILE_NAMES, WEB, WORD, board_summary, write_board_summary


def report(press: Press, progress: Progress) -> Answer:
    """The web page, written where the person chose."""
    return _written(press, WEB, progress)


def report_word(press: Press, progress: Progress) -> Answer:
    """The Word document, written where the person chose."""
    return _written(press, WORD, progress)


def _written(press: Press, form: str, progress: Progress) -> Answer:
    path = Path(press.given.get("output") or FILE_NAMES[form])
    write_board_summary(board_summary(gathered_of(press, progress), progress), form, path)
    return Answer(f"The board summary is written to {path}.", file=str(path))
