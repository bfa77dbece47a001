"""Board summary, pressed: a web page, or a Word document."""

from __future__ import annotations

from pathlib import Path

from xl_send.commands.packs.asked import PackOptions
from xl_send.commands.packs.forms import WEB, WORD
from xl_send.commands.packs.making import PackSources, made
from xl_send.commands.packs.report import FILE_NAMES, write_board_summary
from xl_send.progress import Progress
from xl_send.shells.buttons.button import ButtonAnswer, ButtonPress


def report(press: ButtonPress, progress: Progress) -> ButtonAnswer:
    """The web page, written where the person chose."""
    return _written(press, WEB, progress)


def report_word(press: ButtonPress, progress: Progress) -> ButtonAnswer:
    """The Word document, written where the person chose."""
    return _written(press, WORD, progress)


def _written(press: ButtonPress, form: str, progress: Progress) -> ButtonAnswer:
    path = Path(press.given.get("output") or FILE_NAMES[form])
    done = made(PackSources((press.source,)), PackOptions(), progress)
    write_board_summary(done.pack, form, path)
    told = f"{done.loaded.unread_line} The board summary is written to {path}.".lstrip()
    return ButtonAnswer(told, file=str(path))
