"""Where the macros' sources stand: the folder `macros`, which an installed package carries inside itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from xl_send.vba.modules import Module, read_module

_INSTALLED = Path(__file__).parent / "shipped"
_CHECKED_OUT = Path(__file__).parent.parent.parent / "macros"
CALLBACK = "OnRibbon"
_DISPATCH = re.compile(rf"^Public Sub {CALLBACK}\(.*?^End Sub$", re.DOTALL | re.MULTILINE)
_CASE = re.compile(r"^ *Case (.+)$", re.MULTILINE)


def macro_sources() -> list[Module]:
    """The product's own modules, in the order of their names."""
    files = sorted(path for path in _folder().iterdir() if path.suffix in {".bas", ".cls"})
    return [read_module(path.name, path.read_text(encoding="ascii")) for path in files]


def mac_script(python: str) -> str:
    """The script by which Excel on a Mac starts this Python; it belongs in `places.mac_script_file()`."""
    text = (_folder() / "xl_send.applescript").read_text(encoding="ascii")
    quoted = python.replace("\\", "\\\\").replace('"', '\\"')
    return text.replace('"PYTHON"', f'"{quoted}"')


def _folder() -> Path:
    return _INSTALLED if _INSTALLED.is_dir() else _CHECKED_OUT


def actions_of(modules: Iterable[Module]) -> frozenset[str]:
    """The actions that the ribbon's one callback answers: the quoted cases in its body."""
    bodies = [body for module in modules for body in _DISPATCH.findall(module.code)]
    return frozenset(
        action for body in bodies for case in _CASE.findall(body) for action in re.findall(r'"(.*?)"', case)
    )
