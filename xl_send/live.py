"""For councils that use xlwings already: each button as a function that `RunPython` calls.

    Sub Validate()
        RunPython "from xl_send.live import validate; validate()"
    End Sub

They work on the workbook that called, or that `set_mock_caller` named, else on the active one. They tell of the work in
Excel's status bar, and end in one sentence in a box; Next problem shows its own beside the cell.
"""

from __future__ import annotations

from collections.abc import Mapping

from xl_send.errors import CannotRunError
from xl_send.shells.buttons.button import ButtonAnswer
from xl_send.shells.crash_message import crash_message
from xl_send.shells.open_excel.buttons import press_in_excel, tell_in_excel

NOTHING: Mapping[str, str] = {}
FOR_GOOD = "for good"


def validate() -> str:
    """Fill the Checks sheet; the closing sentence."""
    return _said("validate")


def next_problem() -> str:
    """Go to the next cell that Checks lists; what to do stands in a note on it, and in the status bar."""
    return _said("next")


def explain(reason: str, by: str, until: str = FOR_GOOD) -> str:
    """Say why the finding under the cursor, on Checks or on its cell, may stand: `explain("As agreed", "S. Gwyn")`."""
    return _said("explain", {"reason": reason, "by": by, "until": until})


def clear_marks() -> str:
    """Empty the Checks sheet."""
    return _said("clear")


def status() -> str:
    """Fill the Status sheet."""
    return _said("status")


def why() -> str:
    """Why the row under the cursor has its colour."""
    return _said("why")


def conflicts() -> str:
    """List conflicts on a sheet of their own."""
    return _said("conflicts")


def sequence() -> str:
    """List the proposed order on a sheet of its own."""
    return _said("sequence")


def whatif(record: str, days: int | str = "") -> str:
    """List what a slip would change on a sheet of its own: `whatif("TRN-M04", 15)`, `whatif("TRN-M04=3 weeks")`."""
    return _said("whatif", {"id": record, "days": str(days)})


def report(path: str) -> str:
    """Write the board page to a file."""
    return _said("report", {"output": path})


def report_word(path: str) -> str:
    """Write the board summary to a Word document."""
    return _said("report-word", {"output": path})


def adopt(path: str) -> str:
    """Write a standard workbook filled from the tracker that is open, to a file, with the mapping beside it."""
    return _said("adopt", {"output": path})


def consolidate(folder: str) -> str:
    """Write one programme workbook of all the returns in a folder, into a folder inside it."""
    return _said("consolidate", {"folder": folder})


def _said(action: str, given: Mapping[str, str] = NOTHING) -> str:
    """The closing sentence, shown and given back, also where nothing could be done: a macro shows no traceback."""
    ending = _ending(action, given)
    if not ending.beside:
        tell_in_excel(ending.say)
    return ending.say


def _ending(action: str, given: Mapping[str, str]) -> ButtonAnswer:
    try:
        return press_in_excel(action, given)
    except CannotRunError as error:
        return ButtonAnswer(str(error))
    except Exception as error:  # noqa: BLE001 - a fault of our own is told in a sentence
        return ButtonAnswer(crash_message(error, "the button you pressed"))
