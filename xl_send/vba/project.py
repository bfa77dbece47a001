"""A whole VBA project from its sources: vbaProject.bin, as writers other than Office make it.

Nothing in it is compiled: Office compiles the text when it first runs it ([MS-OVBA] 2.3.4.1).
"""

from __future__ import annotations

from collections.abc import Iterable

from xl_send.vba.compound_file import compound_file
from xl_send.vba.compression import compressed
from xl_send.vba.dir_stream import dir_stream
from xl_send.vba.modules import Module, modules_in_order
from xl_send.vba.project_stream import names_stream, project_stream

NAME = "VBAProject"
# The version says that no Office has compiled this project, so each takes the text.
_NOTHING_COMPILED = bytes.fromhex("CC61FFFF000000")


def vba_project(modules: Iterable[Module], name: str = NAME) -> bytes:
    """The bytes of vbaProject.bin. Raises ValueError for modules that VBA would not take."""
    listed = modules_in_order(modules)
    texts = {module.name: compressed(module.source().encode("ascii")) for module in listed}
    return compound_file(
        {
            "VBA": {
                **texts,
                "_VBA_PROJECT": _NOTHING_COMPILED,
                "dir": compressed(dir_stream(name, listed)),
            },
            "PROJECT": project_stream(name, listed),
            "PROJECTwm": names_stream(listed),
        }
    )
