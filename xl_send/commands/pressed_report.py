"""Board summary, pressed."""

from __future__ import annotations

from pathlib import Path

from xl_send.commands.outcomes import Progress
from xl_send.commands.pressed import gathered_of
from xl_send.commands.pressing import Answer, Press
from xl_send.commands.reporting import FILE_NAME, write_board_page


def report(press: Press, progress: Progress) -> Answer:
    """The board page of the one workbook, written where the person chose."""
    path = Path(press.given.get("output") or FILE_NAME)
    write_board_page(gathered_of(press, progress), path, progress)
    return Answer(f"The board summary is written to {path}.", file=str(path))
