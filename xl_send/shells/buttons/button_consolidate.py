"""Consolidate a folder, pressed: one programme workbook of all the returns in it, into a folder beside them."""

from __future__ import annotations

from pathlib import Path

from xl_send.commands.consolidate import consolidate as bring_together
from xl_send.commands.writing import write_free
from xl_send.consolidation.sources import Sources
from xl_send.errors import CannotRunError
from xl_send.output.text.consolidated import closing_words
from xl_send.progress import Progress
from xl_send.shells.buttons.button import ButtonAnswer, ButtonPress
from xl_send.workbook.days import say

# A folder of returns is read without the folders in it, so a programme workbook is never taken for a return.
PLACE = "programme"
NO_FOLDER = "Choose the folder that holds the returns, on this computer."


def consolidate(press: ButtonPress, progress: Progress) -> ButtonAnswer:
    """The programme workbook, named by the day that it describes. Nothing is written over, and no return changed."""
    folder = Path(press.given.get("folder", ""))
    if not press.given.get("folder") or not folder.is_dir():
        raise CannotRunError(NO_FOLDER)
    found = bring_together(folder, progress=progress)
    name = Path(f"Programme as at {_as_at(found.sources)}.xlsx")
    target = write_free(name, folder / PLACE, found.workbook)
    return ButtonAnswer(closing_words(found.sources, str(target)), file=str(target))


def _as_at(sources: Sources) -> str:
    """The latest day that a return describes; without one nothing is brought together."""
    return say(max(item.as_at for item in sources.chosen.taken if item.as_at))
