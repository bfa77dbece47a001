"""Macros and a ribbon put into a new workbook: an .xlsm, or an .xlam, out of a macro-free .xlsx of our own."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum

from xl_send.office_parts import packed
from xl_send.vba.modules import Module, ModuleKind
from xl_send.vba.project import vba_project
from xl_send.vba.ribbon import PART, RELATION, Group, ribbon_parts

_PLAIN = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_PROJECT_TYPE = b"application/vnd.ms-office.vbaProject"
_PROJECT_RELATION = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
_TYPES, _ROOT_RELATIONS = "[Content_Types].xml", "_rels/.rels"
_BOOK, _BOOK_RELATIONS, _PROJECT = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/vbaProject.bin"
_SHEET = re.compile(r"xl/worksheets/sheet(\d+)\.xml")
WORKBOOK_MODULE = "ThisWorkbook"


class MacroFileType(Enum):
    """What a workbook with macros may be, with the content type that says so."""

    WORKBOOK = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    ADD_IN = b"application/vnd.ms-excel.addin.macroEnabled.main+xml"


def assemble(workbook: bytes, modules: Iterable[Module], groups: Sequence[Group], form: MacroFileType) -> bytes:
    """The workbook with macros and ribbon. It must be one that this product wrote, and hold neither yet.

    The modules of the workbook and its sheets are added where `modules` has none.
    """
    with zipfile.ZipFile(io.BytesIO(workbook)) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    sheets = {name: f"Sheet{found[1]}" for name in parts if (found := _SHEET.fullmatch(name))}
    for name, code_name in sheets.items():
        parts[name] = _sheet_named(parts[name], code_name)
    parts[_BOOK] = _once(parts[_BOOK], b"<workbookPr ", f'<workbookPr codeName="{WORKBOOK_MODULE}" '.encode("ascii"))
    parts[_TYPES] = _typed(parts[_TYPES], form)
    parts[_BOOK_RELATIONS] = _related(parts[_BOOK_RELATIONS], "xlSendMacros", _PROJECT_RELATION, "vbaProject.bin")
    parts[_ROOT_RELATIONS] = _related(parts[_ROOT_RELATIONS], "xlSendRibbon", RELATION, PART)
    parts[_PROJECT] = vba_project(_with_documents(modules, sheets))
    return packed(parts | ribbon_parts(groups))


def _with_documents(modules: Iterable[Module], sheets: Mapping[str, str]) -> list[Module]:
    given = {module.name: module for module in modules}
    documents = {WORKBOOK_MODULE: ModuleKind.WORKBOOK, **dict.fromkeys(sheets.values(), ModuleKind.SHEET)}
    return [*(given.pop(name, Module(name, kind)) for name, kind in documents.items()), *given.values()]


def _sheet_named(sheet: bytes, code_name: str) -> bytes:
    attribute = f'<sheetPr codeName="{code_name}"'.encode("ascii")
    if b"<sheetPr>" in sheet:
        return _once(sheet, b"<sheetPr>", attribute + b">")
    return _once(sheet, b"<dimension ", attribute + b"/><dimension ")


def _typed(types: bytes, form: MacroFileType) -> bytes:
    defaults = b'<Default Extension="bin" ContentType="%s"/><Default Extension="png" ContentType="image/png"/>'
    first = b'<Default Extension="rels"'
    return _once(_once(types, _PLAIN, form.value), first, defaults % _PROJECT_TYPE + first)


def _related(relations: bytes, number: str, kind: str, target: str) -> bytes:
    added = f'<Relationship Id="{number}" Type="{kind}" Target="{target}"/></Relationships>'
    return _once(relations, b"</Relationships>", added.encode("ascii"))


def _once(content: bytes, old: bytes, new: bytes) -> bytes:
    """Replace what must be there exactly once."""
    if content.count(old) != 1:
        message = f"{old.decode()} stands {content.count(old)} times in a part of the workbook, not once."
        raise ValueError(message)
    return content.replace(old, new)
