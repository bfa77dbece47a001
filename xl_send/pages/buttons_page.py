"""The reference page of the ribbon's buttons, from the same table as the ribbon."""

from __future__ import annotations

from xl_send.commands.buttons import ribbon_groups
from xl_send.macros.ribbon import TAB_KEY, Group
from xl_send.macros.sources import actions_of, macro_sources

_INTRODUCTION = f"""# Buttons

The **SEND programme** tab is in the workbook with buttons (`xl-send new --buttons`) and in the add-in
(`macros/xl_send.xlam`), which brings it to every workbook. A button is there only when there is
something for it to do. The keys are pressed one after the other, after Alt: Alt, {TAB_KEY}, and the button's.

Excel shows macros of a file that came by mail or from the web as blocked, until whoever looks after
this computer trusts the place it stands in. The workbook works without them too.

The buttons were built and tested without Excel: by other readers of Office files, and by LibreOffice.

| group | button | what it does | key |
| --- | --- | --- | --- |
"""


def buttons_page() -> str:
    """The page in Markdown."""
    return _INTRODUCTION + "".join(map(_rows, ribbon_groups(actions_of(macro_sources()))))


def _rows(group: Group) -> str:
    return "".join(
        f"| {group.label} | **{button.label}** | {button.screentip}. {button.supertip} | {button.keytip} |\n"
        for button in group.buttons
    )
