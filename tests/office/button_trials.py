"""The product's own macros in LibreOffice, with its Python really starting and only the host swapped."""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from files import write_example
from office.outside_tools import in_libreoffice
from places import ROOT
from statuses import table
from xl_send.shells.install.locations import interpreter_file, interpreter_line
from xl_send.vba.assemble import MacroFileType, assemble
from xl_send.vba.modules import Module, ModuleKind, read_module
from xl_send.vba.sources import macro_sources
from xl_send.xlsx.update.update import with_tables
from xl_send.xlsx.write.result_rows import checks_table

HOST = Path(__file__).with_name("trial_host.bas")
# Presses a button for real: the ribbon hands the callback an object with a tag.
FINGER = """Option Explicit
Public Function Press(action As String, page As String, place As String) As String
    Dim pressed As New PressedButton
    ActiveWorkbook.Worksheets(page).Activate
    ActiveSheet.Range(place).Select
    pressed.Tag = action
    OnRibbon pressed
    Press = LastSaid()
End Function
' Next problem, with the cursor where the last one left it.
Public Function Again() As String
    Dim pressed As New PressedButton
    pressed.Tag = "next"
    OnRibbon pressed
    Again = LastSaid()
End Function
Public Function Where() As String
    Where = ActiveSheet.Name & "!" & ActiveCell.Address(False, False)
End Function
' The note on the cell under the cursor.
Public Function Note() As String
    If Not ActiveCell.Comment Is Nothing Then Note = ActiveCell.Comment.Text
End Function
' What a cell shows.
Public Function Shows(page As String, place As String) As String
    Shows = ActiveWorkbook.Worksheets(page).Range(place).Text
End Function
Public Function Change(what As String) As String
    Dim none() As New com.sun.star.beans.PropertyValue
    Change = what
    Select Case what
        Case "protect Checks"
            ActiveWorkbook.Worksheets("Checks").Protect
        Case "protect Checks no more"
            ActiveWorkbook.Worksheets("Checks").Unprotect
        Case "remove Checks"
            StarDesktop.CurrentComponent.Sheets.removeByName("Checks")
        Case "another's Checks"
            ActiveWorkbook.Worksheets("Checks").Cells(2, 1).Value = "Who checks"
        Case "another's Conflicts left"
            ActiveWorkbook.Worksheets.Add().Name = "Conflicts left"
            ActiveWorkbook.Worksheets("Conflicts left").Cells(2, 1).Value = "IDs"
            ActiveWorkbook.Worksheets("Conflicts left").Cells(2, 2).Value = "Who sees to it"
        Case "protect the structure"
            StarDesktop.CurrentComponent.protect("secret")
        Case "a note of somebody's"
            ActiveWorkbook.Worksheets("Milestones").Range("J13").AddComment "Ask Siwan"
        Case "two rows more on Milestones"
            ActiveWorkbook.Worksheets("Milestones").Rows("3:4").Insert
        Case "hide rows of Milestones"
            ActiveWorkbook.Worksheets("Milestones").Rows("3:20").Hidden = True
        Case "hide Actuals"
            ActiveWorkbook.Worksheets("Actuals").Visible = False
        Case "take an owner out"
            ActiveWorkbook.Worksheets("Milestones").Range("F2").Value = ""
        Case "a new workbook"
            StarDesktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, none())
        Case Else
            StarDesktop.loadComponentFromURL(ConvertToURL(what), "_blank", 0, none())
    End Select
End Function
"""
BUTTON = "Option Explicit\nPublic Tag As String\n"
OWN = f'PYTHONPATH="{ROOT}" exec "{sys.executable}" "$@"'

Call = tuple[str, str, Sequence[str]]


@cache
def ready() -> str:
    """A helper that has a Python do the job that is there already, and has loaded what it needs: see `ready_python`."""
    folder = TemporaryDirectory(prefix="ready", ignore_cleanup_errors=True)
    pipe = Path(folder.name) / "jobs"
    os.mkfifo(pipe)
    python = subprocess.Popen(  # noqa: S603
        [sys.executable, str(ROOT / "tests" / "ready_python.py"), str(pipe)], stdin=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"},
    )  # fmt: skip
    atexit.register(folder.cleanup)
    atexit.register(python.communicate)
    return f'printf "%s\\n" "$4" > "{pipe}"'


def small_workbook(folder: Path, code: str = "TRN") -> bytes:
    """A return of few rows with something to put right and a Checks sheet: LibreOffice opens and stores it at once."""
    text = (
        table("Programme", {"Council": "Northshire", "As at": "13 Nov 2026"})
        + table("Workstreams", {"Code": code, "Workstream": "Transition"})
        + table("Milestones", {"ID": f"{code}-M01", "Owner": "Siwan Gwyn"}, {"ID": f"{code}-M02"})
        + table("Risks", {"ID": f"{code}-R01"})
        + table("KPIs", {"ID": f"{code}-K01"})
        + table("Start", {"Here": "it begins"})
    )
    path = write_example(text, folder / "small.xlsx")
    return with_tables(path.read_bytes(), path.name, [checks_table([])]).content


def home_with(folder: Path, helper: str = "") -> Path:
    """A home for the buttons in a new folder, with a Python that does what `helper` says in a line of shell.

    Without one a Python that is ready does it.
    """
    home = folder / "home"
    home.mkdir(parents=True)
    python = folder / "python"
    python.write_text(f"#!/bin/sh\n{helper or ready()}\n", encoding="utf-8")
    python.chmod(0o755)
    interpreter_file(home).write_bytes(interpreter_line(str(python)))
    return home


def prepared(folder: Path, workbook: bytes, helper: str = "") -> Path:
    """The workbook with the macros as an .xlsm in a folder, and beside it the home of the buttons."""
    home_with(folder, helper)
    ours = [module for module in macro_sources() if module.name not in {"SendHost", "SendFiles"}]
    for_trial = [
        read_module("SendHost.bas", HOST.read_text(encoding="ascii")),
        Module("Finger", ModuleKind.PLAIN, FINGER),
    ]
    path = folder / "return.xlsm"
    modules = [*ours, *for_trial, Module("PressedButton", ModuleKind.CLASS, BUTTON)]
    path.write_bytes(assemble(workbook, modules, [], MacroFileType.WORKBOOK))
    return path


class Hand:
    """What a person does in one sitting, in order; `told` then answers each by its number.

    Where `again` is given, it is the buttons' home at the second press of an action and those after it.
    """

    def __init__(self, workbook: Path, again: Path | None = None) -> None:
        self.workbook = workbook
        self.home = workbook.parent / "home"
        self.again = again
        self.pressed = set[str]()
        self.calls: list[Call] = []

    def press(
        self, action: str, at: str = "Start!A1", replies: str = "", seconds: str = "0.02", mishap: str = ""
    ) -> int:
        """Press a button with the cursor somewhere; the number of what is then said.

        `seconds` is for how long each wait of the macros counts, `mishap` what goes wrong meanwhile.
        """
        page, _, place = at.partition("!")
        home = self.again if self.again and action in self.pressed else self.home
        self.pressed.add(action)
        self.calls.append(("SendHost", "Prepare", [str(home), replies, seconds, mishap]))
        return self.ask("Finger", "Press", action, page, place)

    def change(self, what: str) -> None:
        """Do something to the workbook in front, or open another by its path."""
        self.ask("Finger", "Change", what)

    def ask(self, module: str, function: str, *arguments: str) -> int:
        """Call a function of the macros; the number of its answer."""
        self.calls.append((module, function, arguments))
        return len(self.calls) - 1

    def told(self, kept: Path | None = None) -> list[str]:
        """Do it all; what each call answered. `kept` is where the workbook is stored at the end."""
        return [str(answer) for answer in in_libreoffice(self.workbook, self.calls, kept)["answers"]]
