"""A budget of what makes macros suspect: each module uses what is listed for it here, no more and no less."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from vba.projects import scan_vba, sources
from xl_send.dev.build import parts
from xl_send.vba.modules import Module
from xl_send.vba.sources import macro_sources
from xl_send.vba.workbooks import add_in, workbook_with_buttons

# What scanners look for, by module, in the scanner's own words.
BUDGET: Mapping[str, frozenset[str]] = {
    "SendActions": frozenset({"Put", "output"}),  # the word, in a sentence, and the name of what is asked for
    # The one module that starts Python and exchanges files with it, in the one folder of ours.
    "SendFiles": frozenset(
        {
            "Binary", "CreateObject", "CreateTextFile", "Environ", "ExpandEnvironmentStrings", "Kill", "MkDir", "Open",
            "Output", "Print #", "Run", "Shell", "WScript.Shell", "Windows", "Write", "applescript", "call", "vbHide",
        }
    ),
    "SendHelp": frozenset({"open"}),  # the word, in a sentence to the officer
    # Boxes that know all letters, the folder that a person of a Mac chooses, and a file shown.
    "SendHost": frozenset({"CreateObject", "Open", "Shell", "WScript.Shell", "Windows", "applescript", "write"}),
    "SendJob": frozenset({"Run", "open"}),  # the words, in sentences and comments
    "SendLines": frozenset({"ChrW"}),  # how characters are spelled in those files
    "SendMarks": frozenset({"call", "open", "put"}),  # the words, in sentences and comments
    "SendPlaces": frozenset({"open", "put"}),  # as above
    "SendSheet": frozenset({"Windows"}),  # those of a workbook, whose panes are frozen
}  # fmt: skip
SUSPECT = {"AutoExec", "Suspicious", "IOC"}
# Strings of these forms are found in identifiers by the scanner's rule of thumb, whatever they say.
RULES_OF_THUMB = {"Hex Strings", "Base64 Strings"}


@pytest.mark.parametrize("module", macro_sources(), ids=lambda module: module.name)
def test_a_module_keeps_to_its_budget(module: Module) -> None:
    assert suspect_words(module.source()) == BUDGET.get(module.name, frozenset())


def test_the_files_hold_nothing_but_these_modules_and_empty_documents() -> None:
    own = {module.name for module in macro_sources()}
    for package in (add_in(), workbook_with_buttons("programme")):
        found = sources(parts(package)["xl/vbaProject.bin"])
        assert all(len(text.splitlines()) == 8 for name, text in found.items() if name not in own)


def test_the_scanner_does_see_what_is_planted() -> None:
    text = 'Sub Auto_Open()\n    CreateObject("WScript.Shell").Run "cmd"\nEnd Sub\n'
    assert {"Auto_Open", "CreateObject", "WScript.Shell", "Run"} <= suspect_words(text)


def suspect_words(text: str) -> set[str]:
    found = {keyword for kind, keyword, _ in scan_vba(text, include_decoded_strings=False) if kind in SUSPECT}
    return found - RULES_OF_THUMB
