"""`python -P -m xl_send.shells.job FOLDER`: what a button starts. It says nothing itself; its folder tells all."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from xl_send.shells.job.folder import JobFolder, StoppedError, remove
from xl_send.shells.job.watchdog import beating

if TYPE_CHECKING:
    from xl_send.errors import RefusedError

FAULT = "last_fault.txt"
WINDOW = "python -m xl_send window"


def main(arguments: Sequence[str]) -> int:
    """Do one job; the exit code is 0 when an answer was left, whatever it says."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        return 2
    folder = JobFolder(Path(arguments[0]))
    try:
        folder.say_progress("starting")
        folder.sweep()
        with beating(folder):
            told = _answer(folder)
        folder.finish(told)
    except StoppedError:
        remove(folder.path)
        return 1
    return 0


def _answer(folder: JobFolder) -> str:
    """The answer's lines, also where the answer is why there is none."""
    # Loaded only now, so that the status bar says at once that Python is there.
    from xl_send.errors import CannotRunError, RefusedError
    from xl_send.shells.buttons.button import ButtonAnswer, answer
    from xl_send.shells.job.lines import answer_lines, read_press

    try:
        return answer_lines(answer(read_press(folder.request(), str(folder.path)), folder.progress))
    except StoppedError:
        raise
    except RefusedError as refused:
        return answer_lines(ButtonAnswer(_refusal(refused)))
    except CannotRunError as error:
        return answer_lines(ButtonAnswer(str(error)))
    except Exception as error:  # noqa: BLE001 - an officer is told in a sentence, whatever went wrong inside
        return answer_lines(ButtonAnswer(_told(folder, error)))


def _refusal(refused: RefusedError) -> str:
    """Why a copy could not be read; where it bears the workbook's password, how the open workbook can be."""
    from xl_send.xlsx.read.refusals import PROTECTED

    if refused.sentence != PROTECTED:
        return refused.sentence
    return f"{PROTECTED} Or leave it open as it is, and press the button in the small window: {WINDOW} reads it there."


def _told(folder: JobFolder, error: Exception) -> str:
    """One sentence, and beside the jobs where in our own code it happened; nothing from the workbook."""
    import traceback

    from xl_send.commands.writing import write_whole
    from xl_send.errors import CannotRunError
    from xl_send.shells.crash_message import crash_message

    places = "".join(traceback.format_tb(error.__traceback__))
    try:
        write_whole(folder.path.parent.parent / FAULT, f"{type(error).__name__}\n{places}".encode(), replace=True)
    except CannotRunError:
        return crash_message(error, "the button you pressed")
    return (
        f"{crash_message(error, 'the button you pressed')} The file {FAULT} in {folder.path.parent.parent} says more."
    )


if __name__ == "__main__":
    # Nothing is collected in between or at the end: see `xl_send.__main__`.
    gc.disable()
    code = main(sys.argv[1:])
    gc.freeze()
    sys.exit(code)
