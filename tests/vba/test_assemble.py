"""Macros and ribbon in a package: only what must change has changed, and others read the result."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from functools import partial

import pytest

from known.on_demand import load_workbook
from vba.projects import sources
from xl_send.dev.build import parts
from xl_send.vba.assemble import MacroFileType, assemble
from xl_send.vba.modules import Module, ModuleKind
from xl_send.vba.sources import macro_sources
from xl_send.vba.workbooks import add_in, workbook_with_buttons
from xl_send.xlsx.template.example import template_workbook

PROJECT = "xl/vbaProject.bin"


@pytest.mark.parametrize("edition", ["workstream", "programme"])
def test_the_workbook_with_buttons_is_the_template_and_nothing_less(edition: str) -> None:
    plain = parts(template_workbook(edition, buttons=True))
    made = parts(workbook_with_buttons(edition))
    assert set(plain) < set(made)
    touched = {name for name in plain if plain[name] != made[name]}
    sheets = {name for name in plain if name.startswith("xl/worksheets/sheet")}
    named = {"[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"}
    assert touched == sheets | named
    assert load_workbook(io.BytesIO(workbook_with_buttons(edition)), keep_vba=True)["Milestones"].tables


def test_its_start_page_tells_of_the_buttons_and_no_longer_says_that_there_are_no_macros() -> None:
    page = load_workbook(io.BytesIO(workbook_with_buttons("workstream")))["Start"]
    words = " ".join(str(cell.value) for row in page.iter_rows() for cell in row if cell.value)
    assert "SEND programme tab" in words
    assert "No macros" not in words


@pytest.mark.parametrize(
    ("make", "callback"),
    [(partial(workbook_with_buttons, "programme"), "OnRibbonOfWorkbook"), (add_in, "OnRibbonOfAddIn")],
)
def test_every_source_of_ours_and_a_module_for_every_sheet_is_there(make: Callable[[], bytes], callback: str) -> None:
    """Each with its ribbon's callback under a name of its own: with both open, Excel may look in the other."""
    package = make()
    found = sources(parts(package)[PROJECT])
    for module in macro_sources():
        assert found[module.name] == module.source().replace("Sub OnRibbon(", f"Sub {callback}(")
    asked = set(re.findall(r'onAction="(\w+)"', parts(package)["customUI/customUI14.xml"].decode()))
    assert asked == {callback}
    sheets = sum(name.startswith("xl/worksheets/sheet") for name in parts(package))
    assert set(found) - {module.name for module in macro_sources()} == {
        "ThisWorkbook", *(f"Sheet{number}" for number in range(1, sheets + 1)),
    }  # fmt: skip


def test_a_documents_module_may_be_given() -> None:
    own = Module("ThisWorkbook", ModuleKind.WORKBOOK, "Private Sub Workbook_Open()\nEnd Sub\n")
    made = parts(assemble(template_workbook("programme"), [own], [], MacroFileType.WORKBOOK))
    assert sources(made[PROJECT])["ThisWorkbook"] == own.source()


def test_the_same_sources_give_the_same_file() -> None:
    assert workbook_with_buttons("workstream") == workbook_with_buttons("workstream")
    with zipfile.ZipFile(io.BytesIO(add_in())) as opened:
        assert {part.date_time for part in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_workbook_that_already_has_macros_is_not_given_a_second_set() -> None:
    with pytest.raises(ValueError, match="has macros already"):
        assemble(workbook_with_buttons("programme"), [], [], MacroFileType.WORKBOOK)
