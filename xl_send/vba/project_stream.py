"""The PROJECT and PROJECTwm streams: the project's modules and settings as text ([MS-OVBA] 2.3.1 and 2.3.3)."""

from __future__ import annotations

from collections.abc import Sequence

from xl_send.vba.encryption import disguised
from xl_send.vba.modules import Module, ModuleKind

# Always the same, so that the same sources give the same bytes; it identifies nobody.
PROJECT_ID = "{5E4D9A52-77C1-4B0E-9B1D-2F6A3C8E1D07}"
_HOST = "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000"
_NOT_PROTECTED, _NO_PASSWORD, _VISIBLE = bytes(4), b"\x00", b"\xff"
_SEEDS = {"CMG": 0xA6, "DPB": 0xB4, "GC": 0xC2}


def project_stream(name: str, modules: Sequence[Module]) -> bytes:
    """The PROJECT stream: unprotected, no password, visible."""
    settings = {"CMG": _NOT_PROTECTED, "DPB": _NO_PASSWORD, "GC": _VISIBLE}
    lines = [f'ID="{PROJECT_ID}"', *map(_listed, modules), f'Name="{name}"', 'HelpContextID="0"']
    lines += ['VersionCompatible32="393222000"']
    lines += [f'{key}="{disguised(data, PROJECT_ID, _SEEDS[key])}"' for key, data in settings.items()]
    lines += ["", "[Host Extender Info]", _HOST, "", "[Workspace]"]
    lines += [f"{module.name}=0, 0, 0, 0, C" for module in modules]
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")


def names_stream(modules: Sequence[Module]) -> bytes:
    """The PROJECTwm stream: every module's name in the code page and in UTF-16."""
    names = (f"{module.name}\0" for module in modules)
    return b"".join(name.encode("ascii") + name.encode("utf-16-le") for name in names) + bytes(2)


def _listed(module: Module) -> str:
    if module.kind.of_document:
        return f"Document={module.name}/&H00000000"
    return f"{'Module' if module.kind is ModuleKind.PLAIN else 'Class'}={module.name}"
