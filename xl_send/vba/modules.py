"""VBA modules as text: how a source file becomes a module of a project."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum

from xl_send.value_classes import NamedTuple

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,30}")
_HEADED = re.compile(r"\AVERSION 1\.0 CLASS\r?\nBEGIN\r?\n.*?\r?\nEND\r?\n", re.DOTALL)
_ATTRIBUTES = re.compile(r"\A(?:Attribute VB_[^\n]*\n)*")


class ModuleKind(Enum):
    """What a module is; for all but the plain kind, the base that its attributes name."""

    PLAIN = ""
    CLASS = "0{FCFB3D2A-A0FA-1068-A738-08002B3371B5}"
    WORKBOOK = "0{00020819-0000-0000-C000-000000000046}"
    SHEET = "0{00020820-0000-0000-C000-000000000046}"

    @property
    def of_document(self) -> bool:
        """Whether the module belongs to the workbook or one of its sheets."""
        return self in {ModuleKind.WORKBOOK, ModuleKind.SHEET}


class Module(NamedTuple):
    """One module: its name in the project, and its code without the attributes at its head."""

    name: str
    kind: ModuleKind
    code: str = ""

    def source(self) -> str:
        """The module as a project keeps it: attributes, then code, every line ended by CR LF."""
        code = self.code if self.code.endswith("\n") or not self.code else f"{self.code}\n"
        return "".join([*(f"{line}\n" for line in self._attributes()), code]).replace("\n", "\r\n")

    def _attributes(self) -> list[str]:
        lines = [f'Attribute VB_Name = "{self.name}"']
        if self.kind is not ModuleKind.PLAIN:
            known = str(self.kind.of_document)
            values = {
                "Base": f'"{self.kind.value}"', "GlobalNameSpace": "False", "Creatable": "False",
                "PredeclaredId": known, "Exposed": known, "TemplateDerived": "False", "Customizable": known,
            }  # fmt: skip
            lines += [f"Attribute VB_{name} = {value}" for name, value in values.items()]
        return lines


def read_module(file_name: str, text: str) -> Module:
    """The module that an exported source file (.bas or .cls) holds; it is named as the file is."""
    name, _, suffix = file_name.rpartition(".")
    plain = _HEADED.sub("", text.replace("\r\n", "\n"))
    code = _ATTRIBUTES.sub("", plain)
    kind = ModuleKind.PLAIN if suffix == "bas" else ModuleKind.WORKBOOK if name == "ThisWorkbook" else ModuleKind.CLASS
    return Module(name, kind, code)


def modules_in_order(modules: Iterable[Module]) -> list[Module]:
    """Modules as a project lists them, documents first. Raises ValueError for what VBA would not take."""
    listed = sorted(modules, key=lambda module: not module.kind.of_document)
    seen: set[str] = set()
    for module in listed:
        if not _NAME.fullmatch(module.name) or module.name.casefold() in seen:
            message = f"{module.name}: A module's name is unique, and a letter, then up to 30 letters, digits or _."
            raise ValueError(message)
        if not module.code.isascii():
            message = f"{module.name}: A module's source is plain ASCII, which every code page shares."
            raise ValueError(message)
        seen.add(module.name.casefold())
    return listed
