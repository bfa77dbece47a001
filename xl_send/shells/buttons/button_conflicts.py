"""Find conflicts, pressed: where two plans do not fit, on a sheet of its own."""

from __future__ import annotations

from xl_send.commands.conflicts import conflicts as find_conflicts
from xl_send.listings.conflicts import CONFLICTS, conflicts_table, none_found, unchecked
from xl_send.progress import Progress
from xl_send.shells.buttons.button import ButtonAnswer, ButtonPress
from xl_send.shells.buttons.button_validate import sentence_of


def conflicts(press: ButtonPress, progress: Progress) -> ButtonAnswer:
    """Every conflict of dates, order, people and terms; what was not checked for want of a workbook is said."""
    found = find_conflicts(press.source, progress=progress)
    unread = found.loaded.unread_line
    told = f"{unread} {sentence_of(found)}{unchecked(found.not_checked)} The Conflicts sheet lists them.".lstrip()
    if not found.findings:
        told = none_found(found.programme, found.not_checked)
    table = conflicts_table(found.programme, found.findings, found.not_checked)
    return ButtonAnswer(told, (table,), show=CONFLICTS)
