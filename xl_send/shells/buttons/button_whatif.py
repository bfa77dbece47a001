"""What if, pressed: what a slip would do, on a sheet of its own."""

from __future__ import annotations

from xl_send.commands.whatif import one_slip
from xl_send.commands.whatif import whatif as suppose
from xl_send.listings.whatif import WHAT_IF, whatif_table
from xl_send.progress import Progress
from xl_send.shells.buttons.button import ButtonAnswer, ButtonPress


def whatif(press: ButtonPress, progress: Progress) -> ButtonAnswer:
    """What would change if a milestone, task or handover came later by so many working days."""
    slip = one_slip(press.given.get("id", ""), press.given.get("days", ""))
    found = suppose(press.source, slip=slip, progress=progress)
    unread = found.loaded.unread_line
    table = whatif_table(found.supposed, found.differences, unread)
    if not table.rows:
        return ButtonAnswer(table.note, (table,), show=WHAT_IF)
    told = f"{unread} If {found.supposed}, {found.counts} would change. The What if sheet lists them.".lstrip()
    return ButtonAnswer(told, (table,), show=WHAT_IF)
