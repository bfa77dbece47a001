"""What stands behind the window: what is chosen, and what a button does with it. It knows of no screen."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from xl_send.commands.mark import copy_with
from xl_send.commands.packs.forms import WEB, WORD
from xl_send.commands.packs.report import place_for
from xl_send.commands.writing import free_name
from xl_send.errors import CannotRunError, RefusedError
from xl_send.progress import Progress
from xl_send.shells.buttons.button import OF_A_FOLDER, ButtonPress, answer
from xl_send.shells.crash_message import crash_message
from xl_send.shells.open_excel.buttons import press_in_excel
from xl_send.shells.window.folders import press_on_folder
from xl_send.value_classes import NamedTuple

IN_EXCEL = ""
RESULTS = "checked"
ADOPTED = "adopted.xlsx"
_SUMMARIES = {"report": WEB, "report-word": WORD}
# Buttons that move about in the open workbook; a file has no cursor.
_ONLY_IN_EXCEL = {
    "next": "Next problem",
    "explain": "Explain this finding",
    "clear": "Clear marks",
    "why": "Why this colour?",
}


class ButtonResult(NamedTuple):
    """What came of a press: a sentence, and a file or folder to open if one was written."""

    say: str
    file: str = ""


def press_on(chosen: str, action: str, given: Mapping[str, str], progress: Progress) -> ButtonResult:
    """Press a button on a file, a folder of returns, or the workbook that is open in Excel where `chosen` is blank.

    A file is never changed: results stand in copies and new files in a folder beside it, or in the folder chosen.
    What cannot be done ends in a sentence, too.
    """
    try:
        return _pressed(chosen, action, given, progress)
    except RefusedError as error:
        return ButtonResult(error.sentence)
    except CannotRunError as error:
        return ButtonResult(str(error))
    except OSError:
        return ButtonResult(f"{chosen} could not be read.")
    except Exception as error:  # noqa: BLE001 - a window must not wait for ever for a fault of our own
        return ButtonResult(crash_message(error, "the button you pressed"))


def _pressed(chosen: str, action: str, given: Mapping[str, str], progress: Progress) -> ButtonResult:
    if action in OF_A_FOLDER:
        done = answer(ButtonPress(action, "", "", given={"folder": chosen, **given}), progress)
        return ButtonResult(done.say, done.file)
    if chosen == IN_EXCEL:
        done = press_in_excel(action, _with_place(action, given, Path.home()), progress)
        return ButtonResult(done.say, done.file)
    if action in _ONLY_IN_EXCEL:
        return ButtonResult(f"{_ONLY_IN_EXCEL[action]} works on the workbook that is open in Excel. Choose that above.")
    path = Path(chosen)
    if path.is_dir():
        results = path / RESULTS
        done = press_on_folder(path, action, _with_place(action, given, results), results, progress)
        return ButtonResult(done.say, done.file)
    return _on_file(path, action, given, progress)


def _on_file(path: Path, action: str, given: Mapping[str, str], progress: Progress) -> ButtonResult:
    folder = path.parent / RESULTS
    done = answer(ButtonPress(action, str(path), path.name, given=_with_place(action, given, folder)), progress)
    if not done.sheets:
        return ButtonResult(done.say, done.file)
    target = copy_with(path, done.sheets, folder)
    return ButtonResult(f"{done.say} It is in a copy: {target}", str(target))


def _with_place(action: str, given: Mapping[str, str], folder: Path) -> Mapping[str, str]:
    """Where the board summary or the new workbook goes, unless somebody said."""
    if action == "adopt":
        return {"output": str(free_name(Path(ADOPTED), folder)), **given}
    form = _SUMMARIES.get(action)
    return {"output": str(place_for(form, folder)), **given} if form else given
