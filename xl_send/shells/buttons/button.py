"""A button pressed over a workbook, and its answer: tables for sheets of ours, and one plain sentence.

Whoever stands between Excel and this (the job that the macros start, or a window beside Excel) hands
over a `ButtonPress` and writes the `ButtonAnswer`; nothing here knows how.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Protocol

from xl_send.commands.loading import NamedFile
from xl_send.errors import CannotRunError
from xl_send.progress import Progress
from xl_send.reading.loaded import LoadedProgramme
from xl_send.table import Table
from xl_send.value_classes import NamedTuple
from xl_send.workbook.cells import Book


class ButtonPress(NamedTuple):
    """Which button, and on what.

    `workbook` is the path of a copy, `name` the workbook's own name; `sheet` and `row` are under the
    cursor, `record` the id that this row of Checks or Status is about; `given` is what was asked for.
    `read` is what was read already, where a person chose a whole folder; `book` are the sheets of the workbook as they
    lie, where it is open and there is no copy.
    """

    action: str
    workbook: str
    name: str
    sheet: str = ""
    row: int = 0
    record: str = ""
    given: Mapping[str, str] = {}
    read: LoadedProgramme | None = None
    book: Book | None = None

    @property
    def source(self) -> NamedFile | LoadedProgramme:
        """What the verbs read: the workbook under its own name, or what was read already."""
        return self.read or NamedFile(self.book or self.workbook, self.name or self.workbook)


class ButtonAnswer(NamedTuple):
    """What comes of it: a sentence, tables in place of what stood on their sheets, which to show, a file written.

    `added` are rows to put below those of a table that stands beside others on a sheet, known by its titles. What is
    told beside a cell, and in these words in the status bar, needs no box.
    """

    say: str
    sheets: tuple[Table, ...] = ()
    show: str = ""
    file: str = ""
    added: tuple[Table, ...] = ()
    beside: str = ""


class ButtonAction(Protocol):
    """Does what a button promises."""

    def __call__(self, press: ButtonPress, progress: Progress) -> ButtonAnswer:
        """The answer; raises `CannotRunError` or `RefusedError` with a sentence for the officer."""
        ...


# Where each action's work is done, imported only when its button is pressed.
ACTIONS: Mapping[str, str] = {
    "validate": "xl_send.shells.buttons.button_validate:validate",
    "conflicts": "xl_send.shells.buttons.button_conflicts:conflicts",
    "sequence": "xl_send.shells.buttons.button_sequence:sequence",
    "whatif": "xl_send.shells.buttons.button_whatif:whatif",
    "explain": "xl_send.shells.buttons.button_explain:explain",
    "status": "xl_send.shells.buttons.button_status:status",
    "why": "xl_send.shells.buttons.button_status:why",
    "report": "xl_send.shells.buttons.button_report:report",
    "report-word": "xl_send.shells.buttons.button_report:report_word",
    "adopt": "xl_send.shells.buttons.button_adopt:adopt",
    "consolidate": "xl_send.shells.buttons.button_consolidate:consolidate",
}

# Buttons that read a whole folder, given as `folder`, whatever workbook is open.
OF_A_FOLDER = frozenset({"consolidate"})


def answer(press: ButtonPress, progress: Progress) -> ButtonAnswer:
    """Do what the button promises. Raises `CannotRunError` for a button of another edition, too."""
    if press.action not in ACTIONS:
        message = "The buttons and the installed xl_send are of different editions. Run xl-send install once more."
        raise CannotRunError(message)
    module, _, function = ACTIONS[press.action].partition(":")
    work: ButtonAction = getattr(importlib.import_module(module), function)
    return work(press, progress)
