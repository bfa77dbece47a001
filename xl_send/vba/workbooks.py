"""The two files that hold macros: the workbook with buttons, and the add-in."""

from __future__ import annotations

from xl_send.vba.assemble import MacroFileType, assemble
from xl_send.vba.buttons import ribbon_groups
from xl_send.vba.sources import CALLBACK, actions_of, macro_sources
from xl_send.xlsx.template.add_in_sheet import add_in_workbook
from xl_send.xlsx.template.example import template_workbook

# Where both are open, Excel may look for a callback by its name in the other, whose macros may be blocked.
CALLBACKS = {MacroFileType.WORKBOOK: f"{CALLBACK}OfWorkbook", MacroFileType.ADD_IN: f"{CALLBACK}OfAddIn"}


def workbook_with_buttons(edition: str) -> bytes:
    """The blank workbook of an edition with the SEND programme tab, as the bytes of an .xlsm file."""
    return _with_macros(template_workbook(edition, buttons=True), MacroFileType.WORKBOOK)


def add_in() -> bytes:
    """The add-in that brings the tab to every workbook, as the bytes of an .xlam file."""
    return _with_macros(add_in_workbook(), MacroFileType.ADD_IN)


def _with_macros(workbook: bytes, form: MacroFileType) -> bytes:
    modules = macro_sources()
    callback = CALLBACKS[form]
    named = [module._replace(code=module.code.replace(f"Sub {CALLBACK}(", f"Sub {callback}(")) for module in modules]
    return assemble(workbook, named, ribbon_groups(actions_of(modules)), form, callback)
