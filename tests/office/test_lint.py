"""Our own lint finds nothing in what the product writes, and finds each fault that is planted."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from files import demonstration
from office.files import WRITTEN
from office.lint import CUSTOM_UI, faults, faults_of_strings, with_part
from office.outside_tools import sdk_errors
from packages import parts_of
from vba.every_button import ALL_ACTIONS, EVERYTHING
from xl_send.vba.assemble import MacroFileType, assemble
from xl_send.vba.buttons import ribbon_groups
from xl_send.vba.modules import Module, ModuleKind
from xl_send.vba.sources import macro_sources
from xl_send.vba.workbooks import workbook_with_buttons
from xl_send.xlsx.template.add_in_sheet import add_in_workbook
from xl_send.xlsx.template.example import template_workbook

TIES, TYPES = "customUI/_rels/customUI14.xml.rels", "[Content_Types].xml"


@pytest.mark.parametrize("name", WRITTEN)
def test_a_new_file_has_no_fault(name: str) -> None:
    written = WRITTEN[name]()
    assert faults(name, written) == []
    assert name == "marked.xlsx" or not list(faults_of_strings(parts_of(written)))


def test_the_example_workbooks_have_no_fault() -> None:
    books = list(demonstration().rglob("*.xlsx"))
    assert len(books) > 5
    for path in books:
        assert faults(path.name, path.read_bytes()) == []


def test_the_ribbon_with_every_planned_button_has_no_fault(tmp_path: Path) -> None:
    groups = ribbon_groups(ALL_ACTIONS, EVERYTHING)
    path = tmp_path / "every_button.xlam"
    path.write_bytes(assemble(add_in_workbook(), macro_sources(), groups, MacroFileType.ADD_IN))
    assert faults(path.name, path.read_bytes()) == []
    assert sdk_errors(path) == []


@pytest.fixture(scope="module")
def sound() -> bytes:
    return workbook_with_buttons("programme")


LIST = rb'(<dataValidation type="list"[^>]*><formula1>)[^<]*'
PLANTED: list[tuple[str, Callable[[bytes], bytes], str]] = [
    (CUSTOM_UI, lambda xml: xml.replace(b'"xlSend_about"', b'"xlSend_guide"'), "Two controls have the id xlSend_guide"),
    (
        CUSTOM_UI,
        lambda xml: xml.replace(b'image="about_small"', b'imageMso="FileSaveAsWordDocx"'),
        "FileSaveAsWordDocx",
    ),
    (CUSTOM_UI, lambda xml: xml.replace(b'image="about_small"', b'image="abuot"'), "abuot is not tied"),
    (CUSTOM_UI, lambda xml: xml.replace(b'keytip="A"', b'keytip="GA"'), "GA cannot be reached"),
    (CUSTOM_UI, lambda xml: xml.replace(b'"OnRibbonOfWorkbook"', b'"OnRibon"'), "0 public Subs are called OnRibon"),
    (CUSTOM_UI, lambda xml: xml.replace(b'supertip="', b'supertip="' + b"x" * 1025), "tip is too long"),
    (TIES, lambda xml: xml.replace(b"images/about_small", b"images/abuot"), "images/abuot.png is not in the package"),
    (TYPES, lambda xml: xml.replace(b"sheet.macroEnabled", b"addin.macroEnabled"), "does not go with .xlsm"),
    (TYPES, lambda xml: xml.replace(b'Extension="png"', b'Extension="gif"'), "has no content type"),
    ("xl/workbook.xml", lambda xml: xml.replace(b'"ThisWorkbook"', b'"Workbook"'), "'ThisWorkbook', 'Workbook'"),
    ("xl/worksheets/sheet5.xml", lambda xml: xml.replace(b'"Sheet5"', b'"Sheet4"'), "Code names and modules"),
    ("xl/worksheets/sheet5.xml", lambda xml: re.sub(LIST, rb'\1"' + b"xy" * 128 + b'"', xml), "its list"),
    (
        "xl/worksheets/sheet5.xml",
        lambda xml: xml.replace(b"COUNTIFS(places_to_put_right", b"COUNTIFS(Checks!$H$3:$H$9"),
        "names a table or another sheet",
    ),
    ("xl/tables/table1.xml", lambda xml: re.sub(rb' ref="A1:[A-Z]+', b' ref="A1:B', xml), "as many columns"),
    ("xl/tables/table1.xml", lambda xml: re.sub(rb':([A-Z]+)\d+"', rb':\g<1>1"', xml), "no row below"),
    ("xl/tables/table2.xml", lambda xml: re.sub(rb':([A-Z]+)\d+"', rb':\g<1>27"', xml), "are blank"),
    ("xl/workbook.xml", lambda xml: xml.replace(b"KPIs!$A$1:", b"KPIs!$B$2:"), "KPIs has no print area"),
    ("xl/workbook.xml", lambda xml: xml.replace(b"KPIs!$A$1:$Q", b"KPIs!$A$1:$P"), "KPIs: its print area leaves out"),
    ("xl/workbook.xml", lambda xml: xml.replace(b"KPIs!$A$1:$Q", b"KPIs!$A$1:$BZ"), "KPIs: its print area goes beyond"),
    ("xl/worksheets/sheet6.xml", lambda xml: xml.replace(b' fitToPage="1"', b""), "is not printed on pages as wide"),
    ("xl/worksheets/sheet3.xml", lambda xml: re.sub(rb' ht="[^"]*', b' ht="5', xml), "cut off a text"),
    ("xl/tables/table1.xml", lambda xml: re.sub(rb'(tableColumn id="2" name=")', rb"\1x", xml), "reads otherwise"),
    (
        "xl/tables/table1.xml",
        lambda xml: re.sub(rb'(tableColumn id="2" name=")[^"]*', rb"\1" + first_title(xml), xml),
        "two columns are called",
    ),
]


def first_title(table: bytes) -> bytes:
    found = re.search(rb'tableColumn id="1" name="([^"]*)', table)
    assert found
    return found[1]


@pytest.mark.parametrize(("part", "plant", "told"), PLANTED, ids=[told for _, _, told in PLANTED])
def test_a_planted_fault_is_found(part: str, plant: Callable[[bytes], bytes], told: str, sound: bytes) -> None:
    found = faults("send_programme.xlsm", with_part(sound, part, plant))
    assert any(told in fault for fault in found), found


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("Public Sub OnRibbon()", "must take one argument"),
        ("Public Sub OnRibbon(control As Object, pressed As Boolean)", "must take one argument"),
        ("Private Sub OnRibbon(control As Object)", "0 public Subs"),
    ],
)
def test_a_callback_that_the_ribbon_cannot_call_is_found(head: str, told: str) -> None:
    wrong = Module("SendRibbon", ModuleKind.PLAIN, f"{head}\nEnd Sub\n")
    made = assemble(template_workbook("programme"), [wrong], ribbon_groups({"about"}), MacroFileType.WORKBOOK)
    assert any(told in fault for fault in faults("x.xlsm", made))


def test_two_callbacks_of_one_name_are_found() -> None:
    twice = [*macro_sources(), Module("Again", ModuleKind.PLAIN, "Public Sub OnRibbon(control As Object)\nEnd Sub\n")]
    made = assemble(template_workbook("programme"), twice, ribbon_groups({"about"}), MacroFileType.WORKBOOK)
    assert any("2 public Subs" in fault for fault in faults("x.xlsm", made))


def test_macros_in_a_file_that_says_it_has_none_are_found(sound: bytes) -> None:
    assert any("macros do not go together" in fault for fault in faults("x.xlsx", sound))
    assert "xl/vbaProject.bin" not in parts_of(template_workbook("programme"))
