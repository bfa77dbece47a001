"""Every Office file that the product writes new: each must please every judge. Add yours here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from xl_send.commands.with_macros import add_in, workbook_with_buttons
from xl_send.excel.example import real_workbook, template_workbook

WRITTEN: Mapping[str, Callable[[], bytes]] = {
    "workstream.xlsx": partial(template_workbook, "workstream"),
    "programme.xlsx": partial(template_workbook, "programme"),
    "workstream.xlsm": partial(workbook_with_buttons, "workstream"),
    "programme.xlsm": partial(workbook_with_buttons, "programme"),
    "add_in.xlam": add_in,
    "published.xlsx": real_workbook,
}
