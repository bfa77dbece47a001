"""A button pressed on a folder of returns: over all of them together, with results in a folder inside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from xl_send.commands.loading import load
from xl_send.commands.status import status
from xl_send.commands.validate import validate
from xl_send.commands.writing import write_free
from xl_send.errors import CannotRunError, RefusedError
from xl_send.output.text.status import overall_sentence
from xl_send.progress import Progress
from xl_send.reading.loaded import LoadedProgramme
from xl_send.shells.buttons.button import ButtonAnswer, ButtonPress, answer
from xl_send.shells.buttons.button_validate import sentence_of
from xl_send.words import counted
from xl_send.xlsx.write.listings import listing_workbook

_Copies = Callable[[LoadedProgramme, Path, Progress], ButtonAnswer]


def press_on_folder(
    folder: Path, action: str, given: Mapping[str, str], results: Path, progress: Progress
) -> ButtonAnswer:
    """Do what a button promises over every return in a folder.

    Checks and statuses stand in a copy of each return, lists in a new workbook, all within `results`. A return that
    could not be read is named with the reason. Raises `CannotRunError` where there is nothing to read.
    """
    try:
        loaded = load(folder, progress=progress)
    except RefusedError as error:
        raise CannotRunError(str(error)) from error
    if action in _COPIES:
        done = _COPIES[action](loaded, results, progress)
    else:
        press = ButtonPress(action, str(folder), folder.name, given=given, read=loaded)
        done = _listed(answer(press, progress), results)
    refused = [f"Not read: {Path(item.path).name}. {item.sentence}" for item in loaded.refused]
    aside = [f"Not counted: {Path(item.path).name}. {item.sentence}" for item in loaded.not_counted]
    return done._replace(say="\n".join([done.say, *refused, *aside]))


def _checks(loaded: LoadedProgramme, results: Path, progress: Progress) -> ButtonAnswer:
    checked = validate(loaded, output=results, progress=progress)
    return ButtonAnswer(f"{sentence_of(checked)} {_written(len(checked.copies), results)}", file=str(results))


def _statuses(loaded: LoadedProgramme, results: Path, progress: Progress) -> ButtonAnswer:
    (found,) = (status(item, output=results) for item in progress([loaded], "Working out colours", 1))
    return ButtonAnswer(f"{overall_sentence(found)} {_written(len(found.copies), results)}", file=str(results))


def _written(copies: int, results: Path) -> str:
    return f"{counted(copies, 'copy is', 'copies are')} in {results}"


_COPIES: Mapping[str, _Copies] = {"validate": _checks, "status": _statuses}


def _listed(done: ButtonAnswer, results: Path) -> ButtonAnswer:
    """The lists in a workbook of their own. A link is its cell alone: the workbook that it leads to is another one."""
    if not done.sheets:
        return done
    target = write_free(Path(f"{done.show}.xlsx"), results, listing_workbook(done.show, done.sheets))
    return done._replace(say=f"{done.say} It is in {target}", file=str(target))
