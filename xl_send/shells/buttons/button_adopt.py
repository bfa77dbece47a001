"""Adopt the tracker in front, pressed: a standard workbook filled from it, and the mapping beside that."""

from __future__ import annotations

from pathlib import Path

from xl_send.adoption.account import HOW_READ
from xl_send.commands.data.adopt import MAP_SUFFIX, AdoptResult
from xl_send.commands.data.adopt import adopt as carry_over
from xl_send.commands.writing import free_name, write_whole
from xl_send.errors import CannotRunError
from xl_send.progress import Progress
from xl_send.reading.loaded import LoadedProgramme
from xl_send.shells.buttons.button import ButtonAnswer, ButtonPress
from xl_send.words import counted

ONE_TRACKER = "Open the tracker that is to be carried over, and press the button there."


def adopt(press: ButtonPress, progress: Progress) -> ButtonAnswer:
    """The new workbook where the person chose, else beside the tracker. The tracker is not changed."""
    source = press.source
    if isinstance(source, LoadedProgramme):
        raise CannotRunError(ONE_TRACKER)
    made = carry_over(source, output=None, progress=progress)
    target = Path(press.given["output"]) if press.given.get("output") else _beside(press)
    write_whole(target, made.workbook, replace=bool(press.given.get("output")))
    mapping = free_name(Path(f"{target.stem}{MAP_SUFFIX}"), target.parent)
    write_whole(mapping, made.mapping.encode("utf-8"))
    return ButtonAnswer(_sentence(made, target), file=str(target))


def _beside(press: ButtonPress) -> Path:
    name = Path(press.name or press.workbook)
    return free_name(Path(f"{name.stem} adopted.xlsx"), name.parent)


def _sentence(made: AdoptResult, target: Path) -> str:
    rows = counted(sum(len(rows) for rows in made.adopted.rows.values()), "row")
    asked = len(made.questions)
    questions = f"{counted(asked, 'question')} to answer" if asked else "nothing to ask"
    return f"{rows} carried over to {target}, with {questions}; its sheet {HOW_READ} says how everything was read."
