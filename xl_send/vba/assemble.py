"""Macros and a ribbon put into a new workbook: an .xlsm, or an .xlam, out of a macro-free .xlsx of our own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum

from xl_send.office_parts import packed, unpacked
from xl_send.vba.modules import Module, ModuleKind
from xl_send.vba.project import vba_project
from xl_send.vba.ribbon import PART, RELATION, Group, ribbon_parts
from xl_send.vba.sources import CALLBACK
from xl_send.xlsx.update.xml_patch import Child, XmlPatch

_PLAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_PROJECT_TYPE = "application/vnd.ms-office.vbaProject"
_PROJECT_RELATION = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
_TYPES, _ROOT_RELATIONS = "[Content_Types].xml", "_rels/.rels"
_BOOK, _BOOK_RELATIONS, _PROJECT = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/vbaProject.bin"
_SHEET = re.compile(r"xl/worksheets/sheet(\d+)\.xml")
WORKBOOK_MODULE = "ThisWorkbook"


class MacroFileType(Enum):
    """What a workbook with macros may be, with the content type that says so."""

    WORKBOOK = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    ADD_IN = "application/vnd.ms-excel.addin.macroEnabled.main+xml"


def assemble(
    workbook: bytes, modules: Iterable[Module], groups: Sequence[Group], form: MacroFileType, callback: str = CALLBACK
) -> bytes:
    """The workbook with macros and ribbon, which calls `callback`. The product wrote it, and it holds neither yet.

    The modules of the workbook and its sheets are added where `modules` has none.
    """
    parts = unpacked(workbook)
    if _PROJECT in parts:
        message = "The workbook has macros already."
        raise ValueError(message)
    sheets = {name: f"Sheet{found[1]}" for name in parts if (found := _SHEET.fullmatch(name))}
    for name, code_name in sheets.items():
        parts[name] = _sheet_named(parts[name], code_name)
    parts[_BOOK] = _book_named(parts[_BOOK])
    parts[_TYPES] = _typed(parts[_TYPES], form)
    parts[_BOOK_RELATIONS] = _related(parts[_BOOK_RELATIONS], "xlSendMacros", _PROJECT_RELATION, "vbaProject.bin")
    parts[_ROOT_RELATIONS] = _related(parts[_ROOT_RELATIONS], "xlSendRibbon", RELATION, PART)
    parts[_PROJECT] = vba_project(_with_documents(modules, sheets))
    return packed(parts | ribbon_parts(groups, callback))


def _with_documents(modules: Iterable[Module], sheets: Mapping[str, str]) -> list[Module]:
    given = {module.name: module for module in modules}
    documents = {WORKBOOK_MODULE: ModuleKind.WORKBOOK, **dict.fromkeys(sheets.values(), ModuleKind.SHEET)}
    return [*(given.pop(name, Module(name, kind)) for name, kind in documents.items()), *given.values()]


def _book_named(book: bytes) -> bytes:
    patch = XmlPatch(book)
    properties = patch.root.one("workbookPr")
    patch.set(properties, {"codeName": WORKBOOK_MODULE, **properties.attributes})
    return patch.done()


def _sheet_named(sheet: bytes, code_name: str) -> bytes:
    patch = XmlPatch(sheet)
    attributes = {"codeName": code_name}
    for properties in patch.root.all("sheetPr"):
        patch.set(properties, attributes | properties.attributes)
        return patch.done()
    patch.before(patch.root.one("dimension"), Child("sheetPr", attributes))
    return patch.done()


def _typed(types: bytes, form: MacroFileType) -> bytes:
    patch = XmlPatch(types)
    first = patch.root.one("Default")
    for extension, kind in (("bin", _PROJECT_TYPE), ("png", "image/png")):
        patch.before(first, Child("Default", {"Extension": extension, "ContentType": kind}))
    (book,) = [part for part in patch.root.all("Override") if part.attributes["ContentType"] == _PLAIN]
    patch.set(book, {**book.attributes, "ContentType": form.value})
    return patch.done()


def _related(relations: bytes, number: str, kind: str, target: str) -> bytes:
    patch = XmlPatch(relations)
    patch.append(patch.root, [Child("Relationship", {"Id": number, "Type": kind, "Target": target})])
    return patch.done()
