"""Our sources would compile, as far as that can be told without Excel; each planted fault is found."""

from __future__ import annotations

import pytest

from vba.lint import vba_faults
from xl_send.vba.modules import Module, ModuleKind
from xl_send.vba.sources import macro_sources

SOUND = """Option Explicit
Private Const LIMIT As Long = 3
Private held As Collection

' A comment with undeclared words, and "a string".
Public Sub Walk(book As Object, Optional ByVal most As Long = 1)
    Dim sheet As Worksheet, found() As String
    On Error GoTo Failed
    ReDim found(1 To LIMIT)
    For Each sheet In book.Worksheets
        If sheet.Name <> "anything at all" And most < LIMIT Then Note sheet.Name, _
            after:=Len(found(1))
    Next sheet
    Exit Sub
Failed:
    MsgBox Err.Description, vbExclamation
End Sub

Private Function Note(ByVal text As String, ByVal after As Long) As Boolean
    Set held = New Collection
    held.Add text & after
    Note = True
End Function
"""


def of(code: str, *others: Module) -> list[str]:
    return vba_faults([Module("Walking", ModuleKind.PLAIN, code), *others])


def test_the_products_own_sources_have_no_fault() -> None:
    assert vba_faults(macro_sources()) == []


def test_sound_code_has_no_fault() -> None:
    assert of(SOUND) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Note sheet.Name", "Note shet.Name", "line 12: shet is not declared"),
        ("held.Add text", "hold.Add text", "hold is not declared"),
        ("Note = True", "Noted = True", "Noted is not declared"),
        ("GoTo Failed", "GoTo Fail", "Fail is not declared"),
        ("vbExclamation", "Exclamation", "Exclamation is not declared"),
        ("sheet As Worksheet", "sheet As Workshet", "there is no type Workshet"),
        ("New Collection", "New Colection", "there is no type Colection"),
        ("Option Explicit\n", "", "Option Explicit does not come first"),
        ("ByVal after As Long", "after As Long", "after must be ByVal"),
        ("text As String", "line As String", "line is a word of the language"),
        ('"anything at all"', '"' + "x" * 1024 + '"', "longer than 1023"),
        ("Len(found(1))", " _\n".join(["Len(found(1)) +"] * 26) + " 1", "continued more than 24 times"),
    ],
)
def test_a_planted_fault_is_found(old: str, new: str, told: str) -> None:
    assert old in SOUND
    found = of(SOUND.replace(old, new))
    assert any(told in fault for fault in found), found


@pytest.mark.parametrize(
    ("careless", "told"),
    [
        ("Do While held.Item(1) > 0\n        LIMITED\n    Loop", "a loop whose condition may fail"),
        ('If held.Item(1) = "x" Then held.Delete', "it is taken away all the same"),
    ],
)
def test_what_goes_on_where_a_condition_fails_is_found(careless: str, told: str) -> None:
    passing = SOUND.replace("    Set held = New Collection\n", f"    On Error Resume Next\n    {careless}\n")
    assert any(told in fault for fault in of(passing))
    assert not any(told in fault for fault in of(passing.replace("On Error Resume Next", "Set held = New Collection")))


def test_a_name_that_two_modules_offer_is_found() -> None:
    assert of(SOUND, Module("Other", ModuleKind.PLAIN, "Option Explicit\nPublic Sub Walk()\nEnd Sub\n"))
    assert of(SOUND, Module("Walk", ModuleKind.PLAIN, "Option Explicit\n"))


def test_what_another_module_offers_is_known_and_what_it_keeps_to_itself_is_not() -> None:
    using = "Option Explicit\nSub Use()\n    Rest 1\n    total = 2\n    Dim one As Visitor\nEnd Sub\n"
    offering = "Option Explicit\nPublic total As Long\nPublic Sub Rest(ByVal days As Long)\nEnd Sub\n"
    visitor = Module("Visitor", ModuleKind.CLASS, "Option Explicit\nPublic Tag As String\n")
    assert of(using, Module("Other", ModuleKind.PLAIN, offering), visitor) == []
    kept = of(using, Module("Other", ModuleKind.PLAIN, offering.replace("Public", "Private")), visitor)
    assert len(kept) == 2
