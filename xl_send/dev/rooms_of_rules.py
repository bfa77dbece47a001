"""The list of the files of rules, so that no folder need be searched for them when a workbook is checked."""

from __future__ import annotations

from pathlib import Path
from textwrap import wrap

import xl_send.rules

_BEGINNING = '''"""Every file of rules by its room, those of the rooms within it among them.

Written by `python -m xl_send.dev.build`: to search the folders loads much that nothing else needs.
"""

ROOMS = {
'''
# So many letters of names stand in a line.
_WIDTH = 108


def rooms_of_rules_file() -> str:
    """The module that names every file of rules."""
    home = Path(xl_send.rules.__file__).parent
    rooms = sorted(found.parent for found in home.glob("*/__init__.py"))
    return f"{_BEGINNING}{''.join(map(_room, rooms))}}}\n"


def _room(room: Path) -> str:
    files = sorted(found for found in room.rglob("*.py") if found.stem != "__init__")
    names = (".".join(found.relative_to(room).with_suffix("").parts) for found in files)
    lines = "".join(f'        " {line}"\n' for line in wrap(" ".join(names), _WIDTH))
    return f'    "xl_send.rules.{room.name}": (\n{lines}    ),\n'
