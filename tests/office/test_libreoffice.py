"""In LibreOffice the workbook and the add-in open with every module, and a button does what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from office.files import WRITTEN
from office.outside_tools import in_libreoffice
from xl_send.vba.assemble import MacroFileType, assemble
from xl_send.vba.modules import Module, ModuleKind
from xl_send.vba.sources import macro_sources
from xl_send.xlsx.template.add_in_sheet import add_in_workbook
from xl_send.xlsx.template.example import template_workbook

# Says nothing on the screen, but remembers what it would have said.
HOST = """Option Explicit
Private said As String
Public Sub Say(message As String)
    said = message
End Sub
Public Function LastSaid() As String
    LastSaid = said
End Function
"""
# Presses a button for real: the ribbon hands the callback an object with a tag.
FINGER = """Option Explicit
Public Function Press(action As String, startSheet As String) As String
    Dim pressed As New PressedButton
    Worksheets(startSheet).Activate
    pressed.Tag = action
    OnRibbon pressed
    Press = ActiveSheet.Name & ": " & LastSaid()
End Function
"""
BUTTON = "Option Explicit\nPublic Tag As String\n"


def assembled(tmp_path: Path, workbook: bytes, form: MacroFileType) -> Path:
    """The product's own modules, with the host's swapped, as a file that LibreOffice opens."""
    ours = [module for module in macro_sources() if module.name not in {"SendHost", "SendFiles"}]
    for_trial = [Module("SendHost", ModuleKind.PLAIN, HOST), Module("Finger", ModuleKind.PLAIN, FINGER)]
    path = tmp_path / f"trial{'.xlsm' if form is MacroFileType.WORKBOOK else '.xlam'}"
    modules = [*ours, *for_trial, Module("PressedButton", ModuleKind.CLASS, BUTTON)]
    path.write_bytes(assemble(workbook, modules, [], form))
    return path


def test_buttons_of_the_workbook_answer(tmp_path: Path) -> None:
    path = assembled(tmp_path, template_workbook("programme", buttons=True), MacroFileType.WORKBOOK)
    calls = [("Finger", "Press", ["guide", "Risks"]), ("Finger", "Press", ["about", "Risks"])]
    told = in_libreoffice(path, calls)
    assert told["answers"][0] == "Start: "
    assert told["answers"][1].startswith("Risks: SEND programme buttons, edition ")
    assert {"ThisWorkbook", "Sheet1", "Sheet20", *(module.name for module in macro_sources())} - {"SendFiles"} <= set(
        told["modules"]
    )
    assert {"Start", "Milestones", "Checks"} <= set(told["sheets"])


def test_buttons_of_the_add_in_answer_for_a_workbook_of_another_kind(tmp_path: Path) -> None:
    path = assembled(tmp_path, add_in_workbook(), MacroFileType.ADD_IN)
    told = in_libreoffice(path, [("Finger", "Press", ["guide", "About"])])
    assert told["answers"] == [
        "About: This workbook has no Start page. Open a SEND programme workbook: its Start page is the guide."
    ]


@pytest.mark.parametrize("name", ["programme.xlsm", "add_in.xlam"])
def test_the_files_as_they_ship_open_with_all_their_modules(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(WRITTEN[name]())
    assert {module.name for module in macro_sources()} < set(in_libreoffice(path, [])["modules"])


def test_every_module_of_ours_compiles(tmp_path: Path) -> None:
    """LibreOffice answers nothing for a module that it cannot compile, so each is asked to answer."""
    probe = 'Public Function Answers{0}() As String\n    Answers{0} = "{0}"\nEnd Function\n'
    plain = [module for module in macro_sources() if module.kind is ModuleKind.PLAIN]
    asked = [module._replace(code=module.code + probe.format(module.name)) for module in plain]
    others = [module for module in macro_sources() if module.kind is not ModuleKind.PLAIN]
    path = tmp_path / "probes.xlsm"
    path.write_bytes(assemble(add_in_workbook(), [*asked, *others], [], MacroFileType.WORKBOOK))
    told = in_libreoffice(path, [(module.name, f"Answers{module.name}", []) for module in plain])
    assert told["answers"] == [module.name for module in plain]
