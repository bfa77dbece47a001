"""Nothing is written for the public while a finding says that a workbook names or points at a person."""

from __future__ import annotations

from pathlib import PureWindowsPath

from xl_send.commands.checks import choose
from xl_send.disclosure.texts import may_be_shown
from xl_send.errors import CannotRunError
from xl_send.rules import check
from xl_send.text import file_name
from xl_send.words import counted, listed
from xl_send.workbook.loaded import LoadedProgramme

_FAMILY = "PD"
# That a text tells of few children: it is withheld from the public, and points at nobody.
_OF_FEW = "PD10"


def refuse_while_personal_data_stands(loaded: LoadedProgramme) -> None:
    """Raises `CannotRunError` where a finding of personal data is not explained, be it silenced or not.

    So does a file whose name may identify a person: where rows come from is told by it.
    """
    _refuse_names(loaded)
    found = [one for one in check(loaded.programme, choose(_FAMILY, _OF_FEW)) if not one.explained]
    if not found:
        return
    places = dict.fromkeys(f"{one.cell.sheet} {one.cell.address} in {file_name(one.cell.workbook)}" for one in found)
    message = (
        f"Nothing was written for the public: {counted(len(places), 'cell')} may identify a person "
        f"({listed(places)}). "
        "Take out what may, or explain the finding on the Checks sheet; xl-send validate names each."
    )
    raise CannotRunError(message)


def _refuse_names(loaded: LoadedProgramme) -> None:
    """A file with such a name is told by its workstreams, as its name is not to be said."""
    for submission in loaded.programme.submissions:
        words = PureWindowsPath(submission.workbook).stem.replace("_", " ")
        if not may_be_shown(words):
            whose = f"the return of {listed(sorted(submission.codes))}" if submission.codes else "a return"
            message = (
                f"Nothing was written for the public: the file name of {whose} may identify a person. Give the file "
                "another name."
            )
            raise CannotRunError(message)
