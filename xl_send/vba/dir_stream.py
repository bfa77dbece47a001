"""The dir stream: what a VBA project is, what it refers to and which modules it has ([MS-OVBA] 2.3.4.2)."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence

from xl_send.vba.modules import Module, ModuleKind

CODE_PAGE = 1252
_ENGLISH = 0x0409
_WINDOWS = 1
_LIBRARIES = {
    "stdole": r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#C:\Windows\System32\stdole2.tlb#OLE Automation",
    "Office": r"*\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0#C:\Program Files\Common Files\Microsoft Shared"
    r"\OFFICE16\MSO.DLL#Microsoft Office 16.0 Object Library",
}
# No module holds anything compiled, so each text begins at the start of its stream.
_TEXT_STARTS_AT = 0
_NO_COOKIE = 0xFFFF


def dir_stream(name: str, modules: Sequence[Module]) -> bytes:
    """The stream before compression, for a project of this name."""
    parts = [_information(name), *(_reference(*library) for library in _LIBRARIES.items())]
    parts += [_record(0x000F, _short(len(modules))), _record(0x0013, _short(_NO_COOKIE))]
    parts += [*map(_module, modules), _record(0x0010)]
    return b"".join(parts)


def _information(name: str) -> bytes:
    return b"".join(
        [
            _record(0x0001, _long(_WINDOWS)),
            _record(0x0002, _long(_ENGLISH)),
            _record(0x0014, _long(_ENGLISH)),
            _record(0x0003, _short(CODE_PAGE)),
            _record(0x0004, name.encode("ascii")),
            _twice(0x0005, 0x0040, ""),  # description
            _record(0x0006) + _record(0x003D),  # help file
            _record(0x0007, _long(0)),  # help context
            _record(0x0008, _long(0)),  # library flags
            struct.pack("<HLLH", 0x0009, 4, 1, 1),  # version 1.1; the size is 4 though 6 bytes follow
            _twice(0x000C, 0x003C, ""),  # constants
        ]
    )


def _reference(name: str, library: str) -> bytes:
    registered = _long(len(library)) + library.encode("ascii") + bytes(6)
    return _twice(0x0016, 0x003E, name) + _record(0x000D, registered)


def _module(module: Module) -> bytes:
    return b"".join(
        [
            _twice(0x0019, 0x0047, module.name),
            _twice(0x001A, 0x0032, module.name),  # the stream has the module's name
            _twice(0x001C, 0x0048, ""),  # description
            _record(0x0031, _long(_TEXT_STARTS_AT)),
            _record(0x001E, _long(0)),  # help context
            _record(0x002C, _short(_NO_COOKIE)),
            _record(0x0021 if module.kind is ModuleKind.PLAIN else 0x0022),
            _record(0x002B),
        ]
    )


def _twice(code: int, unicode_code: int, text: str) -> bytes:
    """A text in the code page, then the same as UTF-16."""
    return _record(code, text.encode("ascii")) + _record(unicode_code, text.encode("utf-16-le"))


def _record(code: int, content: Iterable[int] = b"") -> bytes:
    data = bytes(content)
    return struct.pack("<HL", code, len(data)) + data


def _long(number: int) -> bytes:
    return struct.pack("<L", number)


def _short(number: int) -> bytes:
    return struct.pack("<H", number)
