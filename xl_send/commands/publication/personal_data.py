"""Nothing is written for the public while a finding says that a workbook names or points at a person."""

from __future__ import annotations

from collections.abc import Iterable

from xl_send.commands.checks import chosen_rules
from xl_send.disclosure.texts import file_may_be_named
from xl_send.errors import CannotRunError
from xl_send.reading.loaded import LoadedProgramme
from xl_send.rules import check
from xl_send.words import counted, file_name, first_few
from xl_send.workbook.submissions import Programme

_FAMILY = "PD"
_FILE_NAME = "PD12"
# That a text tells of few children is withheld from the public, and points at nobody. Of sheets of the council's own
# and of notes on cells no output holds anything.
_HELD_BACK = ("PD10", "PD16", "PD17")


def refuse_while_personal_data_stands(loaded: LoadedProgramme) -> None:
    """Raises `CannotRunError` where a finding of personal data is not explained, be it silenced or not."""
    refuse_file_names(loaded.programme, [item.path for item in loaded.refused])
    found = [one for one in check(loaded.programme, chosen_rules(_FAMILY, _HELD_BACK)) if not one.explained]
    if not found:
        return
    places = dict.fromkeys(
        f"{f'{one.cell.sheet} {one.cell.address}'.strip()} in {file_name(one.cell.workbook)}" for one in found
    )
    message = (
        f"Nothing was written for the public: {counted(len(places), 'place')} may identify a person "
        f"({first_few(places)}). "
        "Take out what may, or explain the finding on the Checks sheet; xl-send validate names each."
    )
    raise CannotRunError(message)


def refuse_file_names(programme: Programme, others: Iterable[str] = ()) -> None:
    """Raises `CannotRunError` where a file's name may identify a person and is not explained, as outputs name files.

    `others` are files that are not of the programme. The name is not said: a return is told by its workstreams.
    """
    found = [one for one in check(programme, chosen_rules(_FILE_NAME)) if not one.explained]
    named = {programme.by_workbook[one.cell.workbook].codes for one in found}
    whose = [f"the return of {first_few(sorted(codes))}" if codes else "a return" for codes in named]
    whose += [] if all(map(file_may_be_named, others)) else ["a file that was left out"]
    if whose:
        files = first_few(sorted(whose))
        message = f"Nothing was written: the file name of {files} may identify a person. Give the file another name."
        raise CannotRunError(message)
